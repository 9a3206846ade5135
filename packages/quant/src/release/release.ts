import type { Dict } from '../literal/literal.js'
import type { ModelOpt } from './version.js'

/** What is known of one ModelOpt release: its named formats, and the files that its recipes are composed of. */
export interface Release {
  readonly modelopt: ModelOpt
  /** Where it was read: the wheel, or the folder of an installed one. */
  readonly provenance: string
  /** What is not known of it. */
  readonly gaps: readonly string[]
  /** Formats that are there but not among the names that ModelOpt offers as choices. */
  readonly unlisted: readonly string[]
  /** Formats by name: the config itself, or (since 0.45) the path of the library's file that holds it. */
  readonly formats: ReadonlyMap<string, Dict | string>
  /** The texts of the built-in library by path (`configs/numerics/fp8.yaml`). Empty before 0.45. */
  readonly library: ReadonlyMap<string, string>
}
