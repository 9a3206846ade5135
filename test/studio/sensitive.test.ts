import { type Plugin, type Struct, store, str } from '@hydraconf/core'
import { expect, test } from 'vitest'
import type { JobView } from '../../packages/studio/src/page/engine/sweep-preview.js'
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

test('the jobs of a sweep are shown without sensitive values, and so are their directories', async () => {
  const files = {
    ...FILES,
    'conf/config.yaml': `${FILES['conf/config.yaml']}hydra: {sweep: {dir: out, subdir: '\${db.password}'}}\n`,
  }
  const session = sessionOver(treeOf(files).dir, 'conf', { plugins: [PLUGIN] })
  const words = { configName: 'config', overrides: ['db.password=hunter2,hunter3', 'db.host=a,b'] }
  const rows = session.jobRows(words, 0, 4).map(({ overrides }) => overrides.join(' '))
  expect(rows).toEqual(['a', 'b', 'a', 'b'].map((host) => `db.password=*** db.host=${host}`))
  const { value } = session.job(words, 2) as { value: JobView }
  expect(value).toMatchObject({ overrides: ['db.password=***', 'db.host=a'], dir: 'out/***' })
  expect(value.fromFirst.map(({ left, right }) => [left?.value, right?.value])).toEqual([["'***'", "'***'"]])
  const collisions = await session.collisions(words)
  expect(collisions.found.map(({ dir, jobs }) => [dir, jobs])).toEqual([
    ['out/***', [0, 1]],
    ['out/***', [2, 3]],
  ])
  // Of a job that does not compose it is not known which keys are sensitive: it goes by their names.
  const overrides = ['db.password=hunter2,hunter3', '+extra={password:hunter4}', 'db=mysql,nowhere']
  const broken = { configName: 'config', overrides }
  expect(session.jobRows(broken, 1, 2)[0]!.overrides).toEqual(['db.password=***', '+extra=***', 'db=nowhere'])
})
