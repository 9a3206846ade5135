import { aliasesElsewhere, aliasesOverridden } from '../messages/aliases.js'
import { raise } from '../text/errors.js'
import { equalValues } from '../value/equality.js'
import type { MapValue, Value } from '../value/value.js'

/** Refuses overrides that change `hydra.aliases`: they were read with those that the primary config has. */
export function refuseOtherAliases(merged: MapValue, edited: MapValue): void {
  const [before, after] = [aliasesIn(merged), aliasesIn(edited)]
  if (before === after || (before !== undefined && after !== undefined && equalValues(before, after))) return
  throw raise(aliasesOverridden(), after?.origin)
}

/** Refuses `hydra.aliases` in a config that is not the primary one. */
export function refuseNestedAliases(config: string, body: Value): void {
  const aliases = body.kind === 'map' ? aliasesIn(body) : undefined
  if (aliases === undefined || aliases.kind === 'null' || aliases.kind === 'missing') return
  throw raise(aliasesElsewhere({ config }), aliases.origin)
}

function aliasesIn({ items }: MapValue): Value | undefined {
  const hydra = items.get('hydra')
  return hydra?.kind === 'map' ? hydra.items.get('aliases') : undefined
}
