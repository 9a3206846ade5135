// biome-ignore-all lint/suspicious/noExplicitAny: what the server answers is looked at as it comes.
import { expect, test } from 'vitest'
import { editor } from './client.js'

const TREE = {
  'conf/config.yaml': 'defaults:\n  - db: mysql\n  - model: base\n  - _self_\n\nlr: 0.1\nname: run\n',
  'conf/db/mysql.yaml': 'host: localhost\nport: 3306\npool: {size: 5}\n',
  'conf/db/postgres.yaml': 'host: elsewhere\nport: 5432\nschema: public\n',
  'conf/model/base.yaml': 'defaults:\n  - layer: dense\nwidth: 8\n',
  'conf/model/layer/dense.yaml': 'units: 4\n',
  'conf/model/layer/conv.yaml': 'kernel: 3\n',
}

test.each([
  [
    'an entry',
    'defaults:\n  - |\n',
    ['_self_', 'db', 'model', 'model/layer', 'optional', 'override'],
    ['hydra/launcher'],
  ],
  ['an entry half written', 'defaults:\n  - db: mysql\n  - mo|\n', ['model'], []],
  ['an overridden group', 'defaults:\n  - override |\n', ['db', 'model', 'hydra/launcher'], ['_self_']],
  ['an option', 'defaults:\n  - db: |\n', ['mysql', 'postgres', 'null', '???'], ['db']],
  ['an option in brackets', 'defaults: [db: my|]\n', ['mysql', 'postgres'], []],
  ['an option in a list of them', 'defaults:\n  - db: [mysql, |]\n', ['mysql', 'postgres'], []],
  ['the package of an entry', 'defaults:\n  - db@|: mysql\n', ['db@_global_', 'db@_here_', 'db@_group_'], []],
  ['a header', '# @package |\ndefaults: [db: mysql]\n', ['_global_', '_group_', 'db'], ['_here_']],
  [
    'an interpolation',
    'defaults: [db: mysql, model: base]\nlr: ${|}\n',
    ['db', 'lr', 'model', 'oc.env', 'hydra', 'now'],
    ['host'],
  ],
  ['a key in an interpolation', 'defaults: [db: mysql]\nlr: ${db.|}\n', ['host', 'port', 'pool'], ['lr', 'oc.env']],
  ['a relative interpolation', 'a:\n  x: 1\n  y: ${.|}\n', [], ['oc.env']],
  ['a variable', 'lr: ${oc.env:|}\n', ['HOME'], ['lr']],
  ["a value of Hydra's", 'lr: ${hydra:|}\n', ['run', 'job', 'runtime'], ['lr']],
  ['a key that a resolver takes', 'defaults: [db: mysql]\nlr: ${oc.select:db.|}\n', ['host', 'port'], []],
  ["a setting of Hydra's", 'hydra:\n  |\n', ['run', 'sweep', 'job'], ['db']],
  ['a setting further down', 'hydra:\n  job:\n    |\n', ['name', 'chdir', 'env_set'], ['run']],
])('%s is completed', async (_, marked, wanted, unwanted) => {
  const client = await editor(TREE, { env: { HOME: '/home/me' } })
  const labels = labelsOf(await client.at('textDocument/completion', 'conf/config.yaml', marked))
  expect(labels).toEqual(expect.arrayContaining(wanted))
  for (const label of unwanted) expect(labels).not.toContain(label)
})

test('a nested config is offered its own groups as relative, the others from the root', async () => {
  const client = await editor(TREE)
  const labels = labelsOf(await client.at('textDocument/completion', 'conf/model/base.yaml', 'defaults:\n  - |\n'))
  expect(labels).toEqual(expect.arrayContaining(['layer', '/db', '/model']))
  const options = await client.at('textDocument/completion', 'conf/model/base.yaml', 'defaults:\n  - layer: |\n')
  expect(labelsOf(options)).toEqual(expect.arrayContaining(['conv', 'dense']))
})

test('a key is one that the other options have and this one has not', async () => {
  const client = await editor(TREE)
  const found = await client.at('textDocument/completion', 'conf/db/mysql.yaml', 'host: localhost\n|\n')
  expect(labelsOf(found)).toEqual(expect.arrayContaining(['port', 'schema']))
  expect(labelsOf(found)).not.toContain('host')
  expect(found.find(({ label }: any) => label === 'schema')).toMatchObject({
    detail: 'public in db/postgres',
    textEdit: { newText: 'schema: ' },
  })
})

test('a value is one that the other options have', async () => {
  const client = await editor(TREE)
  expect(labelsOf(await client.at('textDocument/completion', 'conf/db/mysql.yaml', 'host: lo\nport: |\n'))).toContain(
    '5432',
  )
})

test("a value is one that the group's JSON Schema allows", async () => {
  // As `groupSchema` makes it of `{ driver: { enum: ['fast', '5', 'on'] }, pool: { const: 7 } }`.
  const settings = `const origin = { source: { kind: 'stored', name: 'db', text: '' }, start: 0, end: 0 }
const allowed = ['fast', '5', 'on'].map((value) => ({ kind: 'str', value, origin }))
const fields = new Map([
  ['driver', { type: { kind: 'str', optional: true }, allowed }],
  ['pool', { type: { kind: 'int', optional: true }, allowed: [{ kind: 'int', value: 7n, origin }] }],
])
const shape = { name: 'Db', bases: [], fields, rest: { kind: 'any', optional: true } }
export default { configDir: 'conf', plugins: [{ name: 'shop', schemas: { db: { shape, check: () => [] } } }] }
`
  const client = await editor({ ...TREE, 'hydraconf.config.mjs': settings })
  const values = async (line: string) =>
    labelsOf(await client.at('textDocument/completion', 'conf/db/mysql.yaml', `host: localhost\n${line}|\n`))
  expect(await values('driver: ')).toEqual(expect.arrayContaining(['fast', "'5'", "'on'"]))
  expect(await values('pool: ')).toContain('7')
  expect(await values('')).toEqual(expect.arrayContaining(['driver', 'pool']))
})

test('what is completed replaces the word around the cursor', async () => {
  const client = await editor(TREE)
  const found = await client.at('textDocument/completion', 'conf/config.yaml', 'defaults: [db: mysql]\nlr: ${db.po|}\n')
  expect(found.find(({ label }: any) => label === 'port')).toMatchObject({
    detail: '3306',
    textEdit: {
      newText: 'port',
      range: { start: { line: 1, character: 9 }, end: { line: 1, character: 11 } },
    },
  })
})

test('an interpolation that is not closed yet is closed', async () => {
  const client = await editor(TREE)
  const found = await client.at('textDocument/completion', 'conf/config.yaml', 'defaults: [db: mysql]\nlr: ${db.po|\n')
  expect(found.find(({ label }: any) => label === 'port').textEdit.newText).toBe('port}')
})

test.each(['# a comm|ent\n', 'a: 1 # b|\n'])('nothing is offered in a comment', async (marked) => {
  const client = await editor(TREE)
  expect(await client.at('textDocument/completion', 'conf/config.yaml', marked)).toEqual([])
})

function labelsOf(items: readonly { readonly label: string }[]): readonly string[] {
  return items.map(({ label }) => label)
}
