import type { Random } from '@hydraconf/core'
import type { Distribution } from '../search/search-space.js'
import type { Ranking, Sampler } from './sampler.js'
import type { Told } from './study.js'
import { unitOf } from './unit-interval.js'

/**
 * A tree-structured Parzen estimator (Bergstra et al. 2011) for parameters that are independent of each other: the trials so
 * far are split into the best few and the others, each side is smoothed into a density, and of some candidates drawn from
 * the first the one is taken where the densities differ most.
 */
export function parzenSampler(
  distributions: readonly Distribution[],
  { draw, settings, rank }: { readonly draw: Random; readonly settings: Settings; readonly rank: Ranking },
): Sampler {
  const startup = numberOr(settings.n_startup_trials, 10)
  const candidates = Math.max(1, numberOr(settings.n_ei_candidates, 24))
  return (trials) => {
    if (trials.length < startup) return distributions.map(draw)
    const ranked = rank(trials)
    const best = Math.min(Math.ceil(0.1 * ranked.length), 25)
    return distributions.map((distribution, at) => {
      const side = (some: readonly Told[]): Density => {
        const units = some.map(({ params }) => unitOf(distribution, [...params.values()][at]!))
        return distribution.kind === 'choice' ? shares(units, distribution.choices.length) : smoothed(units)
      }
      const [good, bad] = [side(ranked.slice(0, best)), side(ranked.slice(best))]
      const drawn = Array.from({ length: candidates }, () => good.draw(draw))
      return drawn.reduce((a, b) => (good.at(b) / bad.at(b) > good.at(a) / bad.at(a) ? b : a))
    })
  }
}

type Settings = Readonly<Record<string, unknown>>

interface Density {
  at(unit: number): number
  draw(random: Random): number
}

/** How often each choice was, every one once more than that. */
function shares(units: readonly number[], count: number): Density {
  const weights = new Array<number>(count).fill(1)
  const placeOf = (unit: number) => Math.min(count - 1, Math.floor(unit * count))
  for (const unit of units) weights[placeOf(unit)]!++
  const total = units.length + count
  return {
    at: (unit) => weights[placeOf(unit)]! / total,
    draw(random) {
      let rest = random() * total
      const at = weights.findIndex((weight) => {
        rest -= weight
        return rest < 0
      })
      return ((at === -1 ? count - 1 : at) + 0.5) / count
    },
  }
}

/** A bell around each value, as wide as the way to its neighbours, and one over everything. */
function smoothed(units: readonly number[]): Density {
  const sorted = [...units].sort((a, b) => a - b)
  const narrowest = 1 / Math.min(100, sorted.length + 2)
  const bells = sorted.map((mean, at) => {
    const gap = Math.max(mean - (sorted[at - 1] ?? 0), (sorted[at + 1] ?? 1) - mean)
    return bell(mean, Math.min(1, Math.max(narrowest, gap)))
  })
  bells.push(bell(0.5, 1))
  return {
    at: (unit) => bells.reduce((sum, { at }) => sum + at(unit), 0) / bells.length,
    draw: (random) => bells[Math.min(bells.length - 1, Math.floor(random() * bells.length))]!.draw(random),
  }
}

/** A normal distribution cut off at 0 and 1. */
function bell(mean: number, deviation: number): Density {
  const height = (unit: number) => Math.exp(-0.5 * ((unit - mean) / deviation) ** 2)
  const inside = normalCdf((1 - mean) / deviation) - normalCdf((0 - mean) / deviation)
  const scale = 1 / (deviation * Math.sqrt(2 * Math.PI) * inside)
  return {
    at: (unit) => height(unit) * scale,
    draw(random) {
      for (let tries = 0; tries < 100; tries++) {
        // Box and Muller.
        const drawn = mean + deviation * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
        if (drawn >= 0 && drawn < 1) return drawn
      }
      return mean
    },
  }
}

/** Abramowitz and Stegun 7.1.26: right to seven digits. */
function normalCdf(x: number): number {
  const t = 1 / (1 + (0.3275911 * Math.abs(x)) / Math.SQRT2)
  const sum = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
  const erf = 1 - sum * Math.exp((-x * x) / 2)
  return 0.5 * (1 + Math.sign(x) * erf)
}

function numberOr(given: unknown, otherwise: number): number {
  return typeof given === 'number' ? given : otherwise
}
