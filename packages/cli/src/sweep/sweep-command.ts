import { printable } from '@hydraconf/core'
import { isRunning, type JournalContent } from '@hydraconf/node'
import type { CommandContext, CommandLine } from '../command.js'
import { jsonText } from '../json.js'
import { journalIn } from './program-of-sweep.js'

/** `hydraconf sweep status DIR`: counts, and what went wrong how often. */
export function sweepStatus({ positionals, json }: CommandLine, { host }: CommandContext): number {
  const status = statusOf(journalIn(positionals[0]!, host.cwd()), host.now().getTime())
  host.out(json ? `${jsonText(status)}\n` : statusText(status))
  return 0
}

interface Status {
  /** Those that were given away or begun, and how many there are so far. */
  readonly jobs: number
  readonly planned: number
  /** Whether the program that runs the sweep does so just now, on this machine. */
  readonly isRunning: boolean
  readonly completed: number
  readonly failed: number
  /** Begun and not done: under way, or lost when the sweep was. */
  readonly begun: number
  /** Given to an engine, and not begun. */
  readonly submitted: number
  /** Taken back before they were done. */
  readonly cancelled: number
  /** Jobs done in a minute, from the first beginning to the last end; of a sweep that runs, of late. */
  readonly perMinute: number | undefined
  /** Of a sweep that runs, at that rate. */
  readonly secondsLeft: number | undefined
  readonly failures: readonly { readonly error: string; readonly count: number; readonly first: number }[]
}

function statusOf({ jobs, planned, drivers }: JournalContent, now: number): Status {
  const counts = { completed: 0, failed: 0, begun: 0, submitted: 0, cancelled: 0 }
  const failures = new Map<string, { count: number; first: number }>()
  const ends: number[] = []
  let from = Infinity
  for (const [number, { status, error = 'unknown', begunAt, doneAt }] of jobs) {
    counts[status]++
    from = Math.min(from, begunAt ?? Infinity)
    if (doneAt !== undefined) ends.push(doneAt)
    if (status !== 'failed') continue
    const known = failures.get(error)
    failures.set(error, { count: (known?.count ?? 0) + 1, first: Math.min(known?.first ?? Infinity, number) })
  }
  const done = counts.completed + counts.failed
  const running = drivers.some(({ process }) => isRunning(process))
  const perMinute = running ? recentRate(ends, from, now) : rate(done, from, latest(ends))
  const left = planned - done
  return {
    jobs: jobs.size,
    planned,
    isRunning: running,
    ...counts,
    perMinute,
    secondsLeft: running && perMinute !== undefined && left > 0 ? Math.ceil((left * 60) / perMinute) : undefined,
    failures: Array.from(failures, ([error, { count, first }]) => ({ error, count, first })).sort(
      (a, b) => b.count - a.count || a.first - b.first,
    ),
  }
}

function rate(count: number, from: number, to: number): number | undefined {
  return to > from ? Number(((count * 60_000) / (to - from)).toPrecision(3)) : undefined
}

function latest(ends: readonly number[]): number {
  return ends.reduce((last, end) => Math.max(last, end), -Infinity)
}

/** Jobs that are looked at for a rate of late. */
const OF_LATE = 200

/** What came before a pause says nothing of what is to come. */
function recentRate(ends: readonly number[], from: number, now: number): number | undefined {
  const recent = [...ends].sort((a, b) => a - b).slice(-OF_LATE)
  return recent.length < OF_LATE ? rate(recent.length, from, now) : rate(recent.length, recent[0]!, now)
}

function statusText(status: Status): string {
  const { jobs, planned, completed, failed, begun, submitted, cancelled, perMinute, secondsLeft, failures } = status
  const parts = [`${completed} completed`, `${failed} failed`, `${begun} begun`]
  if (submitted > 0) parts.push(`${submitted} submitted`)
  if (cancelled > 0) parts.push(`${cancelled} cancelled`)
  if (perMinute !== undefined) parts.push(`${perMinute} done a minute`)
  if (secondsLeft !== undefined) parts.push(`about ${durationText(secondsLeft)} left`)
  const lines = failures.map(({ error, count, first }) => `  ${count} x ${printable(error)} (first: #${first})\n`)
  const count = planned > jobs ? `${jobs} of ${planned}` : jobs
  return `${count} jobs: ${parts.join(', ')}\n${lines.join('')}`
}

function durationText(seconds: number): string {
  if (seconds < 90) return `${seconds} s`
  const minutes = Math.ceil(seconds / 60)
  return minutes < 90 ? `${minutes} min` : `${(minutes / 60).toFixed(1)} h`
}
