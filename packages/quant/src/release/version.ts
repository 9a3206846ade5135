/** A ModelOpt release as it was published: `0.47.0`. */
export type ModelOpt = string

/** The release that the pipeline is locked to. */
export const USUAL_MODELOPT: ModelOpt = '0.40.0'

/** Until 0.43 `quant_cfg` is a dict of patterns, from 0.44 on a list of entries. */
export type QuantCfgStyle = 'dict' | 'list'

export const styleOf = (modelopt: ModelOpt): QuantCfgStyle => (isSince(modelopt, '0.44') ? 'list' : 'dict')

/** Whether a release is that one or a later one: `isSince('0.46.1', '0.46')`. */
export function isSince(modelopt: ModelOpt, since: ModelOpt): boolean {
  return compareVersions(modelopt, since) >= 0
}

/** Negative when `a` came before `b`. Numbers count, part by part; what is behind them (`rc1`, `+local`) does not. */
export function compareVersions(a: ModelOpt, b: ModelOpt): number {
  if (a === b) return 0
  const [left, right] = [numbersOf(a), numbersOf(b)]
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

function numbersOf(version: ModelOpt): readonly number[] {
  return (/^\d+(?:\.\d+)*/.exec(version)?.[0] ?? '').split('.').map(Number)
}
