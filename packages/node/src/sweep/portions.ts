/** A list in parts of a size, the last of what is left; whole unless a size is given. */
export function* portionsOf<T>(all: readonly T[], size = all.length): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size)
}
