import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { sandbox } from '../../../../../test/node/sandbox.js'

interface Case {
  readonly id: string
  readonly files: Readonly<Record<string, string>>
  readonly argv: readonly string[]
}
interface Swept {
  readonly code: number
  readonly jobs: readonly (readonly [number: string, overrides: string])[]
  readonly filtered: readonly string[]
}

const fixtures = new URL('../../../../../fixtures/plugins/', import.meta.url)
const cases: readonly Case[] = json('sweep-cases.json')
const { sweeps } = json<{ sweeps: Readonly<Record<string, Swept>> }>('sweeps.json')

/** What the plugins do otherwise than they say. */
const OTHERWISE: Readonly<Record<string, Partial<Swept>>> = {
  // Keys of keys are refused there, although they are meant to be taken.
  'filter: model.depth == 3 and x >= 2': {
    code: 0,
    jobs: [
      ['0', 'x=1 y=3'],
      ['1', 'x=1 y=4'],
    ],
  },
  'filter: len(model.layers) == 2 and x % 2 == 0': { code: 0 },
  'filter: model.layers[0] == 1 and x == 3': { code: 0 },
  "filter: 'es' in model.name and x == 2": { code: 0 },
  // A job that fails goes unnoticed there.
  'list: a failing job': {
    code: 1,
    jobs: [
      ['0', 'x=1 fails=2'],
      ['1', 'x=2 fails=2'],
    ],
  },
}

describe('the sweepers of plugins plan the jobs that the plugins plan', () => {
  test.each(cases)('$id', async ({ id, files, argv }) => {
    const ours = await swept(files, argv)
    const otherwise = OTHERWISE[id]
    if (otherwise === undefined) expect(ours).toEqual(sweeps[id])
    else expect(ours).toMatchObject(otherwise)
  })
})

const CONF = { 'conf/config.yaml': 'a: 0\nb: 0\nc: 0\nhydra: { sweep: { dir: sw } }\n' }

test('hydra/sweeper=zip takes values together, the first of each with the first of the others', async () => {
  const jobsOf = async (argv: string) =>
    (await swept(CONF, ['hydra/sweeper=zip', ...argv.split(' ')])).jobs.map(([, job]) => job)
  expect(await jobsOf('a=1,2,3 b=x,y,z c=7')).toEqual(['a=1 b=x c=7', 'a=2 b=y c=7', 'a=3 b=z c=7'])
  expect(await jobsOf('a=1,2 b=range(2) c=5,6 hydra.sweeper.keys=[a,c]')).toEqual([
    'a=1 c=5 b=0',
    'a=1 c=5 b=1',
    'a=2 c=6 b=0',
    'a=2 c=6 b=1',
  ])
  expect(await jobsOf('a=1')).toEqual(['a=1'])
  expect(await jobsOf('+hydra.sweeper.params.b="4,5" a=1,2')).toEqual(['b=4 a=1', 'b=5 a=2'])
})

test.each([
  ['a=1,2 b=1,2,3', 'a has 2, b has 3'],
  ['a=1,2 hydra.sweeper.keys=[a,bb]', "hydra.sweeper.keys names 'bb', and no override of the sweep does"],
  ['a=1,2 hydra.sweeper.max_batch_size=0', 'hydra.sweeper.max_batch_size is 0'],
  ['a=range(0,inf)', 'never ends'],
])('hydra/sweeper=zip with %s is refused before any job runs', async (argv, words) => {
  const { code, err, files } = await sandbox(CONF).run(`-m hydra/sweeper=zip ${argv}`)
  expect([code, files.filter((file) => file !== 'sw/multirun.yaml')]).toEqual([1, []])
  expect(err).toContain(words)
})

