import { readFileSync } from 'node:fs'
import { parseOverride, printOverride, pyYamlLike } from '@hydraconf/core'
import { describe, expect, test } from 'vitest'
import { composeTexts } from './compose-texts.js'
import { difference } from './differential/compare.js'
import type { Answer } from './oracle/oracle.js'
import { ours } from './oracle/ours.js'

/** The same questions to Hydra of either dialect: `test/oracle/dialects.py` recorded what it answers. */
describe.each(['1.3', '1.4'] as const)('as Hydra %s answers', (dialect) => {
  const file = new URL(`../fixtures/dialects/hydra-${dialect}.jsonl`, import.meta.url)
  const [versions, ...recorded] = readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

  test.each(recorded.map((one) => [titleOf(one), one] as const))('%s', (_, { op, question, ...theirs }) => {
    const own = ours(op, question, { dialect, pyyaml: pyYamlLike(versions.PyYAML) })
    expect(difference(theirs as Answer, fieldsOf(theirs, own))).toBeUndefined()
  })
})

/** A text, or the config that is composed and its overrides. */
function titleOf({ question }: { readonly question: Record<string, unknown> }): string {
  const { text, config_name: config, overrides = [] } = question
  return String(text ?? [config, ...(overrides as string[])].join(' '))
}

/** Of our answer what of theirs was kept. */
function fieldsOf({ ok: kept }: Answer, own: Answer): Answer {
  if (kept === undefined || own.ok === undefined) return own
  const answer = own.ok as Record<string, unknown>
  return { ok: Object.fromEntries(Object.keys(kept as object).map((key) => [key, answer[key]])) }
}

const TREE = {
  config: 'defaults: [foo: bar/baz, _self_]\ntext: "\\U0001F600"\n',
  'foo/bar/baz': 'x: 1\n',
  up: 'defaults: [../foo/bar/baz]\n',
}

test('one tree is read by the rules of either dialect, in one process', () => {
  const [older, newer] = [composeTexts(TREE), composeTexts(TREE, [], { dialect: '1.4' })]
  expect(older.yaml()).toBe('foo:\n  x: 1\ntext: 😀\n')
  expect(newer.yaml()).toBe('foo:\n  bar:\n    x: 1\ntext: "\\U0001F600"\n')
  expect([older.choices.foo, newer.choices['foo/bar']]).toEqual(['bar/baz', 'baz'])
  expect(composeTexts(TREE).yaml()).toBe(older.yaml())
})

test('what 1.4 does not follow any more is refused, with the way out', () => {
  expect(() => composeTexts(TREE, [], { dialect: '1.4', configName: 'up' })).toThrow(/does not follow '\.\.'/)
  expect(() => composeTexts(TREE, [], { dialect: '1.4', versionBase: '1.1' })).toThrow(/version_base '1\.1' any more/)
})

test.each([
  ['tags[0]=z', 'change', 'tags[0]'],
  ['~a.b[0].c-d', 'delete', 'a.b[0].c-d'],
  ['+a\\.b=1', 'add', 'a\\.b'],
  ['a\\=b=1', 'change', 'a\\=b'],
  ['1.2[0]=1', 'change', '1.2[0]'],
  ['a[b\\]c]=1', 'change', 'a[b\\]c]'],
  ['a=extend_list(c,[d])', 'extend', 'a'],
])('%s is a key in 1.4', (text, op, name) => {
  const override = parseOverride(text, { dialect: '1.4' })
  expect(override).toMatchObject({ op, key: { name, package: undefined } })
  expect(printOverride(override)).toBe(text)
  expect(() => parseOverride(text)).toThrow()
})

const VALUES = {
  config:
    'a: ${d}\nd: {k: 1}\nn: null\nm: ???\ntags: [x, y]\n2: two\nlast: ${tags.-1}\nint: ${2}\nabove: ${oc.select:..nothing}\n',
}

test('an escaped ??? is a text in 1.4, and is written so again', () => {
  const tree = { config: 'm: \\???\nof: ${m}\nin: x${m}\nn: 1\n' }
  const newer = composeTexts(tree, ['n=\\???'], { dialect: '1.4' })
  expect(newer.js).toEqual({ m: '???', of: '???', in: 'x???', n: '???' })
  expect(newer.yaml()).toBe('m: \\???\nof: ${m}\nin: x${m}\nn: \\???\n'.replace('\nn:', "\n'n':"))
  expect(composeTexts(tree).js).toMatchObject({ m: '\\???', in: 'x\\???' })
})

