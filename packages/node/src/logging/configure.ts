import { resolve } from 'node:path'
import { raise } from '@hydraconf/core'
import { loggingRefused, verboseNotKnown } from '../messages.js'
import { reason } from '../system-error.js'
import { COLOURED_FORMATTER, colourFields } from './coloured-formatter.js'
import { type FormatStyle, type Formatter, formatterOf, type MoreFields } from './formatter.js'
import { fileHandler, type Handler, streamHandler } from './handler.js'
import { LEVELS, levelOf } from './level.js'
import type { LoggerState, Logging } from './logging.js'

/** Where what a config names leads: the two streams, and files. */
export interface LogOutputs {
  out(text: string): void
  err(text: string): void
  /** What the names of log files are relative to. */
  cwd(): string
  /** NO_COLOR in it turns colours off. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined
}

type Settings = Readonly<Record<string, unknown>>

/**
 * Sets loggers and handlers up as a `hydra.job_logging` or `hydra.hydra_logging` node says, which is what Python's
 * `logging.config.dictConfig` takes. Understood are formatters (all three styles), stream, file, rotating file and null
 * handlers, levels, `propagate`, `disable_existing_loggers`. A node whose `root` is null changes nothing, as in Hydra.
 *
 * @throws HydraException for what cannot be used, naming it
 */
export function configureLogging(logging: Logging, config: unknown, verbose: unknown, around: LogOutputs): void {
  if (isSettings(config) && config.root !== null && config.root !== undefined) applyConfig(logging, config, around)
  for (const name of verboseNames(verbose)) logging.state(name).level = LEVELS.DEBUG
}

function applyConfig(logging: Logging, config: Settings, around: LogOutputs): void {
  if (config.version !== 1)
    throw raise(loggingRefused({ what: 'version', why: `is ${show(config.version)}, and must be 1` }))
  const formatters = new Map(entries(config.formatters).map(([name, of]) => [name, formatter(name, of, around)]))
  logging.close()
  const handlers = new Map(entries(config.handlers).map(([name, of]) => [name, handler(name, of, formatters, around)]))
  const named = entries(config.loggers)
  const isDisabling = config.disable_existing_loggers !== false
  for (const name of logging.names) {
    if (named.some(([other]) => other === name)) continue
    const state = logging.state(name)
    const isBelow = named.some(([other]) => name.startsWith(`${other}.`))
    if (isBelow) Object.assign(state, { level: LEVELS.NOTSET, propagate: true })
    else state.disabled = isDisabling
  }
  for (const [name, of] of named) {
    const state = logging.state(name)
    setLogger(name, state, of, handlers)
    state.propagate = of.propagate !== false && of.propagate !== 0
    state.disabled = false
  }
  setLogger('root', logging.root, isSettings(config.root) ? config.root : {}, handlers)
}

function setLogger(name: string, state: LoggerState, of: Settings, handlers: ReadonlyMap<string, Handler>): void {
  if (of.level !== undefined && of.level !== null) state.level = level(`logger '${name}'`, of.level)
  state.handlers = (Array.isArray(of.handlers) ? of.handlers : []).map((given) => {
    const found = handlers.get(String(given))
    if (found === undefined)
      throw raise(loggingRefused({ what: `logger '${name}'`, why: `names the handler '${given}', which there is not` }))
    return found
  })
}

function formatter(name: string, of: Settings, around: LogOutputs): Formatter {
  const { format = of.fmt, datefmt, style = '%' } = of
  const what = `formatter '${name}'`
  const more = moreFields(what, of, around)
  const found = ['%', '{', '$'].includes(String(style))
    ? formatterOf(textOr(format, undefined), textOr(datefmt, undefined), style as FormatStyle, more)
    : undefined
  if (found !== undefined) return found
  throw raise(loggingRefused({ what, why: `has a format that cannot be read: ${show(format)}` }))
}

/** A formatter may be of another class: `(): colorlog.ColoredFormatter`. */
function moreFields(what: string, of: Settings, { env = {} }: LogOutputs): MoreFields | undefined {
  const made = of['()'] ?? of.class
  if (made === undefined || made === null || made === 'logging.Formatter') return undefined
  if (made === COLOURED_FORMATTER) return colourFields(what, of, env)
  const why = `has the class ${show(made)}; there are logging.Formatter and ${COLOURED_FORMATTER}`
  throw raise(loggingRefused({ what, why }))
}

function handler(name: string, of: Settings, formatters: ReadonlyMap<string, Formatter>, around: LogOutputs): Handler {
  const what = `handler '${name}'`
  const wanted = textOr(of.formatter, undefined)
  const formatter = wanted === undefined ? formatterOf()! : formatters.get(wanted)
  if (formatter === undefined)
    throw raise(loggingRefused({ what, why: `names the formatter '${wanted}', which there is not` }))
  const options = {
    formatter,
    level: of.level === undefined || of.level === null ? LEVELS.NOTSET : level(what, of.level),
  }
  switch (of.class) {
    case 'logging.StreamHandler':
      return streamHandler(...stream(what, of.stream, around), options)
    case 'logging.FileHandler':
    case 'logging.handlers.WatchedFileHandler':
    case 'logging.handlers.RotatingFileHandler':
      return openedFile(what, of, options, around)
    case 'logging.NullHandler':
      return { level: options.level, name, emit: () => {}, close: () => {} }
    default:
      throw raise(
        loggingRefused({
          what,
          why: `has the class ${show(of.class)}; there are logging.StreamHandler, logging.FileHandler, logging.handlers.RotatingFileHandler and logging.NullHandler`,
        }),
      )
  }
}

function stream(what: string, given: unknown, { out, err }: LogOutputs): [name: string, write: (text: string) => void] {
  if (given === 'ext://sys.stdout') return ['stdout', out]
  if (given === 'ext://sys.stderr' || given === undefined || given === null) return ['stderr', err]
  throw raise(
    loggingRefused({ what, why: `writes to ${show(given)}; there are ext://sys.stdout and ext://sys.stderr` }),
  )
}

function openedFile(
  what: string,
  of: Settings,
  options: { formatter: Formatter; level: number },
  { cwd }: LogOutputs,
): Handler {
  const filename = textOr(of.filename, undefined)
  if (filename === undefined) throw raise(loggingRefused({ what, why: 'has no filename' }))
  try {
    return fileHandler(resolve(cwd(), filename), {
      ...options,
      mode: textOr(of.mode, 'a'),
      delay: of.delay === true,
      maxBytes: Number(of.maxBytes ?? 0),
      backupCount: Number(of.backupCount ?? 0),
    })
  } catch (error) {
    throw raise(loggingRefused({ what, why: `cannot open ${filename}: ${reason(error)}` }), undefined, error)
  }
}

function level(what: string, given: unknown): number {
  const found = levelOf(given)
  if (found === undefined)
    throw raise(loggingRefused({ what, why: `has the level ${show(given)}, which there is not` }))
  return found
}

/** The loggers that `hydra.verbose` sets to DEBUG; the empty name is the root. */
function verboseNames(verbose: unknown): readonly string[] {
  if (verbose === true) return ['']
  if (verbose === false) return []
  if (typeof verbose === 'string') return [verbose]
  if (Array.isArray(verbose)) return verbose.map(String)
  throw raise(verboseNotKnown({ found: show(verbose) }))
}

function entries(of: unknown): readonly (readonly [string, Settings])[] {
  return isSettings(of) ? Object.entries(of).map(([name, value]) => [name, isSettings(value) ? value : {}]) : []
}

function isSettings(of: unknown): of is Settings {
  return typeof of === 'object' && of !== null && !Array.isArray(of)
}

function textOr<D>(value: unknown, otherwise: D): string | D {
  return value === undefined || value === null ? otherwise : String(value)
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? 'not given'
}
