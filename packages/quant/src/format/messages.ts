import type { Complaint } from '@hydraconf/core'

export function unknownFormat(
  name: string,
  modelopt: string,
  known: readonly string[],
  elsewhere: readonly string[],
): Complaint {
  const near = nearest(name, known)
  return {
    type: 'ConfigValueError',
    code: 'unknown-format',
    message: `ModelOpt ${modelopt} has no format '${name}'.`,
    advice: [
      elsewhere.length > 0 ? `It is there in ModelOpt ${elsewhere.join(', ')}.` : '',
      near.length > 0 ? `The closest names: ${near.join(', ')}.` : '',
    ]
      .filter((part) => part !== '')
      .join(' '),
  }
}

/** The names that share most words with the one asked for: format names are words joined by `_`. */
function nearest(name: string, known: readonly string[]): readonly string[] {
  const words = new Set(name.toUpperCase().split('_'))
  return known
    .map((each) => ({ each, shared: each.split('_').filter((word) => words.has(word) && word !== 'CFG').length }))
    .filter(({ shared }) => shared > 0)
    .sort(
      (a, b) => b.shared - a.shared || Math.abs(a.each.length - name.length) - Math.abs(b.each.length - name.length),
    )
    .slice(0, 3)
    .map(({ each }) => each)
}
