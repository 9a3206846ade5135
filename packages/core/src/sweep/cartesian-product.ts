import type { DialectName } from '../dialect/dialect.js'
import type { Random } from '../grammar/functions-shuffle.js'
import { isSweep, type Override } from '../grammar/override.js'
import { parseOverride } from '../grammar/parse-override.js'
import { keyText, valueText } from '../grammar/print.js'
import { batchSizeNotPositive, intervalNotSwept, noSuchJob, rangeTooLong, sweepEndless } from '../messages/sweep.js'
import { raise } from '../text/errors.js'
import { expandSweep } from './sweep-values.js'

/** What a sweep depends on beside its overrides. */
export interface SweepOptions {
  /** `hydra.sweeper.max_batch_size`; undefined or null: all jobs are one batch. */
  readonly maxBatchSize?: number | null | undefined
  /** `hydra.sweeper.params`, keys and texts of values; overrides of the same key win. */
  readonly params?: Iterable<readonly [string, string]> | undefined
  /** The options of a config group, for `glob(…)`; configs only, no groups. */
  readonly optionsOf?: ((group: string) => readonly string[]) | undefined
  /** What `shuffle(…)` draws from; without it the order is a fixed one. */
  readonly random?: Random | undefined
  /** Whose language the overrides are in; Hydra 1.3's unless said otherwise. */
  readonly dialect?: DialectName | undefined
}

/** All jobs of a sweep, known by their number and made when asked for. Iterating it again gives equal jobs. */
export interface SweepPlan extends Iterable<Job> {
  readonly count: bigint
  /** Job `index`, counted from 0, without making the ones before it. @throws HydraconfError when there is none */
  job(index: bigint | number): Job
  /** The jobs in portions of `maxBatchSize`. A sweep without jobs is one empty batch, or none if a size was given. */
  batches(): Generator<JobBatch>
}

/** One run of a sweep. */
export interface Job {
  /** Counted from 0, across batches. */
  readonly index: bigint
  /** Its overrides as Hydra writes them: into the job's log line, `overrides.yaml` and directory name. */
  readonly texts: readonly string[]
  /** What these texts mean. @throws HydraconfError of type `OverrideParseException` if one does not read back */
  readonly overrides: readonly Override[]
}

/** The jobs that run together: all of them, or as many as `max_batch_size` allows. */
export interface JobBatch extends Iterable<Job> {
  /** The index of its first job. */
  readonly first: bigint
  readonly count: bigint
}

/**
 * The jobs that the basic sweeper runs: every combination of the points of all sweeps, in the order of the overrides,
 * the last varying fastest. Of two overrides of one key the last counts, at the place of the first.
 * Mirrors `BasicSweeper.split_arguments`, but lists nothing: a million jobs take no memory.
 *
 * @throws HydraconfError of type `HydraException` for an interval, an endless range, a batch size below one;
 * `OverrideParseException` for a `params` entry that does not parse
 */
export function planSweep(overrides: readonly Override[], options: SweepOptions = {}): SweepPlan {
  const params = [...(options.params ?? [])].map(([key, value]) =>
    parseOverride(
      { kind: 'override', name: 'hydra.sweeper.params', text: `${key}=${value}` },
      { random: options.random, dialect: options.dialect },
    ),
  )
  const axes = new Map<string, Axis>()
  for (const override of [...params, ...overrides]) axes.set(keyText(override), new Axis(override, options))
  const size = options.maxBatchSize ?? undefined
  if (size !== undefined && !(size > 0)) throw raise(batchSizeNotPositive({ size }))
  return new Plan([...axes.values()], size === undefined ? undefined : BigInt(Math.floor(size)))
}

class Plan implements SweepPlan {
  readonly count: bigint

  constructor(
    private readonly axes: readonly Axis[],
    private readonly batchSize: bigint | undefined,
  ) {
    this.count = axes.reduce((product, { count }) => product * BigInt(count), 1n)
  }

  [Symbol.iterator](): Iterator<Job> {
    return jobsOf(this.axes, 0n, this.count)
  }

  job(index: bigint | number): Job {
    const wanted = BigInt(index)
    if (wanted < 0n || wanted >= this.count) throw raise(noSuchJob({ index: wanted, count: this.count }))
    return new PlannedJob(this.axes, wanted)
  }

  *batches(): Generator<JobBatch> {
    const { axes, count } = this
    const size = this.batchSize
    if (size === undefined) return yield batchOf(axes, 0n, count)
    let first = 0n
    for (; first + size <= count; first += size) yield batchOf(axes, first, size)
    if (first < count) yield batchOf(axes, first, count - first)
  }
}

function batchOf(axes: readonly Axis[], first: bigint, count: bigint): JobBatch {
  return { first, count, [Symbol.iterator]: () => jobsOf(axes, first, count) }
}

function jobsOf(axes: readonly Axis[], first: bigint, count: bigint): Generator<Job> | Walk {
  const end = first + count
  // Plain numbers are far faster than bigints, and no sweep that is walked to its end outgrows them.
  if (end <= Number.MAX_SAFE_INTEGER) return new Walk(axes, Number(first), Number(end))
  return manyJobsOf(axes, first, end)
}

