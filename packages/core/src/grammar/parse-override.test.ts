import { describe, expect, test } from 'vitest'
import { HydraconfError } from '../text/errors.js'
import type { OverrideValue } from './override.js'
import { parseOverride, parseOverrides } from './parse-override.js'

describe('the key', () => {
  test.each([
    ['db=mysql', 'change', 'db', undefined],
    ['+a.b.0=1', 'add', 'a.b.0', undefined],
    ['++$x-1.y=1', 'force-add', '$x-1.y', undefined],
    ['~hydra/launcher@p.q', 'delete', 'hydra/launcher', 'p.q'],
    ['db@=x', 'change', 'db', ''],
    ['=1', 'change', '', undefined],
    ['~', 'delete', '', undefined],
    ['1.5=x', 'change', '1.5', undefined],
  ])('%s', (text, op, name, packageName) => {
    expect(parseOverride(text)).toMatchObject({ op, key: { name, package: packageName }, text })
  })

  test.each(['1=x', 'a.=1', '.a=1', 'a/b.c=1', '/db=x', '+/db=x', 'db@src:dst=x', 'a b=1', 'a', '+a', 'a@1=x', 'é=1'])(
    '%s is refused',
    (text) => {
      expect(refusal(text).type).toBe('OverrideParseException')
    },
  )
})

describe('a value without quotes', () => {
  test.each<[string, OverrideValue]>([
    ['a=', { kind: 'text', value: '' }],
    ['a= b c ', { kind: 'text', value: 'b c' }],
    ['a=tRuE', { kind: 'bool', value: true }],
    ['a=nUlL', { kind: 'null' }],
    ['a=1_000', { kind: 'int', value: 1000n }],
    ['a=12345678901234567890', { kind: 'int', value: 12345678901234567890n }],
    ['a=1_0.5_0', { kind: 'float', value: 10.5 }],
    ['a=iNf', { kind: 'float', value: Infinity }],
    ['a=00', { kind: 'text', value: '00' }],
    ['a=1__0', { kind: 'text', value: '1__0' }],
    ['a=1 2', { kind: 'text', value: '1 2' }],
    ['a=b\\,c\\ ', { kind: 'text', value: 'b,c ' }],
    ['a=b\\n', { kind: 'text', value: 'b\\n' }],
    ['a=x : y', { kind: 'text', value: 'x : y' }],
    ['a=x: ', { kind: 'text', value: 'x: ' }],
    ['a=${oc.env:USER,me}/x', { kind: 'text', value: '${oc.env:USER,me}/x' }],
  ])('%s', (text, value) => {
    expect(parseOverride(text).value).toEqual(value)
  })

  test.each([
    'a=é',
    'a=x;y',
    'a=#1',
    'a=~b',
    'a=b=c',
    'a=b]',
    'a=(b)',
    'a=x(b)',
    'a=${}',
    'a=${b',
    'a=${a:${b}}',
    "a=it's",
  ])('%s is refused', (text) => {
    expect(refusal(text).type).toBe('OverrideParseException')
  })
})

describe('a value in quotes', () => {
  test.each([
    ["a='b c'", 'b c'],
    ["a='it\\'s'", "it's"],
    ["a='a\\nb'", 'a\\nb'],
    ["a='a\\\\'", 'a\\'],
    ["a='\\\\\\'x'", "\\'x"],
    ['a="1"', '1'],
    ["a=''", ''],
    ['a="é\n"', 'é\n'],
  ])('%s', (text, value) => {
    expect(parseOverride(text).value).toMatchObject({ kind: 'quoted', value })
  })

  test.each(["a='b", "a='b\\'", "a='b' ", "a='b'c", "a='b''c'"])('%s is refused', (text) => {
    expect(refusal(text).type).toBe('OverrideParseException')
  })
})

describe('lists and maps', () => {
  test('hold values of every kind', () => {
    expect(parseOverride("a=[ 1, 'x' ,{b : null,c d:[]} ]").value).toEqual({
      kind: 'list',
      items: [
        { kind: 'int', value: 1n },
        { kind: 'quoted', value: 'x', quote: 'single' },
        {
          kind: 'map',
          entries: [
            [{ kind: 'text', value: 'b' }, { kind: 'null' }],
            [
              { kind: 'text', value: 'c d' },
              { kind: 'list', items: [] },
            ],
          ],
        },
      ],
    })
  })

  test('a key that Python calls equal keeps its first spelling and its last value', () => {
    expect(parseOverride('a={1:a,1.0:b,true:c}').value).toEqual({
      kind: 'map',
      entries: [
        [
          { kind: 'int', value: 1n },
          { kind: 'text', value: 'c' },
        ],
      ],
    })
  })

  test.each(['a=[1,]', 'a=[,1]', 'a=[1', 'a=1]', 'a={a}', 'a={a:}', "a={'a':1}", 'a={${b}:1}', 'a={:1}', 'a=[1] '])(
    '%s is refused',
    (text) => {
      expect(refusal(text).type).toBe('OverrideParseException')
    },
  )
})

