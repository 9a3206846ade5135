import type { KeyId } from '../value/key.js'
import { isContainer, type Value } from '../value/value.js'

/** What stands in a place is not known: it hangs in something that declares types, or in no list or map at all. */
export const UNKNOWN = Symbol('unknown')

/** A config that is being looked at. Its places look up what they hold once, and tell it from others by its number. */
export interface NumberedConfig {
  readonly number: number
  readonly root: Value
}

/** A place that configs of an app have, one after the other: a way of keys down from the root. */
export class ConfigPlace {
  readonly depth: number
  private below: Map<KeyId, ConfigPlace> | undefined = undefined
  private lastNumber = 0
  private value: Value | undefined | typeof UNKNOWN = UNKNOWN

  constructor(
    readonly parent?: ConfigPlace,
    /** The id of the key in a map, the index in a list. */
    private readonly id?: KeyId,
  ) {
    this.depth = parent === undefined ? 0 : parent.depth + 1
  }

  at(id: KeyId): ConfigPlace {
    const known = this.below?.get(id)
    if (known !== undefined) return known
    const place = new ConfigPlace(this, id)
    this.below ??= new Map()
    this.below.set(id, place)
    return place
  }

  /** What stands here in a config; undefined where the map around it lacks the key. */
  valueIn(config: NumberedConfig): Value | undefined | typeof UNKNOWN {
    if (this.lastNumber !== config.number) {
      this.lastNumber = config.number
      this.value = this.lookUp(config)
    }
    return this.value
  }

  isBelow(other: ConfigPlace): boolean {
    let up: ConfigPlace | undefined = this
    while (up !== undefined && up.depth > other.depth) up = up.parent
    return up === other && this !== other
  }

  private lookUp(config: NumberedConfig): Value | undefined | typeof UNKNOWN {
    const { parent, id } = this
    if (parent === undefined || id === undefined) return config.root
    const around = parent.valueIn(config)
    if (around === UNKNOWN || around === undefined || !isPlain(around)) return UNKNOWN
    if (around.kind === 'map') return around.items.get(id)
    return (around.kind === 'list' && typeof id === 'number' ? around.items[id] : undefined) ?? UNKNOWN
  }
}

/** Whether nothing is declared of what is in it: to be closed says nothing of what is there. */
export function isPlain(value: Value): boolean {
  return isContainer(value) && value.shape?.type === undefined && value.shape?.fields === undefined
}
