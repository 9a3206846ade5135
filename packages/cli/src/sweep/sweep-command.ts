import { printable } from '@hydraconf/core'
import type { JobRecord } from '@hydraconf/node'
import type { CommandContext, CommandLine } from '../command.js'
import { jsonText } from '../json.js'
import { journalIn } from './program-of-sweep.js'

/** `hydraconf sweep status DIR`: counts, and what went wrong how often. */
export function sweepStatus({ positionals, json }: CommandLine, { host }: CommandContext): number {
  const { jobs } = journalIn(positionals[0]!, host.cwd())
  const status = statusOf(jobs)
  host.out(json ? `${jsonText(status)}\n` : statusText(status))
  return 0
}

/** `hydraconf sweep export DIR`: a row for each job that was begun, in the order of their numbers. */
export function sweepExport({ positionals, flags, json }: CommandLine, { host }: CommandContext): number {
  const { jobs } = journalIn(positionals[0]!, host.cwd())
  const rows = [...jobs].sort(([a], [b]) => a - b).map(([number, record]) => rowOf(number, record))
  if (json || flags.format === 'jsonl') for (const row of rows) host.out(`${JSON.stringify(row)}\n`)
  else host.out(csv(rows))
  return 0
}

type Jobs = ReadonlyMap<number, JobRecord>

interface Status {
  readonly jobs: number
  readonly completed: number
  readonly failed: number
  /** Begun and not done: under way, or lost when the sweep was. */
  readonly begun: number
  /** Given to an engine, and not begun. */
  readonly submitted: number
  /** Taken back before they were done. */
  readonly cancelled: number
  /** Jobs done in a minute, from the first beginning to the last end. */
  readonly perMinute: number | undefined
  readonly failures: readonly { readonly error: string; readonly count: number; readonly first: number }[]
}

function statusOf(jobs: Jobs): Status {
  const counts = { completed: 0, failed: 0, begun: 0, submitted: 0, cancelled: 0 }
  const failures = new Map<string, { count: number; first: number }>()
  let [from, to] = [Infinity, -Infinity]
  for (const [number, { status, error = 'unknown', begunAt, doneAt }] of jobs) {
    counts[status]++
    from = Math.min(from, begunAt ?? Infinity)
    to = Math.max(to, doneAt ?? -Infinity)
    if (status !== 'failed') continue
    const known = failures.get(error)
    failures.set(error, { count: (known?.count ?? 0) + 1, first: Math.min(known?.first ?? Infinity, number) })
  }
  const done = counts.completed + counts.failed
  return {
    jobs: jobs.size,
    ...counts,
    perMinute: to > from ? Number(((done * 60_000) / (to - from)).toPrecision(3)) : undefined,
    failures: Array.from(failures, ([error, { count, first }]) => ({ error, count, first })).sort(
      (a, b) => b.count - a.count || a.first - b.first,
    ),
  }
}

function statusText({ jobs, completed, failed, begun, submitted, cancelled, perMinute, failures }: Status): string {
  const parts = [`${completed} completed`, `${failed} failed`, `${begun} begun`]
  if (submitted > 0) parts.push(`${submitted} submitted`)
  if (cancelled > 0) parts.push(`${cancelled} cancelled`)
  const rate = perMinute === undefined ? '' : `, ${perMinute} done a minute`
  const lines = failures.map(({ error, count, first }) => `  ${count} x ${printable(error)} (first: #${first})\n`)
  return `${jobs} jobs: ${parts.join(', ')}${rate}\n${lines.join('')}`
}

interface Row {
  readonly job: number
  readonly status: string
  /** Seconds. */
  readonly duration: number | null
  readonly dir: string | null
  readonly overrides: Readonly<Record<string, string>>
  readonly value: unknown
  readonly error: string | null
}

function rowOf(job: number, { status, overrides, value, dir, begunAt, doneAt, error }: JobRecord): Row {
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

/** A column for each key that any job overrides. */
function csv(rows: readonly Row[]): string {
  const keys = [...new Set(rows.flatMap(({ overrides }) => Object.keys(overrides)))]
  const head = ['job', 'status', 'duration', ...keys, 'value', 'error', 'dir']
  const lines = rows.map(({ job, status, duration, dir, overrides, value, error }) =>
    [job, status, duration, ...keys.map((key) => overrides[key]), value, error, dir].map(cell).join(','),
  )
  return [head.map(cell).join(','), ...lines].map((line) => `${line}\n`).join('')
}

/** As RFC 4180 has it; data as JSON. */
function cell(value: unknown): string {
  if (value === null || value === undefined) return ''
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
