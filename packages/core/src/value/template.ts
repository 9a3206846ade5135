/**
 * A string with interpolations, parsed: text and `${…}` in turn. Types only; `grammar/interpolation` makes it,
 * `interpolation/` evaluates it.
 */
export interface Template {
  readonly parts: readonly TemplatePart[]
}

export type TemplatePart = string | Expression

/** `${a.b}`, `${..a[0]}` or `${resolver:arg, arg}`. */
export type Expression = Reference | Call

export interface Reference {
  readonly kind: 'reference'
  /** Leading dots: 0 is from the root, 1 is this container, 2 its parent. */
  readonly dots: number
  /** Path segments; one that is itself computed (`${a.${k}}`) is a template. */
  readonly path: readonly (string | Template)[]
}

export interface Call {
  readonly kind: 'call'
  readonly name: readonly (string | Template)[]
  readonly args: readonly Argument[]
  /** The text of each argument as written: what a cached resolver's answers are kept by. */
  readonly argTexts: readonly string[]
}

/** A typed argument of a resolver; what the grammar's `element` allows. */
export type Argument =
  | { readonly kind: 'null' }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'int'; readonly value: bigint }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'text'; readonly template: Template; readonly quoted: boolean }
  | { readonly kind: 'list'; readonly items: readonly Argument[] }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [Argument, Argument])[] }
