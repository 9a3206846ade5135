import type { Random } from './random.js'

/** A YAML document of a few lines: mostly well formed, sometimes with a slip. */
export function yamlText(random: Random): string {
  const text = random.weighted(
    [8, () => blockMap(random, 0, 3)],
    [1, () => blockList(random, 0, 2)],
    [1, () => `${flow(random, 3)}\n`],
  )
  return random.chance(0.2) ? withSlip(text, random) : text
}

function blockMap(random: Random, indent: number, depth: number): string {
  const pad = ' '.repeat(indent)
  return random.some(1, 4, () => `${pad}${key(random)}:${node(random, indent, depth)}`).join('')
}

function blockList(random: Random, indent: number, depth: number): string {
  const pad = ' '.repeat(indent)
  return random.some(1, 3, () => `${pad}-${node(random, indent, depth)}`).join('')
}

/** What follows `key:` or `-`, with its line break. */
function node(random: Random, indent: number, depth: number): string {
  const deeper = indent + random.pick([1, 2, 2, 2, 4])
  const props = random.weighted(
    [20, () => ''],
    [1, () => ' &a'],
    [1, () => ' !!str'],
    [0.5, () => ' !!int'],
    [0.5, () => ' !x'],
  )
  return random.weighted(
    [8, () => `${props} ${scalar(random)}${comment(random)}\n`],
    [2, () => `${props} ${flow(random, depth)}${comment(random)}\n`],
    [depth > 0 ? 3 : 0, () => `${props}${comment(random)}\n${blockMap(random, deeper, depth - 1)}`],
    [depth > 0 ? 2 : 0, () => `${props}${comment(random)}\n${blockList(random, deeper, depth - 1)}`],
    [0.3, () => ` *a\n`],
    [
      1,
      () =>
        ` ${random.pick(['|', '>', '|-', '>-', '|+', '>+', '|2', '>1-'])}${comment(random)}\n${block(random, deeper)}`,
    ],
    [1, () => ` ${plainLines(random, deeper)}\n`],
    [1, () => '\n'],
  )
}

function key(random: Random): string {
  return random.weighted(
    [
      9,
      () =>
        random.pick([
          'a',
          'b',
          'c',
          'd',
          'a b',
          '"q"',
          "'s'",
          '1',
          '-1',
          '1.5',
          'true',
          'a.b',
          'x-y',
          '"*w"',
          '__proto__',
          'é',
        ]),
    ],
    [
      1,
      () =>
        random.pick([
          'null',
          '~',
          'yes',
          '? a\n',
          '<<',
          '.inf',
          '0x1',
          '12:30',
          '*w',
          '2020-01-02',
          '""',
          '[a]',
          '? [a, b]\n',
        ]),
    ],
  )
}

function scalar(random: Random): string {
  return random.weighted(
    [4, () => plain(random)],
    [2, () => doubleQuoted(random)],
    [2, () => singleQuoted(random)],
    [1, () => interpolation(random)],
  )
}

function plain(random: Random): string {
  return random.weighted([5, () => random.pick(NUMBERS)], [4, () => random.pick(WORDS)], [1, () => random.pick(RISKY)])
}

const NUMBERS = [
  ...[
    '1',
    '-7',
    '+3',
    '0',
    '010',
    '0o17',
    '0x1F',
    '0b101',
    '1_000',
    '1__0',
    '12:30',
    '1:2:3.5',
    '1.5',
    '1.',
    '.5',
    '-.5',
  ],
  ...[
    '1e3',
    '1e+3',
    '1E-5',
    '1.0e+20',
    '1_0.5',
    '.inf',
    '-.INF',
    '.nan',
    '.NaN',
    '1e400',
    '99999999999999999999',
    '0.1',
    '1e16',
  ],
  ...['08', '0_7', '-0', '-0.0', '0.', '1e-7', '+.5', '1.5e', '0x', '60:61', '190:20:30', '._1', '1_'],
]
const WORDS = [
  ...[
    'inf',
    'nan',
    'true',
    'True',
    'TRUE',
    'tRue',
    'yes',
    'no',
    'on',
    'OFF',
    'y',
    'n',
    'null',
    'Null',
    '~',
    'word',
    'two words',
  ],
  ...[
    'a:b',
    'a#b',
    '-a',
    '2020-01-02',
    '2020-01-02 03:04:05',
    '2001-12-14t21:59:43.10-05:00',
    '???',
    '=',
    '<<',
    'é',
    '✓',
  ],
]
const RISKY = [
  'a: b',
  'a #b',
  '- a',
  '?',
  ':',
  '@a',
  '`a',
  '%a',
  '&',
  '!',
  '*',
  '*b',
  '|',
  '>',
  'x]',
  '[x',
  '{',
  '}',
  ',',
  '\t',
  'tab\there',
]

