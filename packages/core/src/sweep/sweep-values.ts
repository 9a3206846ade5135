import type { DialectName } from '../dialect/dialect.js'
import { dialectOf } from '../dialect/dialects.js'
import { compareCodePoints } from '../grammar/compare-code-points.js'
import type { Random } from '../grammar/functions-shuffle.js'
import { seededRandom, shuffled } from '../grammar/functions-shuffle.js'
import type { GlobSweep, Override, OverrideValue, RangeSweep } from '../grammar/override.js'
import { elementText } from '../grammar/print.js'
import { notEnumerable, optionsUnknown, patternNotMatched, shuffleTooLong } from '../messages/sweep.js'
import { raise } from '../text/errors.js'
import { globMatcher } from '../text/glob.js'
import { rangePoints } from './range.js'

/** The values that an override takes in turn. They are computed when asked for, and may be without end. */
export interface SweepPoints {
  /** How many there are; Infinity for `range(0,inf)`, and only about right beyond 2^53. */
  readonly count: number
  at(index: number): OverrideValue
  /** The point as it stands after `=` in the overrides of its job. */
  textAt(index: number): string
}

/** What the points of a sweep depend on beside its text. */
export interface PointOptions {
  /** The options of a config group in any order, for `glob(…)`; configs only, no groups. */
  readonly optionsOf?: ((group: string) => readonly string[]) | undefined
  /** What `shuffle(…)` draws from; without it the order is a fixed one. */
  readonly random?: Random | undefined
  /** Whose rules floats are counted by; Hydra 1.3's unless said otherwise. */
  readonly dialect?: DialectName | undefined
}

/**
 * The points of an override that sweeps over a choice, a range or a glob.
 * Mirrors `Override.sweep_string_iterator`, with the loader and the random numbers given from outside.
 *
 * @throws HydraconfError of type `HydraException` for a value that is no sweep, for an interval, and for a range that
 * cannot be counted off; of type `ValidationError` for a sweep inside a sweep
 */
export function expandSweep(override: Override, options: PointOptions = {}): SweepPoints {
  const { value, origin } = override
  switch (value?.kind) {
    case 'choice': {
      const list = value.shuffle ? shuffled(value.list, options.random ?? seededRandom(0)) : value.list
      const texts = list.map((item) => elementText(item))
      return { count: list.length, at: (index) => list[index]!, textAt: (index) => texts[index]! }
    }
    case 'range':
      return rangeSweepPoints(value, override, options)
    case 'glob': {
      if (options.optionsOf === undefined) throw raise(optionsUnknown({ text: override.text }), origin)
      const names = matching(value, options.optionsOf(override.key.name), override)
      // Names of options go into the job as they are, without escapes.
      return { count: names.length, at: (index) => ({ kind: 'text', value: names[index]! }), textAt: (i) => names[i]! }
    }
    default:
      throw raise(notEnumerable({ text: override.text, kind: value?.kind ?? 'nothing' }), origin)
  }
}

function rangeSweepPoints(range: RangeSweep, override: Override, { random, dialect }: PointOptions): SweepPoints {
  const { text, origin } = override
  const points = rangePoints(range, override, dialectOf(dialect).overrides)
  const { count, at, textAt = (index) => elementText(at(index)) } = points
  if (!range.shuffle) return { count, at, textAt }
  if (count > LONGEST_SHUFFLE) throw raise(shuffleTooLong({ text }), origin)
  const order = shuffled([...Array(count).keys()], random ?? seededRandom(0))
  return { count, at: (index) => at(order[index]!), textAt: (index) => textAt(order[index]!) }
}

/** An order drawn by lot has to be kept in memory. */
const LONGEST_SHUFFLE = 10_000_000

function matching({ include, exclude }: GlobSweep, options: readonly string[], { text, origin }: Override): string[] {
  const matcher = (patterns: readonly OverrideValue[]): ((name: string) => boolean) => {
    const tests = patterns.map((pattern) =>
      pattern.kind === 'text'
        ? globMatcher(pattern.value)
        : () => {
            throw raise(patternNotMatched({ text }), origin)
          },
    )
    return (name) => tests.some((test) => test(name))
  }
  const isIn = matcher(include)
  const isOut = matcher(exclude)
  return options.filter((name) => isIn(name) && !isOut(name)).sort(compareCodePoints)
}
