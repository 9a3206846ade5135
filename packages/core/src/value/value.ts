import type { Origin } from '../text/source.js'
import type { Key, KeyId } from './key.js'
import type { Template } from './template.js'

/**
 * A config value. Not a JSON value: ints and floats stay apart, ints are exact at any size, map keys are typed,
 * and null, missing (`???`) and absent are three things. Values are immutable and shared; a value knows where it was
 * written (`origin`), never where it hangs.
 */
export type Value = Scalar | MapValue | ListValue

/** Every value that holds no others. */
export type Scalar =
  | NullValue
  | BoolValue
  | IntValue
  | FloatValue
  | StrValue
  | BytesValue
  | PathValue
  | EnumValue
  | MissingValue
  | InterpolationValue

/** `null`, `~`, or nothing behind a key. */
export interface NullValue {
  readonly kind: 'null'
  readonly value: null
  readonly origin: Origin
}

/** A boolean. */
export interface BoolValue {
  readonly kind: 'bool'
  readonly value: boolean
  readonly origin: Origin
}

/** An int, exact at any size. */
export interface IntValue {
  readonly kind: 'int'
  readonly value: bigint
  readonly origin: Origin
}

/** A float: `1.0` is one, `1` is none. */
export interface FloatValue {
  readonly kind: 'float'
  readonly value: number
  readonly origin: Origin
}

/** A string. */
export interface StrValue {
  readonly kind: 'str'
  readonly value: string
  /** A backslash stood in front of it, so that it is not missing (`\???`), and is written so again. */
  readonly isEscaped?: true
  readonly origin: Origin
}

/** Bytes (`!!binary`). */
export interface BytesValue {
  readonly kind: 'bytes'
  readonly value: Uint8Array
  readonly origin: Origin
}

/** A file path (`pathlib.Path` in Python): spelled as given, normalised as Python does. */
export interface PathValue {
  readonly kind: 'path'
  readonly value: string
  readonly origin: Origin
}

/** A member of an enum that a structured config declares; `value` is the member's name. */
export interface EnumValue {
  readonly kind: 'enum'
  readonly value: string
  readonly enum: string
  /** As Python's `repr` writes it: `<Color.RED: 1>`. */
  readonly repr: string
  readonly origin: Origin
}

/** `???`: must be given by someone else. */
export interface MissingValue {
  readonly kind: 'missing'
  readonly value: '???'
  readonly origin: Origin
}

/** A string that holds `${`, parsed when it was made. `value` is the text as written. */
export interface InterpolationValue {
  readonly kind: 'interpolation'
  readonly value: string
  readonly template: Template
  readonly origin: Origin
}

/** A map with typed keys (`DictConfig`). */
export interface MapValue {
  readonly kind: 'map'
  /** In config order. Read keys through `entriesOf`: an id is not always the key as written. */
  readonly items: ReadonlyMap<KeyId, Value>
  /** The keys that are not their own id (`true`, `1.0`, bytes, enum members). */
  readonly spelled: ReadonlyMap<KeyId, Key> | undefined
  /** What a structured config declares of it, and whether it is closed or read-only; undefined for a plain map. */
  readonly shape: ContainerShape | undefined
  readonly origin: Origin
}

/** A list (`ListConfig`). */
export interface ListValue {
  readonly kind: 'list'
  readonly items: readonly Value[]
  readonly shape: ContainerShape | undefined
  readonly origin: Origin
}

/** What can be the root of a config; mirrors `DictConfig` and `ListConfig`. */
export type Container = MapValue | ListValue
/** The names that tell values apart. */
export type Kind = Value['kind']

/** Whether it stands for a value without being one, which OmegaConf takes anywhere and validates later: `???`, null, an interpolation. */
export function isSpecial({ kind }: Value): boolean {
  return kind === 'missing' || kind === 'interpolation' || kind === 'null'
}

/** Whether other values hang below: a map or a list. */
export function isContainer(value: Value): value is Container {
  return value.kind === 'map' || value.kind === 'list'
}

/** A declared type, as data: what a field of a structured config accepts and converts to. */
export type Type =
  | {
      readonly kind: 'any'
      readonly optional: boolean
      /**
       * Of a single place that holds no list or map yet but stands for one, as a node of OmegaConf's does: anything may be put there, but
       * what is merged, or resolved in place, has to be of that kind.
       */
      readonly node?: 'list' | 'map' | undefined
      /** What was declared of the items of the list that it stands for. */
      readonly items?: ListType | undefined
    }
  | { readonly kind: 'int' | 'float' | 'bool' | 'str' | 'bytes' | 'path'; readonly optional: boolean }
  | {
      readonly kind: 'enum'
      readonly name: string
      readonly members: ReadonlyMap<string, Value>
      readonly optional: boolean
      /** A text names a member by its value as well: dialect 1.4. */
      readonly byValue?: boolean | undefined
    }
  /** One of these values and nothing that is converted to them: dialect 1.4. */
  | { readonly kind: 'literal'; readonly values: readonly Value[]; readonly optional: boolean }
  | {
      readonly kind: 'union'
      readonly of: readonly Type[]
      readonly optional: boolean
      /** Lists, maps and structs may be among them: dialect 1.4. */
      readonly holdsContainers?: boolean | undefined
    }
  | { readonly kind: 'list'; readonly element: Type; readonly optional: boolean }
  | { readonly kind: 'dict'; readonly key: Type; readonly element: Type; readonly optional: boolean }
  | {
      readonly kind: 'struct'
      readonly struct: Struct
      readonly optional: boolean
      /** The dict that says what the struct does not declare, where the struct took its place. */
      readonly dict?: DictType | undefined
    }

/** A list all of whose items are of one type. */
export type ListType = Extract<Type, { kind: 'list' }>

/** A map all of whose keys, and all of whose values, are of one type. */
export type DictType = Extract<Type, { kind: 'dict' }>

/** A structured config: named fields with types and defaults; no other key is accepted. */
export interface Struct {
  readonly name: string
  /** Names of the structs it extends, nearest first: a value of a subclass fits where the base is declared. */
  readonly bases: readonly string[]
  readonly fields: ReadonlyMap<string, Field>
  /** The dict that says what the struct does not declare, for one that also is a dict. */
  readonly rest?: DictType | undefined
}

/** A field of a struct. */
export interface Field {
  readonly type: Type
  /** Undefined: no default, the field is `???`. */
  readonly default?: Value | undefined
  /** What it is for, in words: for help. */
  readonly description?: string | undefined
  /** The values that it may have, where they are few: offered by editors, and refused by whoever checks the type. */
  readonly allowed?: readonly Value[] | undefined
  /** What is in it is for the program alone: whatever is shown or written of a config has `***` there. */
  readonly isSensitive?: boolean | undefined
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
