import { expect, test } from 'vitest'
import type { Answer, Oracle } from '../oracle/oracle.js'
import { ours } from '../oracle/ours.js'
import { compare } from './ask-both.js'
import { PARSE } from './kinds.js'
import { randomOf } from './random.js'

const WRONG: Answer = { ok: 'too slow' }

/** An oracle that answers as we do, apart from what it is asked for the first time and, of these texts, ever. */
function oracleWrongOnce(everWrong: readonly string[] = []): Oracle {
  const known = new Set<unknown>()
  return {
    pyyaml: '6.0.4',
    async ask(op, question) {
      const isKnown = known.has(question.text)
      known.add(question.text)
      return isKnown && !everWrong.includes(question.text as string) ? (ours(op, question) as Answer) : WRONG
    },
    close() {},
  }
}

const TEXTS = ['a=1', 'a=2', 'a=3']
const kind = { ...PARSE, make: () => TEXTS.at(at++ % TEXTS.length)!, smaller: function* () {} }
let at = 0

test('what agrees when it is asked again is counted, and is no difference', async () => {
  const { asked, differences, agreedLater } = await compare(oracleWrongOnce(), kind, randomOf(1), 3)
  expect({ asked, differences, agreedLater }).toEqual({ asked: 3, differences: [], agreedLater: 3 })
})

test('one that agrees when it is asked again hides none of its sort that does not', async () => {
  const { differences, agreedLater } = await compare(oracleWrongOnce(['a=2', 'a=3']), kind, randomOf(1), 3)
  expect(agreedLater).toBe(1)
  expect(differences).toHaveLength(1)
  expect(differences[0]).toContain('"a=2"')
  expect(differences[0]).toContain('and 1 more of this sort')
})
