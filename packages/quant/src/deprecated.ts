import { type QuantizedModel, quantizedModelOf } from './runtime/quantized-model.js'
import { type RunResult, type RunResults, readRunResults } from './sweep/run-results.js'

/** Names that programs may still use, and what they are called now. */

/** @deprecated Now `QuantizedModel`. */
export type Situation = QuantizedModel
/** @deprecated Now `quantizedModelOf`. */
export const situationOf = quantizedModelOf
/** @deprecated Now `RunResults`. */
export type Seen = RunResults
/** @deprecated Now `RunResult`. */
export type SeenJob = RunResult
/** @deprecated Now `readRunResults`. */
export const readSeen = readRunResults
