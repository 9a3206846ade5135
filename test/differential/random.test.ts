import { afterAll, describe, expect, test } from 'vitest'
import { openOracle } from '../oracle/oracle.js'
import { compare, type Kind } from './ask-both.js'
import { COMPOSE, IN_PLACE, INTERPOLATE, LOAD, MERGE, MERGE_KEYS, PARSE, PRINT, SWEEP } from './kinds.js'
import { randomOf } from './random.js'
import { announce, casesOf, SEED } from './settings.js'

/** As many of each kind as fit into a minute or so; `soak.ts` asks thousands. */
const oracle = await openOracle()
const forgetful = await openOracle('--afresh')
afterAll(() => {
  oracle?.close()
  forgetful?.close()
})

describe.skipIf(oracle === undefined)('random cases, compared with real Hydra', () => {
  // biome-ignore lint/suspicious/noExplicitAny: each kind knows its own cases
  const kinds: [says: string, kind: Kind<any>, modest: number][] = [
    ['config trees compose to the same config, from the same defaults list', COMPOSE, 100],
    ['overrides parse to the same, or are refused alike', PARSE, 800],
    ['sweeps come to the same jobs', SWEEP, 400],
    ['YAML loads as the same value', LOAD, 500],
    ['`<<` brings the same', MERGE_KEYS, 200],
    ['configs are printed alike', PRINT, 300],
    ['configs merge to the same', MERGE, 300],
    ['interpolations resolve to the same', INTERPOLATE, 300],
    ['configs resolve in place to the same', IN_PLACE, 300],
  ]
  test.each(kinds)('%s', { timeout: 0 }, async (says, kind, modest) => {
    announce(says, casesOf(modest))
    const { differences } = await compare(oracle!, kind, randomOf(SEED), casesOf(modest))
    expect(differences).toEqual([])
  })

  test('what real Hydra remembers between questions changes no answer', { timeout: 0 }, async () => {
    const random = randomOf(SEED)
    for (let count = casesOf(10); count > 0; count--) {
      const question = COMPOSE.question(COMPOSE.make(random))
      const [remembered, afresh] = await Promise.all([oracle, forgetful].map((one) => one!.ask('compose', question)))
      const counted = (answer: typeof remembered) =>
        answer?.error?.type ?? COMPOSE.compared!(withoutNode(answer?.ok), { hydra: 'bare' })
      expect(counted(remembered)).toEqual(counted(afresh))
    }
  })
})

/** A bare Hydra has no node of its own to tell of. */
function withoutNode(answer: unknown): unknown {
  const { hydra, run, ...rest } = answer as Record<string, unknown>
  return rest
}
