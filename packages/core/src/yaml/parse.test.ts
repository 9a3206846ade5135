import { expect, test } from 'vitest'
import { HydraconfError } from '../text/errors.js'
import { describeOrigin } from '../text/source.js'
import { entriesOf } from '../value/constructors.js'
import type { MapValue, Value } from '../value/value.js'
import { decodeYaml } from './decode.js'
import { loadYaml, parseYaml } from './parse.js'

/** A value in short: ints as bigint, floats as number, missing and interpolations marked. */
function short(value: Value): unknown {
  switch (value.kind) {
    case 'map':
      return [...entriesOf(value)].map(([key, item]) => [key, short(item)])
    case 'list':
      return value.items.map(short)
    case 'missing':
    case 'interpolation':
      return { [value.kind]: value.value }
    default:
      return value.value
  }
}

/** What `x` is in a document that is only `x: …`. */
const readX = (text: string) =>
  short((parseYaml(`x: ${text}`) as { items: ReadonlyMap<string, Value> }).items.get('x')!)

function refusal(text: string): HydraconfError {
  try {
    parseYaml(text)
  } catch (error) {
    if (error instanceof HydraconfError) return error
    throw error
  }
  throw new Error(`${JSON.stringify(text)} was accepted`)
}

test.each([
  ['on', true],
  ['No', false],
  ['y', 'y'],
  ['yEs', 'yEs'],
  ['~', null],
  ['', null],
  ['nULL', 'nULL'],
  ['010', 8n],
  ['08', '08'],
  ['0o17', '0o17'],
  ['0x_1', 1n],
  ['-0b101', -5n],
  ['1_000', 1000n],
  ['1:30', 90n],
  ['01:30', '01:30'],
  ['12:30:45.5', 45045.5],
  ['9007199254740993', 9007199254740993n],
  ['1e3', 1000],
  ['.5e3', '.5e3'],
  ['-.5', '-.5'],
  ['1.', 1],
  ['1__2.1', 12.1],
  ['-.INF', -Infinity],
  ['nan', 'nan'],
  ['2001-12-14', '2001-12-14'],
  ["'1'", '1'],
  ['! "1"', 1n],
  ['!!str 1', '1'],
  ['!!float 1', 1],
  ['???', { missing: '???' }],
  ['"${a.b}"', { interpolation: '${a.b}' }],
])('x: %s', (text, expected) => {
  expect(readX(text)).toEqual(expected)
})

test.each([
  ["'a\n  b'", 'a b'],
  ["'it''s'", "it's"],
  ['"a\\\n   b"', 'ab'],
  ['"\\x41\\u263a\\N"', 'A\u263a\x85'],
  ['a\n  b\n\n  c', 'a b\nc'],
  ['1\n b', '1 b'],
  ['a #c', 'a'],
  ['a#c', 'a#c'],
  ['|\n  a\n   b\n', 'a\n b\n'],
  ['|-\n  a\n\n', 'a'],
  ['|+\n  a\n\n', 'a\n\n'],
  ['>\n  a\n  b\n\n  c\n', 'a b\nc\n'],
  ['|2\n   a\n', ' a\n'],
  ['a\u2028  b', 'a\u2028b'],
])('text over lines: %j', (text, expected) => {
  expect(readX(text)).toBe(expected)
})

test.each([
  ['', []],
  ['# nothing\n', []],
  ['hello', [['hello', null]]],
  ['- 1\n- [a, {b: c}]', [1n, ['a', [['b', 'c']]]]],
  ['a:\n- 1\n-\n- - 2\n', [['a', [1n, null, [2n]]]]],
  [
    '? a\n: - b\nc:',
    [
      ['a', ['b']],
      ['c', null],
    ],
  ],
  [
    '{a:1, b: , ? c : d}',
    [
      ['a:1', null],
      ['b', null],
      ['c', 'd'],
    ],
  ],
  ['[a: b, "c":d]', [[['a', 'b']], [['c', 'd']]]],
  ['%YAML 1.1\n%TAG !e! tag:yaml.org,2002:\n---\na: !e!int "3"\n...\n', [['a', 3n]]],
  ['\ufeffa: 1', [['a', 1n]]],
  [
    'a: &x [1]\nb: *x',
    [
      ['a', [1n]],
      ['b', [1n]],
    ],
  ],
])('structure: %j', (text, expected) => {
  expect(short(parseYaml(text))).toEqual(expected)
})

