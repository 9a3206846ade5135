import { type Composed, compose, type Environment, int, str } from '@hydraconf/core'
import { withSettings } from '../run/read-setting.js'

/** The composition of one job of a sweep. Mirrors `ConfigLoader.load_sweep_config`. */
export function composeJob(
  environment: Environment,
  configName: string | undefined,
  hydraOverrides: readonly string[],
  number: number,
  overrides: readonly string[],
): Composed {
  const composed = compose({ configName, overrides: [...hydraOverrides, ...overrides] }, environment)
  return withSettings(composed, [
    ['hydra.job.id', str(String(number))],
    ['hydra.job.num', int(BigInt(number))],
  ])
}
