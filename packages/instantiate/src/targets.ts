import { closeMatches, raise } from '@hydraconf/core'
import type { InstantiateDialect } from './dialect.js'
import { emptyFamily, familyOfNothing } from './messages.js'
import { type Callable, Target } from './target.js'

/**
 * What configs may name. A key is a name as `_target_` spells it, or a family: `fs.*` stands for all own functions of the
 * object behind it. A value is a class, a function, a `Target`; `getObject` hands out any other value.
 */
export type TargetList = Readonly<Record<string, unknown>>

export interface TargetsOptions {
  /** Whose `instantiate`: that of Hydra `1.3`, unless told, or of `1.4`. */
  readonly dialect?: InstantiateDialect | undefined
  /** Hears of what Hydra does without a word and nobody means; `console.warn` unless told. */
  readonly warn?: ((message: string) => void) | undefined
}

/**
 * An allow-list of targets. It holds what it was given when it was made: a getter is read then and never again, and
 * what is inherited is no member of a family, so no name in a config leads anywhere else.
 */
export class Targets<L extends TargetList = TargetList> {
  readonly options: TargetsOptions
  private readonly named = new Map<string, unknown>()
  /** What stands in front of `.*`, to the object that has the members. */
  private readonly families = new Map<string, object>()

  constructor(
    readonly list: L,
    options: TargetsOptions = {},
  ) {
    this.options = options
    for (const [name, value] of Object.entries(list)) {
      if (!name.endsWith('.*')) this.named.set(name, value)
      else this.families.set(familyName(name), familyObject(name, value))
    }
  }

  /** What a name stands for; undefined when it is not on the list. */
  find(name: string): { readonly value: unknown } | undefined {
    if (this.named.has(name)) return { value: this.named.get(name) }
    const dot = name.lastIndexOf('.')
    const family = dot === -1 ? undefined : this.families.get(name.slice(0, dot))
    const value = family === undefined ? undefined : memberOf(family, name.slice(dot + 1))
    return value === undefined ? undefined : { value }
  }

  /** Whether a class or function is on the list, by whatever name. */
  holds(callable: Callable): boolean {
    for (const value of this.named.values())
      if (value === callable || (value instanceof Target && value.callable === callable)) return true
    for (const family of this.families.values())
      if (Object.getOwnPropertyNames(family).some((member) => memberOf(family, member) === callable)) return true
    return false
  }

  /** Names on the list that look like one that is not. */
  near(name: string): readonly string[] {
    const members = [...this.families].flatMap(([prefix, family]) =>
      Object.getOwnPropertyNames(family)
        .filter((member) => memberOf(family, member) !== undefined)
        .map((member) => `${prefix}.${member}`),
    )
    return closeMatches(name, [...this.named.keys(), ...members])
  }
}

/** An allow-list, checked and ready to be asked. */
export function defineTargets<const L extends TargetList>(list: L, options: TargetsOptions = {}): Targets<L> {
  return new Targets(list, options)
}

function familyName(name: string): string {
  const prefix = name.slice(0, -2)
  if (prefix === '' || prefix.includes('*')) throw raise(emptyFamily(name))
  return prefix
}

function familyObject(name: string, value: unknown): object {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) throw raise(familyOfNothing(name))
  return value
}

/** A function that an object has itself, as a plain property. */
function memberOf(family: object, member: string): unknown {
  if (member === 'constructor' || member === '__proto__' || member === 'prototype') return undefined
  const value = Object.getOwnPropertyDescriptor(family, member)?.value
  return typeof value === 'function' ? value : undefined
}
