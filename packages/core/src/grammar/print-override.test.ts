import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Element, Override, OverrideValue } from './override.js'
import { parseOverride } from './parse-override.js'
import { keyText, valueText } from './print.js'
import { printOverride } from './print-override.js'

test.each([
  '+a=1',
  '~db',
  'a=',
  'a.b=[1,2]',
  "a='x y'",
  'a="it\'s"',
  'a=b\\,c',
  'a=${oc.env:USER,me}',
  'db@src=mysql',
  'a={b:1,c d:[null]}'.replace(' ', '\\ '),
  'a=1,2.5,x',
  'a=choice(x,[1])',
  'a=range(0,1,0.1)',
  'a=shuffle(range(0,10,2))',
  'a=int(interval(1,2))',
  'a=tag(x,y,interval(0.0,1.0))',
  'a=tag(t,str(x,y))',
  'a=glob([a*,b*],[c*])',
  "a=str('1')",
  "a=[str(''),'']",
])('%s prints back as typed', (text) => {
  expect(printOverride(parseOverride(text))).toBe(text)
})

test.each([
  ['a=true', 'True'],
  ['a=${oc.env:USER,me}', '$\\{oc.env\\:USER\\,me\\}'],
  ['a=a b', 'a\\ b'],
  ["a='it\\'s'", "'it\\'s'"],
  ["a='x\\\\'", "'x\\\\'"],
  ['a=1e20', '1e+20'],
  ['a={b: [1, x]}', '{b:[1,x]}'],
  ['~a', 'null'],
])('%s is written into a job as Hydra writes it: %s', (text, written) => {
  expect(valueText(parseOverride(text))).toBe(written)
})

test('the text for people has blanks after commas and colons', () => {
  expect(valueText(parseOverride('a={b:[1,x],c:2}'), { spaceAfterSeparator: true })).toBe('{b: [1, x], c: 2}')
  expect(keyText(parseOverride('++a/b@p=1'))).toBe('++a/b@p')
})

describe('whatever an override is', () => {
  test('it reads back from its own print', () => {
    fc.assert(
      fc.property(overrides(), (override) => {
        expect(meaning(parseOverride(printOverride(override)))).toEqual(override)
      }),
      { numRuns: 2000 },
    )
  })

  test('a text that is read, printed and read again means the same', () => {
    const chars = fc.constantFrom(...'ab1 .,:[]{}()=\'"\\$-+_0e*~', '${a}', 'null', 'int(', 'choice(', '1.5', "'q'")
    fc.assert(
      fc.property(fc.array(chars, { maxLength: 12 }), (pieces) => {
        const read = attempt(`a=${pieces.join('')}`)
        if (read !== undefined) expect(meaning(parseOverride(printOverride(read)))).toEqual(meaning(read))
      }),
      { numRuns: 5000 },
    )
  })
})

type Meaning = Pick<Override, 'op' | 'key' | 'value'>

function meaning({ op, key, value }: Override): Meaning {
  return { op, key, value }
}

function attempt(text: string): Override | undefined {
  try {
    return parseOverride(text)
  } catch {
    return undefined
  }
}

function overrides(): fc.Arbitrary<Meaning> {
  const name = fc.constantFrom('a', 'a.b.0', 'db/engine', '$x', '')
  const key = fc.record({ name, package: fc.constantFrom(undefined, '', 'p.q') })
  return fc.record({
    op: fc.constantFrom('change', 'add', 'force-add', 'delete'),
    key,
    value: fc.oneof(elements(), sweeps()),
  })
}

function elements(): fc.Arbitrary<Element> {
  const { element } = fc.letrec<{ element: Element }>((tie) => ({
    element: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      plain(),
      fc.record({ kind: fc.constant('list' as const), items: fc.array(tie('element'), { maxLength: 3 }) }),
      fc.record({
        kind: fc.constant('map' as const),
        entries: fc.uniqueArray(fc.tuple(mapKeys(), tie('element')), {
          maxLength: 3,
          selector: ([key]) => String(key.value),
        }),
      }),
    ),
  }))
  return element
}

type PlainElement = Extract<Element, { value: unknown } | { kind: 'null' }>

function plain(): fc.Arbitrary<PlainElement> {
  return fc.oneof(
    fc.constant<PlainElement>({ kind: 'null' }),
    fc.boolean().map((value): PlainElement => ({ kind: 'bool', value })),
    numbers(),
    texts().map((value): PlainElement => ({ kind: 'text', value })),
    fc
      .tuple(texts(), fc.constantFrom('single' as const, 'double' as const))
      .map(([value, quote]): PlainElement => ({ kind: 'quoted', value, quote })),
  )
}

type NumberElement = Extract<Element, { kind: 'int' | 'float' }>

function numbers(): fc.Arbitrary<NumberElement> {
  return fc.oneof(
    fc.bigInt().map((value): NumberElement => ({ kind: 'int', value })),
    fc.double().map((value): NumberElement => ({ kind: 'float', value })),
  )
}

function texts(): fc.Arbitrary<string> {
  const pieces = fc.constantFrom(...'ab1 .,:[]{}()=\'"\\$-+_0é\n', '${a.b}', '???', '1', 'true', '1e5')
  return fc.array(pieces, { maxLength: 6 }).map((parts) => parts.join(''))
}

function mapKeys(): fc.Arbitrary<Extract<Element, { value: unknown }>> {
  return fc.oneof(
    fc.constantFrom('a', 'b c', 'x:y', '${z}', '\\').map((value) => ({ kind: 'text' as const, value })),
    fc.integer({ min: 2, max: 9 }).map((value) => ({ kind: 'int' as const, value: BigInt(value) })),
    fc.boolean().map((value) => ({ kind: 'bool' as const, value })),
  )
}

/** Sweeps as the functions of the language make them. */
function sweeps(): fc.Arbitrary<OverrideValue> {
  const tags = fc.uniqueArray(fc.constantFrom('t', 'u v', '1', "it's"), { maxLength: 2 }).map((all) => all.sort())
  const item = elements().filter(({ kind }) => kind !== 'null' && kind !== 'quoted')
  return fc.oneof(
    fc.record({
      kind: fc.constant('choice' as const),
      simple: fc.constant(false),
      list: fc.array(item, { minLength: 1, maxLength: 4 }),
      shuffle: fc.boolean(),
      tags,
    }),
    fc.record({
      kind: fc.constant('choice' as const),
      simple: fc.constant(true),
      list: fc.array(elements(), { minLength: 2, maxLength: 4 }),
      shuffle: fc.constant(false),
      tags: fc.constant([]),
    }),
    fc.record({
      kind: fc.constant('range' as const),
      start: numbers(),
      stop: numbers(),
      step: numbers(),
      shuffle: fc.boolean(),
      tags,
    }),
    fc.record({
      kind: fc.constant('glob' as const),
      include: fc.array(elements(), { maxLength: 2 }),
      exclude: fc.array(elements(), { maxLength: 2 }),
      tags: fc.constant([]),
    }),
  )
}
