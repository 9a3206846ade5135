import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { jobsIn, sandbox } from '../../../../../../test/node/sandbox.js'
import { proposingPython, speakingPython, told } from '../../../../../../test/node/speaking-python.js'
import { EarlyStop } from './early-stop.js'
import { measurementOf } from './measurement.js'

const config = (sweeper = '') => ({
  'conf/config.yaml': `defaults:\n- override hydra/sweeper: ax\n- _self_\nx: 0\ny: 1\nz: {a: 1}\nhydra:\n  sweep: { dir: sw }\n${sweeper}`,
})
type Config = Readonly<Record<string, unknown>>
const square = ({ x, y }: Config) => Number(x) ** 2 + Number(y)

const X = [['x', { float: '0.5' }]]
const BEST = { params: X, value: '0.25' }

test('where the Python has no Ax it is said how to come by one, before any job runs', async () => {
  const python = speakingPython([`{"error": "ModuleNotFoundError: No module named 'ax.api'"}`])
  let ran = 0
  const { code, err, files } = await sandbox(config(), { HYDRACONF_PYTHON: python }).run(
    '-m x=interval(0,1)',
    () => ran++,
  )
  expect([code, ran, files]).toEqual([1, 0, []])
  expect(err).toContain(`The Python ${python} has no Ax`)
  expect(err).toContain(`${python} -m pip install 'ax-platform>=1'`)
})

test.each([
  ['x: { type: range, bounds: [1] }', 'config.yaml:12:35', 'needs bounds: [low, high]'],
  ['x: { type: range, bounds: [2, 1] }', 'config.yaml:12:35', 'is not below its high bound 1'],
  ['x: { type: rang }', 'config.yaml:12:20', 'has a type: range, choice or fixed'],
  ['x: { type: choice }', 'config.yaml:12:', 'needs a list of values'],
  ['x: { type: fixed }', 'config.yaml:12:', 'needs a value'],
])('parameters that cannot be are refused with their place: %s', async (line, place, words) => {
  const conf = config(`  sweeper:\n    ax_config:\n      params:\n        ${line}\n`)
  const { code, err } = await sandbox(conf).run('-m')
  expect([code, err]).toEqual([1, expect.stringContaining(place)])
  expect(err).toContain(words)
})

test('what varies goes to Ax with its kind, the command line over the config, and jobs have their overrides in order', async () => {
  const params = [...X, ['y', 1], ['+n', { int: '3' }]]
  const python = proposingPython({}, params, { params, value: '2.5' })
  const lines = [
    'x: { type: range, bounds: [0, 1.5] }',
    'y: { type: choice, values: [1, 2.5] }',
    'z.a: { type: fixed, value: 4 }',
  ]
  const conf = config(`  sweeper:\n    ax_config:\n      params:\n${lines.map((line) => `        ${line}\n`).join('')}`)
  const { code, out, err, read } = await sandbox(conf, { HYDRACONF_PYTHON: python }).run(
    '-m +n=tag(log,int(interval(1,9))) z.a=5 +l=[1,2] hydra.sweeper.ax_config.max_trials=1 hydra.sweeper.ax_config.client.random_seed=3',
    () => 2.5,
  )
  expect([code, err]).toEqual([0, ''])
  expect(out).toContain(
    'optimizing the following parameters: \nx: range=[0.0, 1.5], log_scale = False\ny: choice=[1.0, 2.5]\nz.a: fixed=5\n+n: range=[1, 9], log_scale = True\n+l: fixed=[1, 2]\n',
  )
  expect(out).toContain('AxSweeper is launching 1 jobs')
  expect(jobsIn(out)).toEqual(['x=0.5 y=2.5 z.a=5 +n=3 +l=[1,2]'])
  const [created] = told(python)
  expect(created!.experiment).toMatchObject({ objective: 'objective', minimize: true, seed: 3 })
  expect(created!.params).toEqual([
    ['x', { range: [{ float: '0' }, { float: '1.5' }], log: false }],
    ['y', { choices: [{ float: '1.0' }, { float: '2.5' }], is_ordered: null }],
    ['z.a', { fixed: { int: '5' } }],
    ['+n', { range: [{ int: '1' }, { int: '9' }], log: true }],
  ])
  expect(read('sw/optimization_results.yaml')).toBe(
    "optimizer: ax\nax:\n  x: 0.5\n  'y': 2.5\n  z.a: 5\n  +n: 3\n  +l:\n  - 1\n  - 2\n",
  )
})

test('a task that fails, or measures nothing, ends the search', async () => {
  const python = proposingPython({}, X, BEST)
  const own = sandbox(config(), { HYDRACONF_PYTHON: python })
  const failing = await own.run('-m x=interval(0,1)', () => {
    throw new RangeError('never')
  })
  expect([failing.code, failing.err]).toEqual([1, expect.stringContaining('RangeError: never')])
  const silent = await own.run('-m x=interval(0,1) hydra.sweep.dir=silent', () => ({ accuracy: 1 }))
  expect([silent.code, silent.err]).toEqual([1, expect.stringContaining('or a map of these with objective')])
})

