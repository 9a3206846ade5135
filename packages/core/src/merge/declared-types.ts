import type { Type } from '../value/value.js'

/** The types that are declared of a key on the two sides of a merge: here, where it is merged, and there, where it comes from. */
export interface DeclaredTypes {
  readonly here: Type | undefined
  readonly there: Type | undefined
}

export const UNDECLARED: DeclaredTypes = { here: undefined, there: undefined }
