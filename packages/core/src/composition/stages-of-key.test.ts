// biome-ignore-all lint/suspicious/noTemplateCurlyInString: interpolations of configs
import { expect, test } from 'vitest'
import { composeTexts } from '../../../../test/compose-texts.js'
import { mergeAll } from '../merge/merge.js'
import { map } from '../value/constructors.js'
import type { MapValue } from '../value/value.js'
import { stagesOfKey } from './stages-of-key.js'

const BASE = { config: 'defaults: [one, two, three, _self_]\na: {own: 1}\n' }

test('a key comes to the same by itself as with all others, layer by layer', () => {
  const { layers } = composeTexts({
    ...BASE,
    one: 'a: {x: 1, deep: {er: {est: 1}}, list: [1], as: "${b.y}"}\nb: {y: 2}\n',
    two: 'b: {y: 3}\n',
    three: 'a: {x: 2, deep: {er: {more: "???"}}, list: [2, 3], as: 4}\n',
  })
  let whole = map([])
  const stages = stagesOfKey(layers, 'a', undefined)!
  expect(stages).toHaveLength(layers.length)
  for (const [at, { value }] of layers.entries()) {
    whole = mergeAll([whole, value]) as MapValue
    expect(stages[at]!.items.get('a')).toEqual(whole.items.get('a'))
    const isOnlyOf = at > 0 && !(value.kind === 'map' && value.items.has('a'))
    if (isOnlyOf) expect(stages[at]).toBe(stages[at - 1])
  }
})

test.each([
  ['merges onto what stands at another key', 'a: ${b}\nb: {y: 2}\n', 'a: {x: 2}\n'],
  ['leaves to be said what stands at another key', 'a: {x: "${b}"}\nb: {y: 2}\n', 'a: {x: "???"}\n'],
])('not where a layer %s', (_, one, two) => {
  const { layers } = composeTexts({ ...BASE, one, two, three: '' })
  expect(stagesOfKey(layers, 'a', undefined)).toBeUndefined()
  expect(stagesOfKey(layers, 'b', undefined)).toBeDefined()
})
