import { type Composed, following, HydraconfError, pythonText, select } from '@hydraconf/core'
import { withoutClock } from './composing.js'

/** Options chosen, configs merged and folders of a run, in the lines of `fixtures/conf/choices.txt`. */
export function planText(composed: Composed): string {
  const choices = Object.entries(composed.choices).filter(([group]) => !group.startsWith('hydra/'))
  const merged = composed.list.filter(({ configPath }) => !configPath.startsWith('hydra/'))
  return [
    ...choices.map(([group, option]) => `choice ${group}=${option}`),
    ...merged.map((entry) => `merges ${entry.configPath} -> ${entry.package || '_global_'}`),
    ...PLACES.map((key) => `${key} ${orClass(() => placeOf(composed, `hydra.${key}`))}`),
  ]
    .map((line) => `${line}\n`)
    .join('')
}

/** Where a run writes. */
export const PLACES = ['run.dir', 'sweep.dir', 'sweep.subdir', 'job.name']

export function placeOf(composed: Composed, key: string): string {
  const place = select(composed.config, key, { follow: following(composed.evaluation), throwOnMissing: true })
  return withoutClock(place === undefined ? 'None' : pythonText(place))
}

function orClass(answer: () => string): string {
  try {
    return answer()
  } catch (error) {
    if (error instanceof HydraconfError) return error.type
    throw error
  }
}
