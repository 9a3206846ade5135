import { expect, test } from 'vitest'
import { parseYaml, toYaml } from '../index.js'
import { entriesOf, map } from '../value/constructors.js'
import { isContainer, type MapValue, type Value } from '../value/value.js'
import { explainAll } from './explain-all.js'
import { ExplainedTexts } from './explained-texts.js'

const read = (text: string, name: string) => parseYaml({ kind: 'file', name, text }) as MapValue
const DB = 'db:\n  host: here\n  ports: [1, 2]\n  none: {}\n'
const FILE = `a: 1\n${DB}b: 2\nc: {deep: {er: x}}\n1: one\nlist:\n- x: 1\n- []\n`

test('is the YAML of the config, line by line, with the places where they stand', () => {
  const config = read(FILE, 'a.yaml')
  const { text, places } = new ExplainedTexts().of(config)
  const lines = text.split('\n')
  for (const [at, line] of toYaml(config).split('\n').entries()) expect(lines[at]).toMatch(startingWith(line))
  expect(text).toBe(explainAll(config))
  const found = [...places()].map(({ line, column, length }) => lines[line]!.slice(column, column + length))
  expect(found).toEqual(lines.filter((line) => line.includes('#')).map((line) => line.slice(line.indexOf('#') + 2)))
  expect(found).toHaveLength(10)
  expect(explainAll(map([]))).toMatch(/^\{\} {2}# /)
})

test('writes again only what is another object, and the same as anew', () => {
  const before = read(FILE, 'a.yaml')
  const db = read(DB.replace('here', 'a name that moves every place to the right'), 'b.yaml').items.get('db')!
  const changed = map([...entriesOf(before)].map(([key, value]) => [key, key === 'db' ? db : value]))
  const shown: string[] = []
  const texts = new ExplainedTexts({ show: ({ source }) => shown[shown.push(source.name) - 1]! })
  texts.of(before)
  shown.length = 0
  const { text, places } = texts.of(changed)
  const again = shown.filter((name) => name === 'a.yaml').length
  // The scalars of the root hang at no object that is kept.
  expect(again).toBe([...before.items.values()].filter((value) => !isContainer(value)).length)
  const anew = new ExplainedTexts({ show: ({ source }) => source.name }).of(changed)
  expect(text).toBe(anew.text)
  expect([...places()]).toEqual([...anew.places()])
})

test('a value that is referred to from several keys is written with them', () => {
  const { origin } = map([])
  const path: Value = { kind: 'path', value: '/a', origin }
  const config = map([
    ['a', map([['x', path]])],
    ['b', map([['x', path]])],
  ])
  expect(explainAll(config)).toContain('*id001')
})

const startingWith = (line: string): RegExp => new RegExp(`^${line.replace(/[[\]{}?.*+^$|\\]/g, '\\$&')}( +# .*)?$`)
