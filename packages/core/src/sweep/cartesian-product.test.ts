import { describe, expect, test } from 'vitest'
import { seededRandom } from '../grammar/functions-shuffle.js'
import { parseOverrides } from '../grammar/parse-override.js'
import { planSweep, type SweepOptions, type SweepPlan } from './cartesian-product.js'

describe('the jobs of a sweep', () => {
  test('are all combinations, the last override varying fastest', () => {
    expect(jobs(['a=1,2', 'b=x', '+c=choice(t,f)'])).toEqual([
      ['a=1', 'b=x', '+c=t'],
      ['a=1', 'b=x', '+c=f'],
      ['a=2', 'b=x', '+c=t'],
      ['a=2', 'b=x', '+c=f'],
    ])
  })

  test('take the last override of a key, at the place of the first', () => {
    expect(jobs(['a=1,2', 'b=0', 'a=3'])).toEqual([['a=3', 'b=0']])
  })

  test('begin with hydra.sweeper.params, which the command line overrides', () => {
    const params = new Map([
      ['lr', 'choice(0.1,0.2)'],
      ['n', '1,2'],
    ])
    expect(jobs(['n=7'], { params })).toEqual([
      ['lr=0.1', 'n=7'],
      ['lr=0.2', 'n=7'],
    ])
  })

  test('are written as Hydra writes overrides', () => {
    expect(jobs(['~db', 'lr=true,null', "t='a b',x\\ y", 'l=[1, 2],{k: v}'])).toContainEqual([
      '~db=null',
      'lr=True',
      't=x\\ y',
      'l={k:v}',
    ])
  })

  test('without any override are one job without overrides', () => {
    expect(jobs([])).toEqual([[]])
  })

  test('mean what their texts mean, as when Hydra reads them back', () => {
    const [job] = plan(['a=str(1,2)'])
    expect(job!.overrides).toMatchObject([{ key: { name: 'a' }, value: { kind: 'int', value: 1n }, text: 'a=1' }])
  })
})

describe('glob', () => {
  const optionsOf = (group: string) => (group === 'db' ? ['mysql', 'sqlite', 'postgres', 'my[sql]', 'Mysql'] : [])

  test.each([
    ['db=glob(*)', ['Mysql', 'my[sql]', 'mysql', 'postgres', 'sqlite']],
    ['db=glob(*sql*,exclude=sql*)', ['Mysql', 'my[sql]', 'mysql']],
    ["db=glob([m*,p*],exclude='*[[]*')", ['mysql', 'postgres']],
    ["db=glob('[!a-z]*')", ['Mysql']],
    ['db=glob(??sql)', ['Mysql', 'mysql']],
    ['server=glob(*)', []],
  ])('%s', (text, names) => {
    expect(jobs([text], { optionsOf }).map(([job]) => job!.slice(job!.indexOf('=') + 1))).toEqual(names)
  })

  test('needs to know the options', () => {
    expect(() => plan(['db=glob(*)'])).toThrow('options of the group')
  })
})

describe('range', () => {
  test.each([
    ['range(3)', ['0', '1', '2']],
    ['range(10,0,-4)', ['10', '6', '2']],
    ['range(5,1)', []],
    ['range(true,3)', ['1', '2']],
    ['range(0,1,0.25)', ['0.0', '0.25', '0.5', '0.75']],
    ['range(0,1,0.1)', ['0.0', '0.1', '0.2', '0.3', '0.4', '0.5', '0.6', '0.7000000000000001', '0.8', '0.9']],
    ['range(1,0,-0.3)', ['1.0', '0.7000000000000001', '0.4', '0.10000000000000003']],
    ['sort(range(1,11,3),reverse=true)', ['8', '5', '2', '-1']],
    ['sort(range(10,1))', []],
  ])('%s', (text, values) => {
    expect(jobs([`a=${text}`])).toEqual(values.map((value) => [`a=${value}`]))
  })

  test('of a million points knows each of them at once', () => {
    const long = plan(['a=range(0,100000,0.1)'])
    expect(long.count).toBe(1_000_000n)
    expect(long.job(999_999).texts).toEqual(['a=99999.90000000001'])
  })

  test.each(['a=range(0,1,0)', 'a=range(0,1,0.0)', 'a=range(0,nan)', 'a=range(0,inf)', 'a=range(1e20,2e20,1e-10)'])(
    '%s cannot be planned',
    (text) => {
      expect(() => plan([text])).toThrow(expect.objectContaining({ type: 'HydraException' }))
    },
  )
})

