import { describe, expect, test } from 'vitest'
import { textValue } from '../grammar/text-value.js'
import type { HydraconfError } from '../text/errors.js'
import { int, list, map, mapOf, str } from '../value/constructors.js'
import { pythonText } from '../value/python-text.js'
import { toJs } from '../value/to-js.js'
import type { MapValue, Value } from '../value/value.js'
import { parseYaml } from '../yaml/parse.js'
import { resolveAt } from './dereference.js'
import type { EvaluationOptions } from './evaluation-options.js'
import { referencesOf } from './followed-references.js'
import { resolve } from './resolve-config.js'
import { ResolverCache, valueResolver } from './resolver.js'
import { resolver } from './resolver-from-function.js'

const config = (yaml: string) => parseYaml(yaml) as MapValue
const resolved = (yaml: string, options?: EvaluationOptions) =>
  toJs(resolve(config(yaml), options)) as Record<string, unknown>
const x = (yaml: string, options?: EvaluationOptions) => toJs(resolveAt(config(yaml), ['x'], options)!)

function refusal(work: () => unknown): HydraconfError {
  try {
    work()
  } catch (error) {
    return error as HydraconfError
  }
  throw new Error('nothing was refused')
}

describe('references', () => {
  test.each([
    ['{a: 1, x: "${a}"}', 1],
    ['{a: {b: [10, 20]}, x: "${a.b.1}"}', 20],
    ['{a: {b: [10, 20]}, x: "${a[b][0]}"}', 10],
    ['{l: [a, b], x: "${l.0_1}"}', 'b'],
    ["{'1': a, x: '${1}'}", 'a'],
    ['{a: {b: "${.c}", c: 3}, x: "${a.b}"}', 3],
    ['{a: {b: {c: "${...d}"}, d: 4}, d: 5, x: "${a.b.c}"}', 5],
    ['{a: {k: v}, k: k, x: "${a.${k}}"}', 'v'],
    ['{a: {b: {c: 1}}, k: b.c, x: "${a.${k}}"}', 1],
    ['{a: 1, k: .a, x: "${${k}}"}', 1],
    ['{a: "${b}", b: "${c}", c: 2, x: "${a}"}', 2],
    ['{a: {b: 1}, c: "${a}", x: "${c.b}"}', 1],
    ['{n: null, t: true, f: 1e-05, l: [1, a, null], x: "${n} ${t} ${f} ${l}"}', "None True 1e-05 [1, 'a', None]"],
    ['{d: {a: "${b}"}, x: "<${d}>"}', "<{'a': '${b}'}>"],
    ["{b: 1, x: '\\${b} \\\\${b}'}", '${b} \\1'],
  ])('%s', (yaml, expected) => {
    expect(x(yaml)).toEqual(expected)
  })

  test.each([
    ['x: ${nope}', 'InterpolationKeyError'],
    ['x: ${..a}', 'InterpolationKeyError'],
    ['{1: a, x: "${1}"}', 'InterpolationKeyError'],
    ['{l: [a], x: "${l.-1}"}', 'InterpolationKeyError'],
    ['{l: [a], x: "${l.b}"}', 'InterpolationResolutionError'],
    ['{a: 5, x: "${a.b}"}', 'InterpolationResolutionError'],
    ["{a: '???', x: '${a}'}", 'InterpolationToMissingValueError'],
    ["{a: '???', x: '${a.b}'}", 'InterpolationToMissingValueError'],
    ['{k: 1, b: {}, x: "${b.${k}}"}', 'InterpolationResolutionError'],
    ['x: ${x}', 'InterpolationResolutionError'],
    ['x: {a: "${x}"}', 'InterpolationResolutionError'],
    ['x: ${nope:1}', 'UnsupportedInterpolationType'],
  ])('%s is refused', (yaml, type) => {
    expect(refusal(() => resolved(yaml)).type).toBe(type)
  })

  test('a refusal names the key, the way there, the place and what is meant', () => {
    const error = refusal(() => resolved('a: ${b}\nb: ${data.sede}\ndata: {seed: 1}'))
    expect(error.summary).toBe(
      "Cannot resolve 'b': ${data.sede} refers to a key that is not there.\n  asked for by a -> b",
    )
    expect(error.advice).toBe('Did you mean ${data.seed}?')
    expect(error.origin).toMatchObject({ start: 11 })
  })

  test('a cycle is told as the path taken', () => {
    const error = refusal(() => resolved('a: x${b}\nb: ${c.d}\nc: {d: "${a}"}'))
    expect(error.summary).toBe('These interpolations go in a circle: a -> b -> c.d -> a')
  })

  test('__proto__ is a key like any other', () => {
    expect(x('{__proto__: 1, x: "${__proto__}"}')).toBe(1)
    expect(refusal(() => x('x: ${constructor}')).type).toBe('InterpolationKeyError')
  })
})

