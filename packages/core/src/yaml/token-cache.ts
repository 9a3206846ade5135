import { type PlainScalar, plainScalar } from './scalars.js'

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
  const isKept = FRONTS[slot] === front && BACKS[slot] === back && end - start <= LONGEST_KEPT
  return isKept ? KEPT[slot]! : newWord(text.slice(start, end), slot, front, back)
}

function newWord(text: string, slot: number, front: number, back: number): ScalarToken {
  const word: ScalarToken = { text, scalar: plainScalar(text) }
  if (text.length <= LONGEST_KEPT && back !== UNPACKED) {
    FRONTS[slot] = front
    BACKS[slot] = back
    KEPT[slot] = word
  }
  return word
}

/** Instead of `back`, for a word that was not packed. */
export const UNPACKED = -1

/** As many characters, of seven bits each, as two ints hold. */
const LONGEST_KEPT = 8
const SLOTS = 2048
const SHIFT = 32 - Math.log2(SLOTS)
const FRONTS = new Int32Array(SLOTS)
const BACKS = new Int32Array(SLOTS)
const KEPT = new Array<ScalarToken>(SLOTS).fill({ text: '', scalar: plainScalar('') })
