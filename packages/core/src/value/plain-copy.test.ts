import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseYaml } from '../yaml/parse.js'
import { configOriginOf } from './config-objects.js'
import { list, map, mapOf } from './constructors.js'
import { plainCopy } from './plain-copy.js'
import { toJs } from './to-js.js'
import type { Container, Value } from './value.js'

const scalar = fc.constantFrom(
  '1',
  '12345678901234567890',
  '1.5',
  'x',
  'null',
  'true',
  '!!binary aGk=',
  '"???"',
  '"${a}"',
)
const key = fc.constantFrom(
  'a',
  'b',
  '1',
  'true',
  '1.5',
  '"1"',
  '"True"',
  '__proto__',
  'toJSON',
  '12345678901234567890',
)
const { node } = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    { weight: 2, arbitrary: scalar },
    fc
      .uniqueArray(fc.tuple(key, tie('node')), { selector: ([name]) => name, maxLength: 4 })
      .map((entries) => `{${entries.map((entry) => entry.join(': ')).join(', ')}}`),
    fc.array(tie('node'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
  ),
}))

/** Objects with what is not seen of them: prototypes, hidden properties, what each is the config of. */
function spelledOut(js: unknown): unknown {
  if (typeof js !== 'object' || js === null || js instanceof Uint8Array) return js
  const origin = configOriginOf(js)
  const own = Object.entries(Object.getOwnPropertyDescriptors(js)).map(([name, { value, ...flags }]) => [
    name,
    typeof value === 'function' ? 'function' : spelledOut(value),
    flags,
  ])
  return { prototype: Object.getPrototypeOf(js), own, key: origin?.key, value: origin?.value }
}

const attempt = (make: () => unknown): unknown => {
  try {
    return spelledOut(make())
  } catch (error) {
    return String(error)
  }
}

test('a copy is what toJs makes, the first time and the next', () => {
  let refused = 0
  fc.assert(
    fc.property(node, (text) => {
      const config = parseYaml(`v: ${text}`) as Container
      const made = attempt(() => toJs(config, { asConfig: true }))
      expect(attempt(() => plainCopy(config))).toEqual(made)
      expect(attempt(() => plainCopy(config))).toEqual(made)
      if (typeof made === 'string') refused++
    }),
    { numRuns: 2000 },
  )
  expect(refused).toBeGreaterThan(10)
})

describe('who has a copy', () => {
  const config = parseYaml('a: {x: 1, big: 12345678901234567890}\nlist: [1, {y: 2}]') as Container

  test('may change it without another seeing that', () => {
    const mine = plainCopy(config) as { a: { x: unknown }; list: unknown[] }
    mine.a.x = 'changed'
    mine.list.push('added')
    Object.assign(mine.list[1] as object, { y: 'changed' })
    expect(plainCopy(config)).toEqual(toJs(config))
  })

  test('has bytes of his own', () => {
    const bytes = parseYaml('a: !!binary aGk=\nb: [!!binary aGk=]') as Container
    const mine = plainCopy(bytes) as { a: Uint8Array; b: Uint8Array[] }
    mine.a[0] = 0
    mine.b[0]![0] = 0
    expect(plainCopy(bytes)).toEqual({ a: new Uint8Array([104, 105]), b: [new Uint8Array([104, 105])] })
  })

  test('writes, clones and spreads it as any object', () => {
    const mine = plainCopy(config)
    const text = '{"a":{"x":1,"big":"12345678901234567890"},"list":[1,{"y":2}]}'
    expect(JSON.stringify(mine)).toBe(text)
    expect(structuredClone({ ...(mine as { list: unknown }) }.list)).toEqual([1, { y: 2 }])
    expect(Reflect.ownKeys((mine as { list: object[] }).list[1]!)).toEqual(['y'])
    expect(configOriginOf({ ...(mine as object) })).toBeUndefined()
    expect(configOriginOf((mine as { list: object[] }).list[1])?.key).toBe('list[1]')
  })
})

test('what is known of a part holds where it hangs deeper, too', () => {
  const nested = (levels: number, inside: Value): Container => {
    let at = inside
    for (let level = 0; level < levels; level++) at = level % 2 === 0 ? list([at]) : map([['a', at]])
    return at as Container
  }
  const part = nested(400, map([]))
  expect(() => plainCopy(part)).not.toThrow()
  const deeper = nested(400, part)
  expect(() => plainCopy(deeper)).toThrow('The config is nested deeper than 600 levels')
  expect(() => toJs(deeper)).toThrow('The config is nested deeper than 600 levels')
  // Refused in this config, the part is as good as before in its own.
  expect(() => plainCopy(mapOf(new Map([['part', part]]), undefined, part.origin))).not.toThrow()
})
