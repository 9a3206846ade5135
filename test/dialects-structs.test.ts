import { compose, HydraconfError, mergePlugins, select } from '@hydraconf/core'
import { expect, test } from 'vitest'
import { type ClassDeclaration, declaredConfigs } from '../packages/node/src/hydra-plugins/declarations.js'
import { composeTexts, environmentOf } from './compose-texts.js'

/** What becomes of a config when a stored one declares its types behind it; asked of the real 1.3 and 1.4. */

const withField = (name: string, type: string): ClassDeclaration => ({ name, bases: [], fields: [{ name: 'l', type }] })

const CLASSES: readonly ClassDeclaration[] = [
  {
    name: 'Leaf',
    bases: [],
    fields: [
      { name: 'a', type: 'int', default: { yaml: '7' } },
      { name: 's', type: 'str' },
    ],
  },
  withField('Leaves', 'List[Leaf]'),
  withField('Named', 'Dict[str, Leaf]'),
  withField('Floats', 'Dict[str, float]'),
  withField('Counts', 'List[Dict[str, int]]'),
  withField('Paths', 'Dict[str, Path]'),
  withField('One', 'Leaf'),
  { name: 'Broken', bases: [], fields: [{ name: 'a', type: 'int', default: { yaml: 'x' } }] },
  withField('Brokens', 'List[Broken]'),
  withField('Breaks', 'Dict[str, Broken]'),
  withField('Maybe', 'Optional[Leaf]'),
  withField('Holder', 'Leaf'),
  { name: 'Open', bases: ['Dict[str, Any]'], fields: [] },
]

const STORED = declaredConfigs(CLASSES, [
  ...CLASSES.filter(({ name }) => name !== 'Broken').map(({ name }) => ({ name: name.toLowerCase(), class: name })),
  { name: 'filled', class: 'Leaves', yaml: '{l: [{a: 1}]}' },
])

function composed(list: string, texts: Readonly<Record<string, string>>, dialect: '1.3' | '1.4'): string {
  const extensions = mergePlugins([{ name: 'program', stored: STORED }])
  try {
    return composeTexts({ config: `defaults: [${list}]\n`, ...texts }, [], { dialect, extensions }).yaml()
  } catch (error) {
    if (error instanceof HydraconfError) return error.type
    throw error
  }
}

const REFUSED = 'ConfigCompositionException'

test.each<[list: string, first: string, then: string, in13: string, in14: string]>([
  ['first, leaves', "l: [{a: '3'}]", '', "l:\n- a: '3'\n", 'l:\n- a: 3\n  s: ???\n'],
  ['first, leaves', 'l: [{b: 3}]', '', 'l:\n- b: 3\n', REFUSED],
  ['first, filled, then', 'l: [{b: 3}]', "l: [{a: '9'}]", "l:\n- a: '9'\n", 'l:\n- a: 9\n  s: ???\n'],
  ['first, named', "l: {k: {a: '3'}}", '', "l:\n  k:\n    a: '3'\n", 'l:\n  k:\n    a: 3\n    s: ???\n'],
  ['first, floats', 'l: {a: 2}', '', REFUSED, 'l:\n  a: 2.0\n'],
  ['first, floats', "l: {a: '2'}", '', REFUSED, 'l:\n  a: 2.0\n'],
  ['first, floats', 'l: {a: x}', '', REFUSED, REFUSED],
  ['counts, then', '', "l: [{a: '3'}]", REFUSED, 'l:\n- a: 3\n'],
  ['leaf@l, then', '', "l: '${x}'", REFUSED, 'l: ${x}\n'],
  ['first, maybe', "l: {a: '3'}", '', "l:\n  a: '3'\n", 'l:\n  a: 3\n  s: ???\n'],
  ['first, maybe', 'l: {b: 3}', '', 'l:\n  b: 3\n', REFUSED],
  // One that is a dict as well passes for a plain map where the struct has its fields.
  ['holder, open@l', '', '', REFUSED, REFUSED],
  ['holder, leaf@l, open@l', '', '', 'l:\n  a: 7\n  s: ???\n', 'l:\n  a: 7\n  s: ???\n'],
  // The defaults of the struct do not fit: a list of it is refused without having any.
  ['brokens, then', '', 'l: []', REFUSED, REFUSED],
  ['breaks, then', '', 'l: {}', 'l: {}\n', 'l: {}\n'],
])('%s with %j and %j', (list, first, then, in13, in14) => {
  expect(composed(list, { first, then }, '1.3')).toBe(in13)
  expect(composed(list, { first, then }, '1.4')).toBe(in14)
})

