import { reason } from '../system-error.js'
import type { Handler } from './handler.js'
import { LEVELS } from './level.js'
import { type LogCall, type LogRecord, recordOf } from './log-record.js'

/** A named source of messages, as Python's `logging.getLogger(name)`. Arguments are filled in as `util.format` does. */
export interface Logger {
  readonly name: string
  debug(message: unknown, ...args: readonly unknown[]): void
  info(message: unknown, ...args: readonly unknown[]): void
  warning(message: unknown, ...args: readonly unknown[]): void
  /** The same as `warning`. */
  warn(message: unknown, ...args: readonly unknown[]): void
  error(message: unknown, ...args: readonly unknown[]): void
  /** An error with its stack below the message: `exception('could not send to %s', to, error)`, or `exception(error)`. */
  exception(message: unknown, ...args: readonly unknown[]): void
  critical(message: unknown, ...args: readonly unknown[]): void
  log(level: number, message: unknown, ...args: readonly unknown[]): void
  /** Whether a message of this level (10 debug, 20 info, 30 warning, 40 error) would go anywhere. */
  isEnabledFor(level: number): boolean
}

/** What is set of one logger. */
export interface LoggerState {
  /** 0: as the logger above it. */
  level: number
  handlers: readonly Handler[]
  propagate: boolean
  disabled: boolean
}

/**
 * The loggers of one program and where their messages go: Python's tree of dotted names, the root above all. A message
 * counts when the nearest level set on the way up lets it through; it then reaches the handlers of its logger and of those above.
 */
export class Logging {
  readonly root: LoggerState = { level: LEVELS.WARNING, handlers: [], propagate: false, disabled: false }
  private readonly states = new Map<string, LoggerState>()
  /** The handlers that failed, by name. */
  private readonly lost = new Set<string>()

  constructor(
    private readonly now: () => Date,
    /** Takes warnings and errors while no handler is set at all. */
    private readonly lastResort: (text: string) => void,
  ) {}

  get names(): readonly string[] {
    return [...this.states.keys()]
  }

  state(name: string): LoggerState {
    if (name === '' || name === 'root') return this.root
    let state = this.states.get(name)
    if (state === undefined) {
      state = { level: LEVELS.NOTSET, handlers: [], propagate: true, disabled: false }
      this.states.set(name, state)
    }
    return state
  }

  logger(name = 'root'): Logger {
    this.state(name)
    const at =
      (level: number) =>
      (message: unknown, ...args: readonly unknown[]): void =>
        this.handle(name, level, { message, args })
    return {
      name,
      debug: at(LEVELS.DEBUG),
      info: at(LEVELS.INFO),
      warning: at(LEVELS.WARNING),
      warn: at(LEVELS.WARNING),
      error: at(LEVELS.ERROR),
      exception: (message, ...args) => this.handle(name, LEVELS.ERROR, withError(message, args)),
      critical: at(LEVELS.CRITICAL),
      log: (level, message, ...args) => this.handle(name, level, { message, args }),
      isEnabledFor: (level) => this.lets(name, level),
    }
  }

  /** Writes what a job failed of into the files of the root logger, whatever its level, and nowhere else. */
  logFailure(name: string, error: unknown): void {
    const record = recordOf(name, LEVELS.ERROR, { message: 'Job failed', args: [], error }, this.now())
    for (const handler of this.root.handlers) {
      if (handler.isFile === true && record.level >= handler.level) this.emit(handler, record)
    }
  }

  /** Closes what is open; nothing is logged any more. */
  close(): void {
    for (const state of [this.root, ...this.states.values()]) {
      for (const handler of state.handlers) handler.close()
      state.handlers = []
    }
  }

  private handle(name: string, level: number, call: LogCall): void {
    if (!this.lets(name, level)) return
    const record = recordOf(name, level, call, this.now())
    let found = 0
    for (const state of this.upFrom(name)) {
      for (const handler of state.handlers) {
        found++
        if (level >= handler.level) this.emit(handler, record)
      }
      if (!state.propagate) break
    }
    if (found === 0 && level >= LEVELS.WARNING) this.lastResort(`${record.message}\n`)
  }

  /** A line that cannot be written troubles neither who logs nor the other handlers; the first of each place is told. */
  private emit(handler: Handler, record: LogRecord): void {
    try {
      handler.emit(record)
    } catch (error) {
      if (this.lost.has(handler.name)) return
      this.lost.add(handler.name)
      const { cause = error } = error as Error
      this.lastResort(`Logging error: lines for ${handler.name} are lost: ${reason(cause)}. The program goes on.\n`)
    }
  }

  private lets(name: string, level: number): boolean {
    if (this.state(name).disabled) return false
    for (const state of this.upFrom(name)) if (state.level !== LEVELS.NOTSET) return level >= state.level
    return true
  }

  /** The logger, those above it that are known, the root. */
  private *upFrom(name: string): Generator<LoggerState> {
    for (let at = name; at !== '' && at !== 'root'; at = at.slice(0, Math.max(at.lastIndexOf('.'), 0))) {
      const state = this.states.get(at)
      if (state !== undefined) yield state
    }
    yield this.root
  }
}

/** The message, its arguments and the error that is to be shown below: the last argument, where it is one. */
function withError(message: unknown, args: readonly unknown[]): LogCall {
  if (args.length === 0 && message instanceof Error) return { message: message.message, args, error: message }
  const error = args.at(-1)
  return error instanceof Error ? { message, args: args.slice(0, -1), error } : { message, args }
}
