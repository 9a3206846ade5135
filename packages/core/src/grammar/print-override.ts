import { mapKeyUnwritable } from '../messages/override-value.js'
import { raise } from '../text/errors.js'
import { isEscapable, isUnquoted } from './characters.js'
import { literalOf } from './literal.js'
import type { ChoiceSweep, Element, Override, OverrideValue, Sweep } from './override.js'
import { escapedText, quotedText } from './override-text.js'
import { keyText, literalText } from './print.js'

/**
 * Override text that reads back as exactly this override: its key, and its value down to every quote and kind.
 * Where only a function gives a value it is written as that function, as in `a=str('1')`.
 *
 * @throws HydraconfError of type `OverrideParseException` for a map key that the language cannot write
 */
export function printOverride(override: Pick<Override, 'op' | 'key' | 'value'>): string {
  const { value } = override
  const key = keyText(override)
  if (override.op === 'extend' && value?.kind === 'list') return `${key}=${extension(value.items)}`
  return value === undefined ? key : `${key}=${isEmptyText(value) ? '' : written(value)}`
}

function written(value: OverrideValue): string {
  switch (value.kind) {
    case 'text':
      return plainText(value.value) ?? `str(${quotedText(value.value, 'single')})`
    case 'quoted':
      return quotedText(value.value, value.quote)
    case 'list':
      return `[${value.items.map(written).join(',')}]`
    case 'map':
      return `{${value.entries.map(([key, item]) => `${writtenKey(key)}:${written(item)}`).join(',')}}`
    case 'extension':
      return extension(value.values)
    case 'choice':
    case 'range':
    case 'interval':
    case 'glob':
      return tagged(value)
    default:
      return literalText(value)
  }
}

/** The text without quotes, if it is then still this text. Interpolations stay as they are, the rest is escaped. */
export function plainText(text: string): string | undefined {
  if (text === '' || literalOf(text) !== undefined) return undefined
  let out = ''
  let done = 0
  for (const { index, 0: interpolation } of text.matchAll(INTERPOLATION)) {
    const before = text.slice(done, index)
    if (!isWritable(before)) return undefined
    out += escapedText(before) + interpolation
    done = index + interpolation.length
  }
  const rest = text.slice(done)
  return isWritable(rest) ? out + escapedText(rest) : undefined
}

const INTERPOLATION = /\$\{[^}]+\}/g

function isWritable(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (!isUnquoted(code) && !isEscapable(code)) return false
  }
  return true
}

function writtenKey(key: Element): string {
  switch (key.kind) {
    case 'text':
    case 'quoted':
      if (key.value === '' || literalOf(key.value) !== undefined || !isWritable(key.value)) {
        throw raise(mapKeyUnwritable({ key: key.value }))
      }
      return escapedText(key.value)
    case 'list':
    case 'map':
      throw raise(mapKeyUnwritable({ key: key.kind }))
    default:
      return literalText(key)
  }
}

function tagged(sweep: Sweep): string {
  if (sweep.tags.length === 0) return sweepText(sweep)
  return `tag(${[...sweep.tags.map(argument), sweepText(sweep)].join(',')})`
}

function sweepText(sweep: Sweep): string {
  switch (sweep.kind) {
    case 'choice':
      return choiceText(sweep)
    case 'range': {
      const numbers = [sweep.start, sweep.stop, sweep.step].map(literalText).join(',')
      const range = (sweep.casts ?? []).reduce((text, cast) => `${cast}(${text})`, `range(${numbers})`)
      return sweep.shuffle ? `shuffle(${range})` : range
    }
    case 'interval': {
      const isInt = sweep.start.kind === 'int'
      const interval = `interval(${literalText(sweep.start)},${literalText(sweep.end)})`
      return isInt ? `int(${interval})` : interval
    }
    case 'glob': {
      const { include, exclude } = sweep
      const parts = exclude.length === 0 ? [include] : [include, exclude]
      return `glob(${parts.map((items) => written({ kind: 'list', items })).join(',')})`
    }
  }
}

function choiceText(sweep: ChoiceSweep): string {
  const { list, simple, shuffle, tags } = sweep
  if (!simple) {
    const choice = `choice(${list.map(argument).join(',')})`
    return shuffle ? `shuffle(${choice})` : choice
  }
  if (shuffle) return `shuffle(${list.map(argument).join(',')})`
  // A tag needs one argument: the functions that make one simple choice of several values and change none of these.
  if (tags.length > 0) return `${keepingFunction(list)}(${list.map(argument).join(',')})`
  return list.map(written).join(',')
}

function keepingFunction(list: readonly OverrideValue[]): string {
  for (const [kind, name] of [
    ['text', 'str'],
    ['int', 'int'],
    ['float', 'float'],
    ['bool', 'bool'],
  ] as const) {
    if (list.every((item) => isAll(item, kind))) return name
  }
  return 'sort'
}

function isAll(value: OverrideValue, kind: Element['kind']): boolean {
  if (value.kind === 'list') return value.items.every((item) => isAll(item, kind))
  if (value.kind === 'map') return value.entries.every(([, item]) => isAll(item, kind))
  return value.kind === kind
}

/** As an argument of a function, where quotes are only there to write a text. */
function argument(value: string | OverrideValue): string {
  const text = typeof value === 'string' ? value : value.kind === 'text' ? value.value : undefined
  if (text === undefined) return written(value as OverrideValue)
  return plainText(text) ?? quotedText(text, 'single')
}

function extension(values: readonly OverrideValue[]): string {
  return `extend_list(${values.map(argument).join(',')})`
}

function isEmptyText(value: OverrideValue): boolean {
  return value.kind === 'text' && value.value === ''
}
