import type { Random } from './random.js'
import { fewerLines, withoutStretches } from './shrink.js'

/** A config that is resolved in place, as a whole or at a key, with an environment that interpolations read. */
export interface InPlaceCase {
  readonly source: string
  readonly env: Readonly<Record<string, string>>
  readonly at: string | null
}

/** Many references to containers, texts of containers and texts that read `${…}` only once they are resolved. */
export function inPlaceCase(random: Random): InPlaceCase {
  const lines = KEYS.map((key) => ({ line: `${key}: ${top(random, key)}\n`, order: random.next() }))
  const source = lines
    .sort((one, other) => one.order - other.order)
    .map(({ line }) => line)
    .join('')
  const env = Object.fromEntries(VARIABLES.map((name) => [name, random.pick(VARIABLE_TEXTS)]))
  const at = random.chance(0.2) ? random.pick(['a', 'b', 'm', 'm.a', 'l', 'l[0]', 'm.m']) : null
  return { source, env, at }
}

export function* smallerInPlace({ source, env, at }: InPlaceCase): Generator<InPlaceCase> {
  if (at !== null) yield { source, env, at: null }
  for (const fewer of fewerLines(source)) yield { source: fewer, env, at }
  for (const [name] of Object.entries(env)) {
    const { [name]: _, ...rest } = env
    yield { source, env: rest, at }
  }
  for (const [index, line] of source.split('\n').entries()) {
    for (const parts of withoutStretches(line.split(/(?=[,{}[\]"])/))) {
      yield { source: source.split('\n').with(index, parts.join('')).join('\n'), env, at }
    }
  }
}

export function shownInPlace({ source, env, at }: InPlaceCase): string {
  const set = Object.entries(env).map(([name, text]) => `${name}=${JSON.stringify(text)}\n`)
  return `${set.join('')}${at === null ? '' : `at ${at}\n`}-- config.yaml --\n${source}`
}

const KEYS = ['a', 'b', 'c', 'd', 'm', 'l', 'e', 'f']
const VARIABLES = ['HYDRACONF_T', 'HYDRACONF_U']
const VARIABLE_TEXTS = [
  '${a}',
  '${.b}',
  '${m}',
  'x ${m.a}',
  '\\${a}',
  '???',
  '[1, 2]',
  '[${a}, ${m}]',
  '{a: 1}',
  '${oc.env:HYDRACONF_T}',
  '${',
  'plain',
]

/** `m` and `l` hold what paths name, so that most references lead somewhere. */
function top(random: Random, key: string): string {
  const inner = () => value(random, 1)
  if (key === 'm' && random.chance(0.9)) return `{a: ${inner()}, b: ${inner()}, c: ${inner()}, m: {a: ${inner()}}}`
  if (key === 'l' && random.chance(0.9)) return `[${inner()}, ${inner()}]`
  return value(random, 2)
}

function value(random: Random, depth: number): string {
  return random.weighted(
    [6, () => random.pick(['1', '2.5', 'x', 'null', "''", "'1'", 'a', 'm.b', "'???'"])],
    [depth > 0 ? 3 : 0, () => mapping(random, depth)],
    [depth > 0 ? 1.5 : 0, () => `[${random.some(0, 3, () => value(random, depth - 1)).join(', ')}]`],
    [2, () => `"${text(random).replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`],
  )
}

function mapping(random: Random, depth: number): string {
  const keys = new Set(random.some(0, 4, () => random.pick(['a', 'b', 'c'])))
  return `{${Array.from(keys, (key) => `${key}: ${value(random, depth - 1)}`).join(', ')}}`
}

function text(random: Random): string {
  return random.weighted(
    [6, () => interpolation(random)],
    [
      2,
      () =>
        `${random.pick(['x', '', 'v='])}${interpolation(random)}${random.pick(['', ' ', 'y'])}${interpolation(random)}`,
    ],
    [1.5, () => `x${interpolation(random)}`],
    [
      3,
      () => `${random.pick(['', 'x', '${b}'])}${random.pick(['\\', '\\', '\\\\\\', '\\\\'])}${interpolation(random)}`,
    ],
  )
}

function interpolation(random: Random): string {
  const path = () => random.pick(PATHS)
  return random.weighted(
    [9, () => `\${${path()}}`],
    [0.5, () => `\${${random.pick(['m', 'a', ''])}.\${${path()}}}`],
    [0.3, () => `\${\${${path()}}}`],
    [1, () => `\${oc.select:${path()}${random.pick(['', ',1', ',${a}', ",'\\${b}'"])}}`],
    [1.5, () => `\${oc.env:${random.pick(VARIABLES)}}`],
    [1, () => `\${oc.decode:${random.pick(['${oc.env:HYDRACONF_T}', "'${a}'", '${a}', "'[1, a]'", "'{a: ${b}}'"])}}`],
    [1.5, () => `\${oc.create:${random.pick(['[1, ${a}]', '{a: 1, b: ${m}}', '${m}', '${a}', "'{a: 2, b: ${.a}}'"])}}`],
    [1, () => `\${oc.dict.${random.pick(['keys', 'values'])}:${random.pick(['m', 'a', '${b}', '.', '.m'])}}`],
    [0.5, () => `\${oc.deprecated:${path()}}`],
  )
}

const PATHS = [
  'a',
  'b',
  'c',
  'd',
  'e',
  'f',
  'm',
  'm',
  'l',
  'm.a',
  'm.b',
  'm.c',
  'm.m',
  'm.m.a',
  'l[0]',
  'l.1',
  '.a',
  '.b',
  '..m',
  '.',
]