test('~ deletes what is null or missing in 1.4, and minds the value it is given', () => {
  const composed = (...overrides: string[]) => composeTexts(VALUES, overrides, { dialect: '1.4' }).yaml()
  expect(composed('~n', '~m')).not.toMatch(/^[nm]:/m)
  expect(composed('~n=null')).not.toMatch(/^n:/m)
  expect(() => composed('~d=null')).toThrow(/only if that is its value/)
  expect(() => composed('~n.x')).toThrow(/no 'n\.x' to delete/)
  expect(() => composeTexts(VALUES, ['~n'])).toThrow(/null and \?\?\? count as nothing/)
})

test('~key=??? deletes what is missing in 1.4, and ~key=\\??? the text, in a list as well', () => {
  const config = "m: ???\nt: \\???\nl: [1, '\\???']\n"
  const composed = (override: string) => composeTexts({ config }, [override], { dialect: '1.4' }).yaml()
  expect(composed('~m=???')).not.toMatch(/^m:/m)
  expect(composed('~t=\\???')).not.toMatch(/^t:/m)
  expect(composed("~t='\\???'")).not.toMatch(/^t:/m)
  expect(composed('~l[1]=\\???')).toContain('l:\n- 1\n')
  expect(composed('~l=[1,\\???]')).not.toMatch(/^l:/m)
  for (const override of ['~m=\\???', '~t=???', "~t='???'"]) {
    expect(() => composed(override), override).toThrow(/only if that is its value/)
  }
})

const ALIASED = {
  config: "defaults: [db: mysql, _self_]\nhydra: {aliases: {'rate, r': lr, fast: lr=9, big: db=pg}}\nlr: 1\n",
  'db/mysql': 'port: 1\n',
  'db/pg': 'port: 2\n',
  other: 'defaults: [aliased]\n',
  aliased: '# @package _global_\nhydra: {aliases: {a: b}}\n',
}

test('an alias is shown as what it stands for, and refused where it cannot be', () => {
  const composed = (overrides: string[], configName = 'config') =>
    composeTexts(ALIASED, overrides, { dialect: '1.4', configName })
  expect(composed(['rate=3', '~r']).yaml({ of: 'hydra' })).toMatch(/task:\n {4}- lr=3\n {4}- ~lr\n/)
  expect(() => composed(['rate'])).toThrow(/'rate' stands for the key 'lr', and has no value here/)
  expect(() => composed(['++hydra.aliases.x=y'])).toThrow(/No override changes hydra.aliases/)
  expect(() => composed([], 'other')).toThrow(/'aliased' sets hydra.aliases, and only the primary config can/)
  expect(() => composeTexts({ config: 'hydra: {aliases: {a: +b}}' }, [], { dialect: '1.4' })).toThrow(
    /'\+b' has a sign/,
  )
  expect(() => composeTexts(ALIASED, ['rate=3'])).toThrow()
})

test('what 1.5 drops is announced', () => {
  const { warnings } = composeTexts({ config: 'tags: []\ntext: x\n' }, ['tags=extend_list(a)', 'text=json_str(1)'], {
    dialect: '1.4',
    versionBase: '1.3',
  })
  expect(warnings.map((text) => text.split(':')[0])).toEqual([
    'Hydra 1.5 drops version_base',
    'Hydra 1.5 drops extend_list(...)',
    'Hydra 1.5 drops json_str(...)',
  ])
})

test('what 1.5 drops is announced where composing fails too', () => {
  const options = { dialect: '1.4', versionBase: '1.3' } as const
  const composing =
    (...overrides: string[]) =>
    () =>
      composeTexts({ config: 'text: x\n' }, overrides, options)
  const version = expect.stringMatching(/^Hydra 1.5 drops version_base:/)
  const json = expect.stringMatching(/^Hydra 1.5 drops json_str/)
  expect(composing('text=json_str(1)', 'other=1')).toThrow(expect.objectContaining({ warnings: [version, json] }))
  expect(composing('text=[')).toThrow(expect.objectContaining({ warnings: [version] }))
})

test('what is in a list of a grouped option is looked for there', () => {
  const tree = { slashed: 'defaults: [m: b/c]\n', 'm/b/c': 'defaults: [n: d]\n', 'm/n/d': 'v: 1\n' }
  expect(() => composeTexts(tree, [], { dialect: '1.4', configName: 'slashed' })).toThrow(/There is 'm\/n\/d', which/)
})
