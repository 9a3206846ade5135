import { readonlyPlace } from '../messages/container-access.js'
import type { Fitting } from '../shape/convert-container.js'
import { itemsIn, nodeIn, withoutNode } from '../shape/declared-type.js'
import { raise } from '../text/errors.js'
import { type ConfigNode, isClosed, isReadonly, replaceNode, rootNode } from '../value/config-node.js'
import { keyOf, mapOf } from '../value/constructors.js'
import { copyOfItems } from '../value/copy-of-items.js'
import { isOwnId, type Key, type KeyId, keyId } from '../value/key.js'
import type { OwnedMaps } from '../value/owned-maps.js'
import { fullKey } from '../value/path.js'
import type { ContainerShape, ListType, MapValue, Type, Value } from '../value/value.js'
import { refuseCollidingKey, type WrittenKeys } from './written-keys.js'

/** What all drafts of one merge share. */
export interface DraftFold {
  /** Maps that may be changed in place. */
  readonly owned: OwnedMaps
  readonly rules: Fitting
  /** How keys are written, where that counts: dialect 1.4. */
  readonly writtenKeys: WrittenKeys | undefined
}

/** A map that is being merged onto: it looks as it did until the first change, and is copied then, unless the fold made it. */
export class Draft {
  readonly closed: boolean
  readonly readonly: boolean
  readonly depth: number
  readonly rules: Fitting
  shape: ContainerShape | undefined
  private readonly base: MapValue
  readonly owned: OwnedMaps
  private readonly above: Draft | undefined
  private readonly key: Key | undefined
  /** Where the outermost draft hangs in a config that is not itself being merged. */
  private readonly outside: ConfigNode | undefined
  private items: Map<KeyId, Value> | undefined
  private spelled: Map<KeyId, Key> | undefined
  readonly writtenKeys: WrittenKeys | undefined
  private written: Map<KeyId, Key> | undefined

  private constructor(base: MapValue, fold: DraftFold, parent: Draft | ConfigNode, key?: Key, readonly?: boolean) {
    const { owned, rules, writtenKeys } = fold
    const above = parent instanceof Draft ? parent : undefined
    const outside = parent instanceof Draft ? undefined : parent
    this.base = base
    this.owned = owned
    this.rules = rules
    this.writtenKeys = writtenKeys
    this.above = above
    this.key = key
    this.outside = outside
    this.shape = base.shape
    this.depth = above === undefined ? 0 : above.depth + 1
    this.closed = base.shape?.closed ?? above?.closed ?? (outside !== undefined && isClosed(outside))
    this.readonly =
      readonly ?? base.shape?.readonly ?? above?.readonly ?? (outside !== undefined && isReadonly(outside))
    if (owned.has(base.items)) this.items = base.items as Map<KeyId, Value>
  }

  /** The draft that a merge starts with. `readonly` overrules what the config says of itself. */
  static at(node: ConfigNode, base: MapValue, fold: DraftFold, readonly: boolean | undefined): Draft {
    return new Draft(base, fold, node, undefined, readonly)
  }

  /** The draft of a map in it; `readonly` as for `at`. */
  under(base: MapValue, key: Key, readonly?: boolean): Draft {
    return new Draft(base, this, this, key, readonly)
  }

  get(key: Key): Value | undefined {
    return (this.items ?? this.base.items).get(keyId(key))
  }

  set(key: Key, value: Value): void {
    const id = keyId(key)
    this.items ??= copyOfItems(this.base.items)
    if (!isOwnId(key) && !this.items.has(id)) {
      this.spelled ??= new Map(this.base.spelled)
      this.spelled.set(id, key)
    }
    this.items.set(id, value)
  }

  /** A key is about to be put here, as it is written where it comes from. */
  write(key: Key): void {
    const { base, writtenKeys, shape, items = base.items, spelled = base.spelled } = this
    if (writtenKeys === undefined || typeof key === 'object' || shape?.type?.kind === 'dict') return
    const written = this.written ?? writtenKeys.of(base.items)
    refuseCollidingKey({ items, spelled, origin: base.origin }, written, key)
    if (typeof key !== 'string') this.written = new Map(written).set(keyId(key), key)
  }

  declare(key: Key, type: Type): void {
    this.shape = { ...this.shape, fields: new Map(this.shape?.fields).set(keyId(key), type) }
  }

  /** What stood for a list or map is replaced by anything else. */
  forgetNode(key: Key): void {
    this.shape = withoutNode(this.shape, keyId(key))
  }

  /** Whether a key stands for a list or map that it does not hold. */
  nodeAt(key: Key): 'list' | 'map' | undefined {
    return nodeIn(this.shape, keyId(key))
  }

  /** What is declared of the items of the list that a key stands for. */
  itemsAt(key: Key): ListType | undefined {
    return itemsIn(this.shape, keyId(key))
  }

  refuseReadonly(key: Key, value: Value): void {
    if (this.readonly) throw raise(readonlyPlace(fullKey(this.node(), key), 'change'), value.origin)
  }

  /** Something in here is now also in use elsewhere. */
  letGo(): void {
    this.owned.letGo()
  }

  /** The map as it now is; the very map that was given when nothing changed. */
  finish(): MapValue {
    const { base, items = base.items, spelled = base.spelled, written } = this
    if (written !== undefined) this.writtenKeys?.keep(items, written)
    if (items === base.items && this.shape === base.shape && spelled === base.spelled) return base
    if (items !== base.items) this.owned.add(items)
    return mapOf(items, spelled, base.origin, this.shape)
  }

  /** A child seen from its place in what has been merged so far, its key as it is spelled there. */
  childNode(key: Key, child: Value): ConfigNode {
    const here = this.node()
    return { value: child, key: keyOf(here.value as MapValue, keyId(key)), parent: here }
  }

  /** This map as merged so far, in a config that shows it so. */
  node(): ConfigNode {
    const { base, above, key } = this
    const value = mapOf(this.items ?? base.items, this.spelled ?? base.spelled, base.origin, this.shape)
    if (above === undefined || key === undefined) return replaceNode(this.outside ?? rootNode(base), value)
    // Who looks down from the root has to come across what was merged here so far.
    above.set(key, value)
    return { value, key, parent: above.node() }
  }
}
