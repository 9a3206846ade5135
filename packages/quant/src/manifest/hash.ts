/**
 * A hash of a text, 128 bits as hex: two rounds of FNV-1a over its UTF-16 units. It tells contents apart that differ by
 * accident; it is no protection against somebody who wants two to look alike.
 */
export function contentHash(text: string): string {
  return [0xcbf29ce484222325n, 0x84222325cbf29ce4n].map((basis) => fnv1a(text, basis)).join('')
}

const PRIME = 0x100000001b3n
const MASK = (1n << 64n) - 1n

function fnv1a(text: string, basis: bigint): string {
  let hash = basis
  for (let at = 0; at < text.length; at++) hash = ((hash ^ BigInt(text.charCodeAt(at))) * PRIME) & MASK
  return hash.toString(16).padStart(16, '0')
}
