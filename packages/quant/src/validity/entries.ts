import { type Dict, isDict, isList, isTuple, type Literal } from '../literal/literal.js'
import { checkAttributes, type Problem } from './attributes.js'
import { aBool } from './lax.js'
import type { ModelOpt } from './modelopt.js'

/** One step of a quantization config: where it applies, and what it sets there. Later steps win. */
export interface Step {
  readonly pattern: string
  /** Only quantizers directly inside a module of this class: `nn.BatchNorm1d`. */
  readonly parentClass: string | undefined
  /** Full attributes (a sequence of quantizers for a list), or undefined for a step that only switches. */
  readonly attributes: Dict | readonly Dict[] | undefined
  readonly enable: boolean | undefined
}

export interface Steps {
  readonly steps: readonly Step[]
  readonly problems: readonly Problem[]
}

/** The steps of a dict-style `quant_cfg` as ModelOpt until 0.43 applies them: `default` first, wherever it stands. */
export function stepsOfDict(quantizers: Dict, modelopt: ModelOpt): Steps {
  const first: Step[] = []
  const rest: Step[] = []
  const problems: Problem[] = []
  for (const [key, value] of quantizers.entries()) {
    const pattern = String(key)
    if (isModuleClass(pattern)) {
      if (!isDict(value)) problems.push(notAttributes([key]))
      else {
        for (const [inner, attributes] of value.entries()) {
          const read = readAttributes(attributes, modelopt, [key, inner], problems)
          rest.push({ pattern: String(inner), parentClass: pattern, attributes: read, enable: undefined })
        }
      }
      continue
    }
    const read = readAttributes(value, modelopt, [key], problems)
    if (pattern === 'default') first.push({ pattern: '*', parentClass: undefined, attributes: read, enable: undefined })
    else rest.push({ pattern, parentClass: undefined, attributes: read, enable: undefined })
  }
  return { steps: [...first, ...rest], problems }
}

/** The steps of a list-style `quant_cfg` (ModelOpt 0.44 and newer), in list order. */
export function stepsOfList(entries: readonly Literal[], modelopt: ModelOpt): Steps {
  const steps: Step[] = []
  const problems: Problem[] = []
  for (const [at, entry] of entries.entries()) {
    const path = [BigInt(at)]
    if (!isDict(entry)) {
      problems.push({ path, rule: 'entry-type', message: 'an entry of quant_cfg must be a mapping' })
      continue
    }
    const step = readEntry(entry, modelopt, path, problems)
    if (step !== undefined) steps.push(step)
  }
  return { steps, problems }
}

const ENTRY_KEYS = new Set(['quantizer_name', 'parent_class', 'cfg', 'enable'])

function readEntry(entry: Dict, modelopt: ModelOpt, path: readonly Literal[], problems: Problem[]): Step | undefined {
  const before = problems.length
  const complain = (rule: string, message: string, key?: string) =>
    problems.push({ path: key === undefined ? path : [...path, key], rule, message })
  for (const key of entry.keys()) {
    if (!ENTRY_KEYS.has(String(key)))
      complain('entry-key', `an entry of quant_cfg cannot have ${String(key)}`, String(key))
  }
  const pattern = entry.get('quantizer_name')
  if (typeof pattern !== 'string') complain('entry-name', 'an entry of quant_cfg needs a quantizer_name')
  const parentClass = entry.get('parent_class') ?? null
  if (parentClass !== null && typeof parentClass !== 'string') {
    complain('parent-class', 'parent_class must be a class name', 'parent_class')
  }
  const enable = entry.has('enable') ? aBool(entry.get('enable')!) : undefined
  if (entry.has('enable') && enable === undefined) complain('entry-enable', 'enable must be true or false', 'enable')
  if (!entry.has('cfg') && !entry.has('enable')) complain('entry-empty', 'an entry of quant_cfg needs cfg or enable')
  const cfg = entry.get('cfg') ?? null
  let attributes: Dict | readonly Dict[] | undefined
  if (isEmptyCfg(cfg)) {
    if (enable !== false) complain('cfg-empty', 'an empty cfg says nothing: set attributes, or enable: false', 'cfg')
  } else if (cfg !== null) attributes = readAttributes(cfg, modelopt, [...path, 'cfg'], problems)
  if (problems.length > before) return undefined
  return {
    pattern: pattern as string,
    parentClass: (parentClass as string | null) ?? undefined,
    attributes,
    enable: enable as boolean | undefined,
  }
}

/** `{}`, `[]` and a list of nothing but `{}`. */
export function isEmptyCfg(cfg: Literal): boolean {
  if (isDict(cfg)) return cfg.size === 0
  if (!isList(cfg)) return false
  return cfg.every((item) => isDict(item) && item.size === 0)
}

function readAttributes(
  value: Literal,
  modelopt: ModelOpt,
  path: readonly Literal[],
  problems: Problem[],
): Dict | readonly Dict[] | undefined {
  const items = isList(value) ? value : isTuple(value) ? value.items : undefined
  if (items !== undefined) {
    return items.flatMap((item, at) => {
      const read = readAttributes(item, modelopt, [...path, BigInt(at)], problems)
      return read === undefined ? [] : (read as Dict)
    })
  }
  if (!isDict(value)) {
    problems.push(notAttributes(path))
    return undefined
  }
  const checked = checkAttributes(value, modelopt)
  problems.push(...checked.problems.map((problem) => ({ ...problem, path: [...path, ...problem.path] })))
  return checked.attributes
}

function notAttributes(path: readonly Literal[]): Problem {
  return { path, rule: 'attributes-type', message: 'quantizer attributes must be a mapping, or a list of mappings' }
}

const MODULE_CLASSES = new Set(
  [
    'Linear Conv1d Conv2d Conv3d ConvTranspose1d ConvTranspose2d ConvTranspose3d',
    'BatchNorm1d BatchNorm2d BatchNorm3d InstanceNorm1d InstanceNorm2d InstanceNorm3d LeakyReLU',
    'MaxPool1d MaxPool2d MaxPool3d AvgPool1d AvgPool2d AvgPool3d',
    'AdaptiveAvgPool1d AdaptiveAvgPool2d AdaptiveAvgPool3d RNN LSTM GRU',
  ]
    .join(' ')
    .split(' ')
    .map((name) => `nn.${name}`),
)

/** Whether a key of a dict-style `quant_cfg` scopes a module class rather than being a name pattern. */
export function isModuleClass(key: string): boolean {
  return MODULE_CLASSES.has(key)
}
