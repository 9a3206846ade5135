import { parseYaml } from '@hydraconf/core'
import { expect, test } from 'vitest'
import { ConfigJson } from './config-json.js'
import { configJson, JsonOf, jsonText } from './json.js'

test('a config is the JSON that its plain data would be', () => {
  const config = parseYaml(
    'a: {b: [1, 1.5, .inf, -.inf, .nan], 1: x}\nc: {}\nd: []\ne: 123456789012345678901\nf: !!binary aGk=\n',
  )
  expect(configJson(config)).toBe(
    `${JSON.stringify({ a: { b: [1, 1.5, 'inf', '-inf', 'nan'], 1: 'x' }, c: {}, d: [], e: 0, f: 'aGk=' }, null, 2).replace('"e": 0', '"e": 123456789012345678901')}`.replace(
      /"1": "x",\n(\s+)("b": \[[^\]]*\])/,
      '$2,\n$1"1": "x"',
    ),
  )
  expect(jsonText({ config: new JsonOf(config), none: undefined, big: 2n ** 70n })).toContain(
    '"big": 1180591620717411303424',
  )
})

test('two keys that JSON has one name for are refused', () => {
  expect(() => configJson(parseYaml("{1: a, '1': b}"))).toThrow("spell '1'")
})

test('what stands in several places is the same text there, at any depth', () => {
  const config = parseYaml('a: &a {k: [1]}\nb: [*a, [*a]]\n')
  expect(JSON.parse(configJson(config))).toEqual({ a: { k: [1] }, b: [{ k: [1] }, [{ k: [1] }]] })
})

test('a few lines that stand for more text than can be written are refused', () => {
  const lines = Array.from({ length: 12 }, (_, at) => `x${at + 1}: &a${at + 1} [*a${at}, *a${at}]\n`)
  const config = parseYaml(`x0: &a0 ["${'x'.repeat(100_000)}"]\n${lines.join('')}`)
  expect(() => new ConfigJson([config]).text(config, '')).toThrow('takes more than 268435456 characters')
})