test('where a list, map or struct is declared, 1.4 takes nothing that is declared as a union of such', () => {
  const base: ClassDeclaration = { name: 'Base', fields: [{ name: 'l', type: 'List[float]' }] }
  const field = { name: 'l', type: 'Union[Leaf, List[int]]', default: { yaml: '[1]' } }
  const sub: ClassDeclaration = { name: 'Sub', bases: ['Base'], fields: [field] }
  const main: ClassDeclaration = { name: 'Main', fields: [{ name: 'db', type: 'Base' }] }
  const asked = [
    { name: 'main', class: 'Main' },
    { name: 'sub', class: 'Sub', yaml: undefined },
    { name: 'plain', class: 'Base', yaml: '{l: [1]}' },
  ]
  const extensions = mergePlugins([
    { name: 'program', stored: declaredConfigs([CLASSES[0]!, base, sub, main], asked, '1.4') },
  ])
  const yaml = (list: string) =>
    composeTexts({ config: `defaults: [${list}]\n` }, [], { dialect: '1.4', extensions }).yaml()
  expect(yaml('main, plain@db')).toBe('db:\n  l:\n  - 1.0\n')
  expect(() => yaml('main, sub@db')).toThrow(expect.objectContaining({ type: REFUSED }))
})

test('a map that becomes the struct of a union takes no new keys below a closed config', () => {
  const leaf: ClassDeclaration = {
    name: 'Leaf',
    fields: [{ name: 'm', type: 'Dict[str, str]', default: { yaml: '{q: r}' } }],
  }
  const base: ClassDeclaration = { name: 'Base', fields: [{ name: 'a', type: 'Union[Leaf, str]' }] }
  const stored = declaredConfigs([leaf, base], [{ name: 'base', class: 'Base' }], '1.4')
  const extensions = mergePlugins([{ name: 'program', stored }])
  const yaml = (override: string) =>
    composeTexts({ config: 'defaults: [base]\n' }, [override], { dialect: '1.4', extensions }).yaml()
  expect(yaml('a={m: {q: 1.0}}')).toBe("a:\n  m:\n    q: '1.0'\n")
  expect(yaml('++a={m: {j: 1.0}}')).toBe("a:\n  m:\n    q: r\n    j: '1.0'\n")
  expect(() => yaml('a={m: {j: 1.0}}')).toThrow(expect.objectContaining({ type: REFUSED }))
})

test('what one package comes to by several configs is merged by the rules of the dialect', () => {
  const stored = declaredConfigs(CLASSES, [{ group: 'schema', name: 'named', class: 'Named' }], '1.4')
  const extensions = mergePlugins([{ name: 'program', stored }])
  const texts = {
    config: 'defaults: [{db: one}]\n',
    'db/one': 'defaults: [_self_, /schema/named@_here_]\nl: {k: {a: 1}}\n',
  }
  const yaml = (dialect: '1.3' | '1.4') => composeTexts(texts, [], { dialect, extensions }).yaml()
  expect(yaml('1.4')).toBe('db:\n  l:\n    k:\n      a: 1\n      s: ???\n')
  expect(yaml('1.3')).toBe('db:\n  l:\n    k:\n      a: 1\n')
})

test('a reference to a list in the place of a list without a type leaves the place open', () => {
  const held: ClassDeclaration = {
    name: 'Held',
    fields: [{ name: 'l', type: 'List[int]', default: { yaml: '${nope}' } }],
  }
  for (const dialect of ['1.3', '1.4'] as const) {
    const stored = declaredConfigs([held], [{ name: 'held', class: 'Held' }], dialect)
    const extensions = mergePlugins([{ name: 'program', stored }])
    const texts = { config: 'defaults: [first, held]\n', first: 'l: [1]\n' }
    expect(composeTexts(texts, ['++l=text'], { dialect, extensions }).yaml()).toBe('l: text\n')
  }
})

test('what OmegaConf refuses as a value keeps its class in 1.4, unless a config or an override is named for it', () => {
  const answers = (texts: Readonly<Record<string, string>>, list = 'db/one') => [
    composed(list, texts, '1.3'),
    composed(list, texts, '1.4'),
  ]
  expect(answers({ 'db/one': "1: a\n'1': b\n" })).toEqual(["db:\n  1: a\n  '1': b\n", 'KeyValidationError'])
  expect(answers({ 'db/one': "'1': b\n", first: 'db: {1: a}\n' }, 'first, db/one')[1]).toBe(REFUSED)
  expect(answers({ config: "hydra: {searchpath: ['${nope}']}\n" })).toEqual([REFUSED, 'InterpolationKeyError'])
  const nested = (text: string) => answers({ first: `# @package _global_\nhydra: {searchpath: ${text}}\n` }, 'first')
  expect(nested("'${nope}'")).toEqual([REFUSED, 'InterpolationKeyError'])
  expect(nested("['${nope}']")).toEqual([REFUSED, REFUSED])
})

