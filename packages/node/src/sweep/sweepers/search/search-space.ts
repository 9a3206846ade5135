import {
  elementValue,
  expandSweep,
  float,
  type IntervalSweep,
  int,
  keyText,
  type Override,
  pythonText,
  raise,
  type SweepNumber,
  type SweepPoints,
  type Value,
  valueText,
} from '@hydraconf/core'
import type { SweepContext } from '../../sweeper.js'
import { distributionRefused } from './messages.js'

/** What a parameter may be. Both ends are among the values. */
export type Distribution =
  | { readonly kind: 'choice'; readonly choices: readonly Param[] }
  | {
      readonly kind: 'int' | 'float'
      readonly low: number
      readonly high: number
      readonly log: boolean
      readonly step: number | undefined
    }

/** A value of a parameter, and how it is written into a job. */
export interface Param {
  readonly text: string
  readonly value: Value
}

export interface SearchSpace {
  readonly distributions: ReadonlyMap<string, Distribution>
  /** What every trial has: keys with their texts, and then `~key`. */
  readonly fixed: ReadonlyMap<string, string>
  readonly deletions: readonly string[]
}

/**
 * What `hydra.sweeper.params` and the command line let vary: intervals, ranges and choices as the Optuna sweeper of
 * Hydra 1.4 reads them.
 *
 * @throws HydraException for what is no distribution
 */
export function searchSpace(overrides: readonly Override[], context: SweepContext): SearchSpace {
  const distributions = new Map<string, Distribution>()
  const fixed = new Map<string, string>()
  const deletions: string[] = []
  for (const override of overrides) {
    const distribution = distributionOf(override, context)
    if (override.op === 'delete') deletions.push(override.text)
    else if (distribution === undefined) fixed.set(keyText(override), valueText(override))
    else distributions.set(keyText(override), distribution)
  }
  return { distributions, fixed, deletions }
}

/** Undefined for an override of one value. @param ranges what a range is: numbers in their order, or a choice of them */
export function distributionOf(
  override: Override,
  context: SweepContext,
  ranges: 'numbers' | 'choices' = 'numbers',
): Distribution | undefined {
  const { value, text, origin } = override
  const refuse = (why: string, advice?: string) => raise(distributionRefused({ text, why, advice }), origin)
  switch (value?.kind) {
    case 'interval':
      return interval(value, refuse)
    case 'range':
      if (value.tags.includes('log'))
        throw refuse('a range has no logarithm', `Write tag(log,int(interval(${start(value)},${stop(value)})))`)
      if (ranges === 'numbers' && !value.shuffle && value.casts === undefined) return range(override, context, refuse)
      countedRange(override, context, refuse)
      return choices(override, context)
    case 'choice':
      if (value.tags.includes('log'))
        throw refuse('a choice has no logarithm', 'Write tag(log,interval(low,high)), or leave the tag out')
      return choices(override, context)
    case 'glob':
      return choices(override, context)
    default:
      return undefined
  }
}

const start = ({ start: { value } }: { readonly start: SweepNumber }) => value
const stop = ({ stop: { value } }: { readonly stop: SweepNumber }) => value

type Refuse = (why: string, advice?: string) => Error

function interval({ start, end, tags }: IntervalSweep, refuse: Refuse): Distribution {
  const [low, high, log] = [Number(start.value), Number(end.value), tags.includes('log')]
  if (!(low <= high)) throw refuse(`its low end ${low} is above its high end ${high}`)
  if (log && !(low > 0)) throw refuse(`its low end ${low} has no logarithm`, 'Begin above zero')
  return { kind: start.kind === 'int' && end.kind === 'int' ? 'int' : 'float', low, high, log, step: undefined }
}

function range(override: Override, context: SweepContext, refuse: Refuse): Distribution {
  const { count, at } = countedRange(override, context, refuse)
  const ends = [at(0), at(count - 1)].map((end) => (end.kind === 'int' || end.kind === 'float' ? end : undefined))
  const [low, high] = ends.map((end) => Number(end?.value)).sort((a, b) => a - b) as [number, number]
  const next = count > 1 ? at(1) : undefined
  const step =
    next?.kind === 'int' || next?.kind === 'float' ? Math.abs(Number(next.value) - Number(ends[0]!.value)) : 1
  return { kind: ends.every((end) => end?.kind === 'int') ? 'int' : 'float', low, high, log: false, step }
}

function countedRange(override: Override, { dialect }: SweepContext, refuse: Refuse): SweepPoints {
  const points = expandSweep(override, { dialect })
  if (points.count === 0) throw refuse('it has no values')
  if (!Number.isSafeInteger(points.count)) throw refuse('it has no end')
  return points
}

function choices(override: Override, { dialect, optionsOf, random }: SweepContext): Distribution {
  const points = expandSweep(override, { dialect, optionsOf, random })
  const all = Array.from({ length: points.count }, (_, index) => ({
    text: points.textAt(index),
    value: elementValue(points.at(index), override.origin),
  }))
  return { kind: 'choice', choices: all }
}

/** A number of a distribution as a parameter. */
export function numberParam({ kind }: Distribution, value: number): Param {
  const made = kind === 'int' ? int(BigInt(Math.round(value))) : float(value)
  return { text: pythonText(made), value: made }
}

/** How many values the parameter can take; Infinity for an interval. */
export function sizeOf(distribution: Distribution): number {
  if (distribution.kind === 'choice') return distribution.choices.length
  const { kind, low, high, step = kind === 'int' ? 1 : 0 } = distribution
  return step === 0 ? (low === high ? 1 : Infinity) : Math.round((high - low) / step) + 1
}
