import { createSearchPath, type Environment, memorySource } from '@hydraconf/core'
import { expect, test } from 'vitest'
import { compositionProblems } from './composition-problems.js'
import { exploreTree } from './index.js'

const OPTIONS = ['a', 'b', 'c', 'd', 'e', 'f']

const FILES = {
  config: 'defaults:\n  - db: a\n  - _self_\nname: ${db.extra}\n',
  ...Object.fromEntries(OPTIONS.map((name) => [`db/${name}`, `host: ${name}\nhome: \${nowhere}\n`])),
  'db/extra': 'extra: 1\nhome: ${nowhere}\n',
}

test('stops before each composition that it goes through again, so that a request need not wait for all of them', () => {
  const explored = exploreTree(environment(), {})
  const steps = compositionProblems(explored, undefined)
  let stops = 0
  let step = steps.next()
  for (; !step.done; step = steps.next()) stops++
  expect(stops).toBeGreaterThanOrEqual(explored.attempts.length)
  expect(step.value.map(({ severity, advice, origin }) => [severity, origin?.source.name, advice])).toEqual([
    ['warning', 'db/a.yaml', 'No config of this tree has it: the program has to set it before it is read'],
    // One option gives the key: the others are not to blame.
    ['note', 'config.yaml', 'Other choices resolve it'],
  ])
})

function environment(): Environment {
  const main = memorySource('main', FILES, { path: 'memory://main' })
  return {
    searchPath: createSearchPath('memory://main'),
    open: ({ path }) => (path === 'memory://main' ? main : undefined),
    facts: {
      cwd: '/project',
      env: {},
      now: { year: 2024, month: 1, day: 2, hour: 3, minute: 4, second: 5, microsecond: 0, offset: 0 },
      version: '1.3.5',
      jobName: 'app',
    },
  }
}
