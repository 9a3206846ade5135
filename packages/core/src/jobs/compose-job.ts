import { compose } from '../compose.js'
import type { Composed } from '../composition/composed.js'
import type { Environment } from '../composition/environment.js'
import { withSettings } from '../composition/read-setting.js'
import { parseOverrides } from '../grammar/parse-override.js'
import { int, str } from '../value/constructors.js'

/** The composition of one job of a sweep. Mirrors `ConfigLoader.load_sweep_config`. */
export function composeJob(
  environment: Environment,
  configName: string | undefined,
  hydraOverrides: readonly string[],
  number: number,
  overrides: readonly string[],
): Composed {
  // Aliases are put in already, and what one stands for may be the name of another.
  const read = parseOverrides([...hydraOverrides, ...overrides], { dialect: environment.dialect })
  const composed = compose({ configName, overrides: read }, environment)
  return withSettings(composed, [
    ['hydra.job.id', str(String(number))],
    ['hydra.job.num', int(BigInt(number))],
  ])
}
