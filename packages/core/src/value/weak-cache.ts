/**
 * Keeps what was derived from an object beside it, for as long as the object lives. A `WeakMap` would do, but what it
 * holds of configs that change all the time costs the garbage collector more than reading them does; so it is kept in a
 * property of the object that nobody else knows. An object that takes none keeps nothing.
 */
export class WeakCache<Of extends object, T> {
  private readonly slot = Symbol()

  get(of: Of): T | undefined {
    const entry = (of as Slotted<Of, T>)[this.slot]
    // A copy, `{ ...of }`, takes the property along: what is in it belongs to the original.
    return entry?.of === of ? entry.derived : undefined
  }

  set(of: Of, derived: T): void {
    if (Object.isExtensible(of)) (of as Slotted<Of, T>)[this.slot] = { of, derived }
  }
}

interface Slotted<Of, T> {
  [slot: symbol]: { readonly of: Of; readonly derived: T } | undefined
}