test.each(['1.3', '1.4'] as const)('a nested search path is asked for in every composition, in %s', (dialect) => {
  const texts = {
    config: 'defaults: [first]\n',
    first: '# @package _global_\nhydra: {searchpath: "${oc.env:AT,null}"}\n',
  }
  const environment = environmentOf(texts)
  const composedAt = (at: Readonly<Record<string, string>>) => {
    try {
      return compose(
        { configName: 'config' },
        { ...environment, dialect, facts: { ...environment.facts, env: at } },
      ).yaml()
    } catch (error) {
      return (error as HydraconfError).type
    }
  }
  expect([{}, { AT: 'elsewhere' }, {}].map(composedAt)).toEqual(['{}\n', 'ConfigCompositionException', '{}\n'])
})

test.each(['1.3', '1.4'] as const)('a field keeps its own type among items of another in %s', (dialect) => {
  const named = { name: 'Text', bases: [], fields: [{ name: 's', type: 'str' }] }
  const stored = declaredConfigs(
    [...CLASSES, named],
    [
      { name: 'paths', class: 'Paths', yaml: '{l: {k: .}}' },
      { name: 'text', class: 'Text' },
    ],
  )
  const config = 'defaults: [paths, text@l]\nl: {s: /tmp}\n'
  const { config: whole } = composeTexts({ config }, [], { dialect, extensions: mergePlugins([{ name: 'p', stored }]) })
  expect(select(whole, 'l.s')).toMatchObject({ kind: 'str', value: '/tmp' })
})

const PLACES: readonly ClassDeclaration[] = [
  ...CLASSES.filter(({ name }) => name === 'Leaf'),
  {
    name: 'Places',
    bases: [],
    fields: [
      { name: 'src', type: 'Any', default: { yaml: 'null' } },
      { name: 'leaf', type: 'Optional[Leaf]', default: { yaml: 'null' } },
      { name: 'counts', type: 'Optional[Dict[str, int]]', default: { yaml: 'null' } },
      { name: 'rows', type: 'Optional[List[List[int]]]', default: { yaml: 'null' } },
    ],
  },
]

function placed(overrides: readonly string[], dialect: '1.3' | '1.4', read: 'yaml' | 'js'): unknown {
  const stored = declaredConfigs(PLACES, [{ name: 'config', class: 'Places' }], dialect)
  const options = { dialect, extensions: mergePlugins([{ name: 'p', stored }]) }
  try {
    const composed = composeTexts({ other: '{}' }, overrides, options)
    return read === 'yaml' ? composed.yaml() : composed.js
  } catch (error) {
    if (error instanceof HydraconfError) return error.type
    throw error
  }
}

test.each<[overrides: readonly string[], in13: object | string, in14: object | string]>([
  [["src={k:'5'}", 'counts=${src}'], { counts: { k: '5' } }, { counts: { k: 5 } }],
  [["src=[['5']]", 'rows=${src}'], { rows: [['5']] }, { rows: [[5]] }],
  [['src=5', 'counts=${src}'], { counts: 5 }, 'InterpolationValidationError'],
  [['src={a:1}', 'leaf=${src}'], { leaf: { a: 1 } }, 'InterpolationValidationError'],
])('what %j refer to is converted in 1.4, to data as well', (overrides, in13, in14) => {
  const asked = (dialect: '1.3' | '1.4') => placed(overrides, dialect, 'js')
  if (typeof in13 === 'object') expect(asked('1.3')).toMatchObject(in13)
  else expect(asked('1.3')).toBe(in13)
  if (typeof in14 === 'object') expect(asked('1.4')).toMatchObject(in14)
  else expect(asked('1.4')).toBe(in14)
})

test('a struct that is null takes its fields from an override in 1.4, and another map no keys without ++', () => {
  expect(placed(['leaf={a: 3, s: x}'], '1.4', 'js')).toMatchObject({ leaf: { a: 3, s: 'x' } })
  expect(placed(['counts={k: 3}'], '1.4', 'js')).toBe(REFUSED)
  expect(placed(['++counts={k: 3}'], '1.4', 'js')).toMatchObject({ counts: { k: 3 } })
})

test('a text that is stored with a class is merged onto it by the rules of the dialect', () => {
  const of = (dialect: '1.3' | '1.4') =>
    declaredConfigs(CLASSES, [{ name: 'x', class: 'Counts', yaml: "{l: [{a: '5'}]}" }], dialect)
  expect(() => of('1.3')).toThrow(HydraconfError)
  expect(select(of('1.4')[0]!.value, 'l[0].a')).toMatchObject({ kind: 'int', value: 5n })
})

test('a struct that is null takes no list, as one that is there', () => {
  const store = (dialect: '1.3' | '1.4') =>
    declaredConfigs(PLACES, [{ name: 'x', class: 'Places', yaml: '{leaf: [{a: 1}]}' }], dialect)
  expect(() => store('1.3')).toThrow(expect.objectContaining({ type: 'ConfigTypeError' }))
  expect(() => store('1.4')).toThrow(expect.objectContaining({ type: 'ValidationError' }))
})
