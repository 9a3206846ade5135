/**
 * Whether a quantizer name matches a pattern, as Python's `fnmatch.fnmatchcase`: `*` crosses dots, `?` is one
 * character, `[kv]` and `[!kv]` are classes with ranges; a `[` that nothing closes stands for itself.
 */
export function fnmatch(name: string, pattern: string): boolean {
  return compilePattern(pattern).test(name)
}

/** The same as an expression, for a pattern that meets many names. */
export function compilePattern(pattern: string): RegExp {
  let out = ''
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at]!
    if (char === '*') {
      if (pattern[at - 1] !== '*') out += '.*'
    } else if (char === '?') out += '.'
    else if (char === '[') {
      const close = pattern.indexOf(']', at + (pattern[at + 1] === '!' ? 3 : 2))
      if (close < 0) out += '\\['
      else {
        const negated = pattern[at + 1] === '!'
        const members = pattern.slice(at + (negated ? 2 : 1), close).replace(/[\\\]^[]/g, '\\$&')
        out += `[${negated ? '^' : ''}${members}]`
        at = close
      }
    } else out += char.replace(/[.+^${}()|\\\]]/g, '\\$&')
  }
  return new RegExp(`^${out}$`, 's')
}
