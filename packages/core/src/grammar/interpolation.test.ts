import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HydraconfError } from '../text/errors.js'
import type { Source } from '../text/source.js'
import { parseElement, parseTemplate } from './interpolation.js'

const partsOf = (text: string) => parseTemplate(text).parts
const onlyOf = (text: string) => partsOf(text)[0]

function refusalOf(text: string, parse: (text: string) => unknown = parseTemplate): HydraconfError {
  try {
    parse(text)
  } catch (error) {
    if (error instanceof HydraconfError) return error
    throw error
  }
  throw new Error(`${text} was accepted`)
}

describe('references', () => {
  test.each([
    ['${a}', 0, ['a']],
    ['${a.b.c}', 0, ['a', 'b', 'c']],
    ['${a[b].c}', 0, ['a', 'b', 'c']],
    ['${[a]}', 0, ['a']],
    ['${.a}', 1, ['a']],
    ['${...a.0}', 3, ['a', '0']],
    ['${..[a]}', 2, ['a']],
    ['${ a\t}', 0, ['a']],
    ['${a-b}', 0, ['a-b']],
    ['${$x$.é,=#\n}', 0, ['$x$', 'é,=#\n']],
    ['${1_0.true}', 0, ['1_0', 'true']],
  ])('%s', (text, dots, path) => {
    expect(onlyOf(text)).toMatchObject({ kind: 'reference', dots, path })
  })

  test('a key that is an interpolation is put together when it is evaluated', () => {
    expect(onlyOf('${a.${k}[b]}')).toMatchObject({
      kind: 'computed',
      pieces: ['a.', { kind: 'reference', path: ['k'] }, '[b]'],
    })
  })

  test.each([
    '${}',
    '${.}',
    '${a.}',
    '${a..b}',
    '${a b}',
    '${a .b}',
    '${a[b.c]}',
    '${a[b]c}',
    '${a${b}}',
    '${a',
    '${a]}',
    '${a{b}}',
    "${'a'}",
  ])('%s is refused', (text) => {
    expect(refusalOf(text).type).toBe('GrammarParseError')
  })
})

describe('text around interpolations', () => {
  test.each([
    ['a${b}c', ['a', {}, 'c']],
    ['$${b}', ['$', {}]],
    ['${b}}', [{}, '}']],
    ['\\${b}', ['${b}']],
    ['\\\\${b}', ['\\', {}]],
    ['\\\\\\${b}', ['\\${b}']],
    ['a\\b${b}', ['a\\b', {}]],
    ['\\\\a', ['\\\\a']],
    ['\\\\$a', ['\\\\$a']],
  ])('%s', (text, parts) => {
    expect(partsOf(text)).toMatchObject(parts)
  })

  test('a text without interpolations is itself', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'binary' }), (text) => {
        fc.pre(!text.includes('${'))
        expect(partsOf(text)).toEqual([text])
      }),
    )
  })

  test('an escaped interpolation is text, whatever is in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        fc.pre(!text.includes('$') && !text.includes('\\'))
        expect(partsOf(`\\\${${text}`)).toEqual([`\${${text}`])
      }),
    )
  })
})