describe('shuffle', () => {
  test('gives the same jobs for the same random numbers, each once', () => {
    const drawn = (seed: number) => jobs(['a=shuffle(range(100))'], { random: seededRandom(seed) })
    expect(drawn(1)).toEqual(drawn(1))
    expect(drawn(1)).not.toEqual(drawn(2))
    expect(new Set(drawn(1).map(String)).size).toBe(100)
  })

  test('gives equal jobs however often the plan is walked', () => {
    const shuffled = plan(['a=shuffle(1,2,3,4,5,6,7)'], { random: seededRandom(3) })
    expect(texts(shuffled)).toEqual(texts(shuffled))
  })
})

describe('a plan', () => {
  const large = plan(['a=range(0,1000)', 'b=range(0,1000)', 'c=range(0,1000000)', 'd=range(0,1000000000000)'])

  test('counts without listing', () => {
    expect(large.count).toBe(10n ** 24n)
  })

  test('gives any job by its number', () => {
    const job = large.job(123n * 10n ** 21n + 5n)
    expect(job.texts).toEqual(['a=123', 'b=0', 'c=0', 'd=5'])
    expect(job.index).toBe(123n * 10n ** 21n + 5n)
    expect(() => large.job(10n ** 24n)).toThrow('There is no job')
    expect(() => large.job(-1)).toThrow('There is no job')
  })

  test('walked and asked by number is the same', () => {
    const small = plan(['a=1,2,3', 'b=x,y', 'c=range(4)'])
    expect([...small].map(({ index }) => small.job(index).texts)).toEqual(texts(small))
  })

  test('is cut into batches', () => {
    const batches = (size: number | null, overrides: string[]) =>
      [...plan(overrides, { maxBatchSize: size }).batches()].map((batch) => [...batch].map((job) => Number(job.index)))
    expect(batches(2, ['a=1,2,3,4,5'])).toEqual([[0, 1], [2, 3], [4]])
    expect(batches(5, ['a=1,2,3,4,5'])).toEqual([[0, 1, 2, 3, 4]])
    expect(batches(null, ['a=1,2,3'])).toEqual([[0, 1, 2]])
    expect(batches(null, ['a=range(0)'])).toEqual([[]])
    expect(batches(2, ['a=range(0)'])).toEqual([])
  })

  test.each([0, -1, NaN])('a batch size of %s is refused', (maxBatchSize) => {
    expect(() => plan(['a=1'], { maxBatchSize })).toThrow('max_batch_size')
  })
})

test.each([
  ['a=interval(0,1)', 'HydraException'],
  ['a=tag(x,interval(0,1))', 'HydraException'],
  ['a=1,choice(2,3)', 'ValidationError'],
  ['a=[choice(2,3)]', 'ValidationError'],
])('the basic sweeper refuses %s', (text, type) => {
  expect(() => plan([text])).toThrow(expect.objectContaining({ type }))
})

function plan(overrides: string[], options: SweepOptions = {}): SweepPlan {
  return planSweep(parseOverrides(overrides, { random: options.random }), options)
}

function texts(of: SweepPlan): (readonly string[])[] {
  return [...of].map((job) => job.texts)
}

function jobs(overrides: string[], options: SweepOptions = {}): (readonly string[])[] {
  return texts(plan(overrides, options))
}
