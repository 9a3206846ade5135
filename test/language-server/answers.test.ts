// biome-ignore-all lint/suspicious/noExplicitAny: what the server answers is looked at as it comes.
import { expect, test } from 'vitest'
import { editor, inShort } from './client.js'

const TREE = {
  'conf/config.yaml': 'defaults:\n  - db: mysql\n  - _self_\n\nurl: http://${db.host}:${db.port}\ndb:\n  host: here\n',
  'conf/db/mysql.yaml': 'host: localhost\nport: 3306\nuser: root\n',
  'conf/db/postgres.yaml': 'host: elsewhere\nport: 5432\nschema: public\n',
}

test('a key shows its final value, where that is from, and what it was before', async () => {
  const { at } = await opened()
  const { contents } = await at(
    'textDocument/hover',
    'conf/db/mysql.yaml',
    'ho|st: localhost\nport: 3306\nuser: root\n',
  )
  expect(contents.value).toContain('db.host: here')
  expect(contents.value).toMatch(/from \[conf\/config\.yaml:7\]\(file:.*conf\/config\.yaml#L7\)/)
  expect(contents.value).toContain('- `localhost` [conf/db/mysql.yaml:1]')
})

test('an option that is not chosen is shown as it would be composed', async () => {
  const { at } = await opened()
  const { contents } = await at('textDocument/hover', 'conf/db/postgres.yaml', 'host: elsewhere\nport: 54|32\n')
  expect(contents.value).toContain('db.port: 5432')
  expect(contents.value).toContain('_As composed with_ `config db=postgres`')
})

test('an interpolation shows what it stands for, and what it reads', async () => {
  const { at } = await opened()
  const marked = TREE['conf/config.yaml'].replace('${db.port}', '${db.po|rt}')
  const { contents, range } = await at('textDocument/hover', 'conf/config.yaml', marked)
  expect(contents.value).toContain('`${db.port}` stands for `3306`')
  expect(contents.value).toContain('- `db.port`: `3306` [conf/db/mysql.yaml:2]')
  expect(range).toEqual({ start: { line: 4, character: 23 }, end: { line: 4, character: 33 } })
})

test('an entry of a defaults list shows the file, where it lands, and the options', async () => {
  const { at } = await opened()
  const { contents } = await at(
    'textDocument/hover',
    'conf/config.yaml',
    TREE['conf/config.yaml'].replace('mysql', 'my|sql'),
  )
  expect(contents.value).toContain('[conf/db/mysql.yaml]')
  expect(contents.value).toContain('lands in `db`')
  expect(contents.value).toContain('Options of `db`: **mysql**, postgres')
})

test('a resolver shows what it does', async () => {
  const { at } = await opened()
  const { contents } = await at('textDocument/hover', 'conf/config.yaml', 'home: ${oc.e|nv:HOME,none}\n')
  expect(contents.value).toContain('The environment variable, always a text')
  expect(contents.value).toContain('stands for `none`')
})

test('a client without markdown gets plain text', async () => {
  const client = await editor(TREE, { capabilities: {} })
  const { contents } = await client.at('textDocument/hover', 'conf/db/mysql.yaml', 'ho|st: localhost\n')
  expect(contents.kind).toBe('plaintext')
  expect(contents.value).not.toMatch(/[`*]|\]\(/)
})

test('an entry of a defaults list leads to its file', async () => {
  const { at, uri } = await opened()
  const found = await at(
    'textDocument/definition',
    'conf/config.yaml',
    TREE['conf/config.yaml'].replace('mysql', 'my|sql'),
  )
  expect(found).toEqual([expect.objectContaining({ targetUri: uri('conf/db/mysql.yaml') })])
})

test('an interpolation leads to the value that wins, and then to those it won over', async () => {
  const { at, uri } = await opened()
  const marked = TREE['conf/config.yaml'].replace('${db.host}', '${db.ho|st}')
  const found = await at('textDocument/definition', 'conf/config.yaml', marked)
  expect(found.map(({ targetUri, targetRange }: any) => [targetUri, targetRange.start.line])).toEqual([
    [uri('conf/config.yaml'), 6],
    [uri('conf/db/mysql.yaml'), 0],
  ])
})

test('a client without links gets locations', async () => {
  const client = await editor(TREE, { capabilities: {} })
  const marked = TREE['conf/config.yaml'].replace('${db.port}', '${db.po|rt}')
  expect(await client.at('textDocument/definition', 'conf/config.yaml', marked)).toEqual([
    {
      uri: client.uri('conf/db/mysql.yaml'),
      range: { start: { line: 1, character: 6 }, end: { line: 1, character: 6 } },
    },
  ])
})

test.each([
  ['shop/models.py', 'import os\n\nclass Net(object):\n    pass\n'],
  ['shop/models.mjs', "import os from 'node:os'\n\nexport class Net {}\n"],
  ['src/shop/models/index.ts', '\n\nexport const Net = (): void => {}\n'],
])('a _target_ leads to the line of its class: %s', async (path, text) => {
  const client = await editor({ ...TREE, [path]: text })
  const [found] = await client.at('textDocument/definition', 'conf/config.yaml', 'net:\n  _target_: shop.mo|dels.Net\n')
  expect([found.targetUri, found.targetRange.start.line]).toEqual([client.uri(path), 2])
})

test('links stand under the words that name files', async () => {
  const { at, uri } = await opened()
  const found = await at('textDocument/documentLink', 'conf/config.yaml', `|${TREE['conf/config.yaml']}`)
  expect(found).toEqual([
    { range: { start: { line: 1, character: 8 }, end: { line: 1, character: 13 } }, target: uri('conf/db/mysql.yaml') },
  ])
})

test('the outline has the keys and the entries of the defaults list', async () => {
  const { at } = await opened()
  const found = await at('textDocument/documentSymbol', 'conf/config.yaml', `|${TREE['conf/config.yaml']}`)
  const names = (symbols: any[]): any[] =>
    symbols.map(({ name, children = [] }) => (children.length > 0 ? [name, names(children)] : name))
  expect(names(found)).toEqual([['defaults', ['db', '_self_']], 'url', ['db', ['host']]])
})

test('what is unsaved counts', async () => {
  const client = await editor(TREE)
  client.write('conf/db/mysql.yaml', 'host: localhost\nport: 1\n')
  const { contents } = await client.at(
    'textDocument/hover',
    'conf/config.yaml',
    'defaults: [db: mysql]\nport: ${db.po|rt}\n',
  )
  expect(contents.value).toContain('stands for `1`')
  client.shut('conf/db/mysql.yaml')
  const again = await client.at('textDocument/hover', 'conf/config.yaml', 'defaults: [db: mysql]\nport: ${db.po|rt}\n')
  expect(again.contents.value).toContain('stands for `3306`')
})

test('a file that is not saved yet can be chosen', async () => {
  const client = await editor(TREE)
  client.write('conf/db/lite.yaml', 'port: 7\n')
  const { contents } = await client.at(
    'textDocument/hover',
    'conf/config.yaml',
    'defaults: [db: lite]\nport: ${db.po|rt}\n',
  )
  expect(contents.value).toContain('stands for `7`')
})

test('columns are UTF-16 units, also for a client that knows others', async () => {
  const client = await editor(TREE, { capabilities: { general: { positionEncodings: ['utf-8', 'utf-16'] } } })
  expect(client.capabilities.positionEncoding).toBe('utf-16')
  const { range } = await client.at('textDocument/hover', 'conf/config.yaml', 'a: 1\nurl: "😀é ${|a}"\n')
  expect(range).toEqual({ start: { line: 1, character: 10 }, end: { line: 1, character: 14 } })
})

test('typing in a line with wide characters changes what is meant', async () => {
  const client = await editor(TREE)
  client.write('conf/config.yaml', 'a: 1\nb: "😀 ${a}"\n')
  client.change('conf/config.yaml', { start: { line: 1, character: 9 }, end: { line: 1, character: 10 } }, 'c')
  const { contents } = await client.ask('textDocument/hover', 'conf/config.yaml', { line: 1, character: 8 })
  expect(contents.value).toContain('`${c}` stands for nothing')
})

test('what check says of a tree is shown in its files, opened or not', async () => {
  const client = await editor({
    ...TREE,
    'conf/db/broken.yaml': 'port: [1\n',
    'conf/other.yaml': 'defaults:\n  - db: mysqll\n  - _self_\n',
  })
  expect((await client.problems('conf/db/broken.yaml')).map(inShort)).toEqual([expect.stringMatching(/^error 2:1 /)])
  const [problem] = await client.problems('conf/other.yaml')
  expect(inShort(problem!)).toBe('error 2:9 option-not-found')
  expect(problem!.message).toContain('Did you mean mysql')
  client.write('conf/other.yaml', 'defaults:\n  - db: mysql\n  - _self_\n')
  expect(await client.problems('conf/other.yaml', (found) => found.length === 0)).toEqual([])
})

test('a value that every composition overwrites is faded', async () => {
  const client = await editor(TREE)
  const found = await client.problems('conf/db/mysql.yaml')
  expect(found.map(inShort)).toEqual(['hint 1:7 always-overwritten'])
  expect(found[0]!.tags).toEqual([1])
})

test('a choice that another config replaces is faded', async () => {
  const client = await editor({
    ...TREE,
    'conf/config.yaml': 'defaults:\n  - db: mysql\n  - site\n  - _self_\n',
    'conf/site.yaml': 'defaults:\n  - override /db: postgres\n',
  })
  const found = await client.problems('conf/config.yaml', (all) => all.some(({ code }) => code === 'choice-replaced'))
  expect(found.map(inShort)).toContain('hint 2:9 choice-replaced')
})

test('a file changed outside the editor is seen', async () => {
  const client = await editor(TREE)
  await client.problems('conf/db/mysql.yaml')
  const { writeFileSync } = await import('node:fs')
  writeFileSync(`${client.folder}/conf/db/postgres.yaml`, 'port: [\n')
  expect(
    (await client.problems('conf/db/postgres.yaml', (found) => found.some(({ severity }) => severity === 1))).length,
  ).toBe(1)
})

test('a client that pulls is answered when the check is done, and nothing is pushed', async () => {
  const pulling = { textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } }
  const client = await editor(TREE, { capabilities: pulling })
  client.write('conf/config.yaml', 'defaults: [db: nope]\n')
  const { kind, items } = await client.ask('textDocument/diagnostic', 'conf/config.yaml', undefined)
  expect([kind, items.map(inShort)]).toEqual(['full', ['error 1:16 option-not-found']])
  const workspace = await client.request('workspace/diagnostic', { previousResultIds: [] })
  expect(workspace.items.map(({ uri }: any) => uri)).toContain(client.uri('conf/config.yaml'))
})

test('another composition can be looked at', async () => {
  const client = await editor(TREE)
  expect(await client.request('hydraconf/trees', {})).toEqual([
    { tree: client.uri('conf'), primaries: ['config'], config: 'config', overrides: [] },
  ])
  const answer = await client.request('hydraconf/select', { overrides: ['db=postgres', 'db.host=there'] })
  expect(answer.overrides).toEqual(['db=postgres', 'db.host=there'])
  const { contents } = await client.at('textDocument/hover', 'conf/db/postgres.yaml', 'ho|st: elsewhere\n')
  expect(contents.value).toContain('db.host: there')
  expect(contents.value).toContain('- `there` override `db.host=there`')
  await expect(client.request('hydraconf/select', { overrides: ['db=['] })).rejects.toThrow()
})

async function opened() {
  const client = await editor(TREE)
  return { at: client.at.bind(client), uri: (file: string) => client.uri(file) }
}
