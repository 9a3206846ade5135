import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { JobReturn } from '../run/job-return.js'
import { makeDirectory } from '../write-file.js'
import type { Engine } from './engine.js'
import { Claim } from './job-files/claim.js'
import { readResult, writeResult } from './job-files/result-file.js'
import { Journal } from './journal.js'
import { launchOn } from './launch-on.js'
import type { JobList, JobOrder, LaunchContext, Submission, SweepJob } from './launcher.js'

const PATIENCE = { look: 0.01, ask: 0.01, grace: 0 }
const START = {
  overrides: [],
  configName: 'config',
  configPath: undefined,
  configDirs: [],
  cwd: '/',
  now: 0,
  seed: 1,
  allowCollisions: false,
}

test.each([
  ['of another seed', { seed: 2 }, ['x=0']],
  ['of another moment', { now: 1 }, ['x=0']],
  ['with other overrides', {}, ['x=9']],
])('a job %s is of a sweep that was there before, and not waited for', async (_, start, overrides) => {
  const { jobs, context, engine, submitted } = sweepOf(1)
  const order = context.order(jobs[0]!)
  const old = { id: 'old', order: { ...order, start: { ...order.start, ...start }, job: { ...order.job, overrides } } }
  let isKnown = true
  const [result] = await launchOn(
    {
      ...engine,
      found: async () => [old],
      async ask() {
        if (!isKnown) return new Map()
        isKnown = false
        return new Map([['old', 'running']])
      },
    },
    jobs,
    context,
    PATIENCE,
  )
  expect([result!.status, submitted.get(0)]).toEqual(['completed', { engine: 'fake', id: 'id-0' }])
})

test('a job of this sweep that nobody noted is waited for', async () => {
  const { jobs, context, engine, submitted } = sweepOf(2)
  const results = await launchOn(
    {
      ...engine,
      found: async () => [{ id: 'here', order: context.order(jobs[0]!) }],
      async ask() {
        finish(jobs[0]!)
        return new Map([['here', 'running']])
      },
    },
    jobs,
    context,
    PATIENCE,
  )
  expect([results.map(({ status }) => status), [...submitted.keys()]]).toEqual([['completed', 'completed'], [1]])
})

test('an engine that ends nothing when the sweep is interrupted is warned of, and throws nothing', async () => {
  const { jobs, context, engine, warnings } = sweepOf(1, AbortSignal.abort())
  const cancel = () => Promise.reject(new Error('scancel: no answer'))
  await launchOn({ ...engine, submit: async ([job], noted) => noted(job!, 'id-0'), cancel }, jobs, context, PATIENCE)
  expect(warnings).toEqual(['fake did not end id-0: scancel: no answer; --resume waits for them'])
})

test('what an engine took before it refused the rest is noted', async () => {
  const { jobs, context, engine, submitted } = sweepOf(2)
  const launched = launchOn(
    {
      ...engine,
      async submit([first], noted) {
        noted(first!, 'id-0')
        throw new Error('too many jobs')
      },
    },
    jobs,
    context,
    PATIENCE,
  )
  await expect(launched).rejects.toThrow('too many jobs')
  expect([...submitted]).toEqual([[0, { engine: 'fake', id: 'id-0' }]])
})

test('a job whose message is gone is waited for while its process is at work, and not submitted again', async () => {
  const { jobs, context, engine } = sweepOf(1)
  const claim = Claim.take(jobs[0]!, 0)!
  let asked = 0
  const [result] = await launchOn(
    {
      ...engine,
      submit: async ([job], noted) => noted(job!, 'id-0'),
      async ask() {
        if (++asked === 4) finish(jobs[0]!)
        return new Map()
      },
    },
    jobs,
    context,
    { ...PATIENCE, attempts: 3 },
  )
  claim.release()
  expect([result!.status, asked]).toEqual(['completed', 4])
})

