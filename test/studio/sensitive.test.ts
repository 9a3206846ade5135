import { type Plugin, type Struct, store, str } from '@hydraconf/core'
import { expect, test } from 'vitest'
import { sessionOver } from './same-as-command.js'
import { treeOf } from './trees.js'

const TEXT = { kind: 'str', optional: true } as const

const DB: Struct = {
  name: 'Db',
  bases: [],
  fields: new Map([
    ['host', { type: TEXT, default: str('localhost') }],
    ['password', { type: TEXT, isSensitive: true }],
  ]),
}

const PLUGIN: Plugin = { name: 'shop', stored: [store({ group: 'db', name: 'base', shape: DB })] }

const FILES = {
  'conf/config.yaml': 'defaults: [db: mysql, _self_]\ndb: {password: frommain}\n',
  'conf/db/mysql.yaml': 'defaults: [base, _self_]\npassword: fromfile\nhost: h\n',
}

test('what a config of the defaults list said, and what became of it, is shown without sensitive values', () => {
  const session = sessionOver(treeOf(FILES).dir, 'conf', { plugins: [PLUGIN] })
  session.compose({ configName: 'config', overrides: [], part: 'job', resolve: false, job: 0 })
  const { rows } = session.picture(false)!
  const said = rows.flatMap(({ order }) => (order === undefined ? [] : session.contribution(order)))
  expect(said).toContainEqual({ key: 'db.password', value: "'***'", isKept: false, now: "'***'", by: 'config' })
  expect(JSON.stringify(said)).not.toMatch(/fromfile|frommain/)
})
