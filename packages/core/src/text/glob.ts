/**
 * A test of whole names against a pattern of Python's `fnmatch`: `*` any text, `?` any character, `[a-z_]` one of a
 * set, `[!a-z]` one that is not. A bracket that is never closed is itself. Case counts.
 */
export function globMatcher(pattern: string): (name: string) => boolean {
  const steps = compile([...pattern])
  return (name) => matches(steps, [...name])
}

type Step = 'star' | ((char: string) => boolean)

function compile(chars: readonly string[]): readonly Step[] {
  const steps: Step[] = []
  for (let at = 0; at < chars.length; at++) {
    const char = chars[at]!
    if (char === '*') {
      if (steps.at(-1) !== 'star') steps.push('star')
    } else if (char === '?') {
      steps.push(() => true)
    } else {
      const close = char === '[' ? setEnd(chars, at) : -1
      steps.push(close === -1 ? (other) => other === char : setTest(chars.slice(at + 1, close)))
      if (close !== -1) at = close
    }
  }
  return steps
}

/** The closing bracket of a set; one that stands first in the set belongs to it. */
function setEnd(chars: readonly string[], open: number): number {
  const first = chars[open + 1] === '!' ? open + 2 : open + 1
  return chars.indexOf(']', first + 1)
}

function setTest(set: readonly string[]): (char: string) => boolean {
  const isNegated = set[0] === '!'
  const chars = isNegated ? set.slice(1) : set
  const ranges: (readonly [number, number])[] = []
  for (let at = 0; at < chars.length; at++) {
    const from = codeOf(chars[at]!)
    if (chars[at + 1] === '-' && at + 2 < chars.length) {
      ranges.push([from, codeOf(chars[at + 2]!)])
      at += 2
    } else {
      ranges.push([from, from])
    }
  }
  return (char) => {
    const code = codeOf(char)
    return ranges.some(([from, to]) => from <= code && code <= to) !== isNegated
  }
}

/** Only the last star ever needs another try, so that no pattern takes more than steps times characters. */
function matches(steps: readonly Step[], chars: readonly string[]): boolean {
  let step = 0
  let at = 0
  let star = -1
  let retry = 0
  while (at < chars.length) {
    const test = steps[step]
    if (test === 'star') {
      star = step++
      retry = at
    } else if (test?.(chars[at]!)) {
      step++
      at++
    } else if (star !== -1) {
      step = star + 1
      at = ++retry
    } else {
      return false
    }
  }
  return steps.slice(step).every((rest) => rest === 'star')
}

function codeOf(char: string): number {
  return char.codePointAt(0)!
}
