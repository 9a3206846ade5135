import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { seededRandom } from '@hydraconf/core'
import { describe, expect, test } from 'vitest'
import { jobsIn, type Sandbox, sandbox } from '../../../../../../test/node/sandbox.js'
import { ownStudy } from './own-study.js'

const CONF = {
  'conf/config.yaml':
    'defaults:\n- override hydra/sweeper: optuna\n- _self_\nx: 0\ny: 1\nhydra:\n  sweep: { dir: sw }\n  sweeper:\n    n_trials: 30\n    sampler: { seed: 1 }\n',
}
type Config = Readonly<Record<string, unknown>>
const parabola = ({ x, y }: Config) => (Number(x) - 3) ** 2 + Number(y)

test('without Python trials come from samplers of our own, the same ones for the same seed', async () => {
  const argv = '-m x=interval(0,10) y=choice(1,2)'
  const first = await sandbox(CONF).run(argv, parabola)
  expect([first.code, first.err]).toEqual([0, ''])
  expect(first.out).toContain('Sampler: TPESampler')
  expect(first.out).toContain("Directions: ['minimize']")
  const results = first.read('sw/optimization_results.yaml')
  expect(results).toMatch(/^name: optuna\nbest_params:\n {2}x: [\d.]+\n {2}'y': 1\nbest_value: 1\.\d+\n$/)
  expect(Number(/x: (.*)/.exec(results)![1])).toBeCloseTo(3, 0)
  expect(first.files).toContain('sw/multirun.yaml')
  expect(jobsIn((await sandbox(CONF).run(argv, parabola)).out)).toEqual(jobsIn(first.out))
  expect(jobsIn((await sandbox(CONF).run(`${argv} hydra.sweeper.sampler.seed=2`, parabola)).out)).not.toEqual(
    jobsIn(first.out),
  )
})

test('the estimator comes closer than chance', async () => {
  const bestOf = async (sampler: string, seed: number) => {
    const distribution = { kind: 'float', low: 0, high: 10, log: false, step: undefined } as const
    const study = ownStudy(
      {
        studyName: undefined,
        storage: undefined,
        sampler: { _target_: `optuna.samplers.${sampler}`, seed },
        directions: ['minimize'],
        space: {
          distributions: new Map([
            ['x', distribution],
            ['y', distribution],
          ]),
          fixed: new Map(),
          deletions: [],
        },
      },
      seededRandom(0),
    )
    for (let trial = 0; trial < 60; trial++) {
      const [asked] = await study.ask(1)
      const [x, y] = [...asked!.params.values()].map(({ value }) => Number((value as { value: number }).value))
      await study.tell(asked!, [(x! - 7.3) ** 2 + (y! - 1.1) ** 2])
    }
    return (await study.best())[0]!.values[0]!
  }
  const mean = async (sampler: string) => {
    const all = await Promise.all(Array.from({ length: 20 }, (_, seed) => bestOf(sampler, seed)))
    return all.reduce((sum, one) => sum + one) / all.length
  }
  expect(await mean('TPESampler')).toBeLessThan((await mean('RandomSampler')) / 2)
})

test('grid takes every combination once, and quasi-random points are spread', async () => {
  const grid = await sandbox(CONF).run(
    '-m x=range(1,4) y=a,b hydra/sweeper/sampler=grid ~hydra.sweeper.sampler.seed',
    () => 1,
  )
  expect(grid.code).toBe(1)
  const { out } = await sandbox({
    'conf/config.yaml': CONF['conf/config.yaml'].replace('    sampler: { seed: 1 }\n', ''),
  }).run('-m x=range(1,4) y=a,b hydra/sweeper/sampler=grid', () => 1)
  expect(jobsIn(out)).toEqual(['x=1 y=a', 'x=1 y=b', 'x=2 y=a', 'x=2 y=b', 'x=3 y=a', 'x=3 y=b'])
  const plain = { 'conf/config.yaml': 'x: 0\nhydra: { sweep: { dir: sw } }\n' }
  const argv = '-m x=interval(0,1) hydra/sweeper=optuna hydra/sweeper/sampler=qmc hydra.sweeper.n_trials=16'
  const spread = await sandbox(plain).run(argv, () => 1, { dialect: '1.4' })
  const places = jobsIn(spread.out).map((job) => Math.floor(Number(job.slice(2)) * 8))
  expect(new Set(places).size).toBe(8)
})

