import { describe, expect, test } from 'vitest'
import { describeOrigin } from '../text/source.js'
import { loadYamlDocuments } from './parse.js'
import type { RawValue } from './raw-value.js'

const plain = (value: RawValue): unknown => {
  if (value.kind === 'map') return Object.fromEntries([...value.items].map(([key, item]) => [String(key), plain(item)]))
  if (value.kind === 'list') return value.items.map(plain)
  if (value.kind === 'int') return Number(value.value)
  return 'value' in value ? value.value : value.kind
}
const read = (text: string) => loadYamlDocuments(text).map(plain)

describe("documents by PyYAML's own rules, without those of OmegaConf", () => {
  test.each([
    [
      'a float needs a dot, and a sign behind its e',
      'a: [1e-3, 1.0e-3, 1e3, 1.5e3, 1.5e+3, .5, 1., .inf]',
      [{ a: ['1e-3', 0.001, '1e3', '1.5e3', 1500, 0.5, 1, Infinity] }],
    ],
    ['octal and base 60', 'a: [012, 1:30, 0o17, 0x1f]', [{ a: [10, 90, '0o17', 31] }]],
    ['of a key given twice the last value counts', 'x: 1\ny: {z: 1, z: 2}\nx: 3', [{ x: 3, y: { z: 2 } }]],
    ['a dollar is a text', 'a: ${b}\nc: ???', [{ a: '${b}', c: '???' }]],
    ['a float that is none is a text as a key too', '1e3: a\n1.5: b', [{ '1e3': 'a', '1.5': 'b' }]],
    ['two documents', 'a: 1\n---\n- b', [{ a: 1 }, ['b']]],
    ['an empty document is null', 'a: 1\n---\n', [{ a: 1 }, null]],
    ['comments before the first mark are none', '# c\n\n---\na: 1\n', [{ a: 1 }]],
    ['comments alone are none', '# c\n', []],
    ['nothing is none', '', []],
    ['marks inside a line are text', 'a: x --- y\nb: |\n  ---\n  c\n', [{ a: 'x --- y', b: '---\nc\n' }]],
  ])('%s', (_, text, documents) => {
    expect(read(text)).toEqual(documents)
  })

  test('origins are those of the whole text', () => {
    const [, second] = loadYamlDocuments({ kind: 'file', name: 'two.yaml', text: 'a: 1\n---\n\nb: 2\n' })
    const { items } = second as { items: ReadonlyMap<string, RawValue> } & RawValue
    expect(describeOrigin(items.get('b')!.origin)).toBe('two.yaml:4:4')
  })
})
