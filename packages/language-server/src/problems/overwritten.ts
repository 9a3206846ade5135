import type { CheckedTree } from '@hydraconf/check'
import { type Document, isContainer, type Origin, type Source, type Value } from '@hydraconf/core'
import type { Hint } from './hint.js'

/**
 * Values of the tree that no composition keeps: something merged later always says otherwise. `null` and `???` are there to be
 * overwritten, and what nothing composes is not known to be.
 */
export function* overwrittenKeys({ explored }: CheckedTree): Generator<void, readonly Hint[]> {
  const kept = new Kept()
  const documents = new Map<Source, Document>()
  for (const { composed } of explored.attempts) {
    yield
    if (composed === undefined) continue
    kept.note(composed.config)
    for (const { document } of composed.list)
      if (document?.provider === 'main') documents.set(document.source, document)
  }
  const hints: Hint[] = []
  for (const { source, body } of documents.values()) {
    yield
    for (const { origin, kind } of scalarsIn(body)) {
      if (kind === 'null' || kind === 'missing' || origin.source !== source || kept.has(origin)) continue
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
