/**
 * The characters, and classes of characters, that the override language and interpolations share: UTF-16 units, and tests
 * of one.
 * Text past its end reads as NaN, which is in no class.
 */

export const DOUBLE_QUOTE = 34
export const DOLLAR = 36
export const SINGLE_QUOTE = 39
export const PAREN_OPEN = 40
export const PAREN_CLOSE = 41
export const PLUS = 43
export const COMMA = 44
export const DOT = 46
export const SLASH = 47
export const ZERO = 48
export const COLON = 58
export const EQUAL = 61
export const AT = 64
export const BRACKET_OPEN = 91
export const BACKSLASH = 92
export const BRACKET_CLOSE = 93
export const UNDERSCORE = 95
export const BRACE_OPEN = 123
export const BRACE_CLOSE = 125
export const TILDE = 126

const BLANK = 1
const LETTER = 2
const DIGIT = 4
const UNQUOTED = 8
const ESCAPABLE = 16
const BARRED_FROM_KEY = 32

const CLASSES = new Uint8Array(128)
mark(' \t', BLANK)
for (let code = 0; code < 26; code++) mark(String.fromCharCode(65 + code, 97 + code), LETTER)
mark('_', LETTER)
mark('0123456789', DIGIT)
mark('/-\\+.$%*@?|', UNQUOTED)
mark('\\()[]{}:=, \t', ESCAPABLE)
mark('\\{}()[]:. \t\'"', BARRED_FROM_KEY)

export const isBlank = (code: number): boolean => has(code, BLANK)

/** What a word starts with; digits and `-` may follow. */
export const isWordStart = (code: number): boolean => has(code, LETTER)
export const isWordPart = (code: number): boolean => has(code, LETTER | DIGIT) || code === 45

/** What may stand in a value without quotes, apart from blanks, colons and escapes. */
export const isUnquoted = (code: number): boolean => has(code, LETTER | DIGIT | UNQUOTED)

/** What a backslash frees in a value without quotes: `\,` is a comma. */
export const isEscapable = (code: number): boolean => has(code, ESCAPABLE)

/** What may stand in a key of `${a.b}`: nearly everything. */
export const isKeyPart = (code: number): boolean =>
  code >= 128 || (code < 128 && (CLASSES[code]! & BARRED_FROM_KEY) === 0)

function has(code: number, classes: number): boolean {
  return code < 128 && (CLASSES[code]! & classes) !== 0
}

function mark(chars: string, kind: number): void {
  for (let at = 0; at < chars.length; at++) CLASSES[chars.charCodeAt(at)]! |= kind
}
