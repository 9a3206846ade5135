import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseDocument, stringify } from 'yaml'
import { textValue } from '../grammar/text-value.js'
import { HydraconfError } from '../text/errors.js'
import { bool, bytes, entriesOf, float, int, list, map, nullValue } from '../value/constructors.js'
import type { Key } from '../value/key.js'
import type { Container, Value } from '../value/value.js'
import { toYaml } from './emit.js'
import { parseYaml } from './parse.js'

/**
 * Texts that YAML and OmegaConf could stumble over, and any others. None holds U+0085: as PyYAML writes it, it reads
 * back as a line feed.
 */
const texts = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }).filter((text) => !text.includes('\u0085')),
  fc.string({
    unit: fc.constantFrom(...'ab 1.:-#\'"\\\n\t?!&*[]{},|>%@`~=<_eEyYnN\u2028\ufeff\u00a0😀'),
    maxLength: 12,
  }),
  fc
    .array(fc.constantFrom('word', "it's", 'a: b', 'x'.repeat(50), '- c', '😀'), { maxLength: 40 })
    .map((words) => words.join(' ')),
  fc.constantFrom(
    'yes',
    'y',
    'null',
    '~',
    '010',
    '1e3',
    '.inf',
    '1:30',
    '2001-01-01',
    '<<',
    '=',
    '???',
    '${a.b}',
    '---',
  ),
)

const scalars: fc.Arbitrary<Value> = fc.oneof(
  fc.constant(nullValue()),
  fc.boolean().map((value) => bool(value)),
  fc.bigInt().map((value) => int(value)),
  fc.double().map((value) => float(value)),
  fc.uint8Array({ maxLength: 80 }).map((value) => bytes(value)),
  texts.filter(isConfigText).map((text) => textValue(text)),
)

const keys: fc.Arbitrary<Key> = fc.oneof(
  { weight: 6, arbitrary: texts },
  { weight: 1, arbitrary: fc.bigInt() },
  { weight: 1, arbitrary: fc.boolean() },
  { weight: 1, arbitrary: fc.double({ noNaN: true }) },
)

const { config } = fc.letrec<{ value: Value; config: Value }>((tie) => ({
  value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, scalars, tie('config')),
  config: fc.oneof(
    fc.array(tie('value'), { maxLength: 5 }).map((items) => list(items)),
    fc.array(fc.tuple(keys, tie('value')), { maxLength: 5 }).map((entries) => map(entries)),
  ),
}))

test('what toYaml writes, parseYaml reads back', () => {
  fc.assert(
    fc.property(config, fc.boolean(), (value, sortKeys) => {
      const text = toYaml(value as Container, { sortKeys })
      const read = parseYaml(text)
      if (sortKeys) expect(toYaml(read, { sortKeys })).toBe(text)
      else expect(plain(read)).toEqual(plain(value))
    }),
    { numRuns: 1500 },
  )
})

/** Only what a document of YAML 1.1 and 1.2 reads alike: no octals, no `yes`, no base 60. */
const agreed: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc
      .array(fc.constantFrom('word', "it's", 'a: b', '#', '- c', 'é', '"q"', '\n', 'x'.repeat(30)), { maxLength: 12 })
      .map((w) => w.join(' ')),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom('a', 'b c', 'd-e', 'k: v', '"', 'list'), tie('value'), { maxKeys: 4 }),
  ),
})).value

test.each([
  ['as it likes', {}],
  ['in flow style', { collectionStyle: 'flow' }],
  ['with every text in double quotes', { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' }],
  ['with texts as blocks', { defaultStringType: 'BLOCK_FOLDED', defaultKeyType: 'PLAIN' }],
  ['indented by four', { indent: 4, indentSeq: false }],
] as const)('documents of the yaml package, written %s, are read as it reads them', (_, options) => {
  fc.assert(
    fc.property(agreed, (value) => {
      const text = stringify({ root: value }, { version: '1.1', ...options })
      expect(js(parseYaml(text))).toEqual(parseDocument(text, { version: '1.1' }).toJS())
    }),
    { numRuns: 300 },
  )
})

function isConfigText(text: string): boolean {
  try {
    return textValue(text).kind !== undefined
  } catch (error) {
    if (error instanceof HydraconfError) return false
    throw error
  }
}

function plain(value: Value): unknown {
  if (value.kind === 'list') return value.items.map(plain)
  if (value.kind === 'map') return [...entriesOf(value)].map(([key, item]) => [key, plain(item)])
  return [value.kind, value.value]
}

function js(value: Value): unknown {
  if (value.kind === 'list') return value.items.map(js)
  if (value.kind === 'map')
    return Object.fromEntries([...entriesOf(value)].map(([key, item]) => [String(key), js(item)]))
  return value.kind === 'int' ? Number(value.value) : value.value
}