test('hydra/sweeper=random_sweeper runs all jobs in another order, in the same one when taken up again', async () => {
  const { run } = sandbox(CONF)
  const ran: unknown[] = []
  const fails = (isBroken: boolean) => (config: Readonly<Record<string, unknown>>) => {
    ran.push(config.a)
    if (isBroken) throw new Error('no')
  }
  const range = 'a=range(20)'
  await run(`-m hydra/sweeper=random_sweeper ${range} hydra.sweeper.max_batch_size=20`, fails(true))
  const first = ran.splice(0)
  expect(first).not.toEqual([...first].sort((a, b) => Number(a) - Number(b)))
  expect([...first].sort((a, b) => Number(a) - Number(b))).toEqual([...Array(20).keys()])
  await run('--resume sw', fails(false))
  expect(ran).toEqual(first)
})

test.each([
  ["{hydra_filter_sweeper.Expression: {expr: 'a > '}}", 'hydra.sweeper.filters[0] cannot be read at column 5: a > '],
  ["{hydra_filter_sweeper.Expression: {expr: 'a ** 2'}}", 'cannot be read at column 4'],
  ["{hydra_filter_sweeper.Expression: {expr: 'a; b'}}", 'cannot be read at column 2'],
  ["{hydra_filter_sweeper.Expression: {expr: 'open(a)'}}", 'there are len(), str(), int(), float()'],
  ["{hydra_filter_sweeper.Expression: {expr: 'a.b'}}", "There is no 'b'"],
  ["{hydra_filter_sweeper.Expression: {expr: 'a < None'}}", 'a number and None have no order'],
  ["{hydra_filter_sweeper.Expression: {expr: '1 / a'}}", 'division by zero'],
  ["{hydra_filter_sweeper.Expression: {expr: '__class__'}}", "The config has no key '__class__'"],
  ['{hydra_filter_sweeper.Expression: {}}', 'has no expr'],
  ['{hydra_filter_sweeper.Exists: {}}', 'has no path'],
  ['{my.Filter: {}}', "is 'my.Filter'; there are hydra_filter_sweeper.Expression and hydra_filter_sweeper.Exists"],
])('the filter %s is refused before any job runs', async (filter, words) => {
  const conf = `defaults:\n- override hydra/sweeper: filter\na: 0\nhydra:\n  sweep: { dir: sw }\n  sweeper:\n    filters:\n    - ${filter}\n`
  let ran = 0
  const { code, err } = await sandbox({ 'conf/config.yaml': conf }).run('-m', () => void ran++)
  expect([code, ran]).toEqual([1, 0])
  expect(err).toContain(words)
})

test('a filter of files leaves in what ran already when the sweep is taken up again', async () => {
  const filters = '[{hydra_filter_sweeper.Exists: {path: done}}]'
  const conf = `defaults:\n- override hydra/sweeper: filter\n- _self_\na: 0\nhydra:\n  sweep: { dir: sw, subdir: "a\${a}" }\n  sweeper: { filters: ${filters} }\n`
  const { run } = sandbox({ 'conf/config.yaml': conf, 'sw/a2/done': '' })
  const ran: unknown[] = []
  const task =
    (isBroken: boolean) =>
    ({ a }: Readonly<Record<string, unknown>>, { dir }: { readonly dir: string }) => {
      ran.push(a)
      if (isBroken && a === 3) throw new Error('no')
      writeFileSync(`${dir}/done`, '')
    }
  expect((await run('-m a=1,2,3,4', task(true))).code).toBe(1)
  expect(ran.splice(0)).toEqual([1, 3, 4])
  const { code, err } = await run('--resume sw', task(false))
  expect([code, err, ran]).toEqual([0, '', [3]])
})

async function swept(files: Readonly<Record<string, string>>, argv: readonly string[]): Promise<Swept> {
  const { run, dir } = sandbox(files)
  const { code, out } = await run(['-m', ...argv.filter((word) => word !== '-m')].join(' '), (config) => {
    if (config.fails !== undefined && config.fails === config.x) throw new Error('it fails')
  })
  return {
    code,
    jobs: Array.from(out.matchAll(/\t#(\d+) : (.*)/g), ([, number, overrides]) => [number!, overrides!] as const),
    filtered: Array.from(out.matchAll(/Filtered: (.*)/g), ([, text]) => text!.replaceAll(`${dir}/`, '')),
  }
}

function json<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(name, fixtures), 'utf8')) as T
}
