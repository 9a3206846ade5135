/** The words that are close to one that was not found, the closest first: what "did you mean" offers. */
export function nearest(word: string, words: Iterable<string>, most = 3): readonly string[] {
  const lower = word.toLowerCase()
  const far = Math.max(1, Math.floor(word.length / 3))
  const found: { word: string; distance: number }[] = []
  for (const candidate of words) {
    const other = candidate.toLowerCase()
    const isPart = lower.length > 2 && (other.includes(lower) || (other.length > 2 && lower.includes(other)))
    const distance = editDistance(lower, other, far)
    if (distance <= far) found.push({ word: candidate, distance })
    else if (isPart) found.push({ word: candidate, distance: far + 1 })
  }
  found.sort((a, b) => a.distance - b.distance || (a.word < b.word ? -1 : 1))
  return found.slice(0, most).map(({ word: close }) => close)
}

/**
 * How many characters to insert, drop, replace or swap with the next to get from one word to the other. Only counted
 * up to `far`: whatever is farther is `far + 1`.
 */
function editDistance(a: string, b: string, far: number): number {
  if (Math.abs(a.length - b.length) > far) return far + 1
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1)
      row.push(cost)
    }
    if (Math.min(...row) > far) return far + 1
    before = last
    last = row
  }
  return last[b.length]!
}
