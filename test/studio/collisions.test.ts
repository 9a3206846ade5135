import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sessionOver } from './same-as-command.js'
import { SHOP, treeOf } from './trees.js'

/** The shop, where the directory of a job is told by one value. */
const FILES = {
  ...SHOP,
  'conf/config.yaml': `${SHOP['conf/config.yaml']}hydra: {sweep: {dir: out, subdir: '\${need}'}}\n`,
}

async function collisionsOf(overrides: readonly string[]) {
  const session = sessionOver(treeOf(FILES).dir, 'conf')
  const words = { configName: 'config', overrides }
  let answers = 1
  let soFar = await session.collisions(words)
  while (!soFar.isDone) {
    soFar = await session.collisions(words)
    answers++
  }
  return { ...soFar, answers }
}

test('the last of many jobs is looked at, too', async () => {
  const values = Array.from({ length: 2500 }, (_, at) => at)
  expect(await collisionsOf([`need=${values.join(',')},0`])).toMatchObject({
    looked: 2501,
    count: 1,
    found: [{ dir: join('out', '0'), count: 2, jobs: [0, 2500] }],
    broken: 0,
  })
})

test('what does not compose is counted, and of very many the first are named', async () => {
  expect(await collisionsOf(['need=1,2', 'db=mysql,nowhere'])).toMatchObject({
    looked: 4,
    count: 0,
    found: [],
    broken: 2,
  })
  const { found, count } = await collisionsOf([
    'db.timeout=range(0,30)',
    `need=${Array.from({ length: 12 }, (_, at) => at)}`,
  ])
  expect(count).toBe(12)
  expect(found).toHaveLength(10)
  expect(found[0]).toEqual({ dir: 'out/0', count: 30, jobs: Array.from({ length: 10 }, (_, at) => at * 12) })
})
