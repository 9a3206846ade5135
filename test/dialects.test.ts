import { expandSweep, parseOverride, printOverride, valueText } from '@hydraconf/core'
import { expect, test } from 'vitest'
import { composeTexts } from './compose-texts.js'

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

/** What `hydra-core` 1.4.0rc3 gives. */
test.each([
  ['x=range(0,1,0.25)', '0.0 0.25 0.5 0.75'],
  ['x=range(0.5,0.9,0.1)', '0.5 0.6 0.7 0.8'],
  ['x=range(-0.3,0.3,0.1)', '-0.3 -0.2 -0.1 0.0 0.1 0.2'],
  ['x=sort(range(1,10,2),reverse=true)', '9 7 5 3 1'],
  ['x=sort(range(0.0,1.0,0.3),reverse=true)', '0.9 0.6 0.3 0.0'],
  ['x=sort(range(10,1))', ''],
  ['x=int(range(1.5,4.5))', '1 2 3'],
  ['x=float(int(range(1.5,4.5)))', '1.0 2.0 3.0'],
  ['x=int(tag(a,choice(1.5,2.5)))', '1 2'],
  ['x=json_str(1,x)', '1 "x"'],
  ['x=extend_list(1),extend_list(2)', '{values:[1]} {values:[2]}'],
])('%s sweeps over %s in 1.4', (text, points) => {
  const sweep = expandSweep(parseOverride(text, { dialect: '1.4' }), { dialect: '1.4' })
  expect(Array.from({ length: sweep.count }, (_, index) => sweep.textAt(index)).join(' ')).toBe(points)
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

test.each([
  '1[0]=1',
  '[0]=1',
  'a[]=1',
  'a[0]@b=1',
  'a/b[0]=1',
  'a\\.b/c=1',
  'a\\\\.b=1',
  'a[0]b=1',
  '++a[b.c]=1',
  'a[0',
  'a[0].01=2',
])('%s is refused in 1.4', (text) => {
  expect(() => parseOverride(text, { dialect: '1.4' })).toThrow()
})

test.each([
  '+a=extend_list(1)',
  'a=json_str(1,null)',
  'a=json_str(range(3))',
  'a=json_str()',
  'a=choice(extend_list(1))',
])('%s is refused in 1.4', (text) => {
  expect(() => parseOverride(text, { dialect: '1.4' })).toThrow()
})

test('json_str writes JSON as Python does', () => {
  const override = parseOverride('a=json_str({a:1,b:[x,"y é",null,1.5,inf]})', { dialect: '1.4' })
  expect(override.value).toEqual({
    kind: 'text',
    value: '{"a": 1, "b": ["x", "y \\u00e9", null, 1.5, Infinity]}',
  })
  expect(valueText(parseOverride('a=json_str(x)', { dialect: '1.4' }))).toBe('"x"')
})

const VALUES = {
  config:
    'a: ${d}\nd: {k: 1}\nn: null\nm: ???\ntags: [x, y]\n2: two\nlast: ${tags.-1}\nint: ${2}\nabove: ${oc.select:..nothing}\n',
}

test.each([
  [['tags[0]=z'], 'tags', ['z', 'y']],
  [['tags=extend_list(c,[d])'], 'tags', ['x', 'y', 'c', ['d']]],
  [['~tags.0'], 'tags', ['y']],
  [['~tags[-1]'], 'tags', ['x']],
  [['a.k=5'], 'd', { k: 5 }],
  [['+d\\.k=5'], 'd.k', 5],
  [['++tags[1]=q'], 'last', 'q'],
  [[], 'last', 'y'],
  [[], 'above', null],
  [[], 'int', 'two'],
])('%j makes %s %j in 1.4', (overrides, key, value) => {
  const { js } = composeTexts(VALUES, ['~m', ...overrides], { dialect: '1.4' })
  expect((js as Record<string, unknown>)[key]).toEqual(value)
})

test('~ deletes what is null or missing in 1.4, and minds the value it is given', () => {
  const composed = (...overrides: string[]) => composeTexts(VALUES, overrides, { dialect: '1.4' }).yaml()
  expect(composed('~n', '~m')).not.toMatch(/^[nm]:/m)
  expect(composed('~n=null')).not.toMatch(/^n:/m)
  expect(() => composed('~d=null')).toThrow(/only if that is its value/)
  expect(() => composed('~n.x')).toThrow(/no 'n\.x' to delete/)
  expect(() => composeTexts(VALUES, ['~n'])).toThrow(/null and \?\?\? count as nothing/)
})

const ALIASED = {
  config: "defaults: [db: mysql, _self_]\nhydra: {aliases: {'rate, r': lr, fast: lr=9, big: db=pg}}\nlr: 1\n",
  'db/mysql': 'port: 1\n',
  'db/pg': 'port: 2\n',
  other: 'defaults: [aliased]\n',
  aliased: '# @package _global_\nhydra: {aliases: {a: b}}\n',
}

test.each([
  [['rate=3'], { lr: 3 }],
  [['r=3'], { lr: 3 }],
  [['fast'], { lr: 9 }],
  [['++fast'], { lr: 9 }],
  [['big'], { db: { port: 2 } }],
])('%j is an alias', (overrides, values) => {
  const composed = composeTexts(ALIASED, overrides, { dialect: '1.4' })
  expect(composed.js).toMatchObject(values)
})

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

test('overrides of a list count in their turn in 1.4, and what is in a list of a grouped option is looked for there', () => {
  const tree = {
    config: 'defaults: [a: x, override a: y, override a: z]\n',
    'a/x': 'v: x\n',
    'a/y': 'v: y\n',
    'a/z': 'v: z\n',
    slashed: 'defaults: [m: b/c]\n',
    'm/b/c': 'defaults: [n: d]\n',
    'm/n/d': 'v: 1\n',
    gone: 'v: 1\n',
  }
  expect(composeTexts(tree).yaml()).toBe("a:\n  v: 'y'\n")
  expect(composeTexts(tree, [], { dialect: '1.4' }).yaml()).toBe('a:\n  v: z\n')
  expect(composeTexts(tree, ['~gone'], { dialect: '1.4', configName: 'gone' }).yaml()).toBe('{}\n')
  expect(() => composeTexts(tree, [], { dialect: '1.4', configName: 'slashed' })).toThrow(/There is 'm\/n\/d', which/)
})
