import { existsSync } from 'node:fs'
import { describe, expect, onTestFinished, test } from 'vitest'
import { jobsIn, sandbox } from '../../../../../../test/node/sandbox.js'
import { proposingPython, speakingPython, told } from '../../../../../../test/node/speaking-python.js'

const config = (sweeper = '') => ({
  'conf/config.yaml': `defaults:\n- override hydra/sweeper: nevergrad\n- _self_\nx: 0\ny: 1\nz: {a: 1}\nhydra:\n  sweep: { dir: sw }\n${sweeper}`,
})
type Config = Readonly<Record<string, unknown>>
const square = ({ x, y }: Config) => Number(x) ** 2 + Number(y)

test.each([
  [
    'nobody names one',
    {},
    '',
    'python3, which was tried as neither hydra.sweeper.python nor HYDRACONF_PYTHON names another',
  ],
  ['the environment names one', { HYDRACONF_PYTHON: '/no/python' }, '', 'Nevergrad in /no/python: '],
  ['a setting names one', {}, ' +hydra.sweeper.python=/no/python', 'Nevergrad in /no/python: '],
])('where there is no Python it is refused before any job runs: %s', async (_, env, argv, words) => {
  const { PATH } = process.env
  process.env.PATH = '/nowhere'
  onTestFinished(() => {
    process.env.PATH = PATH
  })
  let ran = 0
  const { code, err, files } = await sandbox(config(), env).run(`-m x=interval(0,1)${argv}`, () => ran++)
  expect([code, ran, files]).toEqual([1, 0, []])
  expect(err).toContain(words)
  expect(err).toContain('hydra.sweeper.python and HYDRACONF_PYTHON name the Python')
})

test('where the Python has no Nevergrad it is said how to come by one', async () => {
  const python = speakingPython([`{"error": "ModuleNotFoundError: No module named 'nevergrad'"}`])
  const { code, err } = await sandbox(config(), { HYDRACONF_PYTHON: python }).run('-m x=interval(0,1)')
  expect([code, err]).toEqual([1, expect.stringContaining(`The Python ${python} has no Nevergrad`)])
  expect(err).toContain(`${python} -m pip install 'nevergrad'`)
})

test.each([
  ['x=interval(1,0)', 'its low end 1 is above its high end 0'],
  ['x=tag(log,range(1,10))', 'Write tag(log,int(interval(1,10)))'],
  ['x=range(1,1)', 'it has no values'],
  ['x=interval(0,1) hydra.sweeper.optim.budget=0', 'hydra.sweeper.optim.budget is 0'],
  ['x=interval(0,1) hydra.sweeper.optim.num_workers=0', 'It takes 1 or more'],
  ['x=interval(0,1) hydra.sweeper.optim.budget=many', 'hydra.sweeper.optim.budget=many'],
])('%s is refused before any job runs', async (argv, words) => {
  let ran = 0
  const { code, err } = await sandbox(config()).run(`-m ${argv}`, () => ran++)
  expect([code, ran]).toEqual([1, 0])
  expect(err).toContain(words)
})

test.each([
  ['x: { lower: 0, uper: 1 }', 'config.yaml:11:28', 'Did you mean upper?'],
  ['x: { lower: low }', 'config.yaml:11:19', 'it takes a number'],
  ['x: { integer: 1 }', 'config.yaml:11:21', 'it takes true or false'],
])('a parametrization that cannot be is refused with its place: %s', async (line, place, words) => {
  const conf = config(`  sweeper:\n    parametrization:\n      ${line}\n`)
  const { code, err } = await sandbox(conf).run('-m')
  expect([code, err]).toEqual([1, expect.stringContaining(place)])
  expect(err).toContain(words)
})

const CREATED = { parametrization: 'Dict(…)' }

