import type { Origin } from '../text/source.js'
import { type KeyId, keyId } from '../value/key.js'
import type { Sweep } from './sweep.js'

/** One command-line override, parsed: `+db@source=mysql`. */
export interface Override {
  readonly op: 'change' | 'add' | 'force-add' | 'delete'
  readonly key: OverrideKey
  /** Undefined only for `~key`. `key=` has the empty string. */
  readonly value: OverrideValue | undefined
  /** The text as it came in: what `hydra.overrides` and `override_dirname` show. */
  readonly text: string
  readonly origin: Origin
}

/** What an override speaks of. */
export interface OverrideKey {
  /** A dotted config key (`db.port`) or a group (`db/engine`). Which one it is only the library knows. */
  readonly name: string
  /** After `@`; the empty string is possible (`db@=x`), undefined means no `@`. */
  readonly package: string | undefined
}

/** What stands behind the `=`: one value, or a sweep over many. */
export type OverrideValue = Element | Sweep

/**
 * What an override assigns, as the language has it: quotes are remembered, because Hydra prints them back.
 * The grammar lets a sweep stand inside a list or a map (`[choice(1,2)]`); nothing can be done with it there, and
 * whoever uses the value refuses it.
 */
export type Element =
  | { readonly kind: 'null' }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'int'; readonly value: bigint }
  | { readonly kind: 'float'; readonly value: number }
  | TextElement
  | QuotedElement
  | ListElement
  | MapElement

/** A text without quotes, its escapes undone. */
export interface TextElement {
  readonly kind: 'text'
  readonly value: string
}

/** A text in quotes, its escapes undone. */
export interface QuotedElement {
  readonly kind: 'quoted'
  readonly value: string
  readonly quote: 'single' | 'double'
}

/** `[a,b]` */
export interface ListElement {
  readonly kind: 'list'
  readonly items: readonly OverrideValue[]
}

/** `{a:1,b:2}` */
export interface MapElement {
  readonly kind: 'map'
  /** Each key once, in order; keys are never quoted and never containers. */
  readonly entries: readonly (readonly [Element, OverrideValue])[]
}

/** Whether a value stands for many: the override then needs a sweeper, or to be nested nowhere. */
export function isSweep(value: OverrideValue): value is Sweep {
  return value.kind === 'choice' || value.kind === 'range' || value.kind === 'interval' || value.kind === 'glob'
}

/** What a key of a map is told apart by: as `keyId`, with null for the key `null`. */
export function elementKeyId(key: Element): KeyId | null {
  return key.kind === 'null' || key.kind === 'list' || key.kind === 'map' ? null : keyId(key.value)
}