describe('a whole config', () => {
  test('keeps what holds no interpolation', () => {
    const before = config('a: {b: [1]}\nc: {d: "${a.b.0}"}')
    const after = resolve(before)
    expect(after.items.get('a')).toBe(before.items.get('a'))
    expect(toJs(after)).toEqual({ a: { b: [1] }, c: { d: 1 } })
    expect(resolve(after)).toBe(after)
  })

  test('resolves a container where it hangs, wherever it is referred to from', () => {
    expect(resolved('a: {b: "${.c}", c: 1}\nz: {c: 2, y: "${a}"}').z).toEqual({ c: 2, y: { b: 1, c: 1 } })
  })

  test('a missing value stays missing, and what refers to it is refused unless the result is a config again', () => {
    const yaml = "a: '???'\nb: ${a}"
    expect(refusal(() => resolve(config(yaml))).type).toBe('InterpolationToMissingValueError')
    expect(toJs(resolve(config(yaml), { as: 'config' }))).toEqual({ a: '???', b: '???' })
  })

  test('a list that a resolver made is data, not a part of a config', () => {
    const options = { resolvers: new Map([['two', resolver(() => [1, 2])]]) }
    expect(resolved('a: ${two:}', options)).toEqual({ a: [1, 2] })
    expect(refusal(() => resolve(config('a: ${two:}'), { ...options, as: 'config' })).type).toBe('UnsupportedValueType')
  })
})

describe('resolvers', () => {
  test('plain functions are given plain values', () => {
    const join = resolver((...args: unknown[]) => JSON.stringify(args))
    const options = { resolvers: new Map([['ns.join', join]]) }
    expect(x('{d: {a: \'${b}\'}, b: 1, x: "${ns.join:1,1.5,a b,null,[true],{k: v},${d}}"}', options)).toBe(
      '[1,1.5,"a b",null,[true],{"k":"v"},{"a":1}]',
    )
  })

  test('what a plain function returns is read as plain values are', () => {
    const options = { resolvers: new Map([['make', resolver(() => ({ a: [1, 1.5, null, 2n], b: undefined }))]]) }
    expect(x('x: ${make:}', options)).toEqual({ a: [1, 1.5, null, 2], b: null })
  })

  test('what a resolver throws becomes an InterpolationResolutionError that remembers it', () => {
    const cause = new Error('no luck')
    const fail = resolver(() => {
      throw cause
    })
    const error = refusal(() => x('x: ${fail:}', { resolvers: new Map([['fail', fail]]) }))
    expect(error.type).toBe('InterpolationResolutionError')
    expect(error.summary).toBe("Cannot resolve 'x': resolver 'fail' failed: no luck")
    expect(error.cause).toBe(cause)
  })

  test('they may look around', () => {
    const look = valueResolver((_args, context) => {
      const texts = ['.k', 'k'].map((key) => pythonText(context.select(key)!))
      return str([context.fullKey, ...texts].join(' '))
    })
    const options = { resolvers: new Map([['look', look]]) }
    expect(resolved('k: out\na: {k: in, x: "${look:}"}', options).a).toEqual({ k: 'in', x: 'a.x in out' })
  })

  test('a container that is handed back stays the node it is', () => {
    const options = { resolvers: new Map([['id', valueResolver(([value]) => value!)]]) }
    expect(x('{d: {a: "${.b}", b: 1}, y: "${id:${d}}", x: "${y.a}"}', options)).toBe(1)
    expect(refusal(() => x('{y: "${id:{a: 1}}", x: "${y.a}"}', options)).type).toBe('InterpolationResolutionError')
  })

  test('a cached one is asked once for each text of its arguments', () => {
    let calls = 0
    const count = resolver(() => ++calls, { cache: true })
    const options = { resolvers: new Map([['count', count]]), cache: new ResolverCache() }
    const yaml = 'a: ${count:[1,2]}\nb: ${count:[1, 2]}\nc: ${count:[1,2]}\nd: ${a}'
    expect(resolved(yaml, options)).toEqual({ a: 1, b: 2, c: 1, d: 1 })
    expect(resolved(yaml, options)).toEqual({ a: 1, b: 2, c: 1, d: 1 })
    options.cache.clear()
    expect(resolved(yaml, options)).toEqual({ a: 3, b: 4, c: 3, d: 3 })
  })

  test('another is asked each time', () => {
    let calls = 0
    const options = { resolvers: new Map([['count', resolver(() => ++calls)]]) }
    expect(resolved('a: ${count:}\nb: ${a}\nc: ${a}${a}', options)).toEqual({ a: 1, b: 2, c: '34' })
  })
})