test('what varies goes to Nevergrad with its kind, and jobs have their overrides in order', async () => {
  const params = [
    ['x', { float: '0.5' }],
    ['y', 1],
    ['+n', { int: '3' }],
  ]
  const python = proposingPython(CREATED, params, {})
  const conf = config(
    '  sweeper:\n    parametrization: { x: { init: 0.5, step: 2, log: true }, z.a: 4, y: [1, "a,b"] }\n',
  )
  const optim = 'hydra.sweeper.optim.budget=1 hydra.sweeper.optim.seed=7 hydra.sweeper.optim.noisy=true'
  const { code, out, err } = await sandbox(conf, { HYDRACONF_PYTHON: python }).run(
    `-m ${optim} +n=int(interval(1,9)) y=choice(1,b)`,
    () => 1,
  )
  expect([code, err]).toEqual([0, ''])
  expect(jobsIn(out)).toEqual(['x=0.5 z.a=4 y=b +n=3'])
  const [created] = told(python)
  expect(created).toMatchObject({ optimizer: 'NGOpt', budget: 1, num_workers: 10, noisy: true, seed: 7 })
  const none = { lower: null, upper: null, init: null, step: null, integer: false, log: false }
  expect(created!.params).toEqual([
    [
      'x',
      {
        scalar: { ...none, init: { float: '0.5' }, step: { float: '2' }, log: true },
        key: 'hydra.sweeper.parametrization.x',
      },
    ],
    ['z.a', { fixed: { int: '4' } }],
    ['y', { choices: [{ int: '1' }, { str: 'b' }], ordered: false }],
    ['+n', { scalar: { ...none, lower: { float: '1' }, upper: { float: '9' }, integer: true }, key: null }],
  ])
})

test('a task that is maximized, failures, and the result file', async () => {
  const python = proposingPython(CREATED, [['x', { float: '0.5' }]], {})
  const own = sandbox(config())
  const argv = `-m x=interval(0,1) y=5 ~z hydra.sweeper.optim.maximize=true hydra.sweeper.optim.budget=4 hydra.sweeper.optim.num_workers=2 hydra.sweeper.optim.max_failure_rate=0.5 +hydra.sweeper.python=${python}`
  const { code, out, err, read } = await own.run(argv, (_, { job }) => {
    if (job.num === 1) throw new Error('no')
    return Number(job.num)
  })
  expect([code, err]).toEqual([0, ''])
  expect(out).toContain('NevergradSweeper(optimizer=NGOpt, budget=4, num_workers=2) maximization')
  expect(out).toContain('Returning infinity for failed experiment: no')
  expect(jobsIn(out)).toEqual(Array(4).fill('x=0.5 y=5 ~z'))
  expect(out).toContain('Best parameters: x=0.5 y=5')
  expect(read('sw/optimization_results.yaml')).toBe(
    "name: nevergrad\nbest_evaluated_params:\n  x: 0.5\n  'y': 5\nbest_evaluated_result: 3.0\n",
  )
  const losses = told(python).flatMap((said) => (said.do === 'tell' ? [said.loss] : []))
  expect(losses).toEqual(['0', 'Infinity', '-2', '-3'])
})

test('more failures than may be end the search with the error of the task', async () => {
  const python = proposingPython(CREATED, [['x', { float: '0.5' }]], {})
  const argv = `-m x=interval(0,1) hydra.sweeper.optim.budget=8 hydra.sweeper.optim.num_workers=2 +hydra.sweeper.python=${python}`
  const failing = await sandbox(config()).run(argv, () => {
    throw new RangeError('never')
  })
  expect([failing.code, failing.err]).toEqual([1, expect.stringContaining('RangeError: never')])
  expect(failing.out).toContain('Failed 2 times out of 2 with max_failure_rate=0.0')
  const silent = await sandbox(config()).run(argv, () => 'good')
  expect([silent.code, silent.err]).toEqual([1, expect.stringContaining('the task returned "good", and not a number')])
})

test('a search that is taken up again tells what it learnt, and goes on behind', async () => {
  const python = proposingPython(CREATED, [['x', { float: '0.5' }]], {})
  const argv = `-m x=interval(0,1) hydra.sweeper.optim.budget=6 hydra.sweeper.optim.num_workers=2 hydra.sweeper.optim.seed=1 +hydra.sweeper.python=${python}`
  const own = sandbox(config())
  const ran: number[] = []
  const task =
    (isBroken: boolean) =>
    (_: Config, { job }: { job: { num: number | undefined } }) => {
      ran.push(job.num!)
      if (isBroken && job.num === 3) throw new Error('no')
      return 10 - job.num!
    }
  expect((await own.run(argv, task(true))).code).toBe(1)
  const { code, out, read } = await own.run('--resume sw', task(false))
  expect([code, out]).toEqual([0, expect.stringContaining('3 trials are done already')])
  expect(ran).toEqual([0, 1, 2, 3, 4, 5, 6])
  const recalled = told(python).find((said) => said.do === 'recall')!.trials as { loss: string }[]
  expect(recalled.map(({ loss }) => loss)).toEqual(['10', '9', '8', 'Infinity'])
  expect(told(python).flatMap((said) => (said.do === 'create' ? [said.seed] : []))).toEqual([1, 5])
  expect(read('sw/optimization_results.yaml')).toContain('best_evaluated_result: 4.0')
})

