import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { following, type MapValue, map, parseYaml, type Type, toYaml, type Value, withFlags } from '../index.js'
import { rootNode, rootOf } from '../value/config-node.js'
import { OwnedMaps } from '../value/owned-maps.js'
import { updatePlainly } from './plain-update.js'
import { tryUpdate } from './update.js'

const INT: Type = { kind: 'int', optional: false }
const BY_NAME: Type = { kind: 'dict', key: { kind: 'str', optional: false }, element: INT, optional: false }

const name = fc.constantFrom('a', 'b', 'c', 'true', 'x1')

const leaf = fc
  .constantFrom('1', 'text', 'null', '???', '${a}', '[1, 2]', '{1: x, true: y}', '{}')
  .map((text) => parseYaml(`v: ${text}`))
  .map((root) => (root as MapValue).items.get('v')!)

/** Maps in maps, some of them closed, read-only, or with types. */
const { config } = fc.letrec<{ config: MapValue; value: Value }>((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, leaf, { weight: 2, arbitrary: tie('config') }),
  config: fc
    .tuple(
      fc.dictionary(name, tie('value'), { minKeys: 2, maxKeys: 4 }),
      fc.constantFrom(undefined, true, false),
      fc.constantFrom(undefined, undefined, undefined, true, false),
      fc.constantFrom(undefined, undefined, undefined, undefined, 'fields', 'type'),
    )
    .map(([items, closed, readonly, declared]) => {
      const shape =
        declared === 'fields' ? { fields: new Map([['a', INT]]) } : declared === 'type' ? { type: BY_NAME } : undefined
      const made = map(Object.entries(items), undefined, shape)
      return closed === undefined && readonly === undefined ? made : withFlags(made, closed, readonly)
    }),
}))

const key = fc.oneof(
  { weight: 8, arbitrary: fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('.')) },
  fc.constantFrom('a[0]', '1', '', 'a..b', '.a', 'a\\.b', 'a.1'),
)

test('a plain update is what any update comes to, and is never one that is refused', () => {
  let plainly = 0
  const how = fc.record({
    dialect: fc.constantFrom('1.3' as const, '1.4' as const),
    forceAdd: fc.boolean(),
    owns: fc.boolean(),
  })
  fc.assert(
    fc.property(config, key, leaf, how, (root, at, value, { dialect, forceAdd, owns }) => {
      const before = toYaml(root)
      const options = { forceAdd, dialect, follow: following() }
      const plain = updatePlainly(root, at, value, { ...options, owned: owns ? new OwnedMaps() : undefined })
      const { value: updated, refusal } = tryUpdate(rootNode(root), at, value, options)
      if (plain === undefined) return
      plainly++
      expect(refusal).toBeUndefined()
      expect(plain).toEqual(rootOf(updated).value)
      expect([...plain.items.keys()]).toEqual([...(rootOf(updated).value as MapValue).items.keys()])
      expect(toYaml(root)).toBe(before)
    }),
    { numRuns: 3000 },
  )
  expect(plainly).toBeGreaterThan(200)
})

test.each([
  ['a', true],
  ['a.b', true],
  ['a.new', true],
  ['a.list[0]', false],
  ['a.list.x', false],
  ['new.b', false],
])('%s of a config without types is put plainly: %s', (at, isPlain) => {
  const root = parseYaml('a: {b: 1, list: [1]}') as MapValue
  const value = (parseYaml('v: 5') as MapValue).items.get('v')!
  expect(updatePlainly(root, at, value, { forceAdd: true }) !== undefined).toBe(isPlain)
  // Without force, and in dialect 1.4 where keys may collide, a new key is for the other way.
  if (at === 'a.new') {
    expect(updatePlainly(root, at, value, {})).toBeUndefined()
    expect(updatePlainly(root, at, value, { forceAdd: true, dialect: '1.4' })).toBeUndefined()
  }
})
