import { following } from '../interpolation/dereference.js'
import { update } from '../merge/update.js'
import { rootNode } from '../value/config-node.js'
import { maskedCopy } from '../value/masked-copy.js'
import { pythonText } from '../value/python-text.js'
import { select, selectNode } from '../value/select.js'
import { type Js, toJs } from '../value/to-js.js'
import { isContainer, type Value } from '../value/value.js'
import type { Composed } from './composed.js'
import { resolvedPart } from './resolved-part.js'

/** A setting of a composed config as plain data, interpolations resolved; undefined where it is absent or missing. */
export function setting(composed: Composed, key: string): Js | undefined {
  const follow = following(composed.evaluation)
  const found = selectNode(rootNode(composed.config), key, { follow })
  return found === undefined || found.value.kind === 'missing' ? undefined : toJs(found, { follow })
}

/** The same as a value, which tells ints from floats; undefined where it is absent. */
export function settingValue(composed: Composed, key: string): Value | undefined {
  const follow = following(composed.evaluation)
  const found = selectNode(rootNode(composed.config), key, { follow })
  return found === undefined ? undefined : resolvedPart(found, follow)
}

/** The same for what a run cannot do without. @throws MissingMandatoryValue where it, or if asked for anything in it, is `???` */
export function neededSetting(composed: Composed, key: string, { isWhole = false } = {}): Js | undefined {
  const follow = following(composed.evaluation)
  const found = selectNode(rootNode(composed.config), key, { follow, throwOnMissing: true })
  return found === undefined ? undefined : toJs(found, { follow, throwOnMissing: isWhole })
}

/**
 * A setting that a job reads from Hydra's node alone: it may refer to other settings and to `${hydra:…}`, but not to the
 * job's config.
 *
 * @throws InterpolationKeyError where it does; MissingMandatoryValue for `???` in it
 */
export function settingOfHydra(composed: Composed, key: string): Js | undefined {
  const follow = following(composed.evaluation)
  const alone = rootNode(maskedCopy(composed.config, ['hydra']))
  const found = selectNode(alone, key, { follow, throwOnMissing: true })
  return found === undefined ? undefined : toJs(found, { follow, throwOnMissing: true })
}

/** A setting as Python's `str()` shows it: `None` where there is none. What directories are named with. */
export function settingText(composed: Composed, key: string): string {
  const follow = following(composed.evaluation)
  const found = selectNode(rootNode(composed.config), key, { follow })
  const value = found?.value.kind === 'interpolation' ? follow(found).value : found?.value
  return value === undefined || value.kind === 'missing' ? 'None' : pythonText(value)
}

/** The composition with settings put in that are known only now: `hydra.job.num`, `hydra.runtime.output_dir`. */
export function withSettings(
  composed: Composed,
  settings: readonly (readonly [key: string, value: Value])[],
): Composed {
  let { config } = composed
  for (const [key, value] of settings) config = update(config, key, value, { forceAdd: true })
  return composed.withConfig(config)
}

/** The texts of a list such as `hydra.overrides.task`, as they are written. */
export function textsOf(composed: Composed, key: string): readonly string[] {
  const found = select(composed.config, key)
  if (found === undefined || !isContainer(found) || found.kind !== 'list') return []
  return found.items.map((item) => String(item.kind === 'map' || item.kind === 'list' ? '' : item.value))
}
