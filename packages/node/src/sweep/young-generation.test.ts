import v8 from 'node:v8'
import { expect, onTestFinished, test, vi } from 'vitest'
import { sandbox } from '../../../../test/node/sandbox.js'
import type { NodePlugin } from '../plugin.js'

const CONF = { 'conf/config.yaml': 'x: 0\n' }
const GROWTH = '--semi-space-growth-factor'

test('the young generation stays small while jobs are given away, and grows as ever for one that runs here, and behind', async () => {
  const flags = vi.spyOn(v8, 'setFlagsFromString').mockImplementation(() => {})
  onTestFinished(() => flags.mockRestore())
  const set = (): readonly string[] => flags.mock.calls.map(([flag]) => flag)
  const seen: (readonly string[])[] = []
  const away: NodePlugin = {
    name: 'away',
    launchers: {
      away: {
        async launch(jobs, { run }) {
          seen.push(set())
          return [await run(jobs.at(0)!)]
        },
      },
    },
  }
  const { run } = sandbox(CONF)
  const { code } = await run('-m x=1 hydra/launcher=away', () => void seen.push(set()), { plugins: [away] })
  expect([code, seen]).toEqual([0, [[`${GROWTH}=1`], [`${GROWTH}=1`, `${GROWTH}=2`]]])
  expect(set().at(-1)).toBe(`${GROWTH}=2`)
})

test('a sweep in turn leaves it as it is', async () => {
  const flags = vi.spyOn(v8, 'setFlagsFromString').mockImplementation(() => {})
  onTestFinished(() => flags.mockRestore())
  const { code } = await sandbox(CONF).run('-m x=1,2', () => {})
  expect([code, flags.mock.calls]).toEqual([0, []])
})
