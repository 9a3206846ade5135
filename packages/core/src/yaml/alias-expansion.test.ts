import { expect, test } from 'vitest'
import { parseYaml, toYaml } from '../index.js'

const bomb = (levels: number) =>
  Array.from({ length: levels }, (_, at) =>
    at === 0
      ? 'a0: &a0 [x, x, x, x, x, x, x, x, x, x]'
      : `a${at}: &a${at} [${Array(10)
          .fill(`*a${at - 1}`)
          .join(', ')}]`,
  ).join('\n')

test('aliases of aliases of aliases are refused, at the list that is too much', () => {
  expect(() => parseYaml(bomb(9))).toThrow(/aliases stand for more than 10000000 values/)
})

test('aliases that stay within reason are a config', () => {
  expect(toYaml(parseYaml(bomb(3)))).toMatch(/^a0:\n- x\n/)
})

test('a long chain of aliases is no growth', () => {
  const links = Array.from({ length: 5000 }, (_, at) => `a${at + 1}: &a${at + 1} {k: *a${at}}`)
  expect(() => parseYaml(`a0: &a0 1\n${links.slice(0, 300).join('\n')}`)).not.toThrow()
})
