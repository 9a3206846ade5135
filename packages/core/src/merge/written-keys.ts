import { keysCollide } from '../messages/container-access.js'
import { raise } from '../text/errors.js'
import type { Key, KeyId } from '../value/key.js'
import { keyText } from '../value/path.js'
import type { MapValue, Value } from '../value/value.js'

type Items = ReadonlyMap<KeyId, Value>

/**
 * How the keys of the maps of one merge are written by now. Of `1`, `1.0` and `true`, which are one key, the map shows the
 * first; whether a text collides with it goes by the last.
 */
export class WrittenKeys {
  private readonly known = new WeakMap<Items, ReadonlyMap<KeyId, Key>>()

  of(items: Items): ReadonlyMap<KeyId, Key> | undefined {
    return this.known.get(items)
  }

  keep(items: Items, written: ReadonlyMap<KeyId, Key>): void {
    this.known.set(items, written)
  }
}

/**
 * Refuses an int beside the text of it, and the other way round: dialect 1.4.
 *
 * @throws KeyValidationError
 */
export function refuseCollidingKey(
  { items, spelled, origin }: Pick<MapValue, 'items' | 'spelled' | 'origin'>,
  written: ReadonlyMap<KeyId, Key> | undefined,
  key: Key,
): void {
  const isInt = (id: bigint) => items.has(id) && typeof (written?.get(id) ?? spelled?.get(id) ?? id) === 'bigint'
  const isText = typeof key === 'string' && /^(?:0|-?[1-9]\d*)$/.test(key)
  const collides =
    typeof key === 'bigint'
      ? items.has(String(key)) && (!items.has(key) || isInt(key))
      : isText && isInt(BigInt(key as string))
  if (collides) throw raise(keysCollide(keyText(key)), origin)
}
