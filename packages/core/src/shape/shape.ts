import type { KeyId } from '../value/key.js'
import type { Value } from '../value/value.js'

/** A declared type, as data: what a field of a structured config accepts and converts to. */
export type Type =
  | { readonly kind: 'any'; readonly optional: boolean }
  | { readonly kind: 'int' | 'float' | 'bool' | 'str' | 'bytes' | 'path'; readonly optional: boolean }
  | {
      readonly kind: 'enum'
      readonly name: string
      readonly members: ReadonlyMap<string, Value>
      readonly optional: boolean
    }
  | { readonly kind: 'union'; readonly of: readonly Type[]; readonly optional: boolean }
  | { readonly kind: 'list'; readonly element: Type; readonly optional: boolean }
  | { readonly kind: 'dict'; readonly key: Type; readonly element: Type; readonly optional: boolean }
  | { readonly kind: 'struct'; readonly struct: Struct; readonly optional: boolean }

/** A structured config: named fields with types and defaults; no other key is accepted. */
export interface Struct {
  readonly name: string
  /** Names of the structs it extends, nearest first: a value of a subclass fits where the base is declared. */
  readonly bases: readonly string[]
  readonly fields: ReadonlyMap<string, Field>
  /** The type of further keys, for a struct that also is a dict. */
  readonly rest?: Type | undefined
}

/** A field of a struct. */
export interface Field {
  readonly type: Type
  /** Undefined: no default, the field is `???`. */
  readonly default?: Value | undefined
}

/** What a container carries of its declaration. Undefined members: nothing is declared, or it is as the parent is. */
export interface ContainerShape {
  /** OmegaConf's struct flag: no key can be added. */
  readonly closed?: boolean | undefined
  readonly readonly?: boolean | undefined
  /** The declared type of the container itself (a `struct`, `dict` or `list` type). */
  readonly type?: Type | undefined
  /** Types of single keys or items, where they were declared one by one. */
  readonly fields?: ReadonlyMap<KeyId | number, Type> | undefined
}
