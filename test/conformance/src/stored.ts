import type { Field, MapValue, StoredConfig, Struct, Type, Value } from '@hydraconf/core'
import { convert, map, missing, textValue } from '@hydraconf/core'
import { annotatedType } from '../../../packages/node/src/hydra-plugins/annotation.js'
import { fromTyped, keyFromTyped, type Typed } from './typed-json.js'

/** A config that the program of a case stores before it composes. */
export interface StoreEntry {
  readonly name: string
  readonly group: string | null
  readonly package: string | null
  readonly provider: string | null
  readonly node: Typed
}

/** A dataclass or an enum that stored configs are instances of. */
export interface ClassEntry {
  readonly class: string
  readonly kind: string
  readonly bases?: readonly string[]
  readonly fields?: readonly { readonly name: string; readonly type: string; readonly default?: Typed | null }[]
  readonly members?: readonly (readonly [string, Typed])[]
}

/** What a case stores, with the shapes that its classes declare. */
export function storedConfigs(store: readonly StoreEntry[], classes: readonly ClassEntry[] = []): StoredConfig[] {
  const declared = new Classes(classes)
  return store.map(({ name, group, package: pkg, provider, node }) => ({
    name,
    value: declared.valueOf(node) as MapValue,
    group: group ?? undefined,
    package: pkg ?? undefined,
    provider: provider ?? undefined,
  }))
}

class Classes {
  private readonly structs = new Map<string, Struct>()
  private readonly entries: ReadonlyMap<string, ClassEntry>

  constructor(entries: readonly ClassEntry[]) {
    this.entries = new Map(entries.map((entry) => [entry.class, entry]))
  }

  valueOf(typed: Typed): Value {
    if (typed.t === 'object') return this.instance(typed)
    if (typed.t === 'enum') return convert(textValue(typed.v as string), this.declared(typed.class as string))
    if (typed.t !== 'dict') return fromTyped(typed, { text: textValue })
    return map((typed.v as [Typed, Typed][]).map(([key, value]) => [keyFromTyped(key), this.valueOf(value)] as const))
  }

  private instance(typed: Typed): MapValue {
    const struct = this.struct(typed.class as string)
    const entries = (typed.v as [Typed | string, Typed][]).map(([key, value]) => {
      const name = typeof key === 'string' ? key : (key.v as string)
      return [name, convert(this.valueOf(value), struct.fields.get(name)!.type)] as const
    })
    return map(entries, undefined, { type: { kind: 'struct', struct, optional: false } })
  }

  private struct(name: string): Struct {
    const known = this.structs.get(name)
    if (known !== undefined) return known
    const fields = new Map<string, Field>()
    const struct: Struct = { name, bases: this.basesOf(name), fields }
    this.structs.set(name, struct)
    for (const { name: field, type, default: given } of this.entries.get(name)?.fields ?? []) {
      fields.set(field, {
        type: annotatedType(type, (named) => this.declared(named)),
        default: given == null ? missing() : this.valueOf(given),
      })
    }
    return struct
  }

  private basesOf(name: string): readonly string[] {
    const bases = this.entries.get(name)?.bases ?? []
    return [...bases, ...bases.flatMap((base) => this.basesOf(base))]
  }

  private declared(name: string): Type {
    const entry = this.entries.get(name)
    if (entry?.kind !== 'enum') return { kind: 'struct', struct: this.struct(name), optional: false }
    const members = new Map((entry.members ?? []).map(([member, value]) => [member, fromTyped(value)]))
    return { kind: 'enum', name, members, optional: false }
  }
}