describe('arguments', () => {
  const args = (text: string) => {
    const call = onlyOf(text)
    if (typeof call !== 'object' || call.kind !== 'call') throw new Error('not a call')
    return call
  }
  const text = (value: string) => ({ kind: 'text', template: { parts: value === '' ? [] : [value] } })

  test.each([
    ['1', { kind: 'int', value: 1n }],
    ['-1_000', { kind: 'int', value: -1000n }],
    ['007', text('007')],
    ['1.5e3', { kind: 'float', value: 1500 }],
    ['.5', { kind: 'float', value: 0.5 }],
    ['-inf', { kind: 'float', value: Number.NEGATIVE_INFINITY }],
    ['TRUE', { kind: 'bool', value: true }],
    ['nUll', { kind: 'null' }],
    ['a b  c', text('a b  c')],
    ['a:b', text('a:b')],
    ['a\\,b', text('a,b')],
    ['a\\b', text('a\\b')],
    ["''", { ...text(''), quoted: true }],
    ["'it\\'s'", { ...text("it's"), quoted: true }],
    ['"a, }]"', { ...text('a, }]'), quoted: true }],
    ['[]', { kind: 'list', items: [] }],
    ['[1, ]', { kind: 'list', items: [{ kind: 'int', value: 1n }, text('')] }],
    ['{}', { kind: 'map', entries: [] }],
    [
      '{a : 1, b:: c}',
      {
        kind: 'map',
        entries: [
          [text('a'), { kind: 'int', value: 1n }],
          [text('b'), text(': c')],
        ],
      },
    ],
  ])('%s', (written, expected) => {
    expect(parseElement(written)).toMatchObject(expected)
    expect(args(`\${f: ${written} }`).args).toMatchObject([expected])
  })

  test('an empty place between commas is the empty string, but no place at all is no argument', () => {
    expect(args('${f:}').args).toHaveLength(0)
    expect(args('${f:a,,b,}').args).toMatchObject([text('a'), text(''), text('b'), text('')])
    expect(args('${f:,}').args).toMatchObject([text(''), text('')])
  })

  test('the text of an argument is kept as written, without the blanks around it', () => {
    expect(args("${f: [1,  2] , 'a' ,${b} }").argTexts).toEqual(['[1,  2]', "'a'", '${b}'])
  })

  test('a name may have computed parts', () => {
    expect(args('${ns.${f}:1}').name).toMatchObject(['ns', { kind: 'reference' }])
  })

  test('a quoted string gives back what was quoted', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom("'", '"'), (value, quote) => {
        fc.pre(!value.includes('\\') && !value.includes('$'))
        const written = quote + value.replaceAll(quote, `\\${quote}`) + quote
        expect(parseElement(written)).toMatchObject({ ...text(value), quoted: true })
      }),
    )
  })

  test.each([
    'a=b',
    '(a)',
    'é',
    "a'b'",
    "'a",
    '[1',
    '{a}',
    '{a: }',
    "{'a': 1}",
    '{a: 1,}',
    '{${a}: 1}',
    '[a] b',
    '',
    '}',
    'a,b',
  ])('%s is refused', (written) => {
    expect(refusalOf(written, parseElement).type).toBe('GrammarParseError')
  })
})

describe('refusals', () => {
  test('point at the place in the file', () => {
    const source: Source = { kind: 'file', name: 'conf/config.yaml', text: 'x: ${a\ny: 1\nz: "${f:a=b}"\n' }
    const error = (() => {
      try {
        parseTemplate('${f:a=b}', { source, start: 15, end: 25 })
      } catch (thrown) {
        return thrown as HydraconfError
      }
    })()
    expect(error?.message).toBe(
      [
        "'=' cannot stand here in a resolver's argument.",
        '  conf/config.yaml:3:10',
        '3 | z: "${f:a=b}"',
        '             ^',
        '  Put the argument in quotes to take it as text.',
      ].join('\n'),
    )
  })

  test.each(['${', '${a.', '${f:', '${f:[', '${f:{a:', "${f:'${f:", '${${', '${f:"'])(
    '%s over and over is refused, not a crash',
    (piece) => {
      const error = refusalOf(piece.repeat(100_000))
      expect(error.type).toBe('GrammarParseError')
    },
  )

  test('any text is either parsed or refused', () => {
    const piece = fc.constantFrom(
      '${',
      '}',
      'a',
      '.',
      '[',
      ']',
      '{',
      ':',
      ',',
      "'",
      '"',
      '\\',
      '$',
      ' ',
      '\t',
      '\n',
      '1',
      '-',
      '=',
      'é',
      '(',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('')
        for (const parse of [parseTemplate, parseElement]) {
          try {
            parse(text)
          } catch (error) {
            expect(error).toBeInstanceOf(HydraconfError)
          }
        }
      }),
      { numRuns: 2000 },
    )
  })
})
