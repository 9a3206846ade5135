import { type Call, splitArguments } from './arguments.js'
import { callTarget } from './call-target.js'
import type { Target } from './target.js'

/** What `_partial_: true` gives: Python's `functools.partial`. More arguments come behind those it has, names win. */
export interface PartialTarget<R = unknown> {
  (...more: unknown[]): R
  /** The class or function that it calls. */
  readonly func: unknown
  readonly args: readonly unknown[]
  readonly keywords: Readonly<Record<string, unknown>>
}

export function partialOf(target: Target, { args, keywords }: Call): PartialTarget {
  const call = (...given: unknown[]): unknown => {
    const more = splitArguments(given)
    return callTarget(target, { args: [...args, ...more.args], keywords: { ...keywords, ...more.keywords } })
  }
  return Object.assign(call, { func: target.callable, args, keywords })
}