test('the references behind a value are told in the order they are followed', () => {
  const of = config('a: ${b}\nb: x${c.d}${c.d}\nc: {d: "${.e}", e: 1}')
  expect(referencesOf(of, ['a'])).toEqual([
    { from: ['a'], to: ['b'] },
    { from: ['b'], to: ['c', 'd'] },
    { from: ['c', 'd'], to: ['c', 'e'] },
  ])
})

describe('no config brings it down', () => {
  const chain = (length: number, link: (next: string) => string) => {
    const items = new Map<string, Value>()
    for (let at = 0; at < length; at++) items.set(`k${at}`, textValue(link(`k${at + 1}`)))
    items.set(`k${length}`, int(7n))
    return mapOf(items, undefined, int(0n).origin)
  }

  test.each([
    ['${k}', 7],
    ['${oc.select:k}', 7],
    ["${oc.decode:'${k}'}", 7],
    ['${oc.deprecated:k}', 7],
  ])('a chain of 10,000 of %s resolves', (link, expected) => {
    const first = resolve(chain(10_000, (next) => link.replace('k}', `${next}}`))).items.get('k0')
    expect(toJs(first!)).toBe(expected)
  })

  test('a chain that ends nowhere says so, in few words', () => {
    const of = map([...chain(20_000, (next) => `\${${next}}`).items].slice(0, -1) as [string, Value][])
    const error = refusal(() => resolve(of))
    expect(error.type).toBe('InterpolationKeyError')
    expect(error.message.length).toBeLessThan(500)
  })

  test('100,000 levels of lists around an interpolation resolve', () => {
    let deep: Value = textValue('${a}')
    for (let level = 0; level < 100_000; level++) deep = list([deep])
    let at: Value = resolve(
      map([
        ['a', int(1n)],
        ['deep', deep],
      ]),
    ).items.get('deep')!
    while (at.kind === 'list') at = at.items[0]!
    expect(at).toMatchObject({ kind: 'int', value: 1n })
  })

  test('texts and lists that double at each step are refused', () => {
    const doubling = (link: (before: string) => Value) => {
      const entries: [string, Value][] = [['a0', list([int(1n), int(2n)])]]
      for (let at = 1; at < 64; at++) entries.push([`a${at}`, link(`\${a${at - 1}}`)])
      return map(entries)
    }
    expect(refusal(() => resolve(doubling((before) => textValue(before + before)))).code).toBe('text-too-long')
    expect(refusal(() => resolve(doubling((before) => list([textValue(before), textValue(before)])))).code).toBe(
      'too-many-values',
    )
  })

  test('a config that holds itself is a circle', () => {
    expect(refusal(() => resolved("a: {b: '${oc.select:a}'}")).code).toBe('interpolation-cycle')
    expect(refusal(() => resolved('a: {b: "${oc.select:\'\'}"}')).code).toBe('interpolation-cycle')
  })

  test('a text that decodes itself is refused', () => {
    const env = { SELF: '${oc.decode:${oc.env:SELF}}' }
    expect(refusal(() => resolve(parseYaml('a: ${oc.decode:${oc.env:SELF}}'), { env })).code).toBe(
      'interpolation-too-deep',
    )
  })

  test('resolvers that ask for one another without end are refused', () => {
    const next = valueResolver((_args, context) => context.select(`k${Number(context.fullKey.slice(1)) + 1}`)!)
    const error = refusal(() =>
      resolve(
        chain(1000, () => '${next:}'),
        { resolvers: new Map([['next', next]]) },
      ),
    )
    expect(error.type).toBe('InterpolationResolutionError')
  })
})
