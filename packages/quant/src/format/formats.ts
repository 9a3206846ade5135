import { raise } from '@hydraconf/core'
import type { Dict } from '../literal/literal.js'
import { type ModelOpt, styleOf } from '../validity/modelopt.js'
import { deriveCustom } from './custom.js'
import { unknownFormat } from './messages.js'
import { readNotation } from './notation.js'
import type { Release } from './release.js'
import { V0_33_1 } from './releases/0-33-1.js'
import { V0_40_0 } from './releases/0-40-0.js'
import { V0_43_0 } from './releases/0-43-0.js'
import { V0_44_0 } from './releases/0-44-0.js'
import { MAIN } from './releases/main.js'

/** A ModelOpt quantization format by name, and where it was found. */
export interface Format {
  readonly name: string
  readonly modelopt: ModelOpt
  /** `{quant_cfg, algorithm}` as ModelOpt takes it. */
  readonly config: Dict
  /** `custom`: derived by a rule of this package from built-in formats. */
  readonly kind: 'built-in' | 'custom'
  readonly provenance: string
}

const RELEASES: Readonly<Record<ModelOpt, Release>> = {
  '0.33.1': V0_33_1,
  '0.40.0': V0_40_0,
  '0.43.0': V0_43_0,
  '0.44.0': V0_44_0,
  main: MAIN,
}

/** Every format of a release by name: the custom ones first, as they are looked up, then the built-in ones. */
export function formatsOf(modelopt: ModelOpt): ReadonlyMap<string, Format> {
  const formats = read.get(modelopt) ?? readRelease(modelopt)
  read.set(modelopt, formats)
  return formats
}

/** Each release is read from its notation once. */
const read = new Map<ModelOpt, ReadonlyMap<string, Format>>()

function readRelease(modelopt: ModelOpt): ReadonlyMap<string, Format> {
  const release = RELEASES[modelopt]
  const builtIn = readNotation(release.formats, styleOf(modelopt))
  const formats = new Map<string, Format>()
  for (const [name, config] of deriveCustom(builtIn)) {
    formats.set(name, { name, modelopt, config, kind: 'custom', provenance: `derived from ${release.provenance}` })
  }
  for (const [name, config] of builtIn) {
    if (!formats.has(name)) {
      formats.set(name, { name, modelopt, config, kind: 'built-in', provenance: release.provenance })
    }
  }
  return formats
}

/**
 * The format of a name.
 *
 * @throws HydraconfError `ConfigValueError` for a name that this release does not have; says which come closest, and
 * which releases have it.
 */
export function resolveFormat(name: string, { modelopt }: { readonly modelopt: ModelOpt }): Format {
  const formats = formatsOf(modelopt)
  const format = formats.get(name)
  if (format !== undefined) return format
  const elsewhere = (Object.keys(RELEASES) as ModelOpt[]).filter((other) => formatsOf(other).has(name))
  throw raise(unknownFormat(name, modelopt, [...formats.keys()], elsewhere))
}
