import { describe, expect, test } from 'vitest'
import { composeTexts } from '../../../../test/compose-texts.js'
import { mergePlugins, NO_EXTENSIONS } from '../plugin.js'
import type { Field, MapValue, Struct, Type } from '../value/value.js'
import { explainAll } from './explain-all.js'
import { explainText } from './explain-text.js'
import { sensitiveNames } from './sensitive-keys.js'
import { store } from './store.js'

test('a stored config that is made when it is taken is not made to look for sensitive fields', () => {
  const stored = {
    name: 'ray',
    group: 'hydra/launcher',
    get value(): MapValue {
      throw new Error('taken')
    },
  }
  expect(sensitiveNames({ ...NO_EXTENSIONS, stored: [stored] })).toEqual(new Set())
})

const TEXT: Type = { kind: 'str', optional: true }
const ANY: Type = { kind: 'any', optional: true }

const fields = new Map<string, Field>([
  ['name', { type: TEXT }],
  ['password', { type: TEXT, isSensitive: true }],
])
const USER: Struct = { name: 'User', bases: [], fields }
const OF_USER: Type = { kind: 'struct', struct: USER, optional: true }
fields.set('deputy', { type: OF_USER })

const BASE: Struct = {
  name: 'Base',
  bases: [],
  fields: new Map<string, Field>([
    ['boss', { type: OF_USER }],
    ['users', { type: { kind: 'list', element: OF_USER, optional: true } }],
    ['named', { type: { kind: 'dict', key: ANY, element: OF_USER, optional: true } }],
  ]),
}

const extensions = mergePlugins([{ name: 'shop', stored: [store({ name: 'base', shape: BASE })] }])

describe('the values of sensitive keys are not shown', () => {
  test.each([
    ['of items that a later config replaces', 'users: [{password: a1}, {password: hunter2}]', ['users=[]']],
    ['of items in an override', '', ['users=[{name: ada, password: hunter2}]']],
    ['of a map that an override takes away', 'named: {bob: {password: hunter2}}', ['~named.bob']],
    ['of what null replaces', 'boss: {password: hunter2}', ['boss=null']],
    ['of a type that holds itself', 'boss: {deputy: {deputy: {password: hunter2}}}', ['boss.deputy=null']],
  ])('%s', (_, body, overrides) => {
    const composed = composeTexts({ config: `defaults: [base, _self_]\n${body}\n` }, overrides, { extensions })
    const told = ['users', 'named', 'boss', 'hydra', 'hydra.overrides.task', 'hydra.overrides.task[0]']
    const shown = [
      composed.yaml({ of: 'all' }),
      explainAll(composed.masked.config),
      ...told.map((key) => explainText(composed.explain(key), { whole: true })),
    ]
    expect(JSON.stringify(composed.overrides.map(({ text }) => text)) + body).toContain('hunter2')
    expect(shown.join('\n')).not.toContain('hunter2')
  })

  test('where something beside them cannot be resolved', () => {
    const config = 'defaults: [base, _self_]\nboss: {name: "${nope}", password: hunter2}\n'
    const composed = composeTexts({ config }, [], { extensions })
    expect(() => composed.yaml({ resolve: true })).toThrow(/password: \*\*\*/)
    expect(() => composed.resolve(composed.job)).toThrow(/password: \*\*\*/)
  })

  test.each(['boss={deputy: {password: hunter2}, nope: 1}', 'users=[{password: hunter2, nope: 1}]'])(
    'where %s is refused',
    (override) => {
      const compose = () => composeTexts({ config: 'defaults: [base, _self_]\n' }, [override], { extensions })
      expect(compose).toThrow(/password: \*\*\*/)
      expect(compose).not.toThrow(/hunter2/)
    },
  )

  test.each(['1.3', '1.4'] as const)('by a name of a directory of dialect %s, which is shown as it is', (dialect) => {
    const config = 'defaults: [base@of, _self_]\nn: 1\nname: ${hydra:job.override_dirname}\n'
    const overrides = ['n=2', 'of={users: [{password: hunter2}]}']
    const composed = composeTexts({ config }, overrides, { extensions, dialect })
    expect(composed.js).toMatchObject({ name: 'n=2' })
    expect(composed.yaml({ resolve: true, package: 'name' })).toBe('name: n=2\n')
  })

  test('by what is announced of a function in dialect 1.4', () => {
    const overrides = ['boss={name: x}', 'boss.password=json_str(hunter2)']
    const { warnings } = composeTexts({ config: 'defaults: [base, _self_]\n' }, overrides, {
      extensions,
      dialect: '1.4',
    })
    expect(warnings).toEqual([expect.stringContaining("'boss.password=***'")])
    const refused = () =>
      composeTexts({ config: 'defaults: [base, _self_]\n' }, [...overrides, 'nothing=1'], {
        extensions,
        dialect: '1.4',
      })
    expect(refused).toThrow(expect.objectContaining({ warnings: [expect.stringContaining("'boss.password=***'")] }))
  })

  test('where a variable gives them, by the step that says so', () => {
    const composed = composeTexts({ config: 'defaults: [base, _self_]\nboss: {password: x}\n' }, [], {
      extensions,
      variableKeys: { USER: 'boss.password' },
    })
    const step = composed.explain('boss.password').steps.find(({ kind }) => kind === 'variable')
    expect(step).toMatchObject({ variable: { name: 'USER', text: '***' } })
  })

  test('and keys of the same names elsewhere are', () => {
    const config = 'defaults: [base@shop, db: mysql]\n'
    const composed = composeTexts({ config, 'db/mysql': 'password: shown' }, ['+db.of={password: too}'], {
      extensions,
    })
    expect(composed.yaml()).toContain('password: shown')
    expect(composed.yaml({ of: 'hydra' })).toContain('+db.of={password: too}')
  })
})
