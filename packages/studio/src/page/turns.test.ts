import { expect, test } from 'vitest'
import { nextTurn, OneByOne } from './turns.js'

test('jobs come one after another, in order, also where one fails', async () => {
  const queue = new OneByOne()
  const seen: string[] = []
  const job = (name: string) => async () => {
    seen.push(`${name} begins`)
    await nextTurn()
    seen.push(`${name} ends`)
    if (name === 'b') throw new Error('not b')
    return name
  }
  const [a, b, c] = [queue.do(job('a')), queue.do(job('b')), queue.do(job('c'))]
  const settled = queue.settled().then(() => seen.push('all are over'))
  await expect(b).rejects.toThrow('not b')
  expect(await Promise.all([a, c])).toEqual(['a', 'c'])
  await settled
  expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends', 'all are over'])
})
