/** Ways to make a case smaller, from the boldest to the smallest step. */
export type Smaller<T> = (of: T) => Iterable<T>

/**
 * The smallest case found that still differs: takes the first smaller one that does, as long as there is one.
 * `patience` bounds how often the oracle is asked.
 */
export async function shrink<T>(
  from: T,
  smaller: Smaller<T>,
  differs: (candidate: T) => Promise<boolean>,
  patience = 300,
): Promise<T> {
  let smallest = from
  let left = patience
  for (let found = true; found && left > 0; ) {
    found = false
    for (const candidate of smaller(smallest)) {
      if (left-- <= 0) break
      if (await differs(candidate)) {
        smallest = candidate
        found = true
        break
      }
    }
  }
  return smallest
}

/** A list without a stretch of it: halves first, single items last. */
export function* withoutStretches<T>(list: readonly T[]): Generator<T[]> {
  for (let length = Math.ceil(list.length / 2); length >= 1; length = length === 1 ? 0 : Math.ceil(length / 2)) {
    for (let at = 0; at < list.length; at += length) yield [...list.slice(0, at), ...list.slice(at + length)]
  }
}

export function* smallerTexts(text: string): Generator<string> {
  for (const characters of withoutStretches([...text])) yield characters.join('')
}

/** A text without some of its lines. */
export function* fewerLines(text: string): Generator<string> {
  for (const lines of withoutStretches(text.split('\n').filter((line) => line !== ''))) {
    yield lines.map((line) => `${line}\n`).join('')
  }
}
