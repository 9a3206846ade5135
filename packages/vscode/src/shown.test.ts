import type { ComposedView, TreeAnswer } from '@hydraconf/language-server'
import { expect, test } from 'vitest'
import { composedText, itemNote, linesAbove, linksOf, pickedViews, treeName, treeOf, viewName } from './shown.js'

const TREE: TreeAnswer = {
  tree: 'file:///my%20shop/my%20conf',
  primaries: ['config', 'train'],
  config: 'train',
  overrides: [],
  picked: undefined,
  error: undefined,
}

test('a tree is named by its folder, what is looked at by its config and how many overrides', () => {
  expect(treeName(TREE)).toBe('my conf')
  expect(viewName(TREE)).toBe('train')
  expect(viewName({ ...TREE, overrides: ['db=mysql', 'a=1'] })).toBe('train +2')
  expect(viewName({ ...TREE, config: undefined })).toBe('no primary config')
})

test('a workspace remembers what was picked, and nothing of trees that are looked at as the project has it', () => {
  const picked = { config: 'train', overrides: ['db=mysql'] }
  expect(pickedViews([TREE, { ...TREE, tree: 'file:///other', picked }])).toEqual({ 'file:///other': picked })
})

test('a file is in the tree whose folder it is below', () => {
  const other = { ...TREE, tree: 'file:///my%20shop/my' }
  expect(treeOf('file:///my%20shop/my%20conf/db/x.yaml', [other, TREE])).toBe(TREE)
  expect(treeOf('file:///my%20shop/README.md', [other, TREE])).toBeUndefined()
})

test('what does not compose has the refusal above what composed last, and links move down with it', () => {
  const sound: ComposedView = { text: 'a: 1\n', error: undefined }
  expect([composedText(sound), linesAbove(sound)]).toEqual(['a: 1\n', 0])
  const refused = { ...sound, error: "Could not find 'db/x'\n  conf/config.yaml:2:9" }
  const text = composedText(refused)
  expect(text).toBe(
    "# This does not compose:\n#   Could not find 'db/x'\n#     conf/config.yaml:2:9\n#\n# As it composed last:\n\na: 1\n",
  )
  expect(text.split('\n')[linesAbove(refused)]).toBe('a: 1')
  const places = { files: ['file:///a.yaml', 'file:///b.yaml'], places: [0, 8, 12, 1, 0, 3, 4, 8, 10, 0, 6, 0] }
  expect(linksOf(places, linesAbove(refused))).toEqual([
    { line: 6, start: 8, end: 20, target: 'file:///b.yaml#L1,4' },
    { line: 10, start: 8, end: 18, target: 'file:///a.yaml#L7,1' },
  ])
  expect(composedText({ ...refused, text: '' })).not.toContain('last')
  expect(composedText(null)).toMatch(/^# There is no such tree/)
})

test('a line of the defaults tree says where it lands, or why it brings nothing in', () => {
  const item = {
    label: 'db: mysql',
    package: 'db',
    uri: undefined,
    location: undefined,
    absent: undefined,
    children: [],
  }
  expect(itemNote(item)).toBe('→ db')
  expect(itemNote({ ...item, label: '_self_', package: undefined })).toBe('')
  expect(itemNote({ ...item, package: undefined, absent: 'missing' })).toBe('not chosen yet')
})
