import { isSince, type ModelOpt } from '../release/version.js'

/** The classes that a `parent_class` may name, by the first release that has them. */
const MODULE_CLASSES: readonly (readonly [names: string, since?: ModelOpt])[] = [
  ['Linear Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d'],
  ['BatchNorm1d BatchNorm2d BatchNorm3d InstanceNorm1d InstanceNorm2d InstanceNorm3d LeakyReLU'],
  ['MaxPool1d MaxPool2d MaxPool3d AvgPool1d AvgPool2d AvgPool3d'],
  ['AdaptiveAvgPool1d AdaptiveAvgPool2d AdaptiveAvgPool3d RNN LSTM GRU'],
  ['LayerNorm', '0.44'],
  ['Embedding', '0.45'],
]

const SINCE: ReadonlyMap<string, ModelOpt | undefined> = new Map(
  MODULE_CLASSES.flatMap(([names, since]) => names.split(' ').map((name) => [`nn.${name}`, since] as const)),
)

/** Whether ModelOpt quantizes modules of a class, so that entries may be held to it: `nn.Linear`. */
export function isModuleClass(name: string, modelopt: ModelOpt): boolean {
  if (!SINCE.has(name)) return false
  const since = SINCE.get(name)
  return since === undefined || isSince(modelopt, since)
}
