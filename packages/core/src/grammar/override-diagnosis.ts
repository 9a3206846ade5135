import type { OverrideRules } from '../dialect/dialect.js'
import * as words from '../messages/override.js'
import type { Complaint } from '../text/errors.js'
import { isBlank, isUnquoted } from './characters.js'
import { quotedText } from './override-text.js'

/** What the reader of a value was looking for when it could not go on. */
export type Expectation =
  | 'value'
  | 'end'
  | 'list-end'
  | 'map-end'
  | 'call-end'
  | 'map-key'
  | 'map-colon'
  | 'interpolation'
  | 'quote'
  | 'depth'
  | 'long-int'

/** What is wrong, and the stretch of the text that is at fault. */
export interface Diagnosis {
  readonly complaint: Complaint
  readonly start: number
  readonly end: number
}

/** Why the key of an override could not be read past `at`. */
export function diagnoseKey(text: string, at: number, { readsValuePaths }: OverrideRules): Diagnosis {
  const equal = text.indexOf('=')
  const keyText = equal === -1 ? text : text.slice(0, equal)
  const here = (complaint: Complaint, length = 1): Diagnosis => ({ complaint, start: at, end: at + length })
  if (equal === -1) {
    if (/^[^[{(]*[\]})]+$/.test(text)) return here(words.strayTail({ text }), text.length - at)
    if (text.startsWith('-')) return here(words.looksLikeFlag({ text }), text.length - at)
    if (at === text.length) return here(words.noValue({ text, hasSign: text.startsWith('+') }))
  }
  const rest = equal === -1 ? '' : text.slice(equal)
  const sign = /^(.*[^+])(\+{1,2})$/.exec(keyText)
  if (sign !== null) return here(words.signBehind({ suggestion: sign[2]! + sign[1]! + rest }), sign[2]!.length)
  if (/^[+~]/.test(keyText) && /[+~]/.test(text[at] ?? '')) return here(words.signTwice())
  if (!readsValuePaths && BRACKETED.test(keyText)) {
    const suggestion = keyText.replace(/\[['"]?([\w$-]+)['"]?\]/g, '.$1').replace(/^\./, '') + rest
    return here(words.bracketInKey({ suggestion }))
  }
  const char = charAt(text, at)
  if (/^[0-9]/.test(keyText.slice(at)) && !keyText.includes('.')) {
    const about = { key: keyText.slice(at), value: rest.slice(1) }
    return here((about.key.includes('/') ? words.digitInGroup : words.digitInKey)(about), about.key.length)
  }
  if (char === ':' && equal === -1) return here(words.colonForEqual({ suggestion: text.replace(/\s*:\s*/, '=') }))
  if (char === ':' && keyText.includes('@')) return here(words.packageRename())
  if (char === '/' && at <= 2) return here(words.leadingSlash({ suggestion: text.slice(0, at) + text.slice(at + 1) }))
  if (char === '-' && at === 0) return here(words.looksLikeFlag({ text }), keyText.length)
  if (isBlank(text.charCodeAt(at))) return here(words.blankInKey())
  return here(words.charInKey({ char, key: keyText }), char.length)
}

/** `a[0].b`, as other languages write it. */
const BRACKETED = /^[\w.$@/+~-]*(?:\[['"]?[\w$-]+['"]?\][\w.$@/-]*)+$/

/** Why the value of an override could not be read past `at`. */
export function diagnoseValue(text: string, at: number, expected: Expectation): Diagnosis {
  const key = text.slice(0, text.indexOf('='))
  const to = (complaint: Complaint, end: number, start = at): Diagnosis => ({ complaint, start, end })
  switch (expected) {
    case 'depth':
      return to(words.nestedTooDeep({ key }), at + 1)
    case 'long-int':
      return to(words.intTooLong({ key }), wordEnd(text, at))
    case 'quote':
      return to(words.quoteNotClosed({ key, quote: text[at]! }), text.length)
    case 'interpolation':
      return to(words.interpolationNotClosed({ key, isEmpty: text[at + 2] === '}' }), at + 2)
  }
  // The blanks before the place say nothing: the fault is what follows them, or the end.
  let start = at
  while (isBlank(text.charCodeAt(start))) start++
  if (start === text.length) return atEnd(text, key, at, expected)
  const char = charAt(text, start)
  const end = start + char.length
  const fix = requoted(text, start)
  const shell = shellNote(text, fix, char)
  const quoteOpen = /^['"]/.test(char)
  if (expected === 'map-key' && quoteOpen) return to(words.quotedMapKey({ key }), end, start)
  if (expected === 'map-key' && (char === ':' || char === ',' || char === '}')) {
    return to(words.emptyMapKey({ key }), end, start)
  }
  if (expected === 'map-key' && char === '$') return to(words.interpolatedMapKey({ key }), end, start)
  if (expected === 'map-colon' && (char === ',' || char === '}')) return to(words.noMapColon({ key }), end, start)
  if (expected === 'value' && ',]})'.includes(char)) return to(words.emptyItem({ key, char }), end, start)
  if (char === '=') return to(words.secondEqual({ key, fix, escaped: escapedAt(text, start), shell }), end, start)
  if (char === '}' && holdsBraces(text, start)) {
    return to(words.nestedInterpolation({ key, fix: wholeQuoted(text) }), end, start)
  }
  if (']})'.includes(char)) return to(words.notOpened({ key, char, expected: EXPECTED[expected], fix }), end, start)
  if (char === '(') return to(words.parenInText({ key, fix, shell }), end, start)
  if (quoteOpen) return to(words.quoteInside({ key, fix: wholeQuoted(text) }), end, start)
  if ('[{'.includes(char) || isUnquoted(char.charCodeAt(0)) || char === ':' || char === ',') {
    return to(words.unexpected({ key, char, expected: EXPECTED[expected], fix, shell }), end, start)
  }
  return to(words.mustBeQuoted({ key, char, fix, shell }), end, start)
}

/** Whether the brace closes an interpolation with another, or a map, in it: the grammar of a value knows neither. */
function holdsBraces(text: string, at: number): boolean {
  const begin = text.indexOf('${')
  return begin !== -1 && text.slice(begin + 2, at).includes('{')
}

const EXPECTED: Readonly<Record<Expectation, string>> = {
  value: 'a value',
  end: 'a comma or the end',
  'list-end': "',' or ']'",
  'map-end': "',' or '}'",
  'call-end': "',' or ')'",
  'map-key': 'the key of a map',
  'map-colon': "':'",
  interpolation: '${…}',
  quote: 'a quote',
  depth: 'less',
  'long-int': 'less',
}

const CLOSING: Readonly<Partial<Record<Expectation, string>>> = { 'list-end': ']', 'map-end': '}', 'call-end': ')' }

function atEnd(text: string, key: string, at: number, expected: Expectation): Diagnosis {
  const close = CLOSING[expected]
  const isSplit = /[,:[{(]$/.test(text)
  if (expected === 'end') return { complaint: words.blankAtEnd({ key }), start: at, end: text.length }
  const complaint = words.endsTooSoon({
    key,
    expected: EXPECTED[expected],
    close,
    isSplit,
    isComma: text.endsWith(','),
  })
  return { complaint, start: text.length, end: text.length + 1 }
}

/** What a shell keeps for itself: it arrives only inside quotes, which the shell then removes. */
const KEPT_BY_SHELLS = /[\s;&<>()|*?#!~`]/

function shellNote(text: string, fix: string, char: string): string | undefined {
  if (/['"]/.test(text) || !(KEPT_BY_SHELLS.test(char) || /\s/.test(text))) return undefined
  return words.shellWord(fix)
}

/** The override with quotes around the item that `at` is in. */
function requoted(text: string, at: number): string {
  let start = at
  while (start > 0 && !'=[{(,'.includes(text[start - 1]!)) start--
  while (isBlank(text.charCodeAt(start))) start++
  const equal = text.indexOf('=')
  if (start <= equal || at - start > FAR) return wholeQuoted(text)
  let end = at + 1
  while (end < text.length && !',]})'.includes(text[end]!)) end++
  // Outside every bracket the text is one value up to its end, and an item with brackets has no end that could be told.
  if (!/[[{(]/.test(text.slice(equal, at)) || /[[{(]/.test(text.slice(start, end))) return wholeQuoted(text)
  return text.slice(0, start) + quotedText(text.slice(start, end).trimEnd(), 'single') + text.slice(end)
}

const FAR = 200

function wholeQuoted(text: string): string {
  const equal = text.indexOf('=') + 1
  const value = text.slice(equal).trim()
  return text.slice(0, equal) + quotedText(value, value.includes("'") && !value.includes('"') ? 'double' : 'single')
}

function escapedAt(text: string, at: number): string {
  return `${text.slice(0, at)}\\${text.slice(at)}`
}

function charAt(text: string, at: number): string {
  const code = text.codePointAt(at)
  return code === undefined ? '' : String.fromCodePoint(code)
}

function wordEnd(text: string, at: number): number {
  let end = at
  while (isUnquoted(text.charCodeAt(end))) end++
  return end
}
