import { expect, test } from 'vitest'
import { composeTexts } from '../../../../test/compose-texts.js'

const TREE = { config: 'defaults: [t: circ, _self_]\npoly: {x: 1}\na.b: 1\n', 't/circ': 'b: 1\nc: ${b}\n' }

test('an interpolation that means the key beside it is told the dots', () => {
  expect(() => composeTexts(TREE).js).toThrow(/Did you mean \$\{\.b\}\?/)
})

test('a mapping with a key that is not there names that key', () => {
  expect(() => composeTexts(TREE, ['poly={x:1,z:2}'])).toThrow(/There is no 'poly\.z' to change/)
})

test('a key with a dot in its name is not taken for two', () => {
  expect(() => composeTexts(TREE, ['a.b=2'])).toThrow(/'a\.b' is one key, with a dot in its name/)
})
