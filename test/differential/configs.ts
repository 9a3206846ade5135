import type { Random } from './random.js'

/** A small config as YAML, from few keys, so that several of them meet when they are merged. */
export function configText(random: Random): string {
  return (
    unique(random.some(0, 4, () => key(random)))
      .map((name) => `${name}: ${value(random, 2)}\n`)
      .join('') || '{}\n'
  )
}

/** A config of plain values with a few lines that point at them, at one another, or at nothing. */
export function interpolatedText(random: Random): string {
  const own = () => (random.chance(0.25) ? pointing(random) : plain(random))
  const lines = NAMES.map((name) => `${name}: ${own()}\n`)
  const nested = NAMES.map((name) => `  ${name}: ${own()}\n`)
  return `${lines.join('')}m:\n${nested.join('')}`
}

const NAMES = ['a', 'b', 'c', 'd']

const key = (random: Random) => random.pick(['a', 'a', 'b', 'b', 'c', 'd', '1', '-1', '1.0', 'true', '"1"'])

const plain = (random: Random) =>
  random.pick([
    '1',
    '2.5',
    'x',
    'true',
    'null',
    "''",
    '"1"',
    'two words',
    '[1, x]',
    '{a: 1, b: {a: 2}}',
    '{1: one}',
    '1e3',
    '"\'"',
    '[[7]]',
    'm',
    'a',
  ])

function value(random: Random, depth: number): string {
  return random.weighted(
    [5, () => random.pick(['1', '1.0', 'x', 'true', 'null', "'???'", "''", '"1"', 'two words', '-1', '1e3'])],
    [
      depth > 0 ? 4 : 0,
      () =>
        `{${unique(random.some(0, 3, () => key(random)))
          .map((name) => `${name}: ${value(random, depth - 1)}`)
          .join(', ')}}`,
    ],
    [depth > 0 ? 2 : 0, () => `[${random.some(0, 3, () => value(random, depth - 1)).join(', ')}]`],
    [1.5, () => pointing(random)],
  )
}

/** An interpolation or a few in a text; in double quotes, so that the YAML is sound whatever it holds. */
function pointing(random: Random): string {
  const text = random.weighted([5, () => interpolation(random)], [2, () => textAround(random)])
  return `"${text.replaceAll('"', '\\"')}"`
}

function textAround(random: Random): string {
  const one = () => interpolation(random)
  return [random.pick(['x', ' ', '-', '']), one(), random.pick(['', 'y', ' ']), random.chance(0.3) ? one() : ''].join(
    '',
  )
}

function interpolation(random: Random): string {
  const path = () => random.weighted([3, () => random.pick(PATHS)], [1, () => random.pick(ODD_PATHS)])
  return random.weighted(
    [6, () => `\${${path()}}`],
    [1, () => `\${${random.pick(['a', 'm', ''])}.\${${path()}}}`],
    [1, () => `\${oc.select:${random.pick(['', "'"])}${path()}${random.pick([',1', '', ',null', ',${a}', "'"])}}`],
    [1, () => `\${oc.env:HYDRACONF_NOT_SET${random.pick(['', ',x', ',null', ',1', ',${a}'])}}`],
    [1, () => `\${oc.decode:${random.pick(DECODED)}}`],
    [1, () => `\${oc.create:${random.pick(['[1,2]', '{a: 1}', '${a}', 'null', '{a: {b: 2}}'])}}`],
    [1, () => `\${oc.dict.${random.pick(['keys', 'values'])}:${random.pick(['m', 'a', '${a}', 'nope', '.'])}}`],
    [1, () => `\${oc.deprecated:${path()}}`],
    [0.5, () => `\${nosuch:${random.pick(ARGUMENTS)}}`],
    [0.5, () => random.pick(MALFORMED)],
  )
}

const PATHS = ['a', 'b', 'c', 'd', '.a', '.b', 'm.a', 'm.b', 'm[c]', 'm']
const ODD_PATHS = ['a.b', 'a[0]', 'b.0', '..a', '...a', 'nope', 'm.nope', 'a.a', '.', '..', '1', 'm.1', 'b.1']
const DECODED = ["'1'", "'[1, a]'", "'{a: 1}'", "'${a}'", 'null', '1', "'a b'", "'['", '${a}']
const ARGUMENTS = ['1', 'x', "'q'", 'null', '[1,2]', '{k: 1}', '${a}', '', ' a b ', '1.5', 'true', '\\\\,', '???']
const MALFORMED = ['${', '${a', '${a}}', '\\\\${a}', '\\\\\\\\${a}', '$a', '${a b}', '${a:}', '${ a }', '${}']

/** Each key once, by Python's equality: of `1`, `1.0` and `true` one is kept. */
function unique(keys: readonly string[]): string[] {
  return [...new Map(keys.map((key) => [key === '1.0' || key === 'true' ? '1' : key, key])).values()]
}
