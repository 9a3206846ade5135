import { HydraconfError, printableLines } from '@hydraconf/core'
import { colours } from './colours.js'
import { errorText } from './error-text.js'
import { UsageError } from './flags/normalize-argv.js'
import type { Host } from './host.js'
import { OutputLost } from './output.js'
import { JobFailed } from './run/job-return.js'

/**
 * Says on stderr what went wrong, in one message, and gives the exit code: 2 for a command line that cannot be read,
 * 1 for all else. Stack traces are for the errors of a task, without our own frames; `HYDRA_FULL_ERROR=1` shows all. A reader of stdout
 * that has had enough (`… | head`) is none. What there was to warn of comes first, through `warn` where some of it may be said already.
 */
export function report(
  error: unknown,
  host: Host,
  usage: () => string,
  warn = (message: string) => host.err(warningLine(message)),
): number {
  if (error instanceof OutputLost) {
    if (error.isUnread) return 0
    host.err(`${error.message}\n`)
    return 1
  }
  if (error instanceof UsageError) {
    host.err(`${usage()}\nerror: ${printableLines(error.message)}\n`)
    return 2
  }
  if (error instanceof HydraconfError) for (const warning of error.warnings) warn(warning)
  if (host.env.HYDRA_FULL_ERROR === '1') host.err(`${errorText(error, { full: true })}\n`)
  else if (error instanceof JobFailed) host.err(`${headline(error.message, host)}\n${errorText(error.cause)}\n${HINT}`)
  else if (error instanceof HydraconfError) host.err(`${headline(errorText(error, { placed: false }), host)}\n`)
  else host.err(`${errorText(error)}\n`)
  return 1
}

/** A warning as Python's `warnings` shows it, in one line. */
export const warningLine = (message: string): string => `UserWarning: ${printableLines(message)}\n`

/** The first line is what went wrong; the rest is where and what to do. */
function headline(message: string, { colours: wanted }: Host): string {
  const [first = '', ...rest] = message.split('\n')
  return [colours(wanted?.err === true).red(first), ...rest].join('\n')
}

const HINT = '\nSet the environment variable HYDRA_FULL_ERROR=1 for a complete stack trace.\n'
