import type { Random } from './random.js'
import { withoutStretches } from './shrink.js'

/** The overrides of a sweep, and what the groups hold that a glob looks into. */
export interface SweepCase {
  readonly overrides: readonly string[]
  readonly options: Readonly<Record<string, readonly string[]>>
  readonly maxBatchSize: number | null
}

export function sweepCase(random: Random): SweepCase {
  return {
    overrides: random.some(0, 4, () => override(random)),
    options: { db: ['mysql', 'pg', 'sqlite'], 'a/b': ['x', 'w_1', 'w_2', 'Y'], empty: [] },
    maxBatchSize: random.weighted([4, () => null], [4, () => 1 + random.below(4)], [0.2, () => 0], [0.1, () => -1]),
  }
}

function override(random: Random): string {
  const op = random.weighted([8, () => ''], [2, () => '+'], [1, () => '++'])
  const key = random.pick(['a', 'b', 'lr', 'db', 'db@p', 'a/b', 'a.b', 'empty', 'hydra.x', 'hydra/launcher'])
  return random.weighted(
    [12, () => `${op}${key}=${value(random)}`],
    [1, () => `~${key}`],
    [1, () => `~${key}=${value(random)}`],
  )
}

function value(random: Random): string {
  return random.weighted(
    [3, () => plain(random)],
    [4, () => random.some(2, 4, () => plain(random)).join(random.pick([',', ', ', ' ,']))],
    [3, () => `choice(${random.some(1, 4, () => plain(random)).join(',')})`],
    [3, () => `range(${random.some(1, 3, () => number(random)).join(',')})`],
    [1, () => `interval(${number(random)},${number(random)})`],
    [
      2,
      () =>
        `glob(${random.pick(['*', 'w_*', '*,exclude=*q*', '[m*,p*]', '*,exclude=[pg]', '?', '[xY]', 'nope', "'*'"])})`,
    ],
    [2, () => `sort(${random.some(1, 4, () => number(random)).join(',')}${random.pick(['', ',reverse=true'])})`],
    [1, () => `tag(${random.pick(['t,', 't1,t2,', ''])}choice(${plain(random)},${plain(random)}))`],
    [
      1,
      () =>
        `${random.pick(['int', 'float', 'str', 'bool'])}(${random.pick(['choice', 'sort'])}(${number(random)},${number(random)}))`,
    ],
    [1, () => `${random.pick(['int', 'float', 'str'])}(range(${number(random)},${number(random)}))`],
    [0.5, () => `sort(range(${number(random)},${number(random)}),reverse=${random.pick(['true', 'false'])})`],
    [0.5, () => `choice(${plain(random)},choice(${plain(random)}))`],
  )
}

function plain(random: Random): string {
  return random.pick([
    ...[
      '1',
      '2',
      '1.5',
      'true',
      'null',
      'x',
      'a b',
      "'q'",
      '"q,r"',
      "'a\\'b'",
      '[1,2]',
      '[a, b]',
      '{a:1}',
      '{a: 1, b: [x]}',
    ],
    ...[
      '${a}',
      '${f:1,2}',
      'a:b',
      'a\\,b',
      'mysql',
      'pg',
      '1e3',
      '-1',
      'inf',
      'nan',
      '',
      '0x1',
      '1_0',
      'é',
      "''",
      '[]',
      '{}',
    ],
    ...["'1'", 'a=b', 'x${a}', '\\${a}', "'${a}'", 'C:/x', '???', '*', 'a/b', "'a\nb'"],
  ])
}

function number(random: Random): string {
  return random.pick(['0', '1', '2', '5', '-3', '10', '0.5', '1.0', '2.5', '-0.1', '0.1', '1e1', '3.3', '7'])
}

/** As the list that it is, on the command line of one who types. */
export const shownSweep = ({ overrides, maxBatchSize }: SweepCase): string =>
  `${overrides.map((text) => JSON.stringify(text)).join(' ')}, at most ${maxBatchSize} a batch`

export function* smallerSweeps(of: SweepCase): Generator<SweepCase> {
  for (const fewer of withoutStretches(of.overrides)) yield { ...of, overrides: fewer }
  if (of.maxBatchSize !== null) yield { ...of, maxBatchSize: null }
  for (const [at, text] of of.overrides.entries()) {
    for (const fewer of withoutStretches([...text])) yield { ...of, overrides: of.overrides.with(at, fewer.join('')) }
  }
}
