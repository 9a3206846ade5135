import type { CheckedTree } from '@hydraconf/check'
import { isContainer, type Origin, type Source, type Value } from '@hydraconf/core'
import type { Hint } from './hint.js'

/**
 * Values of the tree that no composition keeps: something merged later always says otherwise. `null` and `???` are there to be
 * overwritten, and what nothing composes is not known to be.
 */
export function* overwrittenKeys({ explored }: CheckedTree): Generator<void, readonly Hint[]> {
  const kept = new Kept()
  const names = new Set<string>()
  for (const { config, loaded } of explored.attempts) {
    yield
    if (config === undefined) continue
    kept.note(config)
    for (const name of loaded) names.add(name)
  }
  const hints: Hint[] = []
  for (const name of names) {
    yield
    const document = explored.roles.document(name)
    for (const { origin, kind } of document === undefined ? [] : scalarsIn(document.body)) {
      if (kind === 'null' || kind === 'missing' || origin.source !== document?.source || kept.has(origin)) continue
      hints.push({
        code: 'always-overwritten',
        message: 'Whatever is chosen, a config that is merged later says otherwise',
        origin,
        because: undefined,
      })
    }
  }
  return hints
}

/** The places whose values are in some composed config. Maps that compositions share are looked at once. */
class Kept {
  private readonly places = new Map<Source, Set<number>>()
  private readonly seen = new WeakSet<Value>()

  note(value: Value): void {
    if (isContainer(value)) {
      if (this.seen.has(value)) return
      this.seen.add(value)
      for (const item of value.items.values()) this.note(item)
      return
    }
    const { source, start } = value.origin
    const places = this.places.get(source) ?? new Set()
    this.places.set(source, places.add(start))
  }

  has({ source, start }: Origin): boolean {
    return this.places.get(source)?.has(start) === true
  }
}

function* scalarsIn(value: Value): Generator<Value> {
  if (!isContainer(value)) yield value
  else for (const item of value.items.values()) yield* scalarsIn(item)
}
