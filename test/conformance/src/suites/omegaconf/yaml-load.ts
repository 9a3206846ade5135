import { decodeYaml, entriesOf, loadYaml, parseYaml, type RawKey, type RawValue } from '@hydraconf/core'
import { type Answer, type Case, readAs } from '../../suite.js'
import { keyToTyped, type Typed, toTyped } from '../../typed-json.js'

/** `yaml`: whatever the bare loader gives. `create`, `load`: the config a text or a file holds. */
export function answer(testCase: Case): Answer {
  const { op, yaml, bytes_b64: bytes } = testCase
  const how = readAs(testCase)
  const text = bytes === undefined ? yaml : decodeYaml(Buffer.from(bytes, 'base64'))
  return {
    expect: { ok: op === 'yaml' ? rawTyped(loadYaml(text, how)) : toTyped(parseYaml(text, how)) },
  }
}

/** Sets, tuples, dates and null keys too; `???` and interpolations are strings. */
function rawTyped(value: RawValue): Typed {
  switch (value.kind) {
    case 'set':
    case 'tuple':
    case 'list':
      return { t: value.kind, v: value.items.map(rawTyped) }
    case 'map':
      return {
        t: 'dict',
        v: [...entriesOf(value)].map(([key, item]) => {
          const raw = key as unknown as RawKey
          return [raw.kind === 'raw' ? rawTyped(raw.value) : keyToTyped(key), rawTyped(item)]
        }),
      }
    case 'date':
      return { t: 'date', v: value.value }
    case 'merge':
    case 'default':
    case 'malformed':
      return { t: 'str', v: value.value }
    default:
      return toTyped(value, { plain: true })
  }
}
