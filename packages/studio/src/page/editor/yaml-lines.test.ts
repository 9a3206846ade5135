import { foldable, getIndentation, IndentContext } from '@codemirror/language'
import { EditorState } from '@codemirror/state'
import { describe, expect, test } from 'vitest'
import { yamlFolds, yamlIndent } from './yaml-lines.js'

describe('what folds', () => {
  test.each([
    ['what is further right', 'a:\n  b:\n    c: 1\n  d: 2\ne: 3\n', { 1: 4, 2: 3 }],
    ['items below their key', 'a:\n- 1\n- b: 2\n  c: 3\nd: 4\n', { 1: 4, 3: 4 }],
    ['and further right', 'a:\n  - 1\n  - 2\nb: 3', { 1: 3 }],
    ['an empty line and a comment inside, none behind', 'a:\n  b: 1\n\n# c\n  d: 2\n\n# e\nf: 3\n', { 1: 5 }],
    ['a text of several lines', 'a: |\n  b\n\n  c\nd: "e\n  f"\n', { 1: 4, 5: 6 }],
    ['nothing that is alone', 'a: 1\n\n# b\n  # c\n', {}],
  ])('%s', (_, text, expected) => {
    const state = EditorState.create({ doc: text, extensions: yamlFolds })
    const lines = Array.from({ length: state.doc.lines }, (_each, at) => state.doc.line(at + 1))
    const found = lines.flatMap(({ number, from, to }) => {
      const range = foldable(state, from, to)
      return range === null ? [] : [[number, state.doc.lineAt(range.to).number]]
    })
    expect(Object.fromEntries(found)).toEqual(expected)
  })
})

describe('where the next line begins', () => {
  test.each([
    ['a:', 2],
    ['  - a: |', 4],
    ['a: [', 2],
    ['  a: 1', null],
    ['a: b:c', null],
    ['a: x|', null],
  ])('behind %j', (text, expected) => {
    const state = EditorState.create({ doc: text, extensions: yamlIndent })
    const context = new IndentContext(state, { simulateBreak: text.length })
    expect(getIndentation(context, text.length)).toBe(expected)
  })
})
