import type { Random } from './random.js'

/** An override as someone might type it: mostly right, sometimes with a slip, sometimes noise. */
export function overrideText(random: Random): string {
  return random.weighted(
    [6, () => override(random)],
    [3, () => withSlip(override(random), random)],
    [1, () => noise(random)],
  )
}

function override(random: Random): string {
  const op = random.weighted([6, () => ''], [2, () => '+'], [1, () => '++'], [1, () => '~'])
  if (op === '~' && random.chance(0.5)) return op + key(random)
  return `${op}${key(random)}=${value(random, 3)}`
}

function key(random: Random): string {
  const word = () => random.pick(['a', 'db', 'lr', 'x1', 'a-b', '_self_', 'hydra', '0', '10', 'true', 'null', 'model'])
  const name = random.weighted(
    [5, () => random.some(1, 3, word).join('.')],
    [2, () => random.some(2, 3, word).join('/')],
    [1, () => random.pick(['$a', '${a}', 'a$', '.a', 'a.', '', 'a[0]', 'a:b', '1.5', 'é'])],
  )
  if (!random.chance(0.15)) return name
  return `${name}@${random.pick(['', 'p', 'p.q', '_global_', '_group_', '_here_', 'p:q', ':q', 'p@q', '.p', 'p/q'])}`
}

function value(random: Random, depth: number): string {
  const inner = () => value(random, depth - 1)
  if (depth <= 0) return simple(random)
  return random.weighted(
    [8, () => simple(random)],
    [2, () => random.some(2, 4, () => element(random, depth - 1)).join(comma(random))],
    [2, () => element(random, depth)],
    [2, () => call(random, inner)],
    [0.3, () => `${blank(random)}${inner()}${blank(random)}`],
  )
}

/** What may stand in a list, a dict or a call. */
function element(random: Random, depth: number): string {
  const inner = () => element(random, depth - 1)
  if (depth <= 0) return simple(random)
  return random.weighted(
    [6, () => simple(random)],
    [2, () => `[${blank(random)}${random.some(0, 3, inner).join(comma(random))}${blank(random)}]`],
    [2, () => `{${random.some(0, 3, () => `${dictKey(random)}${colon(random)}${inner()}`).join(comma(random))}}`],
    [1, () => call(random, inner)],
    [1, () => interpolation(random, inner)],
  )
}

function simple(random: Random): string {
  return random.weighted([3, () => number(random)], [4, () => word(random)], [2, () => quoted(random)], [1, () => ''])
}

function number(random: Random): string {
  const digits = () => random.pick(['0', '1', '7', '10', '007', '1_000', '1__0', '123456789012345678901', '0x1F', '08'])
  const sign = random.pick(['', '', '', '-', '+'])
  return random.weighted(
    [4, () => sign + digits()],
    [3, () => `${sign}${random.pick(['1.5', '1.', '.5', '0.0', '1_0.2_5', '100000000000000000.0', '1.1.1', '._5'])}`],
    [
      2,
      () =>
        `${sign}${random.pick(['1', '2.5', '.5'])}${random.pick(['e', 'E'])}${random.pick(['3', '-3', '+16', '400', ''])}`,
    ],
    [1, () => sign + random.pick(['inf', 'nan', 'INF', 'NaN', 'infinity'])],
  )
}

function word(random: Random): string {
  return random.pick([
    'true',
    'False',
    'null',
    'NULL',
    'none',
    'yes',
    'mysql',
    'hello world',
    'a-b',
    'a/b',
    'a:b',
    'C:/x',
    '???',
    '*',
    'a*b',
    'w_*',
    '50%',
    'a+b',
    'a|b',
    'a?b',
    'x@y',
    '$',
    'a$b',
    '\\,',
    'a\\,b',
    '\\ a',
    'a\\ ',
    '\\\\',
    '\\n',
    '\\(',
    'a\\=b',
    '-',
    '--x',
    '~x',
    'x~',
    '#',
    'a#b',
    'é',
    '✓',
    '&',
    '!',
    ';',
    '<',
    '>',
    'a=b',
    '=',
    'a b  c',
    'null x',
    '1 2',
    'true 1',
    '1a',
    'a.b',
    '.',
    '..',
  ])
}

