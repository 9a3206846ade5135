import type { Quantizer } from '../effective/effective-settings.js'
import { sampleModel } from '../effective/sample-model.js'
import {
  asciiText,
  type Layer,
  layersFromSafetensors,
  layersFromText,
  quantizersOfLayers,
  safetensorsHeaderLength,
} from '../layers/layer-names.js'
import type { LocalFiles } from '../recipe/library.js'
import { releaseFrom } from '../release/installed-release.js'
import type { Release } from '../release/release.js'
import { releaseNamed } from '../release/stored-releases.js'
import { USUAL_MODELOPT } from '../release/version.js'
import { type Device, deviceNamed } from '../runtime/device.js'
import type { CommandArguments } from './command-arguments.js'
import type { CommandHost } from './command-host.js'

/** What a command line asks to be judged by. */
export interface Settings {
  readonly release: Release
  readonly device: Device | undefined
  readonly quantizers: readonly Quantizer[]
  readonly local: LocalFiles
}

/** @throws HydraconfError for a release, a device or a file that is not there */
export function settingsOf(args: CommandArguments, host: CommandHost): Settings {
  const release = releaseOf(args, host)
  const gpu = args.value('gpu')
  const layers = args.value('layers')
  return {
    release,
    device: gpu === undefined ? undefined : deviceNamed(gpu),
    quantizers: layers === undefined ? sampleModel(release.modelopt) : quantizersOfLayers(layersIn(layers, host)),
    local: host.local,
  }
}

/** The release that a command line names; what is not known of it is said. @throws HydraconfError where there is none */
export function releaseOf(args: CommandArguments, host: CommandHost, usual = USUAL_MODELOPT): Release {
  const from = args.value('modelopt-from')
  const release = from === undefined ? releaseNamed(args.value('modelopt') ?? usual) : releaseFrom(host.pathOf(from))
  for (const gap of release.gaps) host.err(`note: ModelOpt ${release.modelopt}: ${gap}\n`)
  return release
}

/** The layers of a file: names as text, or the header of a checkpoint, whose tensors are not read. */
export function layersIn(file: string, host: CommandHost): readonly Layer[] {
  if (!file.endsWith('.safetensors')) return layersFromText(asciiText(host.readFile(file)))
  const length = safetensorsHeaderLength(host.readFile(file, 8), file)
  return layersFromSafetensors(host.readFile(file, 8 + length), file)
}

/** `ModelOpt 0.47.0`, `ModelOpt 0.47.0 on h200` */
export function whereText({ release, device }: Settings): string {
  return `ModelOpt ${release.modelopt}${device === undefined ? '' : ` on ${device.name}`}`
}
