import { malformedHeader } from '../messages/library.js'
import { raise } from '../text/errors.js'
import type { Origin, Source } from '../text/source.js'

/** The `# @key value` lines at the head of a config. Only `package` means something. */
export interface Header {
  readonly package: string | undefined
  /** Every key with its value as written. */
  readonly keys: ReadonlyMap<string, string>
}

/** Hydra looks for the header in this many characters, a line break counting as one. */
const LOOKED_AT = 512

export const NO_HEADER: Header = { package: undefined, keys: new Map() }

/**
 * The header of a config text: comment lines that begin with `@`, up to the first other line. Empty lines are skipped.
 * Mirrors `ConfigSource._get_header_dict`.
 */
export function readHeader(source: Source): Header {
  const { text } = source
  const keys = new Map<string, string>()
  // Only a head that is so long has to be counted.
  let end = Math.min(text.length, LOOKED_AT)
  for (let at = 0; at < end; ) {
    let next = lineEnd(text, at, end)
    if (next === end) {
      end = lookedAt(text)
      next = lineEnd(text, at, end)
    }
    const line = stripped(text.slice(at, next))
    if (line !== '') {
      if (!HEADER_LINE.test(line)) break
      const [key, value] = keyAndValue(line, { source, start: at, end: next })
      // A blank between `#` and `@` is fine; a key that does not begin with `@` after all is not kept.
      if (key.startsWith('@')) keys.set(key.slice(1), value)
    }
    at = next + 1
  }
  return keys.size === 0 ? NO_HEADER : { package: keys.get('package'), keys }
}

const HEADER_LINE = /^#\s*@/

/** Without the blanks around it that Python strips; a byte order mark is none of them. */
const stripped = (line: string): string => line.replace(/^[^\S\ufeff]+|[^\S\ufeff]+$/g, '')

function keyAndValue(line: string, origin: Origin): [string, string] {
  const words = line
    .replace(/^#+/, '')
    .trim()
    .split(' ')
    .filter((word) => word !== '')
  if (words.length !== 2) throw raise(malformedHeader(line, words.length), origin)
  return words as [string, string]
}

/** The offset behind the first 512 characters, as Python counts them: code points, CR LF as one. */
function lookedAt(text: string): number {
  let at = 0
  for (let count = 0; count < LOOKED_AT && at < text.length; count++) {
    const code = text.charCodeAt(at)
    at += code === 13 && text.charCodeAt(at + 1) === 10 ? 2 : isHighSurrogate(code) ? 2 : 1
  }
  return Math.min(at, text.length)
}

/** Every place where Python's `splitlines` breaks. */
function lineEnd(text: string, from: number, end: number): number {
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at)
    const isBreak =
      (code >= 10 && code <= 13) || (code >= 0x1c && code <= 0x1e) || code === 0x85 || code >> 1 === 0x1014
    if (isBreak) return at
  }
  return end
}

const isHighSurrogate = (code: number): boolean => code >= 0xd800 && code < 0xdc00