test('batches are of five, or as many as are said, and a search whose best gets no better is over', async () => {
  const python = proposingPython({}, X, BEST)
  const argv = '-m x=interval(0,1) hydra.sweeper.ax_config.max_trials=40'
  const own = sandbox(config(), { HYDRACONF_PYTHON: python })
  const stopped = await own.run(`${argv} hydra.sweeper.ax_config.early_stop.max_epochs_without_improvement=2`, () => 1)
  expect([stopped.code, stopped.err]).toEqual([0, ''])
  expect(stopped.out.match(/AxSweeper is launching 5 jobs/g)).toHaveLength(3)
  expect(stopped.out).toContain("New best value: 0.25, best parameters: {'x': 0.5}")
  expect(stopped.out).toContain('Early stopping, best known value 0.25 did not improve for 2 epochs')
  const small = await own.run('-m x=interval(0,1) hydra.sweep.dir=small hydra.sweeper.max_batch_size=4', () => 1)
  expect(Array.from(small.out.matchAll(/is launching (\d+) jobs/g), ([, count]) => count)).toEqual(['4', '4', '2'])
})

test('a search that is taken up again tells what it learnt, and goes on behind', async () => {
  const python = proposingPython({}, X, BEST)
  const own = sandbox(config(), { HYDRACONF_PYTHON: python })
  const ran: number[] = []
  const task =
    (isBroken: boolean) =>
    (_: Config, { job }: { job: { num: number | undefined } }) => {
      ran.push(job.num!)
      if (isBroken && job.num === 3) throw new Error('no')
      return [job.num!, 0.5]
    }
  const argv = '-m x=interval(0,1) hydra.sweeper.ax_config.max_trials=6 hydra.sweeper.max_batch_size=2'
  expect((await own.run(argv, task(true))).code).toBe(1)
  expect((await own.run('--resume sw', task(false))).code).toBe(0)
  expect(ran).toEqual([0, 1, 2, 3, 4, 5, 6])
  const recalled = told(python).find((said) => said.do === 'recall')!.trials as { measured: unknown }[]
  const pair = (mean: string) => [['objective', mean, '0.5']]
  expect(recalled.map(({ measured }) => measured)).toEqual([pair('0'), pair('1'), pair('2'), null])
})

test.each([
  [2, true, [['objective', 2, null]]],
  [2, false, [['objective', 2, 0]]],
  [[2, 0.5], true, [['objective', 2, 0.5]]],
  [[2, null], false, [['objective', 2, null]]],
  [
    { objective: 1, cost: [2, 0.5] },
    true,
    [
      ['objective', 1, null],
      ['cost', 2, 0.5],
    ],
  ],
  [{ cost: 1 }, true, undefined],
  ['2', true, undefined],
  [Number.NaN, true, undefined],
  [[1, 2, 3], true, undefined],
  [undefined, true, undefined],
])('%j is a measurement, noisy: %j', (returned, isNoisy, expected) => {
  expect(measurementOf(returned, { objective: 'objective', isNoisy })).toEqual(expected)
})

test('what is better by less than epsilon is no better, in either direction', () => {
  const said = { value: '', params: '' }
  for (const [minimize, values] of [
    [true, [3, 2.95, 2.8, 2.79]],
    [false, [1, 1.05, 1.2, 1.21]],
  ] as const) {
    const stop = new EarlyStop({ minimize, patience: 1, epsilon: 0.1 }, { info() {} })
    expect(values.map((value) => stop.isOver(value, said))).toEqual([false, true, false, true])
  }
})

/** Pythons with Ax, where there are any: their commands, with commas between them. */
const pythons = (process.env.AX_PYTHONS ?? '').split(',').filter((python) => existsSync(python))

describe.skipIf(pythons.length === 0)('with Ax itself (AX_PYTHONS names Pythons that have it)', () => {
  test.each(pythons)(
    '%s searches as Hydra’s own plugin with the same seed, and goes on',
    { timeout: 3_600_000 },
    async (python) => {
      const own = sandbox(config())
      const seed = 'hydra.sweeper.ax_config.client.random_seed=1'
      const argv = `-m hydra.sweeper.ax_config.max_trials=6 ${seed} x=interval(0,5) y=1,2 +bad=99 +hydra.sweeper.python=${python}`
      const broken = await own.run(argv, (of, { job }) => {
        if (job.num === 5) throw new Error('no')
        return square(of)
      })
      expect([broken.code, broken.err]).toEqual([1, expect.stringContaining('Error: no')])
      // Of Ax 1.2.4, with the plugin of Hydra 1.4.
      expect(jobsIn(broken.out).slice(0, 5)).toEqual([
        'x=2.5 y=2 +bad=99',
        'x=1.5117104351520538 y=1 +bad=99',
        'x=3.5811212100088596 y=2 +bad=99',
        'x=3.9463542168959975 y=1 +bad=99',
        'x=0.9412830322980881 y=2 +bad=99',
      ])
      expect(broken.out).toContain(
        "New best value: 2.8860137468922833, best parameters: {'x': 0.9412830322980881, 'y': 2, '+bad': 99}",
      )
      const { code, out, err, read } = await own.run('--resume sw', square)
      expect([code, err]).toEqual([0, ''])
      expect(out).toContain('5 trials are done already')
      expect(read('sw/optimization_results.yaml')).toMatch(
        /^optimizer: ax\nax:\n {2}x: [\d.e-]+\n {2}'y': [12]\n {2}\+bad: 99\n$/,
      )
    },
  )
})
