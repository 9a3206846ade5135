import type { ModelOpt } from '../validity/modelopt.js'

/** The built-in formats of one ModelOpt release, in the notation that `notation.ts` reads. */
export interface Release {
  readonly modelopt: ModelOpt
  /** Where the facts were read. */
  readonly provenance: string
  readonly unlisted: readonly string[]
  readonly formats: string
}