// What real Optuna's distributions come to, as recorded under both Hydras, and ours: those of 1.4.
test.each([
  ['x=interval(0,10)', /^x=\d+\.\d+(e-\d+)?$/],
  ['x=int(interval(2,3))', /^x=[23]$/],
  ['x=tag(log,interval(1,100))', /^x=\d+\.\d+$/],
  ['x=tag(log,int(interval(1,100)))', /^x=\d+$/],
  ['x=range(1,3)', /^x=[12]$/],
  ['x=range(5,1,-1)', /^x=[2345]$/],
  ['x=sort(range(1,4),reverse=true)', /^x=[123]$/],
  ['x=range(0,1,0.25)', /^x=(0.0|0.25|0.5|0.75)$/],
  ['x=float(range(1,4))', /^x=[123].0$/],
  ['x=1,2.5,true,null', /^x=(1|2.5|True|null)$/],
  ["x=choice('a,b',c)", /^x=(a\\,b|c)$/],
  ['x=choice([1,2],{a:1})', /^x=(\[1,2\]|\{a:1\})$/],
  ['+z=1,2', /^\+z=[12]$/],
])('%s is searched', async (override, pattern) => {
  const { code, out, err } = await sandbox(CONF).run(`-m ${override} hydra.sweeper.n_trials=12`, () => 1)
  expect([code, err]).toEqual([0, ''])
  for (const job of jobsIn(out)) expect(job).toMatch(pattern)
})

test.each([
  ['x=interval(1,0)', 'its low end 1 is above its high end 0'],
  ['x=tag(log,interval(0,1))', 'has no logarithm'],
  ['x=tag(log,range(1,10))', 'Write tag(log,int(interval(1,10)))'],
  ['x=tag(log,choice(1,2))', 'a choice has no logarithm'],
  ['x=range(1,1)', 'it has no values'],
  ['x=interval(0,1) hydra.sweeper.direction=up', 'It takes minimize or maximize'],
  ['x=interval(0,1) hydra/sweeper/sampler=cmaes', 'the sampler CmaEsSampler needs Optuna itself'],
  ['x=interval(0,1) hydra.sweeper.storage=sqlite:///a.db', 'Name a Python that has it: +hydra.sweeper.python=python3'],
  ['x=interval(0,1) +hydra.sweeper.python=/no/python', '/no/python'],
  ['x=interval(0,1) hydra.sweeper.custom_search_space=a.b', 'cannot take custom_search_space'],
])('%s is refused before any job runs', async (argv, words) => {
  let ran = 0
  const { code, err } = await sandbox(CONF).run(`-m ${argv}`, () => void ran++)
  expect([code, ran]).toEqual([1, 0])
  expect(err).toContain(words)
})

test('what varies may stand in the config, fixed overrides come behind, and a key is taken away', async () => {
  const conf = `${CONF['conf/config.yaml']}    params: { x: "interval(0, 1)", y: "choice(1, 2)" }\n`
  const { out } = await sandbox({ 'conf/config.yaml': conf }).run('-m y=5 +w=1 ~x hydra.sweeper.n_trials=2', () => 1)
  expect(jobsIn(out).every((job) => /^x=[\d.e-]+ y=5 \+w=1 ~x$/.test(job))).toBe(true)
  const once = await sandbox({ 'conf/config.yaml': conf }).run('-m y=5 +w=1 hydra.sweeper.n_trials=2', () => 1)
  expect(jobsIn(once.out).every((job) => /^x=[\d.e-]+ y=5 \+w=1$/.test(job))).toBe(true)
})

test('failed trials end the search where they are more than max_failure_rate, batch by batch', async () => {
  let ran = 0
  const fails = ({ y }: Config) => {
    ran++
    if (y === 2) throw new Error('two')
    return 1
  }
  const argv = '-m x=interval(0,1) y=choice(1,2) hydra.sweeper.n_jobs=4'
  const { code, out, err } = await sandbox(CONF).run(argv, fails)
  expect([code, ran]).toEqual([1, 4])
  expect(out).toContain('Failed experiment: two')
  expect(err).toContain('Error: two')
  expect((await sandbox(CONF).run(`${argv} hydra.sweeper.max_failure_rate=1`, fails)).code).toBe(0)
})

test.each([
  ['', () => 'good', 'the task returned "good", and not a number'],
  [' hydra.sweeper.direction=[minimize,maximize]', () => 1, 'the task returned 1, and not a list of 2 numbers'],
])('trials that give no numbers are failed ones%s', async (more, task, words) => {
  const argv = `-m x=interval(0,1) hydra.sweeper.n_trials=2 hydra.sweeper.max_failure_rate=1${more}`
  const { code, out, err } = await sandbox(CONF).run(argv, task)
  expect([code, out]).toEqual([1, expect.stringContaining(words)])
  expect(err).toContain('No trial gave a number')
})

