import type { Complaint } from '../text/errors.js'

/**
 * A string with interpolations, parsed: text and `${…}` in turn. Types only; `grammar/interpolation` makes it,
 * `interpolation/` evaluates it.
 */
export interface Template {
  readonly parts: readonly TemplatePart[]
}

/** Text is already freed of its escapes: `\${a}` is the text `${a}` here. */
export type TemplatePart = string | Expression

export type Expression = Reference | ComputedReference | Call | Refused

/** `${a.b}`, `${..a[0]}`: every key of it known from the text. */
export interface Reference {
  readonly kind: 'reference'
  /** As between the braces: `..a[0]`. */
  readonly text: string
  /** Leading dots: 0 is from the root, 1 is this container, 2 its parent. */
  readonly dots: number
  readonly path: readonly string[]
}

/**
 * `${a.${k}}`: a reference with a key that is itself an interpolation. Its pieces make the text of a reference, which
 * is split into keys only then, so that a `k` of `b.c` walks two levels and one of `.b` is relative.
 */
export interface ComputedReference {
  readonly kind: 'computed'
  readonly pieces: readonly (string | Expression)[]
}

/** `${resolver:arg, arg}`. */
export interface Call {
  readonly kind: 'call'
  /** Dotted parts of the name: `oc`, `env`. A part may be an interpolation. */
  readonly name: readonly (string | Expression)[]
  readonly args: readonly Argument[]
  /** The text of each argument as written: what a cached resolver's answers are kept by. */
  readonly argTexts: readonly string[]
}

/** An interpolation that OmegaConf's quick check lets into a config, and that its grammar then refuses at each access. */
export interface Refused {
  readonly kind: 'refused'
  readonly complaint: Complaint
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
