import type { Document } from '@hydraconf/core'
import { primaryFile } from './composing.js'
import type { Exploration } from './exploration.js'
import type { Problem } from './problem.js'

/** What the primary configs that compose leave to chance: when their own values are merged. */
export function* listProblems({ attempts, roles }: Exploration): Generator<Problem> {
  for (const { composing, config, subject } of attempts) {
    if (config === undefined || primaryFile(composing) !== subject) continue
    const document = roles.document(subject)
    if (document === undefined || !lacksSelf(document)) continue
    yield {
      severity: 'warning',
      code: 'self-left-out',
      message: `The defaults list of '${composing.configName}' does not say when its own values are merged`,
      advice: 'Add "- _self_": at the end, as it is done now, or at the front, so that the other configs win',
      origin: document.defaults?.at(-1)?.origin,
      also: [],
      composing,
    }
  }
}

/** With a body of its own, and a list that others are in, and no word of when it is merged. */
function lacksSelf({ defaults = [], body }: Document): boolean {
  if (defaults.some(({ kind }) => kind === 'self')) return false
  if (!defaults.some((entry) => entry.kind !== 'group' || !entry.override)) return false
  return body.kind === 'map' && [...body.items.values()].some(({ kind }) => kind !== 'missing')
}
