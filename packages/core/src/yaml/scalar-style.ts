import type { YamlWritingRules } from '../dialect/dialect.js'
import { readFloat, readInt } from '../value/number.js'
import { BYTE_ORDER_MARK, COLON, HASH, isBlank, NEXT_LINE, SPACE, table } from './characters.js'
import { looksLikeNumber } from './scalar-type.js'

/** How a text is written: bare, in single quotes, or in double quotes with escapes. */
export type Style = 'plain' | 'single' | 'double'

/**
 * The style PyYAML chooses for a text value: plain if it then reads back as the same text and OmegaConf has not asked
 * for quotes; single quotes unless it needs escapes.
 */
export function styleOf(text: string, rules: YamlWritingRules): Style {
  if (isSimpleWord(text)) return isTakenForOther(text) ? 'single' : 'plain'
  const { allowsPlain, allowsSingle } = analyse(text, rules)
  if (allowsPlain && text !== '' && !isTakenForOther(text)) return 'plain'
  return allowsSingle ? 'single' : 'double'
}

/** The style of a key that is followed by `:` on its line; see `isSimpleKey`. */
export function hasBreaks(text: string, rules: YamlWritingRules): boolean {
  return BREAKS.test(text) || (rules.breaksKeysAtReturns && text.includes('\r'))
}

const BREAKS = /[\n\u0085\u2028\u2029]/

/** The bulk of all texts: no character in it means anything. */
function isSimpleWord(text: string): boolean {
  const { length } = text
  if (length === 0 || length > 200) return false
  const first = text.charCodeAt(0)
  if (first >= 128 || SIMPLE_FIRST[first] === 0) return false
  for (let at = 1; at < length; at++) {
    const code = text.charCodeAt(at)
    if (code >= 128 || SIMPLE[code] === 0) return false
  }
  return true
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const SIMPLE_FIRST = table(`${LETTERS}0123456789_/$+(~`)
const SIMPLE = table(`${LETTERS}0123456789_/.$+-=;()<>~^*&!@|%'"{}[],?\\\``)

/**
 * Whether a text would be read as something else, here or by OmegaConf, which quotes more than PyYAML needs:
 * `y`, `1e3`, `infinity`, ` 1`, digits of any script.
 */
function isTakenForOther(text: string): boolean {
  const first = text.charCodeAt(0)
  if (first < 128 && MAY_BE_OTHER[first] === 0) return false
  return (
    WORDS.has(text) ||
    looksLikeNumber(text) ||
    TIMESTAMP.test(text) ||
    readInt(text) !== undefined ||
    readFloat(text) !== undefined
  )
}

const MAY_BE_OTHER = table('yYnNtTfFoOiI~<=+-.0123456789 \t\n\v\f\r\x1c\x1d\x1e\x1f')

const WORDS: ReadonlySet<string> = new Set([
  ...['y', 'yes', 'n', 'no', 'true', 'false', 'on', 'off', 'null'].flatMap((word) => [
    word,
    word[0]!.toUpperCase() + word.slice(1),
    word.toUpperCase(),
  ]),
  '~',
  '<<',
  '=',
])

const TIMESTAMP =
  /^(?:\d{4}-\d\d-\d\d|\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?)$/

interface Analysis {
  readonly allowsPlain: boolean
  readonly allowsSingle: boolean
}

/** What the characters of a text allow. A text with line breaks is never plain. */
function analyse(text: string, rules: YamlWritingRules): Analysis {
  if (text === '') return { allowsPlain: true, allowsSingle: true }
  let hasIndicator = text.startsWith('---') || text.startsWith('...') || isLeadingIndicator(text)
  let hasBreak = false
  let hasSpaceBesideBreak = false // a space before a break
  let hasBreakThenSpace = false
  let previous = NONE
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === SPACE) {
      if (previous === BREAK) hasBreakThenSpace = true
      previous = BLANK
    } else if (isWrittenBreak(code)) {
      if (code === NEXT_LINE && rules.escapesNextLine) return ESCAPED
      hasBreak = true
      if (previous === BLANK) hasSpaceBesideBreak = true
      previous = BREAK
    } else {
      if (code < 0x20 || code > 0x7e) {
        if (!isWritable(text, at, code)) return ESCAPED
        if (code >= 0xd800 && code <= 0xdbff) {
          if (rules.escapesBeyondBmp) return ESCAPED
          at++
        }
      } else if (at > 0) {
        if (code === HASH && isBlank(text.charCodeAt(at - 1))) hasIndicator = true
        if (code === COLON && (at + 1 === text.length || isBlank(text.charCodeAt(at + 1)))) hasIndicator = true
      }
      previous = NONE
    }
  }
  const first = text.charCodeAt(0)
  const isPadded = previous !== NONE || first === SPACE || isWrittenBreak(first)
  return {
    allowsPlain: !hasIndicator && !hasBreak && !isPadded,
    allowsSingle: !hasSpaceBesideBreak && !hasBreakThenSpace,
  }
}

/** What a text allows that holds a character to be escaped. */
const ESCAPED: Analysis = { allowsPlain: false, allowsSingle: false }

const NONE = 0
const BLANK = 1
const BREAK = 2

const LEADING = table('#,[]{}&*!|>\'"%@`')
const LEADING_BEFORE_BLANK = table('?:-')

function isLeadingIndicator(text: string): boolean {
  const first = text.charCodeAt(0)
  if (first >= 128) return false
  if (LEADING[first] === 1) return true
  return LEADING_BEFORE_BLANK[first] === 1 && (text.length === 1 || isBlank(text.charCodeAt(1)))
}

/** The breaks that a written text can hold; a carriage return is escaped. */
export function isWrittenBreak(code: number): boolean {
  return code === 10 || code === NEXT_LINE || code === 0x2028 || code === 0x2029
}

/** Whether a character outside ASCII's printable ones can be written as itself. */
function isWritable(text: string, at: number, code: number): boolean {
  if (code < 0xa0 || code === BYTE_ORDER_MARK || code > 0xfffd) return false
  if (code < 0xd800 || code > 0xdfff) return true
  const whole = text.codePointAt(at)!
  return whole > 0xffff && whole < 0x10ffff
}
