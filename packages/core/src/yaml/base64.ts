const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

const SIXTH = new Uint8Array(128).fill(64)
for (let at = 0; at < 64; at++) SIXTH[ALPHABET.charCodeAt(at)] = at

const PAD = 61

/**
 * The bytes of a base64 text as Python decodes it: foreign ASCII characters are skipped, and what follows the padding.
 * Undefined for a text that is not ASCII or stops within a byte.
 */
export function base64Bytes(text: string): Uint8Array | undefined {
  const out = new Uint8Array(Math.ceil((text.length * 3) / 4))
  let length = 0
  let inGroup = 0
  let pads = 0
  let bits = 0
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) return undefined
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === PAD) {
      if (inGroup >= 2 && inGroup + ++pads >= 4) return out.slice(0, length)
      continue
    }
    const sixth = SIXTH[code]!
    if (sixth === 64) continue
    pads = 0
    bits = ((bits << 6) | sixth) & 0xffffff
    if (inGroup > 0) out[length++] = (bits >> (6 - 2 * inGroup)) & 0xff
    inGroup = (inGroup + 1) % 4
  }
  return inGroup === 0 ? out.slice(0, length) : undefined
}

/** Base64 in lines of 76 characters, each ended by a line break, as `!!binary` is written. */
export function base64Lines(bytes: Uint8Array): string {
  let out = ''
  for (let from = 0; from < bytes.length; from += 57) out += `${base64(bytes.subarray(from, from + 57))}\n`
  return out
}

function base64(bytes: Uint8Array): string {
  let out = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b, c] = bytes.subarray(at, at + 3)
    const bits = (a << 16) | ((b ?? 0) << 8) | (c ?? 0)
    out += ALPHABET[bits >> 18]! + ALPHABET[(bits >> 12) & 63]!
    out += b === undefined ? '=' : ALPHABET[(bits >> 6) & 63]!
    out += c === undefined ? '=' : ALPHABET[bits & 63]!
  }
  return out
}