test('with two directions all trials are written that no other beats in both', async () => {
  const argv = '-m x=interval(0,1) hydra.sweeper.direction=[minimize,maximize] hydra.sweeper.n_trials=12'
  const { code, out, read } = await sandbox(CONF).run(argv, ({ x }) => [Number(x), Number(x)])
  expect([code, out]).toEqual([0, expect.stringContaining('Number of Pareto solutions: 12')])
  expect(read('sw/optimization_results.yaml')).toMatch(/^name: optuna\nsolutions:\n- params:\n {4}x: /)
})

async function interrupted({ run }: Sandbox, argv: string): Promise<readonly number[]> {
  const ran: number[] = []
  const task =
    (isBroken: boolean) =>
    (config: Config, { job }: { job: { num: number | undefined } }) => {
      ran.push(job.num!)
      if (isBroken && job.num === 5) throw new Error('no')
      return parabola(config)
    }
  expect((await run(argv, task(true))).code).toBe(1)
  const { code, out } = await run('--resume sw', task(false))
  expect(code).toBe(0)
  expect(out).toContain('5 trials are done already')
  return ran
}

test('a search that is taken up again knows what it learnt, and goes on behind', async () => {
  const argv = '-m x=interval(0,10) hydra.sweeper.n_trials=10 hydra.sweeper.n_jobs=2'
  expect(await interrupted(sandbox(CONF), argv)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
})

test('a grid that is taken up again runs the point that failed, and none a second time', async () => {
  const { run } = sandbox({ 'conf/config.yaml': CONF['conf/config.yaml'].replace('    sampler: { seed: 1 }\n', '') })
  const ran: string[] = []
  const task =
    (broken: readonly string[]) =>
    ({ x, y }: Config) => {
      ran.push(`${x}${y}`)
      if (broken.includes(`${x}${y}`)) throw new Error('no')
      return 1
    }
  const argv = '-m x=range(1,4) y=a,b hydra/sweeper/sampler=grid hydra.sweeper.n_jobs=2'
  expect((await run(argv, task(['1b', '2b']))).code).toBe(1)
  expect((await run('--resume sw', task(['2a']))).code).toBe(1)
  expect((await run('--resume sw', task([]))).code).toBe(0)
  expect(ran).toEqual(['1a', '1b', '1b', '2a', '2a', '2b', '3a', '3b'])
})

/** Pythons with an Optuna, where there are any: their commands, with commas between them. */
const pythons = (process.env.OPTUNA_PYTHONS ?? '').split(',').filter((python) => python !== '')

describe.skipIf(pythons.length === 0)('with Optuna itself (OPTUNA_PYTHONS names Pythons that have it)', () => {
  test.each(pythons)('%s', async (python) => {
    const version = spawnSync(python, ['-c', 'import optuna; print(optuna.__version__)'], {
      encoding: 'utf8',
    }).stdout.trim()
    const own = sandbox(CONF)
    const argv = `-m x=interval(0,5) y=choice(1,2) hydra.sweeper.n_trials=6 +hydra.sweeper.python=${python}`
    const { code, out, err, read } = await own.run(argv, ({ x, y }) => Number(x) ** 2 + Number(y))
    expect([code, err]).toEqual([0, ''])
    // As Hydra's own plugin with Optuna 2.10.1 and the same seed.
    if (version.startsWith('2.')) {
      expect(jobsIn(out).slice(0, 2)).toEqual(['x=2.08511002351287 y=1', 'x=1.5116628631591988 y=1'])
      expect(read('sw/optimization_results.yaml')).toBe(
        "name: optuna\nbest_params:\n  x: 1.0222612486575873\n  'y': 1\nbest_value: 2.0450180605069694\n",
      )
    }
    const again = `-m x=interval(0,10) hydra.sweeper.n_trials=10 hydra.sweeper.n_jobs=2 +hydra.sweeper.python=${python}`
    expect(await interrupted(sandbox(CONF), again)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    const stored = sandbox(CONF)
    const storage = `hydra.sweeper.storage=sqlite:///${join(stored.dir, 'study.db')} hydra.sweeper.study_name=s`
    expect(await interrupted(stored, `${again} ${storage}`)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    const more = await stored.run(`${again} ${storage}`, parabola)
    expect(more.out).toContain('The study has 11 trials already; these are numbered on.')
    expect(readFileSync(join(stored.dir, 'sw/11/.hydra/overrides.yaml'), 'utf8')).toContain('x=')
    const bad = await sandbox(CONF).run(
      `${argv} hydra.sweeper.study_name=x ++hydra.sweeper.sampler._target_=optuna.samplers.Nope`,
    )
    expect([bad.code, bad.err]).toEqual([1, expect.stringContaining('Nope')])
  })
})
