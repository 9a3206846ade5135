import { createSearchPath, type Environment, memorySource } from '@hydraconf/core'
import { expect, test } from 'vitest'
import { explorationOf } from './explore-tree.js'
import { type Attempt, type Composing, composingKey, composingText, exploreTree } from './index.js'

const FILES = {
  config: 'defaults:\n  - db: mysql\n  - _self_\nname: app\n',
  'db/mysql': 'host: a\n',
  'db/postgres': 'host: ${nobody}\n',
  'db/broken': 'defaults: [nothing]\n',
}

test('who wants the stages of each composition has them without composing again', () => {
  const seen: string[] = []
  const counted = compositionsOf(exploringWith(undefined))
  const again = compositionsOf(
    exploringWith((composed, composing) => seen.push(`${composingText(composing)}: ${[...composed.job.items.keys()]}`)),
  )
  expect(again).toBe(counted)
  // What is refused has no stages.
  expect(seen).toEqual(['config: db,name', 'config db=postgres: db,name'])
})

test('others have their turn before each composition, also before those that are known', () => {
  let first = 0
  const known = new Map<string, Attempt>()
  compositionsOf((environment) => {
    for (const { composing, ...attempt } of exploreTree(environment, {}).attempts)
      known.set(composingKey(composing), { composing, ...attempt })
    first = stepsOf(environment, undefined)
  })
  let again = 0
  compositionsOf((environment) => {
    again = stepsOf(environment, (composing) => known.get(composingKey(composing)))
  })
  expect(known.size).toBe(3)
  expect(again).toBe(first)
})

function stepsOf(environment: Environment, reuse: ((composing: Composing) => Attempt | undefined) | undefined): number {
  let steps = 0
  for (const _ of explorationOf(environment, reuse === undefined ? {} : { reuse })) steps++
  return steps
}

function exploringWith(onComposed: Parameters<typeof exploreTree>[1]['onComposed']) {
  return (environment: Environment) => void exploreTree(environment, { onComposed })
}

/** How many compositions ask for the facts of a run. */
function compositionsOf(explore: (environment: Environment) => void): number {
  const main = memorySource('main', FILES, { path: 'memory://main' })
  let asked = 0
  explore({
    searchPath: createSearchPath('memory://main'),
    open: ({ path }) => (path === 'memory://main' ? main : undefined),
    get facts() {
      asked++
      return {
        cwd: '/project',
        env: {},
        now: { year: 2024, month: 1, day: 2, hour: 3, minute: 4, second: 5, microsecond: 0, offset: 0 },
        version: '1.3.5',
        jobName: 'app',
      }
    },
  })
  expect(asked).toBeGreaterThan(0)
  return asked
}
