import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
// @ts-expect-error a script without types
import { isWatched, runner } from '../scripts/dev.mjs'

test('what is saved while tests run waits for them, and is run once', async () => {
  const runs: string[][] = []
  let finish = () => {}
  const changed = runner((files: string[]) => {
    runs.push(files)
    return new Promise<void>((done) => {
      finish = done
    })
  }, 0)
  const settled = () => wait(20)
  changed(['a.ts'])
  await settled()
  for (const path of ['b.ts', 'c.ts', 'b.ts']) changed([path])
  await settled()
  expect(runs).toEqual([['a.ts']])
  finish()
  await settled()
  expect(runs).toEqual([['a.ts'], ['b.ts', 'c.ts']])
})

test('only sources and tests are watched, not what is built or installed', () => {
  const paths = ['packages/core/src/compose.ts', 'scripts/dev.mjs', 'packages/core/README.md']
  const made = ['packages/core/dist/index.d.ts', 'test/.build/x.mjs', 'packages/cli/node_modules/yaml/a.ts']
  expect([...paths, ...made].filter((path) => isWatched(path))).toEqual(paths.slice(0, 2))
})
