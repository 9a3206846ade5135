import { codeFrame, HydraconfError } from '@hydraconf/core'
import type { PageTree } from './page-tree.js'
import { type Place, placeOf } from './place.js'

/** What the engine refuses, in its words. */
export interface Refusal {
  readonly type: string
  readonly code: string
  readonly summary: string
  readonly advice: string | undefined
  readonly place: Place | undefined
  /** The line with a caret under it. */
  readonly frame: string
}

/** A refusal as data. Anything else that was thrown is a fault of ours, and says so. */
export function refusalOf(error: unknown, tree: PageTree): Refusal {
  if (!(error instanceof HydraconfError)) {
    const summary = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
    return { type: 'Error', code: 'studio-fault', summary, advice: undefined, place: undefined, frame: '' }
  }
  const { type, code, summary, advice, origin } = error
  return {
    type,
    code,
    summary,
    advice,
    place: origin === undefined ? undefined : placeOf(origin, tree),
    frame: origin === undefined ? '' : codeFrame(origin),
  }
}
