import { expect, test } from 'vitest'
import { maskedYaml } from './masked-yaml.js'

const NAMES = new Set(['password', 'keys', 'on'])

test('what stands below a sensitive key is hidden, and nothing else', () => {
  const yaml = [
    ...['db:', '  password: a', '  host: h', '  keys:', '  - a', '  - b: c', '    d: e', '  port: 1'],
    ...['users:', '- password: "a', '', '    b"', '  name: n', '- keys:', '    x: 1', "  'on': 1", '  n: password: x'],
    ...['password: null', 'keys: ???', 'passwords: x', 'last: 1', ''],
  ].join('\n')
  expect(maskedYaml(yaml, NAMES).split('\n')).toEqual([
    ...['db:', "  password: '***'", '  host: h', "  keys: '***'", '  port: 1'],
    ...['users:', "- password: '***'", '  name: n', "- keys: '***'", "  'on': '***'", '  n: password: x'],
    ...['password: null', 'keys: ???', 'passwords: x', 'last: 1', ''],
  ])
  expect(maskedYaml(yaml, new Set())).toBe(yaml)
})
