import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Js, planSweep, raise } from '@hydraconf/core'
import type { NextJob, SweepContext, Sweeper } from '../sweeper.js'
import { batchSizeOf } from './batches.js'
import { evaluateFilter, isTrue } from './filter-evaluation.js'
import { parseFilter } from './filter-expression.js'
import { filterFailed, filterRefused } from './messages.js'

/**
 * The jobs of the basic sweeper without those that a filter of `hydra.sweeper.filters` is true of: an expression over the
 * job's config, or a file that its directory has. Those left out leave no gap in the numbers. Mirrors `hydra-filter-sweeper`.
 */
export const filterSweeper: Sweeper = {
  target: 'hydra_plugins.filter.FilterSweeper',
  settings: { max_batch_size: null, params: {}, filters: [] },
  async sweep(context) {
    const { overrides, params, settings, dialect, optionsOf, random, earlier } = context
    // What a job wrote may be what a filter looks for: one that was begun stays in the sweep that is taken up again.
    const begun = new Set(earlier.map((job) => job.overrides.join('\n')))
    const filters = filtersOf(settings.filters)
    const plan = planSweep(overrides, { params, dialect, optionsOf, random, maxBatchSize: batchSizeOf(settings) })
    for (const batch of plan.batches()) {
      const left: (readonly string[])[] = []
      for (const { texts } of batch) {
        const isAsked = filters.length > 0 && !begun.has(texts.join('\n'))
        const isOut = isAsked && isFilteredOut(context.nextJob(texts, left.length), filters, context)
        if (!isOut) left.push(texts)
      }
      if (left.length > 0) await context.launch(left)
    }
  },
}

interface Filter {
  readonly name: string
  /** Why a job is left out; undefined: it is not. @throws Error where that cannot be said */
  reason(job: NextJob): string | undefined
  /** Whether a filter that cannot be asked ends the sweep; otherwise it is not true. */
  readonly fails: boolean
  readonly logs: boolean
}

function isFilteredOut(job: NextJob, filters: readonly Filter[], { log }: SweepContext): boolean {
  for (const filter of filters) {
    const reason = asked(filter, job)
    if (reason === undefined) continue
    if (filter.logs) log.info(`Filtered: ${shownTexts(job).join(' ')} with '${filter.name}': ${reason}`)
    return true
  }
  return false
}

function shownTexts({ overrides, composed }: NextJob): readonly string[] {
  return composed.masking?.overrideTexts(overrides) ?? overrides
}

function asked({ name, reason, fails }: Filter, job: NextJob): string | undefined {
  try {
    return reason(job)
  } catch (error) {
    if (!fails) return undefined
    throw raise(
      filterFailed({ filter: name, overrides: shownTexts(job), why: (error as Error).message }),
      undefined,
      error,
    )
  }
}

type Settings = Readonly<Record<string, unknown>>
const KINDS: Readonly<Record<string, (at: string, settings: Settings) => Filter['reason']>> = {
  Expression(at, { expr }) {
    if (typeof expr !== 'string') throw raise(filterRefused({ at, why: 'has no expr, the expression' }))
    const tree = parseFilter(expr, at)
    return ({ composed }) =>
      isTrue(evaluateFilter(tree, composed.js as unknown as Js)) ? `Expression '${expr}' evaluated to True.` : undefined
  },
  Exists(at, { path }) {
    if (typeof path !== 'string') throw raise(filterRefused({ at, why: 'has no path' }))
    return ({ dir }) => {
      if (!existsSync(join(dir, path))) return undefined
      const kind = statSync(join(dir, path)).isFile() ? 'File' : 'Directory'
      return `${kind} '${path}' exists in directory '${dir}'.`
    }
  },
}

/** `- hydra_filter_sweeper.Expression: { expr: "x > 3" }`: all are read before the first job. */
function filtersOf(given: unknown): readonly Filter[] {
  if (given === null || given === undefined) return []
  if (!Array.isArray(given)) throw raise(filterRefused({ at: 'hydra.sweeper.filters', why: 'is no list' }))
  return given.map((one, index) => filterOf(one, `hydra.sweeper.filters[${index}]`))
}

function filterOf(given: unknown, at: string): Filter {
  const [[name, inner] = ['', undefined], ...beside] =
    typeof given === 'object' && given !== null ? Object.entries(given as Settings) : [[String(given), {}] as const]
  // Settings that are not indented stand beside the name.
  const settings: Settings = { ...(typeof inner === 'object' ? inner : {}), ...Object.fromEntries(beside) }
  const kind = /^hydra_filter_sweeper\.(?:filters\.)?(\w+)$/.exec(name)?.[1]
  const make = kind !== undefined && Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined
  if (make === undefined) {
    const why = `is ${name === '' ? 'empty' : `'${name}'`}; there are hydra_filter_sweeper.Expression and hydra_filter_sweeper.Exists`
    throw raise(filterRefused({ at, why }))
  }
  return { name, reason: make(at, settings), fails: settings._fail_ !== false, logs: settings._log_ !== false }
}
