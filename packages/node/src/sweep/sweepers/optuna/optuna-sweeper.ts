import { float, list, type MapValue, map, pythonText, raise, str, type Value } from '@hydraconf/core'
import type { SweepContext, Sweeper } from '../../sweeper.js'
import { overridesOf } from '../axes.js'
import { nothingCompleted } from '../search/messages.js'
import { namedPython } from '../search/python-child.js'
import { isNumber, search, shownParams, writeResults } from '../search/search.js'
import { type SearchSpace, searchSpace, sizeOf } from '../search/search-space.js'
import type { Params } from '../search/study.js'
import { directionUnknown, optunaSettingRefused } from './messages.js'
import { ownStudy } from './own-study.js'
import type { Direction, OptunaStudy, StudySettings } from './study.js'

const TARGET = 'hydra_plugins.hydra_optuna_sweeper.optuna_sweeper.OptunaSweeper'

/**
 * Looks for the parameters that give the best value, batch by batch. Mirrors Hydra's Optuna sweeper: with Optuna itself
 * where `hydra.sweeper.python` (or HYDRACONF_PYTHON) names a Python that has it, and with samplers of our own otherwise.
 */
export const optunaSweeper: Sweeper = {
  target: TARGET,
  async sweep(context) {
    const { settings, log } = context
    const directions = directionsOf(settings.direction)
    const space = searchSpace(overridesOf(context), context)
    const study = await openStudy({ ...studySettings(settings), directions, space }, context)
    try {
      log.info(`Study name: ${study.name}`)
      log.info(`Storage: ${settings.storage ?? 'None'}`)
      log.info(`Sampler: ${study.sampler}`)
      log.info(`Directions: [${directions.map((direction) => `'${direction}'`).join(', ')}]`)
      await search(context, {
        study,
        space,
        trials: trialCount(context, study, space),
        batchSize: Math.max(1, Number(settings.n_jobs ?? 1)),
        maxFailureRate: Number(settings.max_failure_rate ?? 0),
        failure: 'Failed experiment',
        wanted: directions.length === 1 ? 'a number' : `a list of ${directions.length} numbers`,
        textsOf: (params) => textsOf(params, space),
        valuesOf: (returned) => valuesOf(returned, directions),
      })
      await report(context, study, directions)
    } finally {
      study.close()
    }
  },
}

async function openStudy(settings: StudySettings, context: SweepContext): Promise<OptunaStudy> {
  const python = namedPython(context)
  if (python === undefined) return ownStudy(settings, context.random)
  return (await import('./python-study.js')).pythonStudy(python, settings, context.log)
}

function studySettings({
  sampler,
  storage,
  study_name: studyName,
  custom_search_space: custom,
  search_space: old,
}: Settings) {
  if (custom !== null && custom !== undefined) throw raise(optunaSettingRefused({ key: 'custom_search_space' }))
  if (old !== null && old !== undefined) throw raise(optunaSettingRefused({ key: 'search_space' }))
  return {
    sampler: (sampler ?? { _target_: 'optuna.samplers.TPESampler' }) as Settings,
    storage: typeof storage === 'string' ? storage : undefined,
    studyName: typeof studyName === 'string' ? studyName : undefined,
  }
}

type Settings = Readonly<Record<string, unknown>>

function directionsOf(given: unknown): readonly Direction[] {
  const names = Array.isArray(given) ? given : [given ?? 'minimize']
  return names.map((name) => {
    if (name !== 'minimize' && name !== 'maximize') throw raise(directionUnknown({ given: name }))
    return name
  })
}

function trialCount({ settings, log }: SweepContext, { sampler }: OptunaStudy, { distributions }: SearchSpace): number {
  const asked = Number(settings.n_trials ?? 20)
  if (sampler !== 'GridSampler') return asked
  const sizes = Array.from(distributions, ([key, distribution]) => [key, sizeOf(distribution)] as const)
  const endless = sizes.find(([, size]) => !Number.isFinite(size))
  if (endless !== undefined) throw raise(optunaSettingRefused({ key: `the grid of ${endless[0]}, an interval` }))
  const count = Math.min(
    asked,
    sizes.reduce((product, [, size]) => product * size, 1),
  )
  log.info(`Updating num of trials to ${count} due to using GridSampler.`)
  return count
}

function textsOf(params: Params, { fixed, deletions }: SearchSpace): readonly string[] {
  const searched = Array.from(params, ([key, { text }]) => `${key}=${text}`)
  return [...searched, ...Array.from(fixed, ([key, text]) => `${key}=${text}`), ...deletions]
}

/** A number for each direction; undefined where the task returned something else. */
function valuesOf(returned: unknown, { length }: readonly Direction[]): readonly number[] | undefined {
  const values: readonly unknown[] = length === 1 ? [returned] : Array.isArray(returned) ? returned : []
  return values.length === length && values.every(isNumber) ? values.map(Number) : undefined
}

async function report(context: SweepContext, study: OptunaStudy, directions: readonly Direction[]): Promise<void> {
  const { log } = context
  const best = (await study.best()).map(({ params, values }) => ({ params: shownParams(context, params), values }))
  if (best.length === 0) throw raise(nothingCompleted())
  const [first] = best
  if (directions.length === 1) {
    log.info(`Best parameters: ${pythonText(first!.params)}`)
    log.info(`Best value: ${pythonText(float(first!.values[0]!))}`)
  } else {
    log.info(`Number of Pareto solutions: ${best.length}`)
    for (const { params, values } of best)
      log.info(`    Values: ${pythonText(floats(values))}, Params: ${pythonText(params)}`)
  }
  writeResults(context, resultsValue(best, directions))
}

/** A trial as it may be shown. */
interface Shown {
  readonly params: MapValue
  readonly values: readonly number[]
}

function resultsValue(best: readonly Shown[], directions: readonly Direction[]): MapValue {
  if (directions.length === 1) {
    const { params, values } = best[0]!
    return map([
      ['name', str('optuna')],
      ['best_params', params],
      ['best_value', float(values[0]!)],
    ])
  }
  const solutions = best.map(({ params, values }) =>
    map([
      ['params', params],
      ['values', floats(values)],
    ]),
  )
  return map([
    ['name', str('optuna')],
    ['solutions', list(solutions)],
  ])
}

function floats(values: readonly number[]): Value {
  return list(values.map((value) => float(value)))
}
