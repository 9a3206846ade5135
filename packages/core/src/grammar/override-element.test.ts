import { expect, test } from 'vitest'
import { entriesOf } from '../value/constructors.js'
import { elementValue, valueOrigin } from './override-element.js'
import { parseOverride } from './parse-override.js'

const assigned = (text: string) => {
  const override = parseOverride(text)
  return elementValue(override.value!, valueOrigin(override))
}

test.each([
  ['a=1', { kind: 'int', value: 1n }],
  ["a='1'", { kind: 'str', value: '1' }],
  ['a=', { kind: 'str', value: '' }],
  ['a=???', { kind: 'missing' }],
  ["a='???'", { kind: 'missing' }],
  ['a=${b}', { kind: 'interpolation', value: '${b}' }],
  ["a='x ${b}'", { kind: 'interpolation', value: 'x ${b}' }],
  ['a=\\${b}', { kind: 'interpolation', value: '\\${b}' }],
])('%s', (text, value) => {
  expect(assigned(text)).toMatchObject(value)
})

test('keys of a map keep their type', () => {
  const value = assigned('a={1:x,true:y,1.5:z,b:w}')
  expect(value.kind === 'map' && [...entriesOf(value)].map(([key]) => key)).toEqual([1n, 1.5, 'b'])
})

test('a value knows where it was written', () => {
  expect(assigned('a.b=xyz').origin).toMatchObject({ start: 4, end: 7 })
})

test.each([
  ['a={null:1}', 'KeyValidationError'],
  ['a=[choice(1,2)]', 'ValidationError'],
  ["a='${'", 'GrammarParseError'],
])('%s has no value', (text, type) => {
  expect(() => assigned(text)).toThrow(expect.objectContaining({ type }))
})
