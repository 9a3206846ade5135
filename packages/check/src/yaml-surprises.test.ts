import { expect, test } from 'vitest'
import { composeTexts } from '../../../test/compose-texts.js'
import { yamlSurprises } from './yaml-surprises.js'

const VALUES = 'a: no\nb: 012\nc: {d: [1_000, on, "off", 1:30]}\n'

test('values are told in the same words whether or not the text has to be parsed again', () => {
  const told = messages(VALUES)
  expect(told.map(([code]) => code)).toEqual([
    'boolean-word',
    'octal-number',
    'underscored-number',
    'boolean-word',
    'sexagesimal-number',
  ])
  expect(messages(`${VALUES}x: &anchor 1\n`)).toEqual(told)
})

test('keys, tags and anchors are read in the text', () => {
  expect(messages('on: 1\n').map(([, message]) => message)).toEqual([
    "'on' is the boolean true: YAML 1.1 takes this key so",
  ])
  expect(messages('a: &b no\n')).toHaveLength(1)
  expect(messages('a: !!str no\n')).toHaveLength(0)
})

function messages(text: string) {
  const { library } = composeTexts({ config: text })
  return yamlSurprises(library.load('config')!).map(({ code, message, origin }) => [code, message, origin?.start])
}
