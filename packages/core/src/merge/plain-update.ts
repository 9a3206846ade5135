import type { DialectName } from '../dialect/dialect.js'
import { dialectOf } from '../dialect/dialects.js'
import { mapOf } from '../value/constructors.js'
import { copyOfItems } from '../value/copy-of-items.js'
import type { OwnedMaps } from '../value/owned-maps.js'
import { type Container, isContainer, type MapValue, type Value } from '../value/value.js'

/** What of an update this asks. */
interface PlainUpdateOptions {
  readonly forceAdd?: boolean | undefined
  readonly owned?: OwnedMaps | undefined
  readonly dialect?: DialectName | undefined
}

/**
 * What `update` comes to where nothing can be converted, merged or refused, as for most overrides: a value that holds no others,
 * at `a.b.c`, where all above it are maps that declare nothing and may be changed, and the key is there or is added by force.
 * Undefined for every other update.
 */
export function updatePlainly(
  config: Container,
  key: string,
  value: Value,
  { forceAdd, owned, dialect }: PlainUpdateOptions,
): MapValue | undefined {
  if (isContainer(value) || !PLAIN_KEY.test(key)) return undefined
  const path = key.split('.')
  const maps: MapValue[] = []
  let at: Value | undefined = config
  for (const part of path) {
    if (at?.kind !== 'map' || !isPlain(at)) return undefined
    maps.push(at)
    at = at.items.get(part)
  }
  const isNew = at === undefined
  if (isNew && (forceAdd !== true || dialectOf(dialect).keys.refusesCollidingKeys)) return undefined

  let changed: Value = value
  for (let depth = path.length - 1; depth >= 0; depth--) {
    const { items, spelled, origin, shape } = maps[depth]!
    const own = owned?.toChange(items) ?? copyOfItems(items)
    changed = mapOf(own.set(path[depth]!, changed), spelled, origin, shape)
  }
  return changed as MapValue
}

/** Names alone: no index, no escape, nothing that could stand for a key that is no text. */
const PLAIN_KEY = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$/

/** To be closed matters to keys that are added without force alone. */
function isPlain({ shape }: MapValue): boolean {
  return shape === undefined || (shape.type === undefined && shape.fields === undefined && shape.readonly !== true)
}