test.each([
  ['1: a\n1.0: b\ntrue: c', [[1n, 'c']]],
  [
    "'1': a\n1: b",
    [
      ['1', 'a'],
      [1n, 'b'],
    ],
  ],
  [
    'true: a\n1.5: b\n-1: c',
    [
      [true, 'a'],
      [1.5, 'b'],
      [-1n, 'c'],
    ],
  ],
  [
    '__proto__: 1\nconstructor: 2\ntoString: 3',
    [
      ['__proto__', 1n],
      ['constructor', 2n],
      ['toString', 3n],
    ],
  ],
  ['=: 1', [['=', 1n]]],
])('keys keep their type: %j', (text, expected) => {
  expect(short(parseYaml(text))).toEqual(expected)
})

test.each([
  [
    'what is merged comes first, and own keys win',
    'b: {k: 9, <<: *a, w: 2}',
    [
      ['x', 1n],
      ['k', 9n],
      ['w', 2n],
    ],
  ],
  [
    'the first map of a list wins',
    'b: {<<: [*a, {x: 2, y: 3}]}',
    [
      ['x', 1n],
      ['y', 3n],
      ['k', 2n],
    ],
  ],
  [
    'the last of several << wins',
    'b: {<<: *a, <<: {x: 5}}',
    [
      ['x', 5n],
      ['k', 2n],
    ],
  ],
  ['a quoted << is a key', "b: {'<<': 1}", [['<<', 1n]]],
])('%s', (_, text, expected) => {
  const config = short(parseYaml(`a: &a {x: 1, k: 2}\n${text}`, { pyyaml: '6.0.3' })) as [string, unknown][]
  expect(config[1]![1]).toEqual(expected)
})

/** `fixtures/merge-keys` has more of them, from real PyYAML. */
test('PyYAML 6.0.4 has the last of several maps win, and the first for keys of one character', () => {
  const text = 'a: &a {x: 1, key: 1}\nb: {<<: [*a, {x: 2, key: 2}]}'
  const merged = (pyyaml?: '6.0.3') => short((parseYaml(text, { pyyaml }) as MapValue).items.get('b') as MapValue)
  expect(merged()).toEqual([
    ['x', 1n],
    ['key', 2n],
  ])
  expect(merged('6.0.3')).toEqual([
    ['x', 1n],
    ['key', 1n],
  ])
})

test('OmegaConf 2.4 refuses a map that merges itself, and a key given twice in one that is only merged', () => {
  for (const text of ['a: &a {<<: *a}', 'a: {<<: {key: 1, key: 2}}']) {
    expect(() => parseYaml(text)).not.toThrow()
    expect(() => parseYaml(text, { dialect: '1.4' })).toThrow()
  }
})

