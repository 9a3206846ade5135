import type { ListEntry } from '../defaults/tree.js'
import { aliasesElsewhere, aliasesOverridden } from '../messages/aliases.js'
import { raise } from '../text/errors.js'
import { type Follow, rootNode } from '../value/config-node.js'
import { equalValues } from '../value/equality.js'
import { selectNode } from '../value/select.js'
import type { MapValue, Value } from '../value/value.js'

/**
 * Refuses overrides that change `hydra.aliases`: they were read with those that the primary config has.
 *
 * @throws ConfigCompositionException; InterpolationValidationError where another config has them refer to null
 */
export function refuseOtherAliases(merged: MapValue, edited: MapValue, follow: Follow): void {
  const [before, after] = [aliasesIn(merged), aliasesIn(edited)]
  // They are read for this, and what they refer to has to be a map.
  if (before?.kind === 'interpolation') selectNode(rootNode(merged), 'hydra.aliases', { follow })
  if (before === after || (before !== undefined && after !== undefined && equalValues(before, after))) return
  throw raise(aliasesOverridden(), after?.origin)
}

/**
 * Refuses `hydra.aliases` in a config that is not the primary one. They are looked for in that config alone, interpolations
 * followed.
 *
 * @throws ConfigCompositionException; what resolving them throws
 */
export function refuseNestedAliases(
  { primary, configPath }: ListEntry,
  value: Value,
  follow: Follow | undefined,
): void {
  if (primary || configPath === 'hydra/config' || value.kind !== 'map' || !value.items.has('hydra')) return
  const written = aliasesIn(value)
  const found = selectNode(rootNode(value), 'hydra.aliases', {
    follow,
    throwOnMissing: written?.kind === 'interpolation',
  })
  const aliases = found?.value
  if (aliases === undefined || aliases.kind === 'missing' || aliases.kind === 'null') return
  throw raise(aliasesElsewhere({ config: configPath }), (written ?? aliases).origin)
}

function aliasesIn({ items }: MapValue): Value | undefined {
  const hydra = items.get('hydra')
  return hydra?.kind === 'map' ? hydra.items.get('aliases') : undefined
}
