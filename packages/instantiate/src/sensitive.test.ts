import { inspect } from 'node:util'
import { bool, mergePlugins, nullValue, rootNode, type Struct, selectNode, store, str } from '@hydraconf/core'
import { describe, expect, test } from 'vitest'
import { composeTexts } from '../../../test/compose-texts.js'
import { instantiate, instantiateNode, type TargetList, target } from './index.js'

const TEXT = { kind: 'str', optional: true } as const

const DB: Struct = {
  name: 'Db',
  bases: [],
  fields: new Map([
    ['_target_', { type: { kind: 'any', optional: true } }],
    ['inner', { type: { kind: 'any', optional: true }, default: nullValue() }],
    ['host', { type: TEXT, default: str('h') }],
    ['_recursive_', { type: { kind: 'any', optional: true }, default: bool(true) }],
    ['password', { type: TEXT, isSensitive: true }],
  ]),
}

const extensions = mergePlugins([{ name: 'shop', stored: [store({ group: 'db', name: 'base', shape: DB })] }])

function composed(db: string) {
  const files = { config: `defaults: [db: base, _self_]\ndb: ${db}\n` }
  return composeTexts(files, [], { extensions })
}

const check = (value: object) => [{ path: ['host'], message: `not with ${(value as { password: string }).password}` }]
const schema = {
  '~standard': {
    version: 1,
    vendor: 'test',
    validate: (value: unknown) => ({ issues: check(value as object) }),
  },
} as const

describe.each(['composed.js', 'a node'])('what is sensitive is in no refusal of instantiate of %s', (of) => {
  test.each<[string, string, TargetList]>([
    ['a target that is not on the list', '{password: hunter2, _target_: app.Db}', {}],
    [
      'what a schema says',
      '{password: hunter2, host: h, _target_: app.Db}',
      { 'app.Db': target(Object, { parameters: schema }) },
    ],
    ['what is no name', '{password: hunter2, host: h, _target_: [x]}', {}],
  ])('%s', (_, db, targets) => {
    const { js, job, evaluation } = composed(db)
    const make = (): unknown =>
      of === 'a node'
        ? instantiateNode(selectNode(rootNode(job), 'db')!, evaluation, targets)
        : instantiate((js as { db: object }).db, targets)
    let error: unknown
    try {
      make()
    } catch (thrown) {
      error = thrown
    }
    expect(String(error)).toContain('config.yaml:2:')
    expect(String(error)).toContain('{password: ***, ')
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('hunter2')
  })

  test('and its place is that in the file', () => {
    const { js } = composed('{password: hunter2, _target_: app.Db}')
    const make = (): unknown => instantiate((js as { db: object }).db, {})
    expect(make).toThrow(/config\.yaml:2:35\n2 \| db: \{password: \*\*\*, _target_: app\.Db\}\n {34}\^/)
  })
})

test('nor in what a target meets that reads its config later', () => {
  const db = '{password: hunter2, inner: {x: "${nope:${db.password}}"}, _recursive_: false, _target_: app.Db}'
  const { job, evaluation } = composed(db)
  let met: unknown
  const read = ({ inner }: { inner: { x: string } }): void => {
    try {
      String(inner.x)
    } catch (error) {
      met = error
    }
  }
  instantiateNode(selectNode(rootNode(job), 'db')!, evaluation, { 'app.Db': read })
  expect(String(met)).toContain('password: ***')
  expect(inspect(met, { depth: 9, showHidden: true })).not.toContain('hunter2')
})