function* manyJobsOf(axes: readonly Axis[], first: bigint, end: bigint): Generator<Job> {
  for (let at = first; at < end; at++) yield new PlannedJob(axes, at)
}

/**
 * A walk over jobs in order. It turns like an odometer: from one job to the next mostly the last axis alone moves on, so
 * the texts of the others are at hand. (Not a generator: for a million jobs its bookkeeping is half of the work.)
 */
class Walk implements IterableIterator<Job> {
  private readonly points: number[]
  private readonly texts: string[]

  constructor(
    private readonly axes: readonly Axis[],
    private at: number,
    private readonly end: number,
  ) {
    this.points = at < end ? takenFrom(axes, at, (_, point) => point) : []
    this.texts = this.points.map((point, axis) => axes[axis]!.textAt(point))
  }

  [Symbol.iterator](): this {
    return this
  }

  next(): IteratorResult<Job> {
    if (this.at >= this.end) return { done: true, value: undefined }
    const job = new PlannedJob(this.axes, this.at, copyOf(this.texts))
    if (++this.at < this.end) this.turn()
    return { done: false, value: job }
  }

  private turn(): void {
    const { axes, points, texts } = this
    for (let at = axes.length - 1; at >= 0; at--) {
      const axis = axes[at]!
      if (axis.count === 1) continue
      const next = points[at]! + 1
      const point = next === axis.count ? 0 : next
      points[at] = point
      texts[at] = axis.textAt(point)
      if (point > 0) return
    }
  }
}

/** As `slice`, which costs most of a job where there is so little to copy. */
function copyOf(texts: readonly string[]): readonly string[] {
  switch (texts.length) {
    case 1:
      return [texts[0]!]
    case 2:
      return [texts[0]!, texts[1]!]
    case 3:
      return [texts[0]!, texts[1]!, texts[2]!]
    case 4:
      return [texts[0]!, texts[1]!, texts[2]!, texts[3]!]
    default:
      return texts.slice()
  }
}

/** What a job takes of each axis, given the number of its point there; the last axis varies fastest. */
function takenFrom<T>(axes: readonly Axis[], index: bigint | number, take: (axis: Axis, point: number) => T): T[] {
  const taken = new Array<T>(axes.length)
  let rest = index
  for (let at = axes.length - 1; at >= 0; at--) {
    const axis = axes[at]!
    let point = 0
    if (typeof rest === 'bigint') {
      point = Number(rest % BigInt(axis.count))
      rest /= BigInt(axis.count)
    } else if (axis.count > 1) {
      point = rest % axis.count
      rest = (rest - point) / axis.count
    }
    taken[at] = take(axis, point)
  }
  return taken
}

const textAt = (axis: Axis, point: number): string => axis.textAt(point)
const overrideAt = (axis: Axis, point: number): Override => axis.overrideAt(point)

/** A job is its number until someone asks what it does. */
class PlannedJob implements Job {
  constructor(
    private readonly axes: readonly Axis[],
    private readonly at: bigint | number,
    private readonly known?: readonly string[],
  ) {}

  get index(): bigint {
    return BigInt(this.at)
  }

  get texts(): readonly string[] {
    return this.known ?? takenFrom(this.axes, this.at, textAt)
  }

  get overrides(): readonly Override[] {
    return takenFrom(this.axes, this.at, overrideAt)
  }
}

/** One key of a sweep and what it takes in turn; an override that does not sweep takes one value. */
class Axis {
  readonly count: number
  private readonly textOf: (index: number) => string
  private readonly texts: string[] = []
  private readonly overrides: Override[] = []

  constructor(
    private readonly override: Override,
    private readonly options: SweepOptions,
  ) {
    const { value, text, origin } = override
    const key = keyText(override)
    if (value === undefined || !isSweep(value)) {
      const only = `${key}=${valueText(override)}`
      this.count = 1
      this.textOf = () => only
      return
    }
    if (value.kind === 'interval') throw raise(intervalNotSwept({ text }), origin)
    const points = expandSweep(override, options)
    if (points.count === Infinity) throw raise(sweepEndless({ text }), origin)
    if (points.count > Number.MAX_SAFE_INTEGER) throw raise(rangeTooLong({ text }), origin)
    this.count = points.count
    this.textOf = (index) => `${key}=${points.textAt(index)}`
  }

  textAt(index: number): string {
    if (index >= MOST_CACHED) return this.textOf(index)
    return this.texts[index] ?? this.keep(this.texts, index, this.textOf(index))
  }

  overrideAt(index: number): Override {
    if (index >= MOST_CACHED) return this.parsed(index)
    return this.overrides[index] ?? this.keep(this.overrides, index, this.parsed(index))
  }

  private keep<T>(points: T[], index: number, made: T): T {
    points[index] = made
    return made
  }

  /** Read back from its text, as Hydra does: `str(1,2)` sweeps over ints in the end. */
  private parsed(index: number): Override {
    const { dialect } = this.options
    return parseOverride({ ...this.override.origin.source, kind: 'override', text: this.textAt(index) }, { dialect })
  }
}

/** Points of an axis that are kept once made; they come back with every turn of the axis before. */
const MOST_CACHED = 4096