test('a job that is lost is submitted as often as was asked for, and then has failed', async () => {
  const { jobs, context, engine, warnings } = sweepOf(2)
  const given: number[][] = []
  const results = await launchOn(
    {
      ...engine,
      async submit(handed, noted) {
        given.push(handed.map(({ job }) => job.number))
        for (const one of handed) {
          if (one.job.number === 1) finish(one.job)
          noted(one, `id-${one.job.number}.${given.length}`)
        }
      },
      explain: async (id) => ({ how: `${id} is gone`, log: undefined }),
    },
    jobs,
    context,
    { ...PATIENCE, attempts: 3 },
  )
  expect(given).toEqual([[0, 1], [0], [0]])
  expect(warnings).toHaveLength(2)
  expect(results.map((result) => (result.status === 'failed' ? String(result.error) : result.status))).toEqual([
    'Error: Job #0 (id-0.3) left no result: id-0.3 is gone.',
    'completed',
  ])
})

test('what its own machine saw end without a result is lost at once', async () => {
  const { jobs, context, engine } = sweepOf(1)
  const [result] = await launchOn(
    {
      ...engine,
      submit: async ([job], noted) => noted(job!, 'id-0'),
      ask: async () => new Map([['id-0', 'ended']]),
    },
    jobs,
    context,
    { ...PATIENCE, grace: 10_000 },
  )
  expect(result!.status).toBe('failed')
})

test('an engine is given its portions, one after the other, and asked about as many in turn', async () => {
  const { jobs, context, engine } = sweepOf(5)
  const given: number[] = []
  const asked: string[] = []
  await launchOn(
    {
      ...engine,
      portion: 2,
      async submit(handed, noted) {
        given.push(handed.length)
        for (const one of handed) noted(one, `id-${one.job.number}`)
      },
      async ask(ids) {
        asked.push(ids.join())
        if (asked.length === 4) for (const job of jobs) finish(job)
        return new Map(ids.map((id) => [id, 'running'] as const))
      },
    },
    jobs,
    context,
    PATIENCE,
  )
  expect(given).toEqual([2, 2, 1])
  expect(asked).toEqual(['id-0,id-1', 'id-2,id-3', 'id-4,id-0', 'id-1,id-2'])
})

test('a sweep that nobody waits for is over when all is submitted', async () => {
  const { jobs, context, engine } = sweepOf(3)
  const submitted: number[] = []
  const submit: Engine['submit'] = async (handed) => void submitted.push(...handed.map(({ job }) => job.number))
  const detach = () => {
    throw new Error('left alone')
  }
  const launched = launchOn(
    { ...engine, portion: 2, submit },
    jobs,
    { ...context, detach },
    { ...PATIENCE, isDetached: true },
  )
  await expect(launched).rejects.toThrow('left alone')
  expect(submitted).toEqual([0, 1, 2])
})

test('a job that nobody noted and that has ended by now is not submitted again', async () => {
  const { jobs, context, engine, submitted } = sweepOf(2)
  finish(jobs[0]!)
  const results = await launchOn(engine, jobs, context, PATIENCE)
  expect([results.map(({ status }) => status), [...submitted.keys()]]).toEqual([['completed', 'completed'], [1]])
})

const FOUR: Partial<Engine> = { largest: () => Promise.resolve(4) }

test.each<readonly [says: string, engine: Partial<Engine>, count: number, most: number]>([
  ['says how many it takes', FOUR, 11, 4],
  ['says nothing', {}, 501, 500],
  ['shall have fewer at a time', { ...FOUR, atOnce: 3 }, 11, 4],
])('of many jobs only some are handed over at once where the engine %s', async (_, of, count, most) => {
  const { jobs, context, engine, submitted } = sweepOf(count)
  const handed: number[] = []
  const handOver: LaunchContext['handOver'] = (some, options) => {
    handed.push(some.length)
    return context.handOver(some, options)
  }
  await launchOn({ ...engine, ...of }, jobs, { ...context, handOver }, PATIENCE)
  expect([Math.max(...handed), submitted.size]).toEqual([most, count])
})

test('an engine has no more jobs at a time than it shall have', async () => {
  const { jobs, context, engine, submitted } = sweepOf(3)
  const batches: number[] = []
  const submit: Engine['submit'] = async (handed, noted) => {
    batches.push(handed.length)
    await engine.submit(handed, noted)
  }
  const results = await launchOn({ ...engine, atOnce: 2, submit }, jobs, context, PATIENCE)
  expect([results.map(({ status }) => status), batches, submitted.size]).toEqual([
    Array(3).fill('completed'),
    [2, 1],
    3,
  ])
})

