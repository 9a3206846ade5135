import type { Origin } from '../text/source.js'
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

export interface OverrideKey {
  /** A dotted config key (`db.port`) or a group (`db/engine`). Which one it is only the library knows. */
  readonly name: string
  /** After `@`; the empty string is possible (`db@=x`), undefined means no `@`. */
  readonly package: string | undefined
}

export type OverrideValue = Element | Sweep

/** What an override assigns, as the language has it: quotes are remembered, because Hydra prints them back. */
export type Element =
  | { readonly kind: 'null' }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'int'; readonly value: bigint }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'quoted'; readonly value: string; readonly quote: 'single' | 'double' }
  | { readonly kind: 'list'; readonly items: readonly Element[] }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [Element, Element])[] }