describe('what went wrong', () => {
  test('is shown at its place, with what to write instead', () => {
    expect(refusal('db.url=a=b').message).toBe(
      [
        "The value of 'db.url' holds '=', which needs quotes or a backslash",
        '  override db.url=a=b',
        '                   ^',
        "  Use db.url='a=b' or db.url=a\\=b.",
      ].join('\n'),
    )
  })

  test('the override at fault is the one shown', () => {
    expect(() => parseOverrides(['a=1', 'b=]'])).toThrow('override b=]\n             ^')
  })

  test.each([
    ['a+=1', 'Did you mean +a=1?'],
    ['a++=1', 'Did you mean ++a=1?'],
    ['a[0].b=1', 'Did you mean a.0.b=1?'],
    ['a[0]=1', 'Did you mean a.0=1?'],
    ['lr:1', 'Did you mean lr=1?'],
    ['/db=x', 'Did you mean db=x?'],
    ['--a=1', 'Flags are not overrides'],
    ['a', '~a to delete it'],
    ['2]', 'the shell split at a blank'],
    ['a=[1,', 'the shell split it there'],
    ['a=[x,]', 'A shell variable that is not set'],
    ['a=hi; there', `type "a='hi; there'"`],
    ["a={'b':1}", 'written without quotes'],
    ['a=${b:${c}}', "Use a='${b:${c}}'"],
    ['a=[x,é]', "Use a=[x,'é']"],
    ['a=nope(1)', 'Functions: bool, choice'],
    ['a=choice(null)', 'argument 1 is null'],
    ['a=range(1,b)', 'stop is a text'],
    ['a=range(1,end=2)', 'it has no argument end'],
    ['a=range(1,start=2)', 'given twice'],
    ['a=sort(x,1)', 'cannot be put in order'],
  ])('%s is answered with "%s"', (text, words) => {
    expect(refusal(text).message).toContain(words)
  })
})

describe('hostile input', () => {
  const MILLION = 1_000_000
  test.each<[string, string]>([
    ['brackets', `a=${'['.repeat(MILLION)}`],
    ['calls', `a=${'int('.repeat(MILLION / 4)}`],
    ['digits', `a=${'1'.repeat(MILLION)}`],
    ['open interpolations', `a=${'${'.repeat(MILLION / 2)}`],
    ['backslashes', `a='${'\\'.repeat(MILLION + 1)}'`],
    ['closing brackets', `x${']'.repeat(MILLION)}`],
    ['signs', `${'+'.repeat(MILLION)}=1`],
    ['blanks before nothing', `a=float('1${' '.repeat(MILLION)}x')`],
  ])('a million %s are refused in a short message', (_, text) => {
    const error = refusal(text)
    expect(error.type).toBe('OverrideParseException')
    expect(error.message.length).toBeLessThan(3000)
  })

  test.each<[string, string]>([
    ['items', `a=${'x,'.repeat(MILLION / 2)}y`],
    ['escapes', `a=${'\\,'.repeat(MILLION / 2)}`],
    ['segments', `${'a.'.repeat(MILLION / 2)}b=1`],
    ['blanks', `a=b${' '.repeat(MILLION)}c`],
  ])('a million %s are read', (_, text) => {
    expect(parseOverride(text).text).toBe(text)
  })

  test('nesting is read as deep as Hydra reads it, and refused beyond', () => {
    expect(parseOverride(`a=${'['.repeat(400)}${']'.repeat(400)}`).value).toMatchObject({ kind: 'list' })
    expect(refusal(`a=${'['.repeat(4000)}${']'.repeat(4000)}`).code).toBe('too-deep')
  })
})

function refusal(text: string): HydraconfError {
  try {
    parseOverride(text)
  } catch (error) {
    if (error instanceof HydraconfError) return error
    throw error
  }
  throw new Error(`${text.slice(0, 80)} was read`)
}
