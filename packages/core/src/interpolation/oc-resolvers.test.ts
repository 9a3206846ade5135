import { describe, expect, test } from 'vitest'
import type { HydraconfError } from '../text/errors.js'
import { toJs } from '../value/to-js.js'
import type { MapValue } from '../value/value.js'
import { parseYaml } from '../yaml/parse.js'
import { resolveAt } from './dereference.js'
import type { EvaluationOptions } from './evaluation-options.js'
import { resolve } from './resolve-config.js'

const options: EvaluationOptions = {
  env: { PORT: '8080', EMPTY: '', LIST: '[1, ${k}]', ODD: 'a,b' },
  readYaml: parseYaml,
}

function x(yaml: string, more: EvaluationOptions = {}): unknown {
  const config = parseYaml(yaml) as MapValue
  return toJs(resolve(config, { ...options, ...more }).items.get('x')!)
}

function refusal(yaml: string): HydraconfError {
  try {
    x(yaml)
  } catch (error) {
    return error as HydraconfError
  }
  throw new Error('nothing was refused')
}

describe('oc.env', () => {
  test.each([
    ['x: ${oc.env:PORT}', '8080'],
    ['x: ${oc.env:EMPTY}', ''],
    ['x: ${oc.env:NOPE,1}', '1'],
    ['x: ${oc.env:NOPE,true}', 'True'],
    ['x: ${oc.env:NOPE,1e3}', '1000.0'],
    ['x: ${oc.env:NOPE,null}', null],
    ["x: '${oc.env:NOPE,[1, a]}'", "[1, 'a']"],
    ['x: ${oc.env:NOPE,${oc.env:PORT}}', '8080'],
  ])('%s', (yaml, expected) => {
    expect(x(yaml)).toBe(expected)
  })

  test('a variable that is not set is refused, with what to write', () => {
    const error = refusal('x: ${oc.env:NOPE}')
    expect(error.type).toBe('InterpolationResolutionError')
    expect(error.summary).toBe(
      "Cannot resolve 'x': resolver 'oc.env' failed: the environment variable 'NOPE' is not set, and no default is given. Write ${oc.env:NOPE,default}.",
    )
  })

  test('no variable is set unless it is handed over', () => {
    expect(() => x('x: ${oc.env:PATH}')).toThrow('PATH')
    expect(() => x('x: ${oc.env:toString}')).toThrow('toString')
  })
})

describe('oc.decode', () => {
  test.each([
    ['x: ${oc.decode:${oc.env:PORT}}', 8080],
    ["{k: 7, x: '${oc.decode:${oc.env:LIST}}'}", [1, 7]],
    ["x: ${oc.decode:'080'}", '080'],
    ["x: ${oc.decode:' 1 '}", ' 1 '],
    ['x: ${oc.decode:null}', null],
  ])('%s', (yaml, expected) => {
    expect(x(yaml)).toEqual(expected)
  })

  test.each([
    'x: ${oc.decode:${oc.env:EMPTY}}',
    'x: ${oc.decode:${oc.env:ODD}}',
    'x: ${oc.decode:1}',
    'x: ${oc.decode:}',
  ])('%s is refused', (yaml) => {
    expect(refusal(yaml).type).toBe('InterpolationResolutionError')
  })
})

describe('oc.select', () => {
  test.each([
    ['{a: 1, x: "${oc.select:a}"}', 1],
    ['x: ${oc.select:nope,5}', 5],
    ['x: ${oc.select:nope}', null],
    ["{m: '???', x: '${oc.select:m,5}'}", 5],
    ['{n: null, x: "${oc.select:n,5}"}', null],
    ['{a: 1, x: "${oc.select:a.b,5}"}', 5],
    ['{a: {b: "${.c}", c: 1}, y: "${oc.select:a}", x: "${y.b}"}', 1],
  ])('%s', (yaml, expected) => {
    expect(x(yaml)).toBe(expected)
  })

  test('a default is no help where an interpolation fails', () => {
    expect(refusal('{b: "${nope}", x: "${oc.select:b,5}"}').type).toBe('InterpolationKeyError')
  })
})

describe('oc.create', () => {
  test.each([
    ['{b: 1, x: \'${oc.create:{a: "\\${b}"}}\'}', { a: 1 }],
    ['x: "${oc.create:\'a: [1, 2]\'}"', { a: [1, 2] }],
    ['x: ${oc.create:abc}', { abc: null }],
    ['{y: "${oc.create:[1,2]}", x: "${y.1}"}', 2],
    ['{a: {b: "${.c}", c: 1}, c: 2, x: "${oc.create:${a}}"}', { b: 1, c: 1 }],
  ])('%s', (yaml, expected) => {
    expect(x(yaml)).toEqual(expected)
  })

  test.each(['x: ${oc.create:1}', "x: '${oc.create:{null: 1}}'"])('%s is refused', (yaml) => {
    expect(refusal(yaml).type).toBe('InterpolationResolutionError')
  })
})

describe('oc.dict', () => {
  test.each([
    ['{d: {a: 1, 2: b, true: c}, x: "${oc.dict.keys:d}"}', ['a', 2, true]],
    ['{d: {a: 1, b: "${.a}"}, x: "${oc.dict.values:d}"}', [1, 1]],
    ['{d: {a: "${k}"}, k: 5, y: "${oc.dict.values:d}", x: "${y.0}"}', 5],
  ])('%s', (yaml, expected) => {
    expect(x(yaml)).toEqual(expected)
  })

  test.each([
    'x: ${oc.dict.keys:nope}',
    '{l: [1], x: "${oc.dict.keys:l}"}',
    'x: ${oc.dict.keys:1}',
    "{m: '???', x: '${oc.dict.keys:m}'}",
  ])('%s is refused', (yaml) => {
    expect(refusal(yaml).type).toBe('InterpolationResolutionError')
  })
})

test('oc.deprecated warns and gives what is under the new key', () => {
  const warnings: string[] = []
  const warn = (message: string) => warnings.push(message)
  expect(x('{new: 1, x: "${oc.deprecated:new}"}', { warn })).toBe(1)
  expect(x('{new: 1, x: "${oc.deprecated:new,\'$OLD_KEY, \\\\${NEW_KEY} $$ $X\'}"}', { warn })).toBe(1)
  expect(warnings).toEqual(["'x' is deprecated. Change your code and config to use 'new'", 'x, new $ $X'])
})

describe('a place with a declared type', () => {
  test('refuses what does not fit, in the words of the type', async () => {
    const { textValue } = await import('../grammar/text-value.js')
    const { map, str } = await import('../value/constructors.js')
    const typed = (text: string) =>
      map(
        [
          ['a', str(text)],
          ['x', textValue('${a}')],
        ],
        undefined,
        {
          fields: new Map([['x', { kind: 'int', optional: false }]]),
        },
      )
    expect(resolveAt(typed('12'), ['x'])).toMatchObject({ kind: 'int', value: 12n })
    try {
      resolveAt(typed('twelve'), ['x'])
      expect.unreachable()
    } catch (error) {
      expect((error as HydraconfError).type).toBe('InterpolationValidationError')
    }
  })
})
