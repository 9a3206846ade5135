import { expect, test } from 'vitest'
import { nearest } from './nearest.js'

test.each([
  ['mysqll', ['mysql', 'postgres'], ['mysql']],
  ['adma', ['sgd', 'adam', 'adamw'], ['adam']],
  ['ADAM', ['adam', 'sgd'], ['adam']],
  ['server', ['server@src', 'db'], ['server@src']],
  ['w_group12', ['w_group128', 'w_group64', 'tensor'], ['w_group128', 'w_group64']],
  ['x', ['y', 'z', 'abc'], ['y', 'z']],
  ['nothing', ['like', 'it'], []],
  ['', ['a', 'bc'], ['a']],
])('for %s among %j people mean %j', (word, words, expected) => {
  expect(nearest(word, words)).toEqual(expected)
})

test('at most as many as asked for, the closest first', () => {
  expect(nearest('abcdef', ['abcxyz', 'abcdex', 'abcdxy', 'abcdef'], 2)).toEqual(['abcdef', 'abcdex'])
})