test.each([
  ['x:\t1', 'ScannerError', '1:3'],
  ['x: a: b', 'ScannerError', '1:5'],
  ['x: - a', 'ScannerError', '1:4'],
  ['a: 1\nb\nc: 2', 'ScannerError', '2:1'],
  ['a: "\\q"', 'ScannerError', '1:5'],
  ['a: "open', 'ScannerError', '1:4'],
  [`${'k'.repeat(1025)}: 1`, 'ScannerError', '1:1026'],
  ['x: [a?b]', 'ParserError', '1:6'],
  ['x: [???]', 'ParserError', '1:6'],
  ['x: ]', 'ParserError', '1:4'],
  ['a: 1\n  b: 2', 'ScannerError', '2:4'],
  ['a: !e!x 1', 'ParserError', '1:4'],
  ['a: 1\n---\nb: 2', 'ComposerError', '2:1'],
  ['a: *b', 'ComposerError', '1:4'],
  ['a: &x 1\nb: &x 2', 'ComposerError', '2:4'],
  ["a: 1\n'a': 2", 'ConstructorError', '2:1'],
  ['? [a]\n: 1', 'ConstructorError', '1:1'],
  ['a: {<<: 1}', 'ConstructorError', '1:9'],
  ['x: =', 'ConstructorError', '1:4'],
  ['x: !foo 1', 'ConstructorError', '1:9'],
  ['a: &x [*x]', 'ConstructorError', '1:8'],
  ['a: \x07', 'ReaderError', '1:4'],
  ['null: 1', 'KeyValidationError', '1:1'],
  ['a: !!set {b}', 'UnsupportedValueType', '1:10'],
  ['5', 'ConfigTypeError', '1:1'],
])('%j is refused with %s at %s', (text, type, place) => {
  const error = refusal(text)
  expect(error.type).toBe(type)
  expect(describeOrigin(error.origin!)).toBe(`<program>:${place}`)
})

test('what is wrong with the YAML is told before what no config can hold', () => {
  expect(refusal('null: 1\nb: [').type).toBe('ParserError')
})

test('a key that is overridden after a merge is refused where PyYAML takes it for a repeated one', () => {
  const base = 'base: &base {x: 1}\n'
  expect(refusal(`${base}group: {derived: &d {<<: *base, x: 2}}\ntop: {<<: *d}`).type).toBe('ConstructorError')
  expect(short(parseYaml(`${base}derived: &d {<<: *base, x: 2}\ntop: {<<: *d}`))).toHaveLength(3)
})

test('a value knows where it was written', () => {
  const source = { kind: 'file', name: 'conf/db.yaml', text: 'db:\n  host: localhost\n  ports: [1, 22]\n' } as const
  const db = (parseYaml(source).items as ReadonlyMap<string, Value>).get('db') as Value & { items: Map<string, Value> }
  const host = db.items.get('host')!
  expect(describeOrigin(host.origin)).toBe('conf/db.yaml:2:9')
  expect(source.text.slice(host.origin.start, host.origin.end)).toBe('localhost')
  const ports = db.items.get('ports')!
  expect(source.text.slice(ports.origin.start, ports.origin.end)).toBe('[1, 22]')
})

test('an alias is the value itself', () => {
  const { items } = parseYaml('a: &x {k: 1}\nb: *x') as { items: ReadonlyMap<string, Value> }
  expect(items.get('b')).toBe(items.get('a'))
})

test('a bomb of aliases is read as small as its text, and refused as a config', () => {
  const lines = Array.from({ length: 60 }, (_, at) =>
    at === 0 ? 'a0: &a0 [x]' : `a${at}: &a${at} [*a${at - 1}, *a${at - 1}]`,
  )
  expect(loadYaml(lines.join('\n')).kind).toBe('map')
  expect(refusal(lines.join('\n')).message).toContain('aliases stand for more than')
  expect(refusal([...lines, 'null: 1'].join('\n')).type).toBe('KeyValidationError')
})

test.each(['[', '{a: ', '- ', '? ', '[{a: '])('100,000 levels of %j are refused', (open) => {
  expect(refusal(open.repeat(100_000)).code).toBe('yaml-value')
})

test('merge keys that copy without end are refused', () => {
  const lines = Array.from({ length: 4000 }, (_, at) => `a${at}: &a${at} {<<: [*a${at - 1}, *a${at - 1}], k${at}: 1}`)
  expect(refusal(['a: &a-1 {x: 1}', ...lines].join('\n')).message).toContain('<<')
})

test.each([
  ['a scalar of 5 MB', `a: ${'x '.repeat(2_500_000)}`],
  ['blank lines', `a: b${'\n'.repeat(2_000_000)} c`],
  ['a number that never ends', `a: ${'1_'.repeat(500_000)}`],
])('%s is read or refused, not choked on', (_, text) => {
  try {
    expect(parseYaml(text).kind).toBe('map')
  } catch (error) {
    expect(error).toBeInstanceOf(HydraconfError)
  }
})

