import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { raise } from '../../packages/core/src/text/errors.js'
import { answerEach } from './src/answer-requests.js'
import type { Suite } from './src/suite.js'

test('the adapter starts, and answers every case in order, also one of a suite that nobody knows', () => {
  const cases = ['weather', 'overrides', 'weather'].map((suite, id) =>
    JSON.stringify({ id: `${id}`, suite, input: 'a=1' }),
  )
  const adapter = fileURLToPath(new URL('adapter', import.meta.url))
  const { status, stdout } = spawnSync(adapter, ['--root', '.'], { input: `${cases.join('\n')}\n`, encoding: 'utf8' })
  expect(status).toBe(0)
  const answers = stdout.trimEnd().split('\n')
  expect(answers.map((line) => JSON.parse(line).id)).toEqual(['0', '1', '2'])
  expect(answers[0]).toBe('{"id":"0","skip":"no such suite: weather"}')
})

test("the library's error is a refusal of its class", async () => {
  const refuse = () => {
    throw raise({ type: 'ConfigKeyError', code: 'no-key', message: 'there is no key x' })
  }
  expect(await answersOf({ answer: refuse })).toEqual([
    { id: 'a', expect: { error: { type: 'ConfigKeyError', message: 'there is no key x' } } },
  ])
})

test('any other error is a fault, which no case is content with', async () => {
  const told: string[] = []
  const answers = await answersOf({ answer: (each) => each.input.no.such }, told)
  expect(answers).toEqual([{ id: 'a', expect: { crash: expect.stringContaining('TypeError') } }])
  expect(told).toEqual([expect.stringMatching(/^a: TypeError/)])
})

async function answersOf(suite: Suite, told: string[] = []) {
  async function* lines() {
    yield '{"id": "a", "suite": "overrides", "input": {}}'
  }
  const door = { root: '.', load: async () => suite, report: (text: string) => told.push(text) }
  const answers: unknown[] = []
  for await (const answer of answerEach(lines(), door)) answers.push(answer)
  return answers
}
