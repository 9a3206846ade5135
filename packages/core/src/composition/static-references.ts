import type { Key } from '../value/key.js'
import type { Template } from '../value/template.js'

/** What an interpolation names by its text alone, without evaluating it. */

/** The keys that a template names, as paths from the root. `${.x}` in `a.b` is `a.x`. */
export function referencesIn({ parts }: Template, from: readonly Key[]): readonly (readonly Key[])[] {
  const paths: (readonly Key[])[] = []
  for (const part of parts) {
    if (typeof part === 'string') continue
    if (part.kind === 'reference') {
      paths.push([...(part.dots === 0 ? [] : from.slice(0, from.length - part.dots)), ...part.path])
    } else if (part.kind === 'call') {
      for (const arg of part.args) {
        if (arg.kind === 'text') for (const path of referencesIn(arg.template, from)) paths.push(path)
      }
    }
  }
  return paths
}

/** The resolvers that a template calls, with their first argument where it is plain text. */
export function callsIn({ parts }: Template): readonly (readonly [name: string, arg: string | undefined])[] {
  const calls: (readonly [string, string | undefined])[] = []
  for (const part of parts) {
    if (typeof part === 'string' || part.kind !== 'call') continue
    const name = part.name.map((piece) => (typeof piece === 'string' ? piece : '…')).join('.')
    const [first] = part.args
    const text = first?.kind === 'text' && first.template.parts.every((piece) => typeof piece === 'string')
    calls.push([name, text ? first.template.parts.join('') : undefined])
    for (const arg of part.args) if (arg.kind === 'text') for (const call of callsIn(arg.template)) calls.push(call)
  }
  return calls
}
