import { type Composed, HydraconfError, raise, select } from '@hydraconf/core'

/** Launchers and sweepers know their settings as plain data: where one that is refused was written, the config says. */
export function placedRefusal(error: unknown, { masked }: Composed): unknown {
  if (!(error instanceof HydraconfError) || error.origin !== undefined) return error
  const { key, type, code, summary, advice, near } = error
  if (key === undefined || !/^hydra\.(launcher|sweeper)\b/.test(key)) return error
  const origin = select(masked.config, key)?.origin
  if (origin?.source.kind !== 'file' && origin?.source.kind !== 'override') return error
  return raise({ key, type, code, message: summary, advice, near }, origin, error)
}
