import type * as core from '@hydraconf/core'
import { beforeEach, expect, test, vi } from 'vitest'
import { sandbox } from '../../../../test/node/sandbox.js'
import type { NodePlugin } from '../plugin.js'
import type { JobList, SweepJob } from './launcher.js'

// What planning costs is counted, not timed.
const composing = vi.hoisted(() => ({ count: 0 }))
vi.mock('@hydraconf/core', async (original) => {
  const all = await original<typeof core>()
  return {
    ...all,
    composeJob(...given: Parameters<typeof all.composeJob>) {
      composing.count++
      return all.composeJob(...given)
    },
  }
})

beforeEach(() => {
  composing.count = 0
})

const CONF = {
  'conf/config.yaml': 'x: 0\ny: 0\nhydra: { sweep: { dir: sw } }\n',
  'conf/db/a.yaml': 'port: 1\n',
  'conf/db/b.yaml': 'port: 2\n',
}

/** What a launcher is given, which runs nothing. */
async function planned(argv: string, files: Readonly<Record<string, string>> = CONF) {
  const { run, dir } = sandbox(files)
  const given: JobList[] = []
  const launch = async (jobs: JobList) => {
    given.push(jobs)
    return []
  }
  const idle: NodePlugin = { name: 'idle', launchers: { idle: { launch } } }
  const { code, err } = await run(`-m ${argv} hydra/launcher=idle`, () => {}, { plugins: [idle] })
  return { code, err, dir, jobs: given[0]! }
}

/** Jobs that are there between two questions, and not made for each. */
const keptOf = (jobs: JobList) => [...jobs].filter((job, at) => job === jobs.at(at)).length

test('of 20,000 jobs that differ in values one is composed, and one is kept', async () => {
  const { code, jobs, dir } = await planned('x=range(20000)')
  expect([code, jobs.length, composing.count, keptOf(jobs)]).toEqual([0, 20_000, 1, 1])
  expect(jobs.at(12_345)).toEqual({ number: 12_345, overrides: ['x=12345'], dir: `${dir}/sw/12345` } satisfies SweepJob)
  expect(jobs.slice(3, 5).map(({ number }) => number)).toEqual([3, 4])
  expect(jobs.at(20_000)).toBeUndefined()
})

test('of choices that are combined with values one job of each choice is composed', async () => {
  const { code, jobs } = await planned('+db=a,b x=range(500) y=1,2')
  expect([code, jobs.length, composing.count, keptOf(jobs)]).toEqual([0, 2000, 2, 2])
  expect(jobs.at(1999)!.overrides).toEqual(['+db=b', 'x=499', 'y=2'])
})

test('a fault in job 350 is told before any job starts, as Hydra tells it', async () => {
  const files = { ...CONF, 'conf/db/bad.yaml': 'port: [\n' }
  const { code, err, jobs } = await planned('+db=a,bad x=range(350)', files)
  expect([code, jobs]).toEqual([1, undefined])
  expect(err).toContain('bad.yaml')
})

test('jobs that write by their number, and one that names the directory of another, collide', async () => {
  const subdir = 'hydra: { sweep: { dir: sw, subdir: "3" } }'
  const files = {
    ...CONF,
    'conf/config.yaml': 'defaults: [db: a, _self_]\nx: 0\nhydra: { sweep: { dir: sw } }\n',
    'conf/db/b.yaml': `# @package _global_\n${subdir}\n`,
  }
  const first = await planned('x=range(5) db=a,b', files)
  expect([first.code, first.err]).toEqual([1, expect.stringContaining('Two jobs of this sweep would write into')])
})
