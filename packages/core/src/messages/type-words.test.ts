import { expect, test } from 'vitest'
import type { Type } from '../value/value.js'
import { kindWords, structWords, typeWords } from './type-words.js'

const scalar = (kind: 'int' | 'float' | 'bool' | 'str', optional = false): Type => ({ kind, optional })
const ANY: Type = { kind: 'any', optional: true }
const INT = scalar('int')
const COLOUR: Type = {
  kind: 'enum',
  name: 'Colour',
  members: new Map(['RED', 'GREEN'].map((name) => [name, {} as never])),
  optional: false,
}
const SERVER = { name: 'Server', bases: [], fields: new Map([['host', { type: scalar('str') }]]) }

test.each<[Type, string]>([
  [scalar('bool', true), 'a boolean or null'],
  [ANY, 'anything'],
  [{ kind: 'list', element: INT, optional: false }, 'a list of ints'],
  [{ kind: 'list', element: ANY, optional: true }, 'a list or null'],
  [{ kind: 'list', element: scalar('str', true), optional: false }, 'a list of strings or nulls'],
  [{ kind: 'dict', key: scalar('str'), element: scalar('float'), optional: false }, 'a map of floats'],
  [{ kind: 'dict', key: INT, element: ANY, optional: false }, 'a map with ints as keys'],
  [
    { kind: 'list', element: { kind: 'list', element: INT, optional: false }, optional: false },
    'a list of lists of ints',
  ],
  [COLOUR, 'RED or GREEN'],
  [
    { kind: 'union', of: [INT, scalar('str'), scalar('bool')], optional: true },
    'an int, a string or a boolean or null',
  ],
  [{ kind: 'struct', struct: SERVER, optional: false }, 'a map as Server declares it (host)'],
])('%j is %s', (type, words) => {
  expect(typeWords(type)).toBe(words)
})

test('of many keys and members the first are named', () => {
  const names = Array.from({ length: 12 }, (_, at) => `k${at}`)
  const fields = new Map(names.map((name) => [name, { type: INT }]))
  expect(structWords({ ...SERVER, fields })).toBe('a map as Server declares it (k0, k1, k2, k3, k4, k5, k6, k7, ...)')
  const members = new Map(names.map((name) => [name, {} as never]))
  expect(typeWords({ ...(COLOUR as Extract<Type, { kind: 'enum' }>), members })).toMatch(
    /^k0, .*, k7 or one of 4 more$/,
  )
})

test('a kind that it has no words for is called what it is called', () => {
  expect([kindWords('str'), kindWords('nothing')]).toEqual(['a string', 'nothing'])
})
