import type { Oracle } from '../oracle/oracle.js'
import { ours } from '../oracle/ours.js'
import { difference } from './compare.js'
import { type Smaller, shrink } from './shrink.js'

/** A kind of random case: how it is asked, made smaller and shown. */
export interface Kind<T> {
  readonly op: string
  question(of: T): Record<string, unknown>
  readonly smaller: Smaller<T>
  show(of: T): string
}

// The tests that use this have no timeout: how many cases there are, and how far one is made smaller, is asked from outside.

/** How many sorts of differences are made small and shown; the rest is counted. */
const SHOWN = 8

/** Asks real Hydra and hydraconf the same; the cases that differ, one of each sort made small, as text to read. */
export async function differences<T>(oracle: Oracle, kind: Kind<T>, cases: readonly T[]): Promise<string[]> {
  const sorts = new Map<string, T[]>()
  for (let at = 0; at < cases.length; at += AT_ONCE) {
    const some = cases.slice(at, at + AT_ONCE)
    const found = await Promise.all(some.map((one) => differenceOf(oracle, kind, one)))
    for (const [index, text] of found.entries()) {
      if (text === undefined) continue
      const sort = sortOf(text)
      sorts.set(sort, [...(sorts.get(sort) ?? []), some[index]!])
    }
  }
  const shown: string[] = []
  for (const [sort, [one, ...others]] of [...sorts].slice(0, SHOWN)) {
    const isSame = async (it: T) => sortOf((await differenceOf(oracle, kind, it)) ?? '') === sort
    const smallest = await shrink(one!, kind.smaller, isSame)
    const rest = others.length > 0 ? `and ${others.length} more of this sort\n` : ''
    shown.push(`${await differenceOf(oracle, kind, smallest)}\n${kind.show(smallest)}\n${rest}`)
  }
  return sorts.size > SHOWN ? [...shown, `and ${sorts.size - SHOWN} more sorts`] : shown
}

/** What differs, without the names and numbers of this one case. */
function sortOf(difference: string): string {
  return difference.replace(/'[^']*'|"[^"]*"|\d+/g, '_').slice(0, 80)
}

/** Enough to keep the oracle busy, few enough to keep the pipe short. */
const AT_ONCE = 200

async function differenceOf<T>(oracle: Oracle, kind: Kind<T>, of: T): Promise<string | undefined> {
  const question = kind.question(of)
  return difference(await oracle.ask(kind.op, question), ours(kind.op, question))
}
