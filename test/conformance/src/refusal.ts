import { HydraconfError } from '@hydraconf/core'

/** A refusal inside an answer, beside what was done before it. Anything but the library's own error is thrown on. */
export function refusal(error: unknown): { type: string; message: string } {
  if (!(error instanceof HydraconfError)) throw error
  return { type: error.type, message: error.message }
}
