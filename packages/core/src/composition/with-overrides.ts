import type { Override } from '../grammar/override.js'
import { deprecations } from './deprecations.js'
import type { Environment } from './environment.js'
import { givenSecrets, refusingWithout } from './masked-refusal.js'
import { readOverrides } from './read-overrides.js'
import { refusingAfter } from './refusing-after.js'

/** Overrides of a config that is to be composed. */
export interface OverridesRequest {
  readonly configName?: string | undefined
  readonly overrides?: readonly (string | Override)[] | undefined
}

/**
 * Reads overrides and does something with them. What that is refused with carries what there is to announce of the overrides, and
 * shows nothing that they give to sensitive fields.
 */
export function withOverrides<T>(
  { overrides: given = [], configName }: OverridesRequest,
  environment: Environment,
  action: (overrides: readonly Override[]) => T,
): T {
  const read = () => readOverrides(given, environment, configName)
  const overrides = refusingAfter(deprecations([], environment), read)
  const secrets = () => givenSecrets(environment, overrides)
  return refusingAfter(deprecations(overrides, environment), () => refusingWithout(secrets, () => action(overrides)))
}
