import type { Element, Override, OverrideValue } from '../grammar/override.js'
import { isSweep } from '../grammar/override.js'
import { elementValue, valueOrigin } from '../grammar/override-element.js'
import { following } from '../interpolation/dereference.js'
import { rulesFor } from '../library/version-base.js'
import { hydraIsNotSwept } from '../messages/composition.js'
import { modeChanged, notAMode } from '../messages/run.js'
import { HydraconfError, raise } from '../text/errors.js'
import { type Follow, rootNode } from '../value/config-node.js'
import { map } from '../value/constructors.js'
import { splitKey } from '../value/path.js'
import { selectNode } from '../value/select.js'
import { toJs } from '../value/to-js.js'
import type { Value } from '../value/value.js'
import type { Composed } from './composed.js'
import { evaluationFor } from './config-evaluation.js'
import type { Environment, RunMode } from './environment.js'
import { readPrimary } from './open-environment.js'
import { setting } from './read-setting.js'
import { type OverridesRequest, withOverrides } from './with-overrides.js'

/**
 * What Hydra 1.4 takes for `hydra.mode` before it composes: the last override of it, else what the primary config says
 * by itself; undefined where neither says anything. Other configs have no say.
 *
 * @throws ConfigCompositionException where that is no mode, or needs the rest of the config; what reading the overrides and
 *   the primary config throws
 */
export function modeInAdvance(request: OverridesRequest, environment: Environment): RunMode | undefined {
  return withOverrides(
    request,
    environment,
    (overrides) => modeOverridden(overrides, environment) ?? modeOfPrimary(request.configName, environment),
  )
}

function modeOverridden(overrides: readonly Override[], environment: Environment): RunMode | undefined {
  const given = overrides.flatMap((override) => {
    const value = modeOf(override)
    return value === undefined ? [] : [elementValue(value, valueOrigin(override))]
  })
  const last = given.at(-1)
  return last === undefined ? undefined : modeIn(map([['hydra', map([['mode', last]])]]), environment)
}

function modeOfPrimary(configName: string | undefined, environment: Environment): RunMode | undefined {
  const rules = rulesFor(environment.versionBase, environment.dialect, environment.pyyaml)
  const primary = readPrimary(environment, configName, rules)
  const pkg = primary?.header.package ?? '_global_'
  return primary === undefined || pkg !== '_global_' ? undefined : modeIn(primary.body, environment)
}

/** @throws ConfigCompositionException where the config came to another mode than it is composed for */
export function refuseOtherMode(composed: Composed, mode: RunMode): void {
  const set = setting(composed, 'hydra.mode')
  if (set !== undefined && set !== null && set !== mode) throw raise(modeChanged({ mode, set: String(set) }))
}

function modeOf(override: Override): OverrideValue | undefined {
  const { key, value, text } = override
  const [first, second, ...rest] = key.package === undefined ? splitKey(key.name) : []
  if (first !== 'hydra' || rest.length > 0 || (second !== undefined && second !== 'mode')) return undefined
  if (value !== undefined && isSweep(value)) throw raise(hydraIsNotSwept({ text }), valueOrigin(override))
  if (second !== undefined) return value ?? { kind: 'null' }
  return value?.kind === 'map' ? value.entries.find(([name]) => isMode(name))?.[1] : undefined
}

function isMode(name: Element): boolean {
  return (name.kind === 'text' || name.kind === 'quoted') && name.value === 'mode'
}

function modeIn(config: Value, environment: Environment): RunMode | undefined {
  const follow = following(evaluationFor(environment))
  const found = config.kind === 'map' ? selectedMode(config, follow) : undefined
  if (found === undefined || found.value.kind === 'null' || found.value.kind === 'missing') return undefined
  const mode = toJs(found, { follow })
  if (mode !== 'RUN' && mode !== 'MULTIRUN') throw raise(notAMode({ mode: String(mode) }), found.value.origin)
  return mode
}

function selectedMode(config: Value, follow: Follow): ReturnType<typeof selectNode> {
  try {
    return selectNode(rootNode(config), 'hydra.mode', { follow })
  } catch (error) {
    if (!(error instanceof HydraconfError)) throw error
    throw raise(notAMode({ mode: 'an interpolation that needs the rest of the config' }), error.origin, error)
  }
}
