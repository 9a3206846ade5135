import { type Origin, raise } from '@hydraconf/core'
import { type Dict, isDict } from '../literal/literal.js'
import { loadConfig } from '../recipe/load-config.js'
import type { Release } from '../release/release.js'
import { releaseNamed, storedVersions } from '../release/stored-releases.js'
import type { ModelOpt } from '../release/version.js'
import { deriveCustom } from './custom.js'
import { unknownFormat } from './messages.js'

/** A ModelOpt quantization format by name, and where it was found. */
export interface Format {
  readonly name: string
  readonly modelopt: ModelOpt
  /** `{quant_cfg, algorithm}` as ModelOpt takes it. */
  readonly config: Dict
  /** `custom`: derived by a rule of this package from built-in formats. */
  readonly kind: 'built-in' | 'custom' | 'recipe'
  readonly provenance: string
}

/** Every format of a release by name: the custom ones first, as they are looked up, then the built-in ones. */
export function formatsOf(release: Release): ReadonlyMap<string, Format> {
  const names = [...customOf(release).keys(), ...release.formats.keys()]
  return new Map([...new Set(names)].map((name) => [name, formatOf(name, release)!]))
}

/** The format of a name; undefined where the release has none. It is composed when it is first asked for. */
export function formatOf(name: string, release: Release): Format | undefined {
  const { modelopt, provenance } = release
  const custom = customOf(release).get(name)
  if (custom !== undefined) {
    return { name, modelopt, config: custom, kind: 'custom', provenance: `derived from ${provenance}` }
  }
  const config = builtIn(name, release)
  return config === undefined ? undefined : { name, modelopt, config, kind: 'built-in', provenance }
}

/** What was composed, and derived, of a release: it is asked for again by every job of a sweep. */
const composed = new WeakMap<Release, Map<string, Dict>>()
const derived = new WeakMap<Release, ReadonlyMap<string, Dict>>()

function builtIn(name: string, release: Release): Dict | undefined {
  const kept = composed.get(release) ?? new Map<string, Dict>()
  composed.set(release, kept)
  const known = kept.get(name)
  if (known !== undefined) return known
  const format = release.formats.get(name)
  if (format === undefined) return undefined
  const config = isDict(format) ? format : (loadConfig(format, { release }).config as Dict)
  kept.set(name, config)
  return config
}

function customOf(release: Release): ReadonlyMap<string, Dict> {
  const known = derived.get(release)
  if (known !== undefined) return known
  const custom = deriveCustom((name) => builtIn(name, release))
  derived.set(release, custom)
  return custom
}

/**
 * The format of a name.
 *
 * @throws HydraconfError `ConfigValueError` for a name that this release does not have; says which come closest, and
 * which releases have it.
 */
export function resolveFormat(name: string, release: Release, origin?: Origin): Format {
  const format = formatOf(name, release)
  if (format !== undefined) return format
  const elsewhere = storedVersions().filter((other) => formatOf(name, releaseNamed(other)) !== undefined)
  throw raise(
    unknownFormat(name, release.modelopt, [...customOf(release).keys(), ...release.formats.keys()], elsewhere),
    origin,
  )
}
