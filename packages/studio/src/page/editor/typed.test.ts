import { expect, test } from 'vitest'
import { Typed } from './typed.js'

test('an answer to what was typed before is no news, and neither is what was there all along', () => {
  const typed = new Typed()
  expect(typed.isNews('a')).toBe(true)
  typed.tell('ab')
  typed.tell('abc')
  // The page is drawn for another reason, and then for the first letter.
  expect(typed.isNews('a')).toBe(false)
  expect(typed.isNews('ab')).toBe(false)
  expect(typed.isNews('abc')).toBe(false)
  expect(typed.isNews('abc')).toBe(false)
})

test('answers may be left out; what comes from elsewhere is news, and so is what an earlier text is taken back to', () => {
  const typed = new Typed()
  typed.isNews('a')
  typed.tell('ab')
  typed.tell('abc')
  expect(typed.isNews('abc')).toBe(false)
  expect(typed.isNews('a')).toBe(true)
  expect(typed.isNews('of the disk')).toBe(true)
})
