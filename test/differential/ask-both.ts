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

/** How many differing cases are made small and shown; the rest is counted. */
const SHOWN = 5

/** Asks real Hydra and hydraconf the same; every case that differs, the first ones made small, as text to read. */
export async function differences<T>(oracle: Oracle, kind: Kind<T>, cases: readonly T[]): Promise<string[]> {
  const differing: T[] = []
  for (let at = 0; at < cases.length; at += AT_ONCE) {
    const some = cases.slice(at, at + AT_ONCE)
    const found = await Promise.all(some.map((one) => differenceOf(oracle, kind, one)))
    differing.push(...some.filter((_, index) => found[index] !== undefined))
  }
  const shown: string[] = []
  for (const one of differing.slice(0, SHOWN)) {
    const smallest = await shrink(one, kind.smaller, async (it) => (await differenceOf(oracle, kind, it)) !== undefined)
    shown.push(`${await differenceOf(oracle, kind, smallest)}\n${kind.show(smallest)}`)
  }
  const rest = differing.length - shown.length
  return rest > 0 ? [...shown, `and ${rest} of ${cases.length} more`] : shown
}

/** Enough to keep the oracle busy, few enough to keep the pipe short. */
const AT_ONCE = 200

async function differenceOf<T>(oracle: Oracle, kind: Kind<T>, of: T): Promise<string | undefined> {
  const question = kind.question(of)
  return difference(await oracle.ask(kind.op, question), ours(kind.op, question))
}
