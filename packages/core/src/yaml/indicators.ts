import { contentExpected } from '../messages/yaml.js'
import { COLON, DASH, isBlank, NUL, QUESTION, table } from './characters.js'
import type { Composer } from './composer.js'
import { OUTSIDE } from './cursor.js'

/** An indicator that a blank follows: `- `, `? `, `: `. */
export function isIndicator(reader: Composer, code: number): boolean {
  return reader.text.charCodeAt(reader.pos) === code && isBlank(reader.text.charCodeAt(reader.pos + 1))
}

/** Whether the character at the cursor can start a plain scalar. */
export function startsPlain(reader: Composer): boolean {
  const code = reader.text.charCodeAt(reader.pos)
  if (code >= 128 ? !isBlank(code) : STARTS_NO_PLAIN[code] === 0) return true
  const isLoose = code === DASH || (reader.flowDepth === 0 && (code === QUESTION || code === COLON))
  return isLoose && !isBlank(reader.text.charCodeAt(reader.pos + 1))
}

const STARTS_NO_PLAIN = table('\0 \t\r\n-?:,[]{}#&*!|>\'"%@`')

/**
 * Whether what started at `start`, on the line that starts at `lineStart`, can be a key of the `:` at the cursor:
 * a simple key stands on one line, within 1024 characters.
 */
export function isSimpleKey(reader: Composer, start: number, lineStart: number): boolean {
  if (reader.lineStart !== lineStart) return false
  const units = reader.pos - start
  if (units <= MOST_KEY_CHARACTERS) return true
  return units <= 2 * MOST_KEY_CHARACTERS && [...reader.text.slice(start, reader.pos)].length <= MOST_KEY_CHARACTERS
}

const MOST_KEY_CHARACTERS = 1024

/** What stands at the cursor, for messages. */
export function found(reader: Composer): string {
  if (reader.text.charCodeAt(reader.pos) === NUL) return 'the end of the text'
  if (reader.column === OUTSIDE) return `"${reader.text.slice(reader.pos, reader.pos + 3)}"`
  const char = String.fromCodePoint(reader.text.codePointAt(reader.pos)!)
  return char === '"' ? `'"'` : `"${char}"`
}

export const noContent = (reader: Composer) => reader.refuse(contentExpected(found(reader)))
