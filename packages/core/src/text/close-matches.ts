/** The words that are close to one that was not found, the closest first: what "did you mean" offers. */
export function closeMatches(word: string, words: Iterable<string>, most = 3): readonly string[] {
  const lower = word.toLowerCase()
  const far = Math.min(MOST_EDITS, Math.max(1, Math.floor(word.length / 3)))
  const found: { word: string; distance: number }[] = []
  for (const candidate of words) {
    const other = candidate.toLowerCase()
    // Every letter is a slip away from every other: that says nothing.
    if (lower.length === 1 && other.length === 1 && lower !== other) continue
    const isPart = lower.length > 2 && (other.includes(lower) || (other.length > 2 && lower.includes(other)))
    const distance = editDistance(lower, other, far)
    if (distance <= far) found.push({ word: candidate, distance })
    else if (isPart) found.push({ word: candidate, distance: far + 1 })
  }
  found.sort((a, b) => a.distance - b.distance || (a.word < b.word ? -1 : 1))
  return found.slice(0, most).map(({ word: close }) => close)
}

/** Nobody mistypes more. With it two words are compared in a time that grows with their length, not with its square. */
const MOST_EDITS = 12

/**
 * How many characters to insert, drop, replace or swap with the next to get from one word to the other. Only counted
 * up to `far`: whatever is farther is `far + 1`.
 *
 * The first `i` characters of one are at least `|i - j|` away from the first `j` of the other, so of each row of the
 * table only a band is kept, in which a place is known by its distance from the diagonal:
 *
 *        k e y
 *     k  0 1 .     far = 1, band of the second row: 1 1 1
 *     y  1 1 1
 *     e  . 1 2
 */
function editDistance(a: string, b: string, far: number): number {
  if (Math.abs(a.length - b.length) > far) return far + 1
  const beyond = far + 1
  const width = 2 * far + 1
  let before = new Uint8Array(width + 2)
  let last = new Uint8Array(width + 2)
  let row = new Uint8Array(width + 2)
  // Band place `k + 1` is column `i + k - far`; the two at the edges stay out of reach.
  for (let k = -1; k <= width; k++) last[k + 1] = k < far || k === width ? beyond : k - far
  for (let i = 1; i <= a.length; i++) {
    let least = beyond
    row[0] = row[width + 1] = beyond
    for (let k = 0; k < width; k++) {
      const j = i + k - far
      let cost = j === 0 ? i : beyond
      if (j > 0 && j <= b.length) {
        const isSame = a[i - 1] === b[j - 1]
        cost = Math.min(last[k + 2]! + 1, row[k]! + 1, last[k + 1]! + (isSame ? 0 : 1))
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[k + 1]! + 1)
      }
      row[k + 1] = Math.min(cost, beyond)
      least = Math.min(least, cost)
    }
    if (least > far) return beyond
    ;[before, last, row] = [last, row, before]
  }
  return last[b.length - a.length + far + 1]!
}
