// biome-ignore-all lint/suspicious/noTemplateCurlyInString: interpolations of configs
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { composeTexts } from '../../../../test/compose-texts.js'
import type { Override } from '../grammar/override.js'
import { parseOverrides } from '../grammar/parse-override.js'
import { following } from '../interpolation/dereference.js'
import type { Key } from '../value/key.js'
import { toData } from '../value/to-data.js'
import type { MapValue } from '../value/value.js'
import { toYaml } from '../yaml/emit.js'
import { applyOverride, closed } from './apply-overrides.js'
import { type Change, EditHistory, valueAt } from './edit-history.js'
import { explain } from './explain.js'

const CONFIG = 'a: {x: 1, y: {z: 2}}\nb: ${a}\nc: ${b.y}\nd: [1, {e: 2}]\nf: null\n1: {g: 3}\n'
const PATHS = [
  '',
  'a',
  'a.x',
  'a.y',
  'a.y.z',
  'b',
  'b.x',
  'b.y.z',
  'c',
  'c.z',
  'd',
  'd.0',
  'd.1.e',
  'f',
  'f.n',
  'a.n',
  'n',
]
const EDITS = [
  'a.x=5',
  'a.y.z=6',
  'a.y={z: 7}',
  '++a.n=8',
  '~a.x',
  '~a.y',
  '++a=9',
  '++a={n: {m: 1}}',
  '++b.x=10',
  '++b.y.z=11',
  '~b.x',
  '++b=12',
  '++c.z=13',
  'd.0=14',
  'd.1.e=15',
  'd=[3]',
  '++f.n=16',
  'f=17',
  '++n={o: 1}',
  '++n.o=18',
]

const base = composeTexts({ config: CONFIG })
const options = { follow: following(base.evaluation) }

test('of every key the same is told as by keeping the config after each edit', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...EDITS), { maxLength: 6 }), (texts) => {
      const edits = accepted(texts)
      const history = new EditHistory(closed(base.config), edits, options)
      for (const key of PATHS) {
        const path = key === '' ? [] : key.split('.').map((part) => (/^\d$/.test(part) ? BigInt(part) : part))
        expect(history.changesAt(path).map(shown), `${key} after ${texts.join(' ')}`).toEqual(
          changesByKeepingAll(edits, path).map(shown),
        )
      }
    }),
    { numRuns: 300 },
  )
})

test('what is explained of a map stays as it was while later edits change it', () => {
  const { steps } = explain(composeTexts({ config: 'm: {k: 1}\n' }, ['m.k=2', '+m.j=3', '~m.k']), 'm')
  expect(steps.map(({ made }) => toYaml(made as MapValue))).toEqual(['k: 1\n', 'k: 2\n', 'k: 2\nj: 3\n', 'j: 3\n'])
})

test('a key with an escape is found, where the dialect has escapes', () => {
  const { config, evaluation } = composeTexts({ config: 'a.b: 1\n' })
  const edits = parseOverrides(['a\\.b=5'], { dialect: '1.4' })
  const history = new EditHistory(closed(config), edits, { follow: following(evaluation), dialect: '1.4' })
  expect(history.changesAt(['a.b']).map(shown)).toMatchObject([['a\\.b=5', { value: 5n }]])
})

function changesByKeepingAll(edits: readonly Override[], path: readonly Key[]): readonly Change[] {
  let config = closed(base.config)
  return edits.flatMap((override) => {
    const before = valueAt(config, path)
    config = closed(applyOverride(config, override, options))
    const made = valueAt(config, path)
    return made === before ? [] : [{ override, made }]
  })
}

function shown({ override, made }: Change): readonly unknown[] {
  return [override.text, made === undefined ? undefined : toData(made)]
}

/** As many as are accepted, one after the other. */
function accepted(texts: readonly string[]): readonly Override[] {
  let config = closed(base.config)
  return parseOverrides(texts).filter((override) => {
    try {
      config = closed(applyOverride(config, override, options))
      return true
    } catch {
      return false
    }
  })
}