test('a file of NULs is refused', () => {
  expect(refusal(decodeYaml(new Uint8Array(1_000_000))).type).toBe('ReaderError')
})

test('the bare loader gives sets, tuples, dates and null keys', () => {
  const kinds = (text: string) => loadYaml(text).kind
  expect(kinds('!!set {a, b}')).toBe('set')
  expect(kinds('!!timestamp 2001-01-01')).toBe('date')
  expect(kinds('null: 1')).toBe('map')
  expect(loadYaml('!!omap [a: 1]')).toMatchObject({ kind: 'list', items: [{ kind: 'tuple' }] })
  expect(short(parseYaml('x: !!omap [a: 1]'))).toEqual([['x', [['a', 1n]]]])
})

test.each([
  ['UTF-8', [0x61, 0x3a, 0x20, 0xc3, 0xa9, 0xf0, 0x9f, 0x98, 0x80], 'a: é😀'],
  ['a surrogate', [0x61, 0xed, 0xa0, 0x80], undefined],
  ['an overlong slash', [0xc0, 0xaf], undefined],
  ['a character cut off', [0x61, 0xe2, 0x82], undefined],
  ['UTF-16', [0xff, 0xfe, 0x61, 0x00], undefined],
])('bytes: %s', (_, bytes, expected) => {
  const decode = () => decodeYaml(Uint8Array.from(bytes))
  if (expected === undefined) expect(decode).toThrow(HydraconfError)
  else expect(decode()).toBe(expected)
})

/** Something of everything that a scanner reads, each at the end of its line. */
const MANY_KINDS = `%YAML 1.1
%UNKNOWN x y
--- # begins
plain: some words # and a comment
short: word
0x1f: [a, 'b', "c\\n", {d: e}, f g
  h]
? complex key
: - item
  - &anchor several
    lines
  - *anchor
  - !!str tagged
single: 'it''s
  folded'
double: "a \\
  b"
literal: |-  # why
  text
   more
folded: >+
  text

"quoted key": {a: 1, ? b : c}
$ref: \${plain}
...
# the end
`

test.each(['\x01', '\0', '\x7f', '\ud800', '\uffff'])('the character %j is refused wherever it stands', (char) => {
  parseYaml(MANY_KINDS)
  const places = [...MANY_KINDS, ''].map((_, at) => at)
  const refused = places.map((at) => refusal(MANY_KINDS.slice(0, at) + char + MANY_KINDS.slice(at)))
  expect(refused.map(({ type, origin }) => `${type} at ${origin?.start}`)).toEqual(
    places.map((at) => `ReaderError at ${at}`),
  )
})

test('characters beyond ASCII are read wherever they stand', () => {
  expect(short(parseYaml('# ö\nä: ö\n"ü": \'😀\'\nb: |\n  ß\nc: [é, è]\n'))).toEqual([
    ['ä', 'ö'],
    ['ü', '😀'],
    ['b', 'ß\n'],
    ['c', ['é', 'è']],
  ])
})

test.each([
  ['-'.repeat(10_001), 'str'],
  ['1.'.repeat(6_000), 'str'],
  [`1.${'9'.repeat(10_001)}`, 'float'],
  [`1${'_'.repeat(10_001)}`, 'int'],
  [`1${'_1'.repeat(10_001)}e5`, 'float'],
  [`0b${'1'.repeat(10_001)}`, 'int'],
])('a plain scalar of any length is what its rule makes of it (%#)', (text, kind) => {
  const { items } = parseYaml(`a: ${text}`) as MapValue
  expect(items.get('a')?.kind).toBe(kind)
})

test.each(['9'.repeat(4_301), `0x${'f'.repeat(10_001)}`, `1${':30'.repeat(10_001)}`])(
  'an int of more digits than Python prints is refused (%#)',
  (text) => {
    expect(() => parseYaml(`a: ${text}`)).toThrow()
  },
)
