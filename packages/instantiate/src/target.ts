import type { Finding, Value } from '@hydraconf/core'
import type { StandardSchemaV1 } from '@standard-schema/spec'

/** A class or a function. */
export type Callable = (abstract new (...args: never[]) => unknown) | ((...args: never[]) => unknown)

/** What a config may give a target: a check of ours (`validatorOf` of `@hydraconf/schema` makes one of JSON Schema), or a Standard Schema (zod, valibot, arktype, ...). */
export type ParameterCheck = ((parameters: Value) => readonly Finding[]) | StandardSchemaV1

/** How a target is called, and what is known of its parameters. */
export interface TargetOptions {
  /** Whether it is made with `new`; classes are, unless told. */
  readonly construct?: boolean | undefined
  /**
   * The names of its parameters in order: keyword arguments are then handed over in their places. Unless told, they are
   * one object, the last argument.
   */
  readonly positional?: readonly string[] | undefined
  /** Held against the keyword arguments before anything is made. */
  readonly parameters?: ParameterCheck | undefined
}

/** A class or function on an allow-list, with how it is called. */
export class Target<F extends Callable = Callable> {
  readonly construct: boolean
  readonly positional: readonly string[] | undefined
  readonly parameters: ParameterCheck | undefined

  constructor(
    readonly callable: F,
    options: TargetOptions = {},
  ) {
    this.construct = options.construct ?? isClass(callable)
    this.positional = options.positional
    this.parameters = options.parameters
  }
}

/** A target that says more than the class or function itself: `{ 'my.optim.Adam': target(Adam, { parameters }) }`. */
export function target<F extends Callable>(callable: F, options: TargetOptions = {}): Target<F> {
  return new Target(callable, options)
}

/** A target whose parameters stand in a row: `positional(['lr', 'momentum'], Sgd)` is called `new Sgd(lr, momentum)`. */
export function positional<F extends Callable>(
  names: readonly string[],
  callable: F,
  options: Omit<TargetOptions, 'positional'> = {},
): Target<F> {
  return new Target(callable, { ...options, positional: names })
}

/** Classes, those of the language too, have a `prototype` that cannot be replaced; functions have not. */
export function isClass(callable: Callable): boolean {
  return Object.getOwnPropertyDescriptor(callable, 'prototype')?.writable === false
}
