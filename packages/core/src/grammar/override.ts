import type { Origin } from '../text/source.js'
import { type KeyId, keyId } from '../value/key.js'

/** One command-line override, parsed: `+db@source=mysql`. */
export interface Override {
  readonly op: 'change' | 'add' | 'force-add' | 'delete' | 'extend'
  readonly key: OverrideKey
  /** Of `extend` the list of what is appended. Undefined only for `~key`. `key=` has the empty string. */
  readonly value: OverrideValue | undefined
  /** Functions in it that Hydra 1.5 drops; undefined where there are none, as there are none in dialect 1.3. */
  readonly deprecated?: readonly string[] | undefined
  /** The text as it came in: what `hydra.overrides` and `override_dirname` show. */
  readonly text: string
  readonly origin: Origin
}

/** What an override speaks of. */
export interface OverrideKey {
  /**
   * A dotted config key (`db.port`) or a group (`db/engine`). Which one it is only the library knows. One with brackets or
   * backslashes (`db[port]`, `a\.b`) is a key; `splitKey` has its parts.
   */
  readonly name: string
  /** After `@`; the empty string is possible (`db@=x`), undefined means no `@`. */
  readonly package: string | undefined
}

/** What stands behind the `=`: one value, or a sweep over many. */
export type OverrideValue = Element | Sweep | Extension

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

/** `extend_list(a,b)`, where it is not the whole value: then its override has the op `extend`. */
export interface Extension {
  readonly kind: 'extension'
  readonly values: readonly OverrideValue[]
}

/** Whether a value stands for many: the override then needs a sweeper, or to be nested nowhere. */
export function isSweep(value: OverrideValue): value is Sweep {
  return value.kind === 'choice' || value.kind === 'range' || value.kind === 'interval' || value.kind === 'glob'
}

/** The maps in a value, those in other maps, in lists and in sweeps among them. */
export function* mapsIn(value: OverrideValue): Generator<MapElement> {
  if (value.kind === 'map') yield value
  for (const inner of valuesIn(value)) yield* mapsIn(inner)
}

function valuesIn(value: OverrideValue): readonly OverrideValue[] {
  switch (value.kind) {
    case 'map':
      return value.entries.map(([, item]) => item)
    case 'list':
      return value.items
    case 'extension':
      return value.values
    case 'choice':
      return value.list
    default:
      return []
  }
}

/** What a key of a map is told apart by: as `keyId`, with null for the key `null`. */
export function elementKeyId(key: Element): KeyId | null {
  return key.kind === 'null' || key.kind === 'list' || key.kind === 'map' ? null : keyId(key.value)
}

/** What an override sweeps over: a value that stands for many jobs. */
export type Sweep = ChoiceSweep | RangeSweep | IntervalSweep | GlobSweep

/** `a,b` or `choice(a,b)`. */
export interface ChoiceSweep {
  readonly kind: 'choice'
  /** Written `a,b` rather than `choice(a,b)`. */
  readonly simple: boolean
  /** A sweep among them parses and cannot be enumerated. */
  readonly list: readonly OverrideValue[]
  readonly shuffle: boolean
  /** Sorted, each once. */
  readonly tags: readonly string[]
}

/** A number of a sweep: kinds stay apart, since they are printed apart. `range(true)` is as good as `range(1)`. */
export type SweepNumber =
  | { readonly kind: 'int'; readonly value: bigint }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'bool'; readonly value: boolean }

/** `range(start,stop,step)`, without `stop` itself. */
export interface RangeSweep {
  readonly kind: 'range'
  readonly start: SweepNumber
  readonly stop: SweepNumber
  readonly step: SweepNumber
  /** What its numbers are made when they are drawn, in order: `int(range(…))` of Hydra 1.4. */
  readonly casts?: readonly ('int' | 'float')[] | undefined
  readonly shuffle: boolean
  readonly tags: readonly string[]
}

/** `interval(start,end)`: for sweepers that sample; there are no points to enumerate. */
export interface IntervalSweep {
  readonly kind: 'interval'
  readonly start: SweepNumber
  readonly end: SweepNumber
  readonly tags: readonly string[]
}

/** `glob(include,exclude)`: the options of a group whose names match. */
export interface GlobSweep {
  readonly kind: 'glob'
  /** Patterns are texts; anything else that a list of them holds parses, and fails when options are matched. */
  readonly include: readonly OverrideValue[]
  readonly exclude: readonly OverrideValue[]
  /** Hydra does not let a glob be tagged. */
  readonly tags: readonly string[]
}
