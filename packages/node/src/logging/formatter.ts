import { localTime, strftime } from '@hydraconf/core'
import { errorText } from '../error-text.js'
import { fieldsOf, type LogRecord } from './log-record.js'

/** How a record becomes a line. */
export type Formatter = (record: LogRecord) => string

/** How Python marks the fields in a format: `%(name)s`, `{name}`, `$name`. */
export type FormatStyle = '%' | '{' | '$'

/** What a kind of formatter adds to the fields of a record. */
export interface MoreFields {
  has(field: string): boolean
  of(record: LogRecord, field: string): string
  /** What stands at the end of the line. */
  end(record: LogRecord, line: string): string
}

/**
 * A formatter for a format of Python's `logging.Formatter`. Undefined names a field that there is not: Python refuses
 * such a format too.
 */
export function formatterOf(
  template = '%(message)s',
  datefmt?: string,
  style: FormatStyle = '%',
  more?: MoreFields,
): Formatter | undefined {
  const pieces = split(template, style, more)
  if (pieces === undefined) return undefined
  const needsTime = pieces.some((piece) => typeof piece !== 'string' && piece.field === 'asctime')
  return (record) => {
    const fields = fieldsOf(record, needsTime ? timeText(record.time, datefmt) : '')
    const text = pieces
      .map((piece) =>
        typeof piece === 'string' ? piece : shown(fields[piece.field] ?? more!.of(record, piece.field), piece),
      )
      .join('')
    const line = text + (more?.end(record, text) ?? '')
    return record.error === undefined ? line : `${line}\n${errorText(record.error)}`
  }
}

/** `2026-11-23 10:00:00,123` unless a format is given. */
function timeText(time: Date, datefmt: string | undefined): string {
  const at = localTime(time)
  if (datefmt !== undefined && datefmt !== null) return strftime(at, datefmt)
  return `${strftime(at, '%Y-%m-%d %H:%M:%S')},${String(time.getMilliseconds()).padStart(3, '0')}`
}

interface Piece {
  readonly field: string
  readonly left: boolean
  readonly zero: boolean
  readonly width: number
  readonly precision: number | undefined
  readonly type: string
}

//   %(levelname)-8s   {levelname:<8}   $levelname
const PATTERNS: Readonly<Record<FormatStyle, RegExp>> = {
  '%': /%%|%\((?<field>\w+)\)(?<flags>[-+ 0#]*)(?<width>\d*)(?:\.(?<precision>\d+))?(?<type>[sdifrx])/g,
  '{': /\{\{|\}\}|\{(?<field>\w+)(?::(?<flags>[<>^0]*)(?<width>\d*)(?:\.(?<precision>\d+))?(?<type>[sdf]?))?\}/g,
  $: /\$\$|\$\{(?<braced>\w+)\}|\$(?<field>\w+)/g,
}

function split(
  template: string,
  style: FormatStyle,
  more: MoreFields | undefined,
): readonly (string | Piece)[] | undefined {
  const known = fieldsOf({ name: '', level: 0, message: '', time: new Date(0) }, '')
  const pieces: (string | Piece)[] = []
  let at = 0
  for (const match of template.matchAll(PATTERNS[style])) {
    pieces.push(template.slice(at, match.index))
    at = match.index + match[0].length
    const { field, braced, flags = '', width = '', precision, type = 's' } = match.groups ?? {}
    const name = field ?? braced
    if (name === undefined) pieces.push(match[0].slice(1))
    else if (!Object.hasOwn(known, name) && more?.has(name) !== true) return undefined
    else
      pieces.push({
        field: name,
        left: style === '%' ? flags.includes('-') : !flags.includes('>'),
        zero: flags.includes('0'),
        width: Number(width || 0),
        precision: precision === undefined ? undefined : Number(precision),
        type: type || 's',
      })
  }
  return [...pieces, template.slice(at)]
}

function shown(value: string | number, { left, zero, width, precision, type }: Piece): string {
  const text =
    typeof value === 'number'
      ? type === 'f'
        ? value.toFixed(precision ?? 6)
        : type === 'd' || type === 'i'
          ? String(Math.trunc(value))
          : String(value)
      : value.slice(0, precision ?? value.length)
  if (left) return text.padEnd(width)
  return text.padStart(width, zero && typeof value === 'number' ? '0' : ' ')
}
