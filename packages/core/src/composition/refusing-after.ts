import { HydraconfError } from '../text/errors.js'

/** Has a refusal carry what there is to warn of already: a place that is not there may be why a config is not found. */
export function refusingAfter<T>(warnings: readonly string[], composing: () => T): T {
  try {
    return composing()
  } catch (error) {
    if (!(error instanceof HydraconfError) || warnings.length === 0) throw error
    throw error.after([...new Set([...warnings, ...error.warnings])])
  }
}