/** Pythons with Nevergrad, where there are any: their commands, with commas between them. */
const pythons = (process.env.NEVERGRAD_PYTHONS ?? '').split(',').filter((python) => existsSync(python))

describe.skipIf(pythons.length === 0)('with Nevergrad itself (NEVERGRAD_PYTHONS names Pythons that have it)', () => {
  const of = (python: string) => `+hydra.sweeper.python=${python} hydra.sweeper.optim.seed=1`

  test.each(pythons)('%s searches as Hydra’s own plugin with the same seed', async (python) => {
    const argv = `-m hydra.sweeper.optim.budget=6 hydra.sweeper.optim.num_workers=2 x=interval(0,5) y=1,2 +bad=99 +sleep=0.05 ${of(python)}`
    const { code, out, err, read } = await sandbox(config()).run(argv, square, { dialect: '1.4' })
    expect([code, err]).toEqual([0, ''])
    // Of Nevergrad 1.0.12, with the plugin of Hydra 1.4.
    expect(jobsIn(out)).toEqual([
      'x=2.0598568731137874 y=1 +bad=99 +sleep=0.05',
      'x=3.7507215747248375 y=2 +bad=99 +sleep=0.05',
      'x=1.0581405800002952 y=2 +bad=99 +sleep=0.05',
      'x=2.5 y=1 +bad=99 +sleep=0.05',
      'x=1.0581405800002952 y=1 +bad=99 +sleep=0.05',
      'x=1.0581405800002952 y=2 +bad=99 +sleep=0.05',
    ])
    expect(out).toContain(
      "y=Choice(choices=Tuple(1,2),indices=Array{(1,2),SoftmaxSampling})):{'x': 2.5, 'y': 1, '+bad': '99'",
    )
    expect(out).toContain('Best parameters: x=1.0581405800002952 y=1 +bad=99 +sleep=0.05')
    expect(read('sw/optimization_results.yaml')).toBe(
      "name: nevergrad\nbest_evaluated_params:\n  x: 1.0581405800002952\n  'y': 1\n  +bad: '99'\n  +sleep: '0.05'\nbest_evaluated_result: 2.119661487043361\n",
    )
  })

  test.each(pythons)('%s takes numbers, logarithms and orders from the config', async (python) => {
    const conf = config(
      '  sweeper:\n    optim: { budget: 4, num_workers: 2 }\n    parametrization:\n      x: { init: 0.02, step: 2.0, log: true }\n      y: { lower: 4, upper: 16, integer: true }\n      z.a: [1, b]\n',
    )
    const { code, out, err } = await sandbox(conf).run(`-m +w=tag(ordered,choice(1,2,3)) ${of(python)}`, square)
    expect([code, err]).toEqual([0, ''])
    for (const job of jobsIn(out)) expect(job).toMatch(/^x=[\d.e-]+ y=\d+ z\.a=[1b] \+w=[123]$/)
  })

  test.each(pythons)('%s refuses an optimizer that is not there with its place', async (python) => {
    const conf = config('  sweeper:\n    optim:\n      optimizer: OnePlusTwo\n')
    const { code, err } = await sandbox(conf).run(`-m x=interval(0,1) ${of(python)}`)
    expect([code, err]).toEqual([1, expect.stringContaining("no optimizer 'OnePlusTwo'; did you mean OnePlus")])
    expect(err).toContain('config.yaml:11:18')
  })

  test.each(pythons)('%s goes on with a search that is taken up again', async (python) => {
    const own = sandbox(config())
    const argv = `-m x=interval(0,9) hydra.sweeper.optim.optimizer=OnePlusOne hydra.sweeper.optim.budget=8 hydra.sweeper.optim.num_workers=2 ${of(python)}`
    const broken = await own.run(argv, ({ x }, { job }) => {
      if (job.num === 5) throw new Error('no')
      return Number(x)
    })
    expect(broken.code).toBe(1)
    const { code, out, err } = await own.run('--resume sw', ({ x }) => Number(x))
    expect([code, err]).toEqual([0, ''])
    expect([code, out]).toEqual([0, expect.stringContaining('5 trials are done already')])
    expect(jobsIn(out)).toHaveLength(3)
  })
})
