import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { following } from '../interpolation/dereference.js'
import { mergeAll } from '../merge/merge.js'
import { withFlags } from '../merge/merge-types.js'
import { bool, int, list, map } from '../value/constructors.js'
import type { MapValue, Value } from '../value/value.js'
import { parseYaml } from '../yaml/parse.js'
import { mergeByKey } from './merge-by-key.js'
import { MergeCache } from './merge-cache.js'

const yaml = (...texts: string[]): MapValue[] => texts.map((text) => parseYaml(text) as MapValue)

const scalar = fc.constantFrom(
  ...['1', 'x', 'null', '"???"', '[1, 2]', '{}'],
  ...['"${a}"', '"${a.b}"', '"${..c}"', '"at-${b}"', '"${missing}"'],
)
const mapOf = (item: fc.Arbitrary<string>) =>
  fc.dictionary(fc.constantFrom('a', 'b', 'c', '1', 'true'), item, { maxKeys: 4 }).map(
    (object) =>
      `{${Object.entries(object)
        .map((entry) => entry.join(': '))
        .join(', ')}}`,
  )
const { node } = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof({ maxDepth: 3 }, scalar, { weight: 2, arbitrary: mapOf(tie('node')) }),
}))
const config = fc
  .tuple(mapOf(node), fc.constantFrom(undefined, undefined, undefined, true, false))
  .map(([text, closed]) => {
    const one = parseYaml(text) as MapValue
    return closed === undefined ? one : withinFlags(one, closed)
  })

/** Flags somewhere below the root: such maps are merged in order, on their own. */
function withinFlags(of: MapValue, closed: boolean): MapValue {
  const items = new Map<string, Value>([...of.items] as [string, Value][])
  const a = items.get('a')
  if (a?.kind === 'map') items.set('a', withFlags(a, closed, undefined))
  return { ...of, items }
}

test('key by key comes to the same as in order, or leaves it to that', () => {
  let [done, left] = [0, 0]
  fc.assert(
    fc.property(fc.array(config, { minLength: 1, maxLength: 5 }), (configs) => {
      const merged = mergeByKey(configs, new MergeCache())
      const inOrder = attempt(() => mergeAll([map([]), ...configs], { follow: following() }))
      if (merged === undefined) left++
      else {
        done++
        expect({ ...merged, origin: undefined }).toEqual({ ...(inOrder as MapValue), origin: undefined })
      }
    }),
    { numRuns: 3000 },
  )
  expect(Math.min(done, left)).toBeGreaterThan(100)
})

describe('what is kept', () => {
  test('the maps whose makers did not change are the same objects', () => {
    const [base, mine, other] = yaml('a: {x: 1}\nb: {x: 1}', 'a: {y: 1}\nb: {y: 1}', 'b: {y: 2}') as [
      MapValue,
      MapValue,
      MapValue,
    ]
    const cache = new MergeCache()
    const first = mergeByKey([base, mine], cache)!
    expect(mergeByKey([base, mine], cache)).toBe(first)
    const second = mergeByKey([base, mine, other], cache)!
    expect(second.items.get('a')).toBe(first.items.get('a'))
    expect(second.items.get('b')).not.toBe(first.items.get('b'))
  })

  test('a declared map among them is merged once, too', () => {
    const closed = withFlags(parseYaml('{x: 1}') as MapValue, true, undefined)
    const [wrapped, mine, other] = [map([['a', closed]]), ...yaml('a: {x: 2}', 'b: 1')] as [
      MapValue,
      MapValue,
      MapValue,
    ]
    const cache = new MergeCache()
    const first = mergeByKey([wrapped, mine], cache)!
    expect(mergeByKey([wrapped, mine, other], cache)!.items.get('a')).toBe(first.items.get('a'))
  })
})

describe('a declared map at the root that names what stands in itself', () => {
  const closed = withFlags(parseYaml('{x: "${a.y}", y: 1, z: "???"}') as MapValue, true, undefined)
  const merged = (a: string, more = 'b: 1') => {
    const configs = [map([['a', closed]]), ...yaml(`a: ${a}`, more)]
    return [mergeByKey(configs, new MergeCache()), attempt(() => mergeAll(configs, { follow: following() }))] as const
  }

  test.each(['{x: "???"}', '{x: "???", y: 2}', '{x: 3}'])('is merged apart from all else: %s', (a) => {
    const [byKey, inOrder] = merged(a)
    expect({ ...byKey, origin: undefined }).toEqual({ ...(inOrder as MapValue), origin: undefined })
  })

  test.each([
    ['a value that names another', '{y: "${b}", x: "???"}'],
    ['a container', '{y: {c: 1}, x: "???"}'],
  ])('in order where that is %s', (_, a) => {
    const open = withFlags(closed, false, undefined)
    expect(mergeByKey([map([['a', open]]), ...yaml(`a: ${a}`, 'b: {c: 1}')], new MergeCache())).toBeUndefined()
  })
})

describe('in order it has to be', () => {
  test.each([
    ['a map meets an interpolation', yaml('a: ${b}\nb: {x: 1}', 'a: {y: 1}')],
    ['an interpolation stays where `???` is merged onto it', yaml('a: ${b}\nb: {x: 1}', 'a: ???')],
    ['a list meets a map', yaml('a: {x: 1}', 'a: [1]')],
    [
      'a new key meets a closed map',
      [map([['a', withFlags(map([['x', int(1n)]]), true, undefined)]]), ...yaml('a: {y: 1}')],
    ],
    ['the root is closed', [withFlags(map([['a', bool(true)]]), true, undefined), ...yaml('a: 1')]],
    ['a root is a list', [list([]), ...yaml('a: 1')]],
  ])('%s', (_, configs) => {
    expect(mergeByKey(configs as Value[], new MergeCache())).toBeUndefined()
  })

  test('an interpolation is replaced that may stand for something declared', () => {
    const configs = yaml('a: ${b}\nb: {x: 1}', 'a: 1')
    expect(mergeByKey(configs, new MergeCache(), { areTyped: false })).toBeDefined()
    expect(mergeByKey(configs, new MergeCache(), { areTyped: true })).toBeUndefined()
    expect(mergeByKey(yaml('a: ${hydra.run}', 'a: 1'), new MergeCache())).toBeUndefined()
    expect(mergeByKey(yaml('a: ${hydra:run.dir}', 'a: 1'), new MergeCache())).toBeDefined()
  })
})

function attempt(run: () => Value): Value | undefined {
  try {
    return run()
  } catch {
    return undefined
  }
}
