import { format } from 'node:util'
import { levelName } from './level.js'

/** One message on its way to the handlers. */
export interface LogRecord {
  readonly name: string
  readonly level: number
  readonly message: string
  readonly time: Date
  /** Shown below the line, with its stack. */
  readonly error?: unknown
}

/** What a logger was called with. */
export interface LogCall {
  readonly message: unknown
  /** What `%s` and its like in the message stand for, and what is added to it. */
  readonly args: readonly unknown[]
  readonly error?: unknown
}

export function recordOf(name: string, level: number, { message, args, error }: LogCall, time: Date): LogRecord {
  return { name, level, message: format(message, ...args), time, error }
}

/** What a format can ask of a record, by Python's names. */
export function fieldsOf(record: LogRecord, asctime: string): Readonly<Record<string, string | number>> {
  const { name, level, message, time } = record
  const seconds = time.getTime() / 1000
  return {
    name,
    levelno: level,
    levelname: levelName(level),
    message,
    asctime,
    created: seconds,
    msecs: time.getMilliseconds(),
    relativeCreated: Math.round(process.uptime() * 1000),
    process: process.pid,
    processName: 'MainProcess',
    thread: 0,
    threadName: 'MainThread',
    pathname: process.argv[1] ?? '',
    filename: (process.argv[1] ?? '').split('/').at(-1) ?? '',
    module:
      (process.argv[1] ?? '')
        .split('/')
        .at(-1)
        ?.replace(/\.\w+$/, '') ?? '',
    funcName: '<module>',
    lineno: 0,
  }
}