test('a failure of before is no result of a job that the engine was not given yet', async () => {
  const { jobs, context, engine, submitted } = sweepOf(2)
  for (const job of jobs) writeResult(job, { ...finish(job), status: 'failed', error: new Error('before') }, START)
  const results = await launchOn({ ...engine, largest: async () => 1, atOnce: 1 }, jobs, context, PATIENCE)
  expect([results.map(({ status }) => status), submitted.size]).toEqual([['completed', 'completed'], 2])
})

test('a job that the engine dropped before it began is submitted again, however often', async () => {
  const { jobs, context, engine, warnings } = sweepOf(1)
  let submissions = 0
  await launchOn(
    {
      ...engine,
      async submit([job], noted) {
        if (submissions++ === 4) finish(job!.job)
        noted(job!, `id-${submissions}`)
      },
      ask: async ([id]) => new Map([[id!, 'dropped']]),
    },
    jobs,
    context,
    PATIENCE,
  )
  expect([submissions, warnings]).toEqual([5, []])
})

test('a look at very many jobs is at those that the journal says are done, and some others', async () => {
  const { jobs, context, engine } = sweepOf(1000)
  const journal = new Journal(context.sweepDir, START)
  const looks: number[] = []
  let looked = 0
  const counted: JobList = {
    length: jobs.length,
    at: (index) => {
      looked++
      return jobs.at(index)
    },
    slice: (from, to) => jobs.slice(from, to),
    map: (made) => jobs.map(made),
    [Symbol.iterator]: () => jobs[Symbol.iterator](),
  }
  const results = await launchOn(
    {
      ...engine,
      submit: async (handed, noted) => handed.forEach((one) => void noted(one, `id-${one.job.number}`)),
      async ask(ids) {
        looks.push(looked)
        // The last few first, and then all.
        for (const job of looks.length === 3 ? jobs : jobs.slice(-3)) journal.done(job, finish(job))
        looked = 0
        return new Map(ids.map((id) => [id, 'running'] as const))
      },
    },
    counted,
    context,
    PATIENCE,
  )
  journal.close()
  expect(results.filter(({ status }) => status === 'completed')).toHaveLength(1000)
  expect(looks).toHaveLength(3)
  for (const count of looks.slice(1)) expect(count).toBeLessThan(150)
})

function finish(job: SweepJob): JobReturn {
  makeDirectory(job.dir)
  const facts = { overrides: [], config: undefined, hydraConfig: undefined, workingDir: '/', taskName: 'app' }
  const result: JobReturn = { ...facts, outputDir: job.dir, status: 'completed', value: job.number }
  writeResult(job, result, START)
  return result
}

/** A sweep on an engine whose jobs are done when they are submitted. */
function sweepOf(count: number, signal = new AbortController().signal) {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'launch-on-')))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  const jobs = Array.from({ length: count }, (_, number) => ({
    number,
    overrides: [`x=${number}`],
    dir: join(dir, String(number)),
  }))
  const submitted = new Map<number, Submission>()
  const warnings: string[] = []
  const log = { info() {}, warning: (text: string) => void warnings.push(text) } as unknown as LaunchContext['log']
  const context: LaunchContext = {
    settings: {},
    sweepDir: dir,
    jobName: 'app',
    log,
    signal,
    run: () => expect.unreachable(),
    order: (job): JobOrder => ({
      job,
      hydraOverrides: [],
      start: START,
      sweepDir: dir,
      program: [],
    }),
    handOver: (given) =>
      given.map((job, index) => ({ job, pointer: '', batch: dir, index, attempt: 0, isAgain: false })),
    result: (job) => readResult(job, START),
    submitted: ({ number }, to) => void submitted.set(number, to),
    earlier: () => undefined,
    detach: () => expect.unreachable(),
    begun() {},
    done() {},
  }
  const engine: Engine = {
    name: 'fake',
    async submit(handed, noted) {
      for (const one of handed) {
        finish(one.job)
        noted(one, `id-${one.job.number}`)
      }
    },
    ask: async () => new Map(),
    explain: async () => ({ how: 'gone', log: undefined }),
    cancel: async () => [],
    found: async () => [],
  }
  return { jobs, context, engine, submitted, warnings }
}
