import type { PyYamlVersion } from '@hydraconf/core'
import { DIALECT } from '../oracle/dialect.js'
import type { Answer, Oracle, Refusal } from '../oracle/oracle.js'
import { ours } from '../oracle/ours.js'
import { difference } from './compare.js'
import type { Random } from './random.js'
import { type Smaller, shrink } from './shrink.js'

/** A kind of random case: how it is made, asked, made smaller and shown. */
export interface Kind<T> {
  readonly op: string
  make(random: Random): T
  /** False for what real Hydra has no one answer to. */
  isAsked?(of: T): boolean
  question(of: T): Record<string, unknown>
  /** What real Hydra fails on by accident, whatever ours makes of it: `fixtures/differences` has it. */
  isAccident?(refusal: Refusal): boolean
  /** What of both answers counts; everything unless said otherwise. */
  compared?(answer: unknown, question: Record<string, unknown>): unknown
  readonly smaller: Smaller<T>
  show(of: T): string
}

export interface Comparison {
  readonly asked: number
  /** How many of those both programs refused. */
  readonly refused: number
  /** How often for what. */
  readonly refusals: ReadonlyMap<string, number>
  /** The cases that differ, one of each sort made small, as text to read. */
  readonly differences: readonly string[]
  /** How many differed, and agreed when they were asked again: the oracle was too slow once. */
  readonly agreedLater: number
}

// The tests that use this have no timeout: how many cases there are, and how far one is made smaller, is asked from outside.

/** How many sorts of differences are made small and shown; the rest is counted. */
const SHOWN = 8

/** Asks real Hydra and hydraconf the same, of so many random cases. */
export async function compare<T>(oracle: Oracle, kind: Kind<T>, random: Random, count: number): Promise<Comparison> {
  const cases = Array.from({ length: count }, () => kind.make(random)).filter((one) => kind.isAsked?.(one) ?? true)
  const sorts = new Map<string, T[]>()
  const refusals = new Map<string, number>()
  let refused = 0
  for (let at = 0; at < cases.length; at += AT_ONCE) {
    const some = cases.slice(at, at + AT_ONCE)
    const found = await Promise.all(some.map((one) => asked(oracle, kind, one)))
    for (const [index, { theirs, differing: how }] of found.entries()) {
      if (how !== undefined) {
        const sort = sortOf(how)
        sorts.set(sort, [...(sorts.get(sort) ?? []), some[index]!])
      } else if (theirs.error !== undefined) {
        refused++
        const sort = sortOf(`${theirs.error.type}: ${theirs.error.cause?.message ?? theirs.error.message ?? ''}`, 160)
        refusals.set(sort, (refusals.get(sort) ?? 0) + 1)
      }
    }
  }
  const lasting = new Map<string, T[]>()
  let agreedLater = 0
  for (const [sort, all] of sorts) {
    const differ: T[] = []
    for (const one of all) {
      if ((await asked(oracle, kind, one)).differing !== undefined) differ.push(one)
      else agreedLater++
    }
    if (differ.length > 0) lasting.set(sort, differ)
  }
  const differences: string[] = []
  for (const [sort, [one, ...others]] of [...lasting].slice(0, SHOWN)) {
    const isSame = async (it: T) => sortOf((await asked(oracle, kind, it)).differing ?? '') === sort
    const smallest = await shrink(one!, kind.smaller, isSame)
    const rest = others.length > 0 ? `and ${others.length} more of this sort\n` : ''
    differences.push(`${(await asked(oracle, kind, smallest)).differing}\n${kind.show(smallest)}\n${rest}`)
  }
  if (lasting.size > SHOWN) differences.push(`and ${lasting.size - SHOWN} more sorts`)
  return { asked: cases.length, refused, refusals, differences, agreedLater }
}

/** What differs, without the names and numbers of this one case. */
function sortOf(difference: string, length = 80): string {
  return difference.replace(/'[^']*'|"[^"]*"|\d+/g, '_').slice(0, length)
}

/** Enough to keep the oracle busy, few enough to keep the pipe short. */
const AT_ONCE = 200

async function asked<T>(
  oracle: Oracle,
  kind: Kind<T>,
  of: T,
): Promise<{ theirs: Answer; differing: string | undefined }> {
  const question = kind.question(of)
  const theirs = await oracle.ask(kind.op, question)
  return { theirs, differing: differing(kind, question, theirs, oracle.pyyaml) }
}

/** How our answer to a question differs from real Hydra's; undefined: it does not. */
export function differing<T>(
  kind: Kind<T>,
  question: Record<string, unknown>,
  theirs: Answer,
  pyyaml: PyYamlVersion,
): string | undefined {
  const own = ours(kind.op, question, { dialect: DIALECT, pyyaml })
  if (theirs.error !== undefined && own.error?.type !== 'Crash' && kind.isAccident?.(theirs.error) === true) return
  return difference(counting(theirs), counting(own))

  function counting(answer: Answer): Answer {
    return answer.error !== undefined || kind.compared === undefined
      ? answer
      : { ok: kind.compared(answer.ok, question) }
  }
}
