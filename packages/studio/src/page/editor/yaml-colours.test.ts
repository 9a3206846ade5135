import { StreamLanguage } from '@codemirror/language'
import { EditorState } from '@codemirror/state'
import { classHighlighter, highlightCode } from '@lezer/highlight'
import { describe, expect, test } from 'vitest'
import { yamlColours } from './yaml-colours.js'

describe('the colours of YAML', () => {
  test.each([
    ['keys, however they are written', 'a: 1\n"b c" : 2\n-1: 3\n? d\n', ['key a', 'key "b c"', 'key -1']],
    ['a colon inside of a value', 'url: http://a:1/b\nat: 12:30\n', ['key url', 'key at']],
    ['an interpolation', `a: \${b.c}/\${oc.env:HOME}\n`, ['key a']],
    ['items, and keys behind their dash', '- a\n- b: 1\n  c: 2\n', ['key b', 'key c']],
    [
      'texts in quotes',
      `a: 'it''s' # b\nc: "\\"d: e"\n`,
      ['key a', "string 'it''s'", 'comment # b', 'key c', 'string "\\"d: e"'],
    ],
    [
      'one that goes on',
      'a: "b\n  c: d\n  e"\nf: 1\n',
      ['key a', 'string "b', 'string   c: d', 'string   e"', 'key f'],
    ],
    ['a sign of comments inside of a text', 'a: b#c\nd: e #f\n', ['key a', 'key d', 'comment #f']],
    [
      'a block text, and what is no key in it',
      'a:\n  b: |-\n    c: 1\n\n    # d\n  e: 2\n',
      ['key a', 'key b', 'string2 |-', 'key e'],
    ],
    ['a block text of an item', '- >\n  a: 1\n- b: |\n    c: 1\n', ['string2 >', 'key b', 'string2 |']],
    ['lists and maps on a line', 'a: [b, {c: 1, d}]\ne: 1\n', ['key a', 'key c', 'key e']],
    [
      'and on several',
      'a: {\n  b: [1,\n  2], c: 3\n}\nd: |\n  e: 1\n',
      ['key a', 'key b', 'key c', 'key d', 'string2 |'],
    ],
    [
      'anchors, tags, and marks of documents',
      '--- # x\na: &b !!str 1\nc: *b\n...\n',
      ['meta ---', 'comment # x', 'key a', 'labelName &b', 'typeName !!str', 'key c', 'labelName *b', 'meta ...'],
    ],
    ['line ends of which an editor keeps a half', 'a: 1\r\nb:\r\n', ['key a', 'key b']],
  ])('%s', (_, text, expected) => {
    expect(coloured(text)).toEqual(expected)
  })

  test('an editor reads the beginning of a long text, and not all of it', () => {
    const read = new Set<string>()
    const token: typeof yamlColours.token = (stream, before) => {
      read.add(stream.string)
      return yamlColours.token(stream, before)
    }
    const doc = Array.from({ length: 20_000 }, (_, at) => `key${at}: ${at}`).join('\n')
    EditorState.create({ doc, extensions: StreamLanguage.define({ ...yamlColours, token }) })
    expect(read.size).toBeLessThan(500)
  })

  test('what is no YAML is read to its end', () => {
    expect(coloured('a: ]\n}: [\n"\n')).toContain('key a')
  })
})

/** What is in colours, but for the signs between values. */
function coloured(text: string): string[] {
  const found: string[] = []
  const put = (part: string, classes: string): void => {
    const [name] = classes.replace('tok-propertyName tok-definition', 'tok-key').split(' ')
    if (classes !== '' && name !== 'tok-punctuation') found.push(`${name!.slice('tok-'.length)} ${part}`)
  }
  highlightCode(text, StreamLanguage.define(yamlColours).parser.parse(text), classHighlighter, put, () => {})
  return found
}
