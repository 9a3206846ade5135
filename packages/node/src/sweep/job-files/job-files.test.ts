import { mkdirSync, mkdtempSync, realpathSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { Claim } from './claim.js'
import { handOver } from './hand-over.js'
import { pointerText, readOrder, readPointer, writeOrders } from './orders.js'
import { readResult, resultPath, writeResult } from './result-file.js'

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

function home(): string {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'job-files-')))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

const jobIn = (dir: string, number: number) => ({
  number,
  overrides: [`x='${number} ü'`],
  dir: join(dir, String(number)),
})

test('an order is found again by its place, whatever its length', () => {
  const dir = home()
  const jobs = Array.from({ length: 3000 }, (_, number) => jobIn(dir, number * 7))
  const batch = writeOrders(
    dir,
    { hydraOverrides: ['hydra.verbose=true'], start: START, sweepDir: dir, program: [] },
    jobs,
  )
  for (const index of [0, 1, 1500, 2999]) {
    const pointer = readPointer(pointerText({ batch, index, attempt: 2 }))!
    expect(pointer).toEqual({ batch, index, attempt: 2 })
    expect(readOrder(pointer)).toMatchObject({
      job: jobs[index],
      hydraOverrides: ['hydra.verbose=true'],
      start: { seed: 1 },
    })
  }
  expect(() => readOrder({ batch, index: 3000 })).toThrow('there is no such job')
  expect(() => readOrder({ batch: join(dir, 'gone'), index: 0 })).toThrow('on a disk that this machine sees')
  expect(writeOrders(dir, { hydraOverrides: [], start: START, sweepDir: dir, program: [] }, [])).not.toBe(batch)
})

test('a pointer is told from an order', () => {
  expect(readPointer('{"job":{}}')).toBeUndefined()
  expect(readPointer('1:0:/a b/c:d')).toEqual({ index: 1, attempt: 0, batch: '/a b/c:d' })
})

test('an attempt is claimed once, and a later one takes the job over', () => {
  const dir = home()
  const job = { number: 0, overrides: [], dir }
  const first = Claim.take(job, 0)!
  expect(Claim.take(job, 0)).toBeUndefined()
  expect(first.isLatest()).toBe(true)
  const second = Claim.take(job, 1)!
  expect([first.isLatest(), second.isLatest()]).toEqual([false, true])
  // The process of the first is ours, and runs.
  expect(second.hasLivingPredecessor()).toBe(true)
  writeFileSync(join(dir, '.claim/0/process'), '999999999:1')
  expect(second.hasLivingPredecessor()).toBe(false)
})

test('a process on another machine counts as gone when it gave no sign of life for a while', () => {
  const dir = home()
  mkdirSync(join(dir, '.claim/0'), { recursive: true })
  writeFileSync(join(dir, '.claim/0/process'), '12:34@elsewhere/boot')
  const later = Claim.take({ number: 0, overrides: [], dir }, 1)!
  expect(later.hasLivingPredecessor()).toBe(true)
  const long = new Date(Date.now() - 31_000)
  utimesSync(join(dir, '.claim/0'), long, long)
  expect(later.hasLivingPredecessor()).toBe(false)
})

test('a result is read back, an error with its words and stack', () => {
  const dir = home()
  const job = { number: 0, overrides: ['x=1'], dir }
  expect(readResult(job, START)).toBeUndefined()
  const facts = {
    overrides: [],
    config: undefined,
    hydraConfig: undefined,
    workingDir: '/w',
    outputDir: dir,
    taskName: 'app',
  }
  writeResult(job, { ...facts, status: 'completed', value: { a: [1] } }, START)
  expect(readResult(job, START)).toMatchObject({
    status: 'completed',
    value: { a: [1] },
    overrides: ['x=1'],
    workingDir: '/w',
  })
  writeResult(job, { ...facts, status: 'completed', value: 1n }, START)
  expect(readResult(job, START)).toMatchObject({ status: 'completed', value: undefined })
  const error = new RangeError('two is too much')
  writeResult(job, { ...facts, status: 'failed', error }, START)
  const read = readResult(job, START) as { error: Error }
  expect([String(read.error), read.error.stack]).toEqual(['RangeError: two is too much', error.stack])
  writeFileSync(resultPath(job), '{"status":"comp')
  expect(readResult(job, START)).toBeUndefined()
})

test('the result of another sweep in the same directory is none', () => {
  const job = jobIn(home(), 0)
  mkdirSync(job.dir)
  const facts = { overrides: [], config: undefined, hydraConfig: undefined, workingDir: '/w', taskName: 'app' }
  writeResult(job, { ...facts, outputDir: job.dir, status: 'completed', value: 1 }, START)
  expect(readResult(job, { ...START, seed: START.seed + 1 })).toBeUndefined()
  expect(readResult(job, START)).toBeDefined()
})

test('what another sweep left is taken away, and an attempt counts on from those that were', () => {
  const dir = home()
  const job = jobIn(dir, 0)
  const common = { hydraOverrides: [], start: START, sweepDir: dir, program: [] }
  mkdirSync(join(job.dir, '.claim/100'), { recursive: true })
  writeFileSync(resultPath(job), '{}')
  const [begun] = handOver([job], common, () => true)
  expect([begun!.attempt, readPointer(begun!.pointer)!.attempt, readResult(job, START)]).toEqual([2, 200, undefined])
  const [fresh] = handOver([job], common, () => false)
  expect([fresh!.attempt, fresh!.batch === begun!.batch]).toEqual([0, false])
})

test('jobs of one directory are claimed apart, and a new sweep takes away only what is of its number', () => {
  const dir = home()
  const [one, two] = [0, 1].map((number) => ({ number, overrides: [], dir, isShared: true as const }))
  const common = { hydraOverrides: [], start: START, sweepDir: dir, program: [] }
  expect([Claim.take(one!, 0)?.isLatest(), Claim.take(two!, 300)?.isLatest()]).toEqual([true, true])
  const result = JSON.stringify({ status: 'completed', sweep: `${START.now}.${START.seed}` })
  writeFileSync(resultPath(one!), result)
  writeFileSync(resultPath(two!), result)
  expect(handOver([one!], common, () => false)[0]!.attempt).toBe(0)
  expect([readResult(one!, START), readResult(two!, START)?.status]).toEqual([undefined, 'completed'])
  expect(handOver([two!], common, () => true)[0]!.attempt).toBe(4)
})
