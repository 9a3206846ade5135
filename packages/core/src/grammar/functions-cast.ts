import { pythonFloat } from '../text/python.js'
import type { Refuse } from './functions.js'
import { floatOf } from './functions-sort.js'
import type { OverrideValue } from './override.js'
import type { SweepNumber } from './sweep.js'

/** `int(…)`: a float is cut towards zero, a text must spell an int. Reaches into lists, maps and sweeps. */
export function castToInt(value: OverrideValue, refuse: Refuse): OverrideValue {
  switch (value.kind) {
    case 'text':
    case 'quoted':
      return { kind: 'int', value: intOfText(value.value) ?? refuse(`${quoted(value.value)} does not spell an int`) }
    case 'int':
      return value
    case 'bool':
      return { kind: 'int', value: BigInt(value.value) }
    case 'float':
      if (!Number.isFinite(value.value)) refuse(`${pythonFloat(value.value)} is no int`)
      return { kind: 'int', value: BigInt(Math.trunc(value.value)) }
    default:
      return castWithin(value, castToInt, 'int', refuse)
  }
}

/** `float(…)`, as `castToInt`. */
export function castToFloat(value: OverrideValue, refuse: Refuse): OverrideValue {
  switch (value.kind) {
    case 'text':
    case 'quoted':
      return {
        kind: 'float',
        value: floatOfText(value.value) ?? refuse(`${quoted(value.value)} does not spell a float`),
      }
    case 'float':
      return value
    case 'int':
    case 'bool':
      return { kind: 'float', value: floatOf(value, refuse) }
    default:
      return castWithin(value, castToFloat, 'float', refuse)
  }
}

/** `str(…)`: the text that Python's `str` gives, bools in lower case. Ranges and intervals have none. */
export function castToStr(value: OverrideValue, refuse: Refuse): OverrideValue {
  switch (value.kind) {
    case 'text':
      return value
    case 'quoted':
      return { kind: 'text', value: value.value }
    case 'int':
    case 'bool':
      return { kind: 'text', value: String(value.value) }
    case 'float':
      return { kind: 'text', value: pythonFloat(value.value) }
    case 'range':
      return refuse('a range can be made int or float only')
    case 'interval':
      return refuse('an interval cannot be made str')
    default:
      return castWithin(value, castToStr, 'str', refuse)
  }
}

/** `bool(…)`: of texts only `true` and `false`, of numbers whether they are not zero; null is false. */
export function castToBool(value: OverrideValue, refuse: Refuse): OverrideValue {
  switch (value.kind) {
    case 'text':
    case 'quoted': {
      const word = value.value.toLowerCase()
      if (word !== 'true' && word !== 'false') refuse(`${quoted(value.value)} is neither true nor false`)
      return { kind: 'bool', value: word === 'true' }
    }
    case 'bool':
      return value
    case 'int':
      return { kind: 'bool', value: value.value !== 0n }
    case 'float':
      return { kind: 'bool', value: value.value !== 0 }
    case 'null':
      return { kind: 'bool', value: false }
    case 'glob':
      return { kind: 'bool', value: true }
    case 'range':
      return refuse('a range can be made int or float only')
    case 'interval':
      return refuse('an interval cannot be made bool')
    default:
      return castWithin(value, castToBool, 'bool', refuse)
  }
}

type Cast = (value: OverrideValue, refuse: Refuse) => OverrideValue

function castWithin(value: OverrideValue, cast: Cast, to: string, refuse: Refuse): OverrideValue {
  switch (value.kind) {
    case 'list':
      return { kind: 'list', items: value.items.map((item) => cast(item, refuse)) }
    case 'map':
      return { kind: 'map', entries: value.entries.map(([key, item]) => [key, cast(item, refuse)]) }
    case 'choice': {
      if (value.list.some(({ kind }) => kind === 'choice')) refuse(`a choice inside a choice cannot be made ${to}`)
      // The tags and the order drawn by lot are lost on the way, as in Hydra.
      return {
        kind: 'choice',
        simple: value.simple,
        list: value.list.map((item) => cast(item, refuse)),
        shuffle: false,
        tags: [],
      }
    }
    case 'range': {
      const [start, stop, step] = [value.start, value.stop, value.step].map(
        (number) => cast(number, refuse) as SweepNumber,
      )
      return { kind: 'range', start: start!, stop: stop!, step: step!, shuffle: false, tags: [] }
    }
    case 'interval': {
      const [start, end] = [value.start, value.end].map((number) => cast(number, refuse) as SweepNumber)
      return { kind: 'interval', start: start!, end: end!, tags: value.tags }
    }
    default:
      return refuse(`${value.kind} cannot be made ${to}`)
  }
}

/** As much of a text as a message can show. */
function quoted(text: string): string {
  return text.length > 60 ? `'${text.slice(0, 60)}…'` : `'${text}'`
}

const MOST_DIGITS = 4300
const INT_TEXT = /^[+-]?[0-9]+(?:_[0-9]+)*$/
const DIGITS = '[0-9]+(?:_[0-9]+)*'
const FLOAT_TEXT = new RegExp(
  `^[+-]?(?:(?:${DIGITS}(?:\\.(?:${DIGITS})?)?|\\.${DIGITS})(?:e[+-]?${DIGITS})?|inf(?:inity)?|nan)$`,
  'i',
)

/** The int that Python's `int` reads: leading zeros, underscores, blanks around and digits of any script are fine. */
function intOfText(text: string): bigint | undefined {
  const plain = plainDigits(text)
  if (!INT_TEXT.test(plain)) return undefined
  const digits = plain.replaceAll('_', '').replace('+', '')
  return digits.replace('-', '').length > MOST_DIGITS ? undefined : BigInt(digits)
}

function floatOfText(text: string): number | undefined {
  const plain = plainDigits(text)
  if (!FLOAT_TEXT.test(plain)) return undefined
  const word = plain.replaceAll('_', '').toLowerCase()
  if (word.includes('n')) return word.includes('nan') ? NaN : word.startsWith('-') ? -Infinity : Infinity
  return Number(word)
}

function plainDigits(text: string): string {
  const plain = trimmed(text)
  return /^[\x00-\x7f]*$/.test(plain) ? plain : plain.replace(/\p{Nd}/gu, asciiDigit)
}

function trimmed(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isPythonBlank(text[start]!)) start++
  while (end > start && isPythonBlank(text[end - 1]!)) end--
  return text.slice(start, end)
}

/** What Python strips is a little more than what JavaScript does, and a little less. */
function isPythonBlank(char: string): boolean {
  return (char >= '\x1c' && char <= '\x1f') || char === '\x85' || (char.trim() === '' && char !== '\ufeff')
}

/** Decimal digits come in runs of ten, whose zero is ten-aligned to no rule: it is found by stepping back. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0)!
  if (code < 128) return digit
  // Five runs of mathematical digits follow each other without a gap.
  if (code >= 0x1d7ce && code <= 0x1d7ff) return String((code - 0x1d7ce) % 10)
  let zero = code
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--
  return String((code - zero) % 10)
}
