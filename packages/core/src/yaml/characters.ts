/** Characters that YAML's structure turns on, and the classes PyYAML puts them in. Codes are UTF-16 units. */

export const NUL = 0
export const TAB = 9
export const LF = 10
export const CR = 13
export const SPACE = 32
export const DOUBLE_QUOTE = 34
export const HASH = 35
export const PERCENT = 37
export const SINGLE_QUOTE = 39
export const COMMA = 44
export const DASH = 45
export const DOT = 46
export const COLON = 58
export const QUESTION = 63
export const OPEN_BRACKET = 91
export const BACKSLASH = 92
export const CLOSE_BRACKET = 93
export const OPEN_BRACE = 123
export const CLOSE_BRACE = 125
export const NEXT_LINE = 0x85
export const LINE_SEPARATOR = 0x2028
export const PARAGRAPH_SEPARATOR = 0x2029
export const BYTE_ORDER_MARK = 0xfeff

/** YAML 1.1 breaks lines at five characters; U+2028 and U+2029 stay in the text where the others become `\n`. */
export function isBreak(code: number): boolean {
  return code === LF || code === CR || code === NEXT_LINE || code === LINE_SEPARATOR || code === PARAGRAPH_SEPARATOR
}

/** A break, or the end of the text: the cursor's text ends in NUL, which no text may hold. */
export function isBreakOrEnd(code: number): boolean {
  return code === NUL || isBreak(code)
}

/** What may follow an indicator: space, tab, break, end. */
export function isBlank(code: number): boolean {
  return code === SPACE || code === TAB || isBreakOrEnd(code)
}

/** What may follow a tag, a directive's name, a block scalar's header: a blank, but no tab. */
export function isSpaceOrEnd(code: number): boolean {
  return code === SPACE || isBreakOrEnd(code)
}

/** Whether a character may be one that no text may hold: a control character, or something beyond ASCII. */
export function isUnusual(code: number): boolean {
  return (code < SPACE || code > TILDE) && code !== TAB && !isBreakOrEnd(code)
}

const TILDE = 126
/** The unusual characters of ASCII, for the tables of scanners. */
export const UNUSUAL = String.fromCharCode(...[...Array(128).keys()].filter(isUnusual))

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

export function isHexDigit(code: number): boolean {
  return isDigit(code) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102)
}

/** Letters of anchors, directives and tag handles: ASCII letters, digits, `-`, `_`. */
export function isNameCharacter(code: number): boolean {
  return isDigit(code) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === DASH || code === 95
}

/** A table of 128 flags that marks these characters. */
export function table(characters: string): Uint8Array {
  const flags = new Uint8Array(128)
  for (let at = 0; at < characters.length; at++) flags[characters.charCodeAt(at)] = 1
  return flags
}
