import { notUtf8, notUtf8ButUtf16 } from '../messages/yaml.js'
import { raise } from '../text/errors.js'

/** Characters are made from codes in pieces of this many, which a call can take as arguments. */
const PIECE = 8192

/**
 * The text of a config file, which is UTF-8 (`OmegaConf.load` opens it so). A byte order mark stays; the reader skips it.
 *
 * @throws ReaderError for bytes that are not UTF-8.
 */
export function decodeYaml(bytes: Uint8Array, name = 'the file'): string {
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    throw raise(notUtf8ButUtf16(name))
  }
  let out = ''
  let codes: number[] = []
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at]!
    const size = sizeOf(first)
    const code = size === 1 ? first : codePoint(bytes, at, size)
    if (code === undefined) throw raise(notUtf8(name, at, first))
    codes.push(code)
    at += size
    if (codes.length === PIECE) {
      out += String.fromCodePoint(...codes)
      codes = []
    }
  }
  return out + String.fromCodePoint(...codes)
}

/** How many bytes the character takes that starts with this one; 0 where none can. */
function sizeOf(first: number): number {
  if (first < 0x80) return 1
  if (first < 0xc2) return 0
  if (first < 0xe0) return 2
  if (first < 0xf0) return 3
  return first < 0xf5 ? 4 : 0
}

/** The least code that takes so many bytes: a smaller one is overlong. */
const LEAST = [0, 0, 0x80, 0x800, 0x10000]

function codePoint(bytes: Uint8Array, at: number, size: number): number | undefined {
  if (size === 0) return undefined
  let code = bytes[at]! & (0x7f >> size)
  for (let next = at + 1; next < at + size; next++) {
    const byte = bytes[next]
    if (byte === undefined || (byte & 0xc0) !== 0x80) return undefined
    code = (code << 6) | (byte & 0x3f)
  }
  const isSurrogate = code >= 0xd800 && code <= 0xdfff
  return code < LEAST[size]! || isSurrogate || code > 0x10ffff ? undefined : code
}