function quoted(random: Random): string {
  const quote = random.pick(["'", '"'])
  const parts = random.some(0, 4, () =>
    random.pick([
      'a',
      ' ',
      '1',
      ',',
      '\\',
      '\\\\',
      `\\${quote}`,
      quote === "'" ? '"' : "'",
      '${a}',
      '${',
      '}',
      '\\${a}',
      '\n',
      '\t',
      'é',
      '=',
      ']',
    ]),
  )
  return quote + parts.join('') + quote
}

function interpolation(random: Random, inner: () => string): string {
  return random.weighted(
    [
      3,
      () =>
        `\${${random.pick(['a', 'a.b', '.a', '..a', 'a[0]', 'a[b].c', '.', '', 'a-b', 'a b', '${b}', 'hydra:job.name', '.[0]'])}}`,
    ],
    [3, () => `\${${random.pick(['f', 'oc.env', 'n.s', '1f', 'f '])}:${random.some(0, 2, inner).join(',')}}`],
    [2, () => `x\${a}${random.pick(['', 'y', '${b}', ' z', ':1'])}`],
  )
}

function dictKey(random: Random): string {
  return random.pick([
    'a',
    'b',
    'a b',
    '1',
    '1.0',
    '-1',
    'true',
    'null',
    'a-b',
    '*w',
    'a.b',
    '',
    "'q'",
    '$',
    'a/b',
    '${x}',
    '1.5',
    'inf',
    '\\,',
  ])
}

function call(random: Random, inner: () => string): string {
  const args = (least: number, most: number) => random.some(least, most, inner)
  return random.weighted(
    [3, () => `choice(${args(0, 4).join(comma(random))})`],
    [3, () => `range(${numbers(random).join(',')})`],
    [1, () => `interval(${numbers(random).slice(0, 2).join(',')})`],
    [
      2,
      () =>
        `glob(${random.pick(['*', 'a*', '[a*,b]', '*,exclude=b*', 'include=*', '*,[b]', '', 'exclude=a', "'x,y'", '*,exclude=[a,b*]'])})`,
    ],
    [
      2,
      () => `sort(${[...args(0, 4), ...random.pick([[], ['reverse=true'], ['reverse=1'], ['reverse=x']])].join(',')})`,
    ],
    [1, () => `shuffle(${random.pick(['range(3)', 'choice(1,2)', '1,2', '[1,2]', 'list=[1]', ''])})`],
    [2, () => `tag(${[...random.some(0, 2, () => random.pick(['t1', 't2', '1'])), ...args(0, 2)].join(',')})`],
    [3, () => `${random.pick(['int', 'float', 'str', 'bool', 'json_str'])}(${args(0, 2).join(',')})`],
    [1, () => `${random.pick(['nosuch', 'Choice', 'range2', '1f', 'choice '])}(${args(0, 2).join(',')})`],
    [1, () => `extend_list(${args(0, 3).join(',')})`],
  )
}

function numbers(random: Random): string[] {
  const bounds = random.some(0, 4, () => random.pick(['0', '1', '3', '5', '-2', '1.5', '0.1', 'a', '', '10', '1e1']))
  if (!random.chance(0.25)) return bounds
  return bounds.map((bound) => random.pick([bound, `start=${bound}`, `stop=${bound}`, `step=${bound}`, `end=${bound}`]))
}

const comma = (random: Random) => random.pick([',', ',', ', ', ' ,'])
const colon = (random: Random) => random.pick([':', ':', ': ', ' : '])
const blank = (random: Random) => random.pick(['', '', ' ', '  ', '\t'])

/** One or two characters gone, doubled, swapped or strange. */
function withSlip(text: string, random: Random): string {
  const characters = [...text]
  for (const _ of random.some(1, 2, () => 0)) {
    const at = random.below(characters.length + 1)
    random.weighted(
      [3, () => characters.splice(at, 1)],
      [2, () => characters.splice(at, 0, characters[at] ?? ',')],
      [3, () => characters.splice(at, 0, random.pick([...'[](){},:=@~+\'"\\$ .#-_0a\n']))],
      [1, () => characters.splice(at, 2, ...characters.slice(at, at + 2).reverse())],
    )
  }
  return characters.join('')
}

function noise(random: Random): string {
  return random.some(0, 12, () => random.pick([...'abc019 .,:=@~+-*/\\\'"[](){}$?%#&!;<>|\té'])).join('')
}
