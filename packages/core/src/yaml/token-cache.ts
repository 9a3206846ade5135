import { type PlainScalar, plainScalar } from './scalar-type.js'

/** A plain text of one line, and what it is as a plain scalar. */
export interface ScalarToken {
  readonly text: string
  readonly scalar: PlainScalar
}

/**
 * The word between `start` and `end`, with its characters packed into `front` and `back`. Configs say the same short
 * words over and over, keys most of all: they are kept, and need no new text, no hash and no rule when they come again.
 */
export function cachedToken(text: string, start: number, end: number, front: number, back: number): ScalarToken {
  const slot = Math.imul(Math.imul(front, 0x9e3779b1) ^ back, 0x85ebca6b) >>> SHIFT
  const isCached = FRONTS[slot] === front && BACKS[slot] === back && end - start <= LONGEST_CACHED
  return isCached ? TOKENS[slot]! : newToken(text.slice(start, end), slot, front, back)
}

function newToken(text: string, slot: number, front: number, back: number): ScalarToken {
  const token: ScalarToken = { text, scalar: plainScalar(text) }
  if (text.length <= LONGEST_CACHED && back !== UNPACKED) {
    FRONTS[slot] = front
    BACKS[slot] = back
    TOKENS[slot] = token
  }
  return token
}

/** Instead of `back`, for a word that was not packed. */
export const UNPACKED = -1

/** As many characters, of seven bits each, as two ints hold. */
const LONGEST_CACHED = 8
const SLOTS = 2048
const SHIFT = 32 - Math.log2(SLOTS)
const FRONTS = new Int32Array(SLOTS)
const BACKS = new Int32Array(SLOTS)
const TOKENS = new Array<ScalarToken>(SLOTS).fill({ text: '', scalar: plainScalar('') })
