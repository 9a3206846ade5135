import type { Key } from '../value/key.js'
import { fullKey, type Path, pathOf } from '../value/path.js'
import type { Container } from '../value/value.js'
import { resolveAt } from './dereference.js'
import type { EvaluationOptions } from './evaluation-options.js'

/** That the value at one path refers to the node at another. */
export interface Reference {
  readonly from: Path
  readonly to: Path
}

/**
 * The references that were followed to resolve what is at a path, in that order, each once: for `a: ${b}`, `b: x${c}` the one
 * from `a` to `b`, then the one from `b` to `c`. What nothing refers from is where the value comes from in the end.
 *
 * @throws what `resolve` throws for an interpolation that cannot be resolved.
 */
export function referencesOf(config: Container, path: readonly Key[], options: EvaluationOptions = {}): Reference[] {
  const references: Reference[] = []
  const known = new Set<string>()
  resolveAt(config, path, {
    ...options,
    trace(from, to) {
      const name = `${fullKey(from)} -> ${fullKey(to)}`
      if (!known.has(name)) references.push({ from: pathOf(from), to: pathOf(to) })
      known.add(name)
      options.trace?.(from, to)
    },
  })
  return references
}
