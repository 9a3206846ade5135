import type { Type } from '../value/value.js'

/** The types that are declared of a key on the two sides of a merge: here, where it is merged, and there, where it comes from. */
export interface DeclaredTypes {
  readonly here: Type | undefined
  readonly there: Type | undefined
}

/** Says of a key that anything goes there, whatever the type of the map says. */
export const ANY: Type = { kind: 'any', optional: true }

/** Says the same of a key that stands for a list or map without holding one. */
export function anyNode(node: 'list' | 'map'): Type {
  return { kind: 'any', optional: true, node }
}

export const UNDECLARED: DeclaredTypes = { here: undefined, there: undefined }
