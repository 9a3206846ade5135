import { type Random, raise, seededRandom } from '@hydraconf/core'
import type { Distribution } from '../search/search-space.js'
import type { Params, Trial } from '../search/study.js'
import { GridLeft, gridSampler } from './grid.js'
import { samplerNeedsPython } from './messages.js'
import { parzenSampler } from './parzen-sampler.js'
import { quasiRandom } from './quasi-random.js'
import type { Ranking, Sampler } from './sampler.js'
import type { OptunaStudy, StudySettings, Told } from './study.js'
import { paramAt } from './unit-interval.js'

/**
 * A study without Python: random, grid, quasi-random, and a tree-structured Parzen estimator that takes each parameter by
 * itself. The same seed gives the same trials.
 *
 * @throws PluginException for a sampler that only Optuna has, and for a storage
 */
export function ownStudy(settings: StudySettings, random: Random): OptunaStudy {
  const { studyName, sampler: given, storage, directions, space } = settings
  const target = String(given._target_)
  const name = target.slice(target.lastIndexOf('.') + 1)
  if (storage !== undefined) throw raise(samplerNeedsPython({ what: `hydra.sweeper.storage=${storage}` }))
  const distributions = [...space.distributions.values()]
  const seed = typeof given.seed === 'number' ? given.seed : Math.floor(random() * 2 ** 32)
  const rank: Ranking = (trials) => rankedBest(trials, directions)
  const sample = samplerNamed(name, distributions, { seed, settings: given, rank })
  if (sample === undefined) throw raise(samplerNeedsPython({ what: `the sampler ${name}` }))
  const told: Told[] = []
  let next = 0
  const drawn = (): Params => {
    const units = sample(told)
    return new Map(
      Array.from(space.distributions, ([key, distribution], at) => [key, paramAt(distribution, units[at]!)] as const),
    )
  }
  const grid = name === 'GridSampler' ? new GridLeft([...space.distributions.keys()]) : undefined
  const proposed = (): Trial => ({ number: next++, params: grid === undefined ? drawn() : grid.next(drawn) })
  return {
    name: studyName ?? `seed-${seed}`,
    sampler: name,
    known: 0,
    async recall(trials) {
      grid?.recall(trials)
      for (const { params, values } of trials) {
        // Proposals are drawn in order: those of the trials that were are drawn again, and left.
        if (grid === undefined) drawn()
        if (values !== undefined) told.push({ params, values })
      }
    },
    ask: async (count) => Array.from({ length: count }, proposed),
    async tell({ params }, values) {
      if (values !== undefined) told.push({ params, values })
    },
    async best() {
      if (directions.length === 1) return rank(told).slice(0, 1)
      return told.filter((one) => !told.some((other) => beats(other, one, directions)))
    },
    close() {},
  }
}

interface SamplerSettings {
  readonly seed: number
  readonly settings: Readonly<Record<string, unknown>>
  readonly rank: Ranking
}

function samplerNamed(
  name: string,
  distributions: readonly Distribution[],
  { seed, settings, rank }: SamplerSettings,
): Sampler | undefined {
  const draw = seededRandom(seed)
  const uniform: Sampler = () => distributions.map(draw)
  switch (name) {
    case 'RandomSampler':
      return uniform
    case 'GridSampler':
      return gridSampler(distributions)
    case 'QMCSampler':
      return quasiRandom(distributions.length, draw)
    case 'TPESampler':
      return parzenSampler(distributions, { draw, settings, rank })
    default:
      return undefined
  }
}

type Directions = StudySettings['directions']

function rankedBest(trials: readonly Told[], directions: Directions): readonly Told[] {
  const badness = (one: Told): number =>
    directions.length === 1
      ? signed(one.values[0]!, directions[0]!)
      : trials.filter((other) => beats(other, one, directions)).length
  return trials
    .map((trial) => ({ trial, badness: badness(trial) }))
    .sort((a, b) => a.badness - b.badness)
    .map(({ trial }) => trial)
}

/** At least as good in all directions, and better in one. */
function beats(a: Told, b: Told, directions: Directions): boolean {
  const differences = directions.map(
    (direction, at) => signed(a.values[at]!, direction) - signed(b.values[at]!, direction),
  )
  return differences.every((difference) => difference <= 0) && differences.some((difference) => difference < 0)
}

function signed(value: number, direction: Directions[number]): number {
  return direction === 'minimize' ? value : -value
}
