import { join } from 'node:path'
import {
  float,
  keyText,
  list,
  MASK,
  type MapValue,
  map,
  maskedOverride,
  parseOverride,
  pythonText,
  raise,
  str,
  toYaml,
  type Value,
} from '@hydraconf/core'
import { type JobReturn, returnValue } from '../../../run/job-return.js'
import { makeDirectory, writeWhole } from '../../../write-file.js'
import type { SweepContext, Sweeper } from '../../sweeper.js'
import { overridesOf } from '../axes.js'
import { directionUnknown, nothingCompleted, optunaSettingRefused } from './messages.js'
import { ownStudy } from './own-study.js'
import { numberParam, type Param, type SearchSpace, searchSpace } from './search-space.js'
import { type Direction, type Params, type Study, type StudySettings, sizeOf, type Trial } from './study.js'

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
      await new Search(context, study, { space, directions }).run()
    } finally {
      study.close()
    }
  },
}

async function openStudy(
  settings: StudySettings,
  { settings: { python }, env, random, log }: SweepContext,
): Promise<Study> {
  const asked = python ?? env.HYDRACONF_PYTHON
  if (typeof asked !== 'string' || asked === '') return ownStudy(settings, random)
  return (await import('./python-study.js')).pythonStudy(asked, settings, log)
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

/** The trials of one sweep. */
class Search {
  constructor(
    private readonly context: SweepContext,
    private readonly study: Study,
    private readonly of: { readonly space: SearchSpace; readonly directions: readonly Direction[] },
  ) {}

  async run(): Promise<void> {
    const { settings } = this.context
    const size = Math.max(1, Number(settings.n_jobs ?? 1))
    for (let left = this.trialCount() - (await this.recalled()); left > 0; ) {
      const trials = await this.study.ask(Math.min(size, left))
      left -= trials.length
      await this.launch(trials)
    }
    await this.report()
  }

  private trialCount(): number {
    const { settings, log } = this.context
    const asked = Number(settings.n_trials ?? 20)
    if (this.study.sampler !== 'GridSampler') return asked
    const sizes = Array.from(this.of.space.distributions, ([key, distribution]) => [key, sizeOf(distribution)] as const)
    const endless = sizes.find(([, size]) => !Number.isFinite(size))
    if (endless !== undefined) throw raise(optunaSettingRefused({ key: `the grid of ${endless[0]}, an interval` }))
    const count = Math.min(
      asked,
      sizes.reduce((product, [, size]) => product * size, 1),
    )
    log.info(`Updating num of trials to ${count} due to using GridSampler.`)
    return count
  }

  /** What an earlier run of this sweep came to is told, and not run again. Gives how many trials are done. */
  private async recalled(): Promise<number> {
    const { earlier, numberFrom, log } = this.context
    if (earlier.length === 0) {
      // A study that was there before has trials, and their directories.
      if (this.study.known > 0) log.info(`The study has ${this.study.known} trials already; these are numbered on.`)
      numberFrom(this.study.known)
      return 0
    }
    const trials = earlier.map(({ overrides, status, value }) => ({
      params: this.paramsIn(overrides),
      values: status === 'completed' ? this.valuesOf(value) : undefined,
    }))
    await this.study.recall(trials)
    numberFrom(earlier.reduce((next, { number }) => Math.max(next, number + 1), 0))
    const done = trials.filter(({ values }) => values !== undefined).length
    log.info(`${done} trials are done already`)
    return done
  }

  private paramsIn(overrides: readonly string[]): Params {
    const { distributions } = this.of.space
    const params = new Map<string, Param>()
    for (const text of overrides) {
      const override = parseOverride(text)
      const key = keyText(override)
      const distribution = distributions.get(key)
      const written = text.slice(text.indexOf('=') + 1)
      if (distribution === undefined) continue
      const choice =
        distribution.kind === 'choice' ? distribution.choices.find((one) => one.text === written) : undefined
      params.set(key, choice ?? numberParam(distribution, Number(written)))
    }
    return params
  }

  private async launch(trials: readonly Trial[]): Promise<void> {
    const { settings, log, run } = this.context
    const results = await run(trials.map(({ params }) => this.textsOf(params)))
    let failures = 0
    for (const [at, result] of results.entries()) {
      const values = result.status === 'completed' ? this.valuesOf(result.value) : undefined
      await this.study.tell(trials[at]!, values)
      if (values !== undefined) continue
      failures++
      log.warning(`Failed experiment: ${this.failureOf(result)}`)
    }
    const rate = Number(settings.max_failure_rate ?? 0)
    if (failures / results.length <= rate) return
    log.error(`Failed ${failures} times out of ${results.length} with max_failure_rate=${rate.toFixed(1)}.`)
    for (const result of results) returnValue(result)
  }

  private textsOf(params: Params): readonly string[] {
    const { fixed, deletions } = this.of.space
    const searched = Array.from(params, ([key, { text }]) => `${key}=${text}`)
    return [...searched, ...Array.from(fixed, ([key, text]) => `${key}=${text}`), ...deletions]
  }

  /** A number for each direction; undefined where the task returned something else. */
  private valuesOf(returned: unknown): readonly number[] | undefined {
    const values = this.of.directions.length === 1 ? [returned] : Array.isArray(returned) ? returned : []
    const isRight = values.length === this.of.directions.length && values.every((value) => isNumber(value))
    return isRight ? values.map(Number) : undefined
  }

  private failureOf(result: JobReturn): string {
    if (result.status === 'failed') return result.error instanceof Error ? result.error.message : String(result.error)
    const { length } = this.of.directions
    const wanted = length === 1 ? 'a number' : `a list of ${length} numbers`
    return `the task returned ${JSON.stringify(result.value) ?? 'nothing'}, and not ${wanted}`
  }

  /** `optimization_results.yaml`, as the plugin writes it. */
  private async report(): Promise<void> {
    const { log, sweepDir, dialect } = this.context
    const best = (await this.study.best()).map(({ params, values }) => ({ params: this.shown(params), values }))
    if (best.length === 0) throw raise(nothingCompleted())
    const [first] = best
    if (this.of.directions.length === 1) {
      log.info(`Best parameters: ${pythonText(first!.params)}`)
      log.info(`Best value: ${pythonText(float(first!.values[0]!))}`)
    } else {
      log.info(`Number of Pareto solutions: ${best.length}`)
      for (const { params, values } of best)
        log.info(`    Values: ${pythonText(floats(values))}, Params: ${pythonText(params)}`)
    }
    makeDirectory(sweepDir)
    writeWhole(join(sweepDir, 'optimization_results.yaml'), toYaml(resultsValue(best, this.of.directions), { dialect }))
  }

  /** Parameters, without what is sensitive. */
  private shown(params: Params): MapValue {
    // By the names: what a job chooses may have keys that the composition of the sweep has not.
    const { names } = this.context.composed.secrets
    const isHidden = (key: string, text: string): boolean => {
      const override = parseOverride(`${key}=${text}`)
      return maskedOverride(override, names) !== override
    }
    return map(Array.from(params, ([key, { text, value }]) => [key, isHidden(key, text) ? str(MASK) : value] as const))
  }
}

/** A trial as it may be shown. */
interface Shown {
  readonly params: MapValue
  readonly values: readonly number[]
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' ? !Number.isNaN(value) : typeof value === 'bigint' || typeof value === 'boolean'
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
