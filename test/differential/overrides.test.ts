import { afterAll, describe, expect, test } from 'vitest'
import { openOracle } from '../oracle/oracle.js'
import { differences, type Kind } from './ask-both.js'
import { overrideText } from './override-texts.js'
import { randomOf } from './random.js'
import { announce, casesOf, SEED } from './settings.js'
import { smallerTexts } from './shrink.js'

const oracle = await openOracle()
afterAll(() => oracle?.close())

const PARSE: Kind<string> = {
  op: 'parse_override',
  question: (text) => ({ text }),
  smaller: smallerTexts,
  show: (text) => JSON.stringify(text),
}

/** A list is put in an order that real Hydra draws by lot. */
const SHUFFLED = /shuffle\((list=)?\s*\[/

describe.skipIf(oracle === undefined)('random overrides, compared with real Hydra', () => {
  test('parse to the same, or are refused alike', { timeout: 0 }, async () => {
    const random = randomOf(SEED)
    const texts = Array.from({ length: casesOf(1000) }, () => overrideText(random)).filter(
      (text) => !SHUFFLED.test(text),
    )
    announce('overrides', texts.length)
    expect(await differences(oracle!, PARSE, texts)).toEqual([])
  })
})
