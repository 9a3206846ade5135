import { join } from 'node:path'
import {
  keyText,
  MASK,
  type MapValue,
  map,
  maskedOverride,
  parseOverride,
  raise,
  str,
  toYaml,
  type Value,
} from '@hydraconf/core'
import { type JobReturn, returnValue } from '../../../run/job-return.js'
import { makeDirectory, writeWhole } from '../../../write-file.js'
import type { SweepContext } from '../../sweeper.js'
import { returnedRefused } from './messages.js'
import { numberParam, type Param, type SearchSpace } from './search-space.js'
import type { Params, Study } from './study.js'

export interface Search<Values> {
  readonly study: Study<Values>
  readonly space: SearchSpace
  /** How many trials at most. */
  readonly trials: number
  /** How many of them at a time. */
  readonly batchSize: number
  /** What part of a batch may fail. */
  readonly maxFailureRate: number
  /** What stands in the log before the error of a trial that failed. */
  readonly failure: string
  /** What the task should return: `a number`. */
  readonly wanted: string
  /** The overrides of the job with these parameters. */
  textsOf(params: Params): readonly string[]
  /** Undefined where the task returned something else. */
  valuesOf(returned: unknown): Values | undefined
  /** Asked behind each batch: whether no better trial is to be expected. */
  isOver?(): Promise<boolean>
}

/**
 * Runs the trials of one sweep, batch by batch. A sweep that is taken up again tells the study what its jobs came to, and goes on
 * behind them.
 *
 * @throws JobFailed where more of a batch fail than may
 */
export async function search<Values>(context: SweepContext, of: Search<Values>): Promise<void> {
  const { study, trials: most, batchSize, isOver } = of
  for (let left = most - (await recalled(context, of)); left > 0; ) {
    const trials = await study.ask(Math.min(batchSize, left))
    if (trials.length === 0) return
    left -= trials.length
    await launch(context, of, trials)
    if ((await isOver?.()) === true) return
  }
}

/** What an earlier run of this sweep came to is told, and not run again. Gives how many trials are done. */
async function recalled<Values>(
  { earlier, numberFrom, log }: SweepContext,
  { study, space, valuesOf }: Search<Values>,
): Promise<number> {
  if (earlier.length === 0) {
    // A study that was there before has trials, and their directories.
    if (study.known > 0) log.info(`The study has ${study.known} trials already; these are numbered on.`)
    numberFrom(study.known)
    return 0
  }
  const trials = earlier.map(({ overrides, status, value }) => ({
    params: paramsIn(overrides, space),
    values: status === 'completed' ? valuesOf(value) : undefined,
  }))
  await study.recall(trials)
  numberFrom(earlier.reduce((next, { number }) => Math.max(next, number + 1), 0))
  const done = trials.filter(({ values }) => values !== undefined).length
  log.info(`${done} trials are done already`)
  return done
}

function paramsIn(overrides: readonly string[], { distributions }: SearchSpace): Params {
  const params = new Map<string, Param>()
  for (const text of overrides) {
    const key = keyText(parseOverride(text))
    const distribution = distributions.get(key)
    const written = text.slice(text.indexOf('=') + 1)
    if (distribution === undefined) continue
    const choice = distribution.kind === 'choice' ? distribution.choices.find((one) => one.text === written) : undefined
    params.set(key, choice ?? numberParam(distribution, Number(written)))
  }
  return params
}

async function launch<Values>(
  { log, run }: SweepContext,
  { study, textsOf, valuesOf, maxFailureRate, failure, wanted }: Search<Values>,
  trials: Awaited<ReturnType<Study<Values>['ask']>>,
): Promise<void> {
  const results = await run(trials.map(({ params }) => textsOf(params)))
  const failures: string[] = []
  for (const [at, result] of results.entries()) {
    const values = result.status === 'completed' ? valuesOf(result.value) : undefined
    await study.tell(trials[at]!, values)
    if (values !== undefined) continue
    const why = reasonOf(result, wanted)
    failures.push(why)
    log.warning(`${failure}: ${why}`)
  }
  if (failures.length / results.length <= maxFailureRate) return
  const rate = maxFailureRate.toFixed(1)
  log.error(`Failed ${failures.length} times out of ${results.length} with max_failure_rate=${rate}.`)
  for (const result of results) returnValue(result)
  throw raise(returnedRefused({ why: failures[0]! }))
}

function reasonOf(result: JobReturn, wanted: string): string {
  if (result.status === 'failed') return result.error instanceof Error ? result.error.message : String(result.error)
  return `the task returned ${JSON.stringify(result.value) ?? 'nothing'}, and not ${wanted}`
}

/** `optimization_results.yaml`, as the plugins write it. */
export function writeResults({ sweepDir, dialect }: SweepContext, results: MapValue): void {
  makeDirectory(sweepDir)
  writeWhole(join(sweepDir, 'optimization_results.yaml'), toYaml(results, { dialect }))
}

/** Parameters, without what is sensitive. */
export function shownParams({ composed }: SweepContext, params: Iterable<readonly [string, Param]>): MapValue {
  // By the names: what a job chooses may have keys that the composition of the sweep has not.
  const { names } = composed.secrets
  const isHidden = (key: string, text: string): boolean => {
    const override = parseOverride(`${key}=${text}`)
    return maskedOverride(override, names) !== override
  }
  return map(
    Array.from(params, ([key, { text, value }]): [string, Value] => [key, isHidden(key, text) ? str(MASK) : value]),
  )
}

/** Whether a task's value is a number that a search can compare. */
export function isNumber(value: unknown): value is number | bigint | boolean {
  return typeof value === 'number' ? !Number.isNaN(value) : typeof value === 'bigint' || typeof value === 'boolean'
}
