import {
  type DialectName,
  type Environment,
  expandSweep,
  HydraconfError,
  isSweep,
  type Override,
  parseOverride,
  unlessRefused,
} from '@hydraconf/core'
import { tryCompose } from '../attempt.js'
import type { Problem } from '../problem.js'
import { inDialect } from './in-dialect.js'

/** A command line that someone wrote down. */
export interface WrittenLine {
  readonly overrides: readonly Override[]
  readonly isMultirun: boolean
}

/**
 * What becomes of a line of overrides: with the first of the primary configs that takes it before, whether it is taken after;
 * and whether its sweeps go over other values.
 */
export function comparedOverrides(
  environment: Environment,
  { from, to }: { readonly from: DialectName; readonly to: DialectName },
  primaries: readonly string[],
  { overrides, isMultirun }: WrittenLine,
): readonly Problem[] {
  const mode = isMultirun ? 'MULTIRUN' : 'RUN'
  const [before, after] = [inDialect(environment, from), inDialect(environment, to)]
  for (const configName of primaries) {
    const composing = { folder: '', configName, overrides }
    if (tryCompose(composing, before, mode) instanceof HydraconfError) continue
    // What is wrong without the line is no fault of it.
    if (tryCompose({ ...composing, overrides: [] }, after, 'MULTIRUN') instanceof HydraconfError) break
    const then = tryCompose(composing, after, mode)
    if (then instanceof HydraconfError) {
      const { code, summary, advice } = then
      const message = `This line is refused after: ${summary}`
      return [
        { severity: 'error', code, message, advice, origin: overrides[0]!.origin, also: [], composing: undefined },
      ]
    }
    break
  }
  return overrides.flatMap((override) => changedSweep(override, from, to))
}

function changedSweep(override: Override, from: DialectName, to: DialectName): Problem[] {
  const { value, origin, text } = override
  if (value === undefined || !isSweep(value) || value.kind === 'glob' || value.kind === 'interval') return []
  const [one, other] = [from, to].map((dialect) => firstPoints(text, dialect))
  if (one === undefined || one === other) return []
  const message = `'${text}' sweeps over ${one} before and ${other ?? 'nothing'} after`
  return [
    { severity: 'warning', code: 'sweep-changes', message, advice: undefined, origin, also: [], composing: undefined },
  ]
}

/** The first values of a sweep, as its jobs have them; undefined where it has none. */
function firstPoints(text: string, dialect: DialectName): string | undefined {
  return unlessRefused(() => {
    const { count, textAt } = expandSweep(parseOverride(text, { dialect }), { dialect })
    const shown = Array.from({ length: Math.min(count, MOST_POINTS) }, (_, index) => textAt(index))
    return shown.join(', ') + (count > MOST_POINTS ? ', ...' : '')
  })
}

const MOST_POINTS = 20
