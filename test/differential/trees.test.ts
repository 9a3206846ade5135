import { afterAll, describe, expect, test } from 'vitest'
import { openOracle } from '../oracle/oracle.js'
import { differences, type Kind } from './ask-both.js'
import { randomOf } from './random.js'
import { announce, casesOf, SEED } from './settings.js'
import { smallerTrees, spelled, type TreeCase, treeCase } from './trees.js'

const oracle = await openOracle()
afterAll(() => oracle?.close())

const COMPOSE: Kind<TreeCase> = {
  op: 'compose',
  question: ({ tree, config, overrides }) => ({ tree, config_name: config, overrides }),
  smaller: smallerTrees,
  show: spelled,
}

describe.skipIf(oracle === undefined)('random config trees, compared with real Hydra', () => {
  test('compose to the same config, from the same defaults list', { timeout: 0 }, async () => {
    const random = randomOf(SEED)
    // Each takes real Hydra 50 ms and more.
    const cases = Array.from({ length: casesOf(40) }, () => treeCase(random))
    announce('trees', cases.length)
    expect(await differences(oracle!, COMPOSE, cases)).toEqual([])
  })
})
