// The lines of the bench: judged, printed as they come, counted at the end.
import { median, ratios, spread } from './numbers.mjs'
import { reasonFor } from './reasons.mjs'

export class Table {
  rows = []

  /** Times of the sides, round by round: the goal is a ratio to Hydra's, and a distance from the floor at most. */
  row(target, what, goal, { hydra, ours, floor }, { atMost } = {}) {
    const ratio = hydra?.length ? spread(ratios(hydra, ours)) : undefined
    const distance = floor?.length ? spread(ratios(ours, floor)) : undefined
    const met =
      ratio === undefined ? undefined : ratio.median >= goal && (atMost === undefined || distance.median <= atMost)
    this.#add({
      target,
      what,
      goal: `>= ${goal}x${atMost === undefined ? '' : `, <= ${atMost} floors`}`,
      ours: median(ours),
      hydra: hydra?.length ? median(hydra) : undefined,
      ratio,
      distance,
      met,
      missedBy:
        met === false ? Math.max(goal / ratio.median, (distance?.median ?? 0) / (atMost ?? Infinity)) : undefined,
    })
  }

  /** Beside another's tool: the goal is a ratio of its time to ours; none where only the figures are told. */
  beside(target, what, goal, theirs, ours) {
    const ratio = spread(ratios(theirs, ours))
    const met = goal === undefined ? undefined : ratio.median >= goal
    this.#add({
      target,
      what,
      goal: goal === undefined ? '' : `>= ${goal}x`,
      ours: median(ours),
      hydra: median(theirs),
      ratio,
      met,
      missedBy: met === false ? goal / ratio.median : undefined,
    })
  }

  /** Any other figure: `12.3 MiB`, where at most 20 was the goal. */
  atMost(target, what, limit, value, { unit = '', digits = 1, goal = `<= ${limit}${unit}` } = {}) {
    const met = value <= limit
    const missedBy = met ? undefined : value / limit
    this.#add({ target, what, goal, value: `${value.toFixed(digits)}${unit}`, met, missedBy })
  }

  #add(row) {
    const why = row.missedBy === undefined ? undefined : reasonFor(row.what)
    this.rows.push({ ...row, why })
    print({ ...row, why })
  }

  /** How many of those that could be judged. */
  sum() {
    const judged = this.rows.filter(({ met }) => met !== undefined)
    console.log(`\n${judged.filter(({ met }) => met).length} of ${judged.length} targets met`)
  }
}

function print({ target, what, goal, ours, hydra, ratio, distance, value, met, missedBy, why }) {
  const side = ours === undefined ? '' : `${ms(hydra)} -> ${ms(ours)}`
  const times =
    ratio === undefined
      ? (value ?? '')
      : `${ratio.median.toFixed(1)}x [${ratio.min.toFixed(1)}-${ratio.max.toFixed(1)}]`
  const floor = distance === undefined ? '' : `${distance.median.toFixed(1)} floors`
  console.log(
    [
      String(target).padStart(2),
      what.padEnd(48),
      goal.padEnd(24),
      side.padEnd(24),
      times.padEnd(26),
      floor.padEnd(12),
      met === undefined ? 'not compared' : met ? 'met' : 'MISSED',
    ].join('  '),
  )
  if (why !== undefined) console.log(`      by ${missedBy.toFixed(2)}x: ${why}`)
}

function ms(value) {
  if (value === undefined) return '-'
  return value >= 1 ? `${value.toFixed(1)} ms` : `${(value * 1000).toFixed(1)} us`
}
