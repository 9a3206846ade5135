import type { ModelOpt } from './version.js'

/** The files of a published ModelOpt, by their path under `site-packages`. */
export interface Distribution {
  readonly names: readonly string[]
  read(name: string): string | undefined
}

/** What a distribution says of itself without being run. */
export interface Contents {
  readonly modelopt: ModelOpt
  /** Format names to the library file that holds each; undefined before 0.45, when they were Python constants. */
  readonly formats: ReadonlyMap<string, string> | undefined
  readonly choices: ReadonlySet<string>
  readonly library: ReadonlyMap<string, string>
}

const CONFIG_MODULE = 'modelopt/torch/quantization/config.py'
const LIBRARY = 'modelopt_recipes/'

/** Undefined where the files are not those of a ModelOpt. */
export function contentsOf(distribution: Distribution): Contents | undefined {
  const config = distribution.read(CONFIG_MODULE)
  const modelopt = versionOf(distribution)
  if (config === undefined || modelopt === undefined) return undefined
  const presets = [...config.matchAll(PRESET)].map(([, name, path]) => [name!, path!] as const)
  const paths = distribution.names.filter((name) => name.startsWith(LIBRARY) && /\.ya?ml$/.test(name))
  return {
    modelopt,
    formats: presets.length === 0 ? undefined : new Map(presets),
    choices: new Set([...(CHOICES.exec(config)?.[1] ?? '').matchAll(/"(\w+)"/g)].map(([, name]) => name!)),
    library: new Map(paths.map((path) => [path.slice(LIBRARY.length), distribution.read(path) ?? ''])),
  }
}

/** `FP8_DEFAULT_CFG: dict[str, Any] = _load_quantize_config_dict("configs/ptq/presets/model/fp8")` */
const PRESET = /^([A-Z]\w*)\s*(?::[^=\n]+)?=\s*_load_quantize_config_dict\(\s*"([^"]+)",?\s*\)/gm
const CHOICES = /^choices\s*(?::[^=\n]+)?=\s*\{([^}]*)\}/m

function versionOf({ names, read }: Distribution): ModelOpt | undefined {
  const metadata = names.find((name) => /^nvidia_modelopt-[^/]*\.dist-info\/METADATA$/.test(name))
  return metadata === undefined ? undefined : /^Version: *(\S+)/m.exec(read(metadata) ?? '')?.[1]
}
