/** The releases whose rules and built-in formats are known. `main` is the state of 2026-08, on the way to 0.47. */
export const MODELOPT_VERSIONS = ['0.33.1', '0.40.0', '0.43.0', '0.44.0', 'main'] as const

export type ModelOpt = (typeof MODELOPT_VERSIONS)[number]

/** Until 0.43 `quant_cfg` is a dict of patterns, from 0.44 on a list of entries. */
export type QuantCfgStyle = 'dict' | 'list'

export const styleOf = (modelopt: ModelOpt): QuantCfgStyle => (isNewer(modelopt) ? 'list' : 'dict')

/** The attribute rules changed with the list format; a release between two known ones follows the older of them. */
export const isNewer = (modelopt: ModelOpt): boolean => modelopt === '0.44.0' || modelopt === 'main'

export const isKnownModelOpt = (text: string): text is ModelOpt =>
  (MODELOPT_VERSIONS as readonly string[]).includes(text)
