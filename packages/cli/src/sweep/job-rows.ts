import type { JobRecord, JournalContent } from '@hydraconf/node'

/** A job of a sweep, as a row of a table. */
export interface JobRow {
  readonly job: number
  readonly status: string
  /** Seconds. */
  readonly duration: number | null
  readonly dir: string | null
  /** Values by key, as they were written. */
  readonly overrides: Readonly<Record<string, string>>
  /** What the task returned: plain JSON. */
  readonly value: unknown
  readonly error: string | null
}

/** A row for each job that was begun, in the order of their numbers. */
export function jobRows({ jobs }: JournalContent): readonly JobRow[] {
  return [...jobs].sort(([a], [b]) => a - b).map(([number, record]) => rowOf(number, record))
}

function rowOf(job: number, { status, overrides, value, dir, begunAt, doneAt, error }: JobRecord): JobRow {
  const took = begunAt === undefined || doneAt === undefined ? null : (doneAt - begunAt) / 1000
  const pairs = overrides.map((text) => {
    const at = text.indexOf('=')
    return at === -1 ? ([text, ''] as const) : ([text.slice(0, at), text.slice(at + 1)] as const)
  })
  return {
    job,
    status,
    duration: took,
    dir: dir ?? null,
    overrides: Object.fromEntries(pairs),
    value: value ?? null,
    error: error ?? null,
  }
}

/** A column of the table. */
export interface Column {
  readonly name: string
  readonly of: (row: JobRow) => unknown
}

/** A column for each key that any job overrides, among those that every sweep has. No two have one name. */
export function columnsOf(rows: readonly JobRow[]): readonly Column[] {
  const keys = new Set(rows.flatMap(({ overrides }) => Object.keys(overrides)))
  return [
    { name: 'job', of: ({ job }) => job },
    { name: 'status', of: ({ status }) => status },
    { name: 'duration', of: ({ duration }) => duration },
    ...Array.from(keys, (key) => ({
      name: OF_EVERY_SWEEP.has(key) ? `overrides.${key}` : key,
      of: ({ overrides }: JobRow) => overrides[key],
    })),
    { name: 'value', of: ({ value }) => value },
    { name: 'error', of: ({ error }) => error },
    { name: 'dir', of: ({ dir }) => dir },
  ]
}

const OF_EVERY_SWEEP: ReadonlySet<string> = new Set(['job', 'status', 'duration', 'value', 'error', 'dir'])
