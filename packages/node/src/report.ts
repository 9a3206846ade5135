import { HydraconfError, printableLines } from '@hydraconf/core'
import { colours } from './colours.js'
import { UsageError } from './flags/respell.js'
import type { Host } from './host.js'
import { JobFailed } from './run/job-return.js'

/**
 * Says on stderr what went wrong, in one message, and gives the exit code: 2 for a command line that cannot be read,
 * 1 for all else. Stack traces are for the errors of a task, without our own frames; `HYDRA_FULL_ERROR=1` shows all.
 */
export function report(error: unknown, host: Host, usage: () => string): number {
  if (error instanceof UsageError) {
    host.err(`${usage()}\nerror: ${printableLines(error.message)}\n`)
    return 2
  }
  const isFull = host.env.HYDRA_FULL_ERROR === '1'
  if (isFull) host.err(`${stackOf(error)}\n`)
  else if (error instanceof HydraconfError) host.err(`${headline(error.message, host)}\n`)
  else if (error instanceof JobFailed) host.err(`${headline(error.message, host)}\n${taskError(error.cause)}\n${HINT}`)
  else host.err(`${stackOf(error)}\n`)
  return 1
}

/** The first line is what went wrong; the rest is where and what to do. */
function headline(message: string, { colours: wanted }: Host): string {
  const [first = '', ...rest] = message.split('\n')
  return [colours(wanted?.err === true).red(first), ...rest].join('\n')
}

const HINT = '\nSet the environment variable HYDRA_FULL_ERROR=1 for a complete stack trace.\n'

/** What a task threw: an error of ours as its message, any other with the frames that are the task's own. */
function taskError(error: unknown): string {
  if (error instanceof HydraconfError) return error.message
  if (!(error instanceof Error) || error.stack === undefined) return `Thrown: ${String(error)}`
  const lines = error.stack.split('\n')
  const last = lines.findIndex((line) => OURS.test(line))
  return (last === -1 ? lines : lines.slice(0, last)).join('\n')
}

/** The first frame of ours is where the task was called from; the rest is Node. */
const OURS = /^\s+at .*(callTask|[/\\]@hydraconf[/\\]node[/\\]|node:internal)/

function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause === undefined ? '' : `\nCaused by: ${stackOf(error.cause)}`
  return `${error.stack ?? error.message}${cause}`
}