function doubleQuoted(random: Random): string {
  return `"${random.some(0, 3, () => random.pick(['a', ' ', '\\n', '\\t', '\\"', '\\\\', '\\x41', '\\u00e9', '\\U0001F600', "'", '\n  ', '\n\n ', '\\\n  ', ': ', ' #', 'é', '\\0', '\\N', '\\/'])).join('')}"`
}

function singleQuoted(random: Random): string {
  return `'${random.some(0, 3, () => random.pick(['a', ' ', "''", '"', '\\', '\n  ', '\n\n  ', ': ', ' #', '1', 'true', '[', '\\n'])).join('')}'`
}

function interpolation(random: Random): string {
  return random.pick(['${a}', '${a.b}', 'x${a}y', '${oc.env:X,1}', '"${f:{a: 1}}"', '${', '\\${a}', "'${a'", '${..b}'])
}

function flow(random: Random, depth: number): string {
  const inner = () =>
    depth > 0 ? random.weighted([3, () => scalar(random)], [1, () => flow(random, depth - 1)]) : scalar(random)
  const comma = () => random.pick([',', ', ', ' , ', ',\n    '])
  const joined = (items: string[]) => items.map((item, at) => (at ? comma() : '') + item).join('')
  const tail = random.pick(['', '', '', ',', ' '])
  return random.chance(0.5)
    ? `[${joined(random.some(0, 3, inner))}${tail}]`
    : `{${joined(random.some(0, 3, () => `${key(random).replace('\n', ' ')}${random.weighted([12, () => ': '], [1, () => random.pick([':', ' : ', ''])])}${inner()}`))}${tail}}`
}

function block(random: Random, indent: number): string {
  const pad = ' '.repeat(indent)
  return random
    .some(1, 4, () =>
      random.pick([
        `${pad}line\n`,
        `${pad}two words\n`,
        `${pad}  deeper\n`,
        '\n',
        `${pad}# no comment\n`,
        `${pad}\n`,
        `${pad}a: b\n`,
      ]),
    )
    .join('')
}

function plainLines(random: Random, indent: number): string {
  const pad = ' '.repeat(indent)
  return random
    .some(2, 3, () => random.pick(['one', 'two words', 'x-y', '3']))
    .join(random.pick([`\n${pad}`, `\n\n${pad}`]))
}

const comment = (random: Random) =>
  random.weighted([16, () => ''], [3, () => ' # note'], [0.5, () => '# glued'], [0.5, () => '  #'])

function withSlip(text: string, random: Random): string {
  const at = random.below(text.length + 1)
  return random.weighted(
    [3, () => text.slice(0, at) + text.slice(at + 1)],
    [3, () => text.slice(0, at) + random.pick([...' :-\n\t"\'[]{},#&*!|>?%@`']) + text.slice(at)],
    [1, () => text.slice(0, at)],
    [
      1,
      () =>
        `${random.pick(['---\n', '--- ', '...\n', '%YAML 1.1\n---\n', '\ufeff', '# c\n', '\n', '---\n---\n'])}${text}`,
    ],
    [1, () => `${text}${random.pick(['---\n', '...\n', '...\n---\n', 'x', '\t', '# end', '  ', '\r\n'])}`],
    [1, () => text.replaceAll('\n', '\r\n')],
  )
}
