import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { processHost } from '@hydraconf/node'
import { parquetReadObjects } from 'hyparquet'
import { expect, test } from 'vitest'
import { sandbox } from '../../../../test/node/sandbox.js'
import { ownProcess } from '../../../node/src/process-id.js'
import { runCommand } from '../run-command.js'
import { parquetOf } from './parquet.js'

const CONF = { 'conf/config.yaml': 'x: 0\nname: a\nhydra: { sweep: { dir: sw } }\n' }

async function ask(cwd: string, ...argv: string[]) {
  let [out, err] = ['', '']
  const host = {
    ...processHost(),
    cwd: () => cwd,
    out: (text: string) => {
      out += text
    },
    err: (text: string) => {
      err += text
    },
  }
  return { code: await runCommand(argv, host), out, err }
}

async function swept() {
  const { run, dir } = sandbox(CONF)
  await run('-m x=1,2,3,4 name=a,b', ({ x }) => {
    if (x === 2 || x === 4) throw new RangeError('too even\nand more')
    return { loss: x }
  })
  return dir
}

test('sweep status counts jobs, and failures by what went wrong', async () => {
  const dir = await swept()
  const { code, out } = await ask(dir, 'sweep', 'status', 'sw')
  expect([code, out.replace(/, [\d.e+]+ done a minute/, '')]).toEqual([
    0,
    '8 jobs: 4 completed, 4 failed, 0 begun\n  4 x RangeError: too even (first: #2)\n',
  ])
  expect(JSON.parse((await ask(dir, 'sweep', 'status', 'sw', '--json')).out)).toMatchObject({
    jobs: 8,
    completed: 4,
    failures: [{ error: 'RangeError: too even', count: 4, first: 2 }],
  })
})

test('of a sweep that runs sweep status says how long it will take, at the rate of late', async () => {
  const dir = await swept()
  const path = join(dir, 'sw/.journal.jsonl')
  const [start = ''] = readFileSync(path, 'utf8').split('\n')
  const line = (content: object) => `${JSON.stringify(content)}\n`
  const now = Date.now()
  // An hour's pause lies before the last jobs, of which one a second was done.
  const done = Array.from({ length: 300 }, (_, job) => {
    const at = now - (300 - job) * 1000 - (job < 50 ? 3_600_000 : 0)
    return (
      line({ kind: 'begun', job, overrides: [], process: '1', at }) + line({ kind: 'completed', job, at: at + 900 })
    )
  })
  const driver = line({ kind: 'driver', process: ownProcess() })
  writeFileSync(path, [`${start}\n`, driver, line({ kind: 'planned', jobs: 1500 }), ...done].join(''))
  const { out } = await ask(dir, 'sweep', 'status', 'sw')
  expect(out).toMatch(
    /^300 of 1500 jobs: 300 completed, 0 failed, 0 begun, \d+(\.\d)? done a minute, about \d+ min left\n$/,
  )
  const { isRunning, secondsLeft } = JSON.parse((await ask(dir, 'sweep', 'status', 'sw', '--json')).out)
  expect(isRunning).toBe(true)
  // On a slow machine the question comes later.
  expect(secondsLeft).toBeGreaterThan(1100)
})

test('sweep export is a row for each job', async () => {
  const dir = await swept()
  const { code, out } = await ask(dir, 'sweep', 'export', 'sw')
  const [head, first, , third] = out.replaceAll(dir, '').split('\n')
  expect([code, head]).toEqual([0, 'job,status,duration,x,name,value,error,dir'])
  expect(first).toMatch(/^0,completed,[\d.]+,1,a,"\{""loss"":1\}",,\/sw\/0$/)
  expect(third).toMatch(/^2,failed,[\d.]+,2,a,,RangeError: too even,\/sw\/2$/)
  const rows = (await ask(dir, 'sweep', 'export', 'sw', '--format', 'jsonl')).out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(rows[0]).toMatchObject({ job: 0, status: 'completed', overrides: { x: '1', name: 'a' }, value: { loss: 1 } })
})

test('sweep export writes Parquet, with the columns of the CSV: numbers, text and nothing as what they are', async () => {
  const dir = await swept()
  const { code, out } = await ask(dir, 'sweep', 'export', 'sw', '--format', 'parquet', '--out', 'tables/jobs.parquet')
  expect([code, out]).toEqual([0, 'tables/jobs.parquet\n'])
  const rows = await tableIn(join(dir, 'tables/jobs.parquet'))
  expect(rows.length).toBe(8)
  const { duration, ...first } = rows[0]!
  expect(duration).toBeTypeOf('number')
  const ofFirst = { job: 0, status: 'completed', x: '1', name: 'a', value: '{"loss":1}', error: null }
  expect(first).toEqual({ ...ofFirst, dir: join(dir, 'sw/0') })
  expect(rows[2]).toMatchObject({ job: 2, status: 'failed', value: null, error: 'RangeError: too even' })
  expect(readdirSync(join(dir, 'tables'))).toEqual(['jobs.parquet'])
})

test('what a task returns is a column of numbers where all are, and an override has a name of its own', async () => {
  const { run, dir } = sandbox({ 'conf/config.yaml': 'value: 0\nhydra: { sweep: { dir: sw } }\n' })
  await run('-m value=1,2', ({ value }) => Number(value) / 2)
  await ask(dir, 'sweep', 'export', 'sw', '--format', 'parquet', '--out', 'jobs.parquet')
  const rows = await tableIn(join(dir, 'jobs.parquet'))
  expect(rows.map((row) => [row['overrides.value'], row.value])).toEqual([
    ['1', 0.5],
    ['2', 1],
  ])
  const { out } = await ask(dir, 'sweep', 'export', 'sw', '--out', 'jobs.csv')
  expect(out).toBe('jobs.csv\n')
  expect(readFileSync(join(dir, 'jobs.csv'), 'utf8').split('\n')[0]).toBe(
    'job,status,duration,overrides.value,value,error,dir',
  )
})

test('Parquet goes to a file, and needs a library that may not be there', async () => {
  const dir = await swept()
  const { code, err } = await ask(dir, 'sweep', 'export', 'sw', '--format', 'parquet')
  expect([code, err]).toEqual([2, expect.stringContaining('Add --out FILE')])
  await expect(parquetOf([], [])).rejects.toMatchObject({ code: 'no-parquet-writer' })
})

async function tableIn(path: string): Promise<readonly Record<string, unknown>[]> {
  const { buffer, byteOffset, byteLength } = readFileSync(path)
  return parquetReadObjects({ file: buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer })
}

test('a journal of before has no times, and a folder without one is refused', async () => {
  const dir = await swept()
  const path = join(dir, 'sw/.journal.jsonl')
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll(/,"(at|dir|error)":("[^"]*"|\d+)/g, ''))
  expect((await ask(dir, 'sweep', 'status', 'sw')).out).toBe(
    '8 jobs: 4 completed, 4 failed, 0 begun\n  4 x unknown (first: #2)\n',
  )
  expect((await ask(dir, 'sweep', 'export', 'sw')).out).toContain('0,completed,,1,a,')
  const { code, err } = await ask(dir, 'sweep', 'status', 'conf')
  expect([code, err]).toEqual([1, expect.stringContaining('There is no sweep in conf')])
})
