// biome-ignore-all lint/suspicious/noExplicitAny: what the server answers is looked at as it comes.
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { type Editor, editor, folderOf, inShort } from './client.js'

const TREE = {
  'conf/config.yaml': 'defaults:\n  - db: mysql\n  - _self_\n\nurl: http://${db.host}:${db.port}\n',
  'conf/db/mysql.yaml': 'host: localhost\nport: 3306\n',
  'conf/db/postgres.yaml': 'host: elsewhere\nport: 5432\n',
}

const WHOLE = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } }

/** Everything that is asked of one place of a file. */
const QUESTIONS: readonly (readonly [method: string, more?: object])[] = [
  ['textDocument/hover'],
  ['textDocument/definition'],
  ['textDocument/completion'],
  ['textDocument/documentSymbol'],
  ['textDocument/documentLink'],
  ['textDocument/references', { context: { includeDeclaration: true } }],
  ['textDocument/prepareRename'],
  ['textDocument/rename', { newName: 'other' }],
  ['textDocument/codeAction', { range: WHOLE, context: { diagnostics: [] } }],
  ['textDocument/inlayHint', { range: WHOLE }],
  ['textDocument/codeLens'],
  ['textDocument/semanticTokens/full'],
  ['textDocument/foldingRange'],
]

async function askAll(client: Editor, file: string, position = { line: 0, character: 0 }): Promise<unknown[]> {
  const answers = QUESTIONS.map(([method, more]) => client.ask(method, file, position, more ?? {}))
  return Promise.all(answers)
}

test.each([
  ['an empty text', ''],
  ['a comment alone', '# nothing\n'],
  ['half an interpolation', 'a: ${\nb: ${a.\n'],
  ['half a list', 'defaults:\n  - \n  - db:\n  - override \n  - /db@: \n'],
  ['brackets that are open', 'a: [1, {b: "x\nc: 1\n'],
  ['tabs', 'a:\n\tb: 1\n'],
  ['two documents', 'a: 1\n---\nb: ${a}\n'],
  ['an alias of nothing, and one of itself', 'a: *b\nc: &c [*c]\n'],
  ['keys that are no texts', '? [a, b]\n: 1\n1: {2: ${.3}}\nnull: x\n__proto__: {a: ${..b}}\n'],
  ['a text over several lines', 'a: |\n  ${b}\n  x: ${a}\nb: >-\n  long\n  text ${a}\n'],
  ['a tag', 'a: !foo x\nb: !!python/tuple [1]\n'],
  ['line ends of other systems', 'defaults:\r\n  - db: mysql\r\na: ${db.port}\r\nb: 1\rc: 2\r\n'],
  ['a mark of the byte order', '\uFEFFdefaults: [db: mysql, _self_]\na: ${db.port}\n'],
  ['characters of two units', '😀: ${db.port}\n"a😀b": [${db.host}, 😀${a}]\n'],
])('%s is answered at every place', async (_, text) => {
  const client = await editor(TREE)
  client.write('conf/config.yaml', text)
  const lines = text.split(/\r\n|\r|\n/)
  for (const [line, { length }] of lines.entries()) {
    for (let character = 0; character <= length; character += 3)
      await askAll(client, 'conf/config.yaml', { line, character })
  }
  await client.request('workspace/symbol', { query: 'a' })
  for (const method of ['composed', 'defaults', 'trees']) await client.request(`hydraconf/${method}`, {})
  await client.request('workspace/diagnostic', { previousResultIds: [] })
  // And what is sound afterwards is as it was.
  client.write('conf/config.yaml', TREE['conf/config.yaml'])
  expect((await client.request('hydraconf/composed', { plain: true })).text).toContain('port: 3306')
})

test.each(['conf/nowhere.yaml', 'conf', 'elsewhere/config.yaml', 'conf/db/../../../x.yaml', 'conf/config.yml', '.'])(
  'of %s, which is no config of a tree, nothing is said',
  async (file) => {
    const client = await editor(TREE)
    for (const answer of await askAll(client, file)) {
      expect([null, undefined, '[]', '{"data":[]}']).toContain(answer === null ? null : JSON.stringify(answer))
    }
    expect((await client.ask('textDocument/diagnostic', file, undefined)).items).toEqual([])
  },
)

test('what is no file is passed over', async () => {
  const client = await editor(TREE)
  for (const uri of [
    'untitled:Untitled-1',
    'git:/x/conf/config.yaml?HEAD',
    'file://%zz',
    'file:///conf%00/x.yaml',
    '',
  ]) {
    client.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text: 'a: ${b\n' } })
    const place = { textDocument: { uri }, position: { line: 0, character: 3 } }
    expect(await client.request('textDocument/hover', place)).toBeNull()
    client.notify('textDocument/didClose', { textDocument: { uri } })
  }
  expect((await client.request('hydraconf/composed', {})).error).toBeUndefined()
})

test('a place beyond the end of a text is its end', async () => {
  const client = await editor(TREE)
  client.write('conf/config.yaml', TREE['conf/config.yaml'])
  await askAll(client, 'conf/config.yaml', { line: 900, character: 900 })
  await askAll(client, 'conf/config.yaml', { line: 1, character: 900 })
})

test('broken YAML in every second file: each is told of, and the others are answered', async () => {
  const files: Record<string, string> = { ...TREE }
  for (let at = 0; at < 40; at++) files[`conf/many/m${at}.yaml`] = at % 2 === 0 ? `v: ${at}\n` : 'v: [1\n'
  const client = await editor(files)
  const { items } = await client.request('workspace/diagnostic', { previousResultIds: [] })
  const wrong = items.filter((each: any) => each.items.some(({ severity }: any) => severity === 1))
  expect(wrong.map(({ uri }: any) => client.file(uri)).filter((file: string) => file.includes('many'))).toHaveLength(20)
  const { contents } = await client.ask('textDocument/hover', 'conf/many/m2.yaml', { line: 0, character: 0 })
  expect(contents.value).toContain('v: 2')
  await askAll(client, 'conf/many/m1.yaml')
})

test('a folder that is renamed outside is another group, and a file may become a folder', async () => {
  const client = await editor(TREE)
  await client.problems('conf/db/mysql.yaml', () => true)
  const composed = async (overrides: readonly string[]) =>
    (await client.request('hydraconf/composed', { overrides })).error
  renameSync(join(client.folder, 'conf/db'), join(client.folder, 'conf/store'))
  await client.problems('conf/config.yaml', (all) => all.some(({ code }) => code === 'option-not-found'))
  const labels = (await client.at('textDocument/completion', 'conf/config.yaml', 'defaults: [st|]\n')).map(
    ({ label }: any) => label,
  )
  expect(labels).toContain('store')
  expect(labels).not.toContain('db')
  client.shut('conf/config.yaml')
  renameSync(join(client.folder, 'conf/store'), join(client.folder, 'conf/db'))
  await client.problems('conf/config.yaml', (all) => all.every(({ severity }) => severity > 1))

  rmSync(join(client.folder, 'conf/db/mysql.yaml'))
  mkdirSync(join(client.folder, 'conf/db/mysql.yaml'))
  writeFileSync(join(client.folder, 'conf/db/mysql.yaml/inner.yaml'), 'a: 1\n')
  const gone = await client.problems('conf/config.yaml', (all) => all.some(({ severity }) => severity === 1))
  expect(gone.map(inShort)).toEqual(['error 2:9 option-not-found'])
  await askAll(client, 'conf/db/mysql.yaml')
  expect(await composed(['db=postgres'])).toBeUndefined()
})

test('a request that is given up is answered, and so are those behind it', async () => {
  const client = await editor(TREE)
  const given = client.request('workspace/symbol', { query: 'port' }).catch(({ code }) => code)
  client.notify('$/cancelRequest', { id: client.lastId })
  client.notify('$/cancelRequest', { id: 9999 })
  const answer = await given
  expect(answer === -32800 || answer === null || Array.isArray(answer)).toBe(true)
  expect((await client.request('hydraconf/trees', {})).length).toBe(1)
})

test('folders that are opened beside the first have their trees, and take them along when they are closed', async () => {
  const client = await editor(TREE)
  const other = folderOf({ 'config/config.yaml': 'defaults: [lost]\n' })
  const folder = { uri: pathToFileURL(other).href, name: 'other' }
  const change = (event: object) =>
    client.notify('workspace/didChangeWorkspaceFolders', { event: { added: [], removed: [], ...event } })
  const trees = async () => (await client.request('hydraconf/trees', {})).map(({ tree }: any) => client.file(tree))
  change({ added: [folder] })
  await expect.poll(trees).toEqual(['conf', relative(client.folder, join(other, 'config'))])
  const config = relative(client.folder, join(other, 'config/config.yaml'))
  expect((await client.problems(config)).map(inShort)).toEqual(['error 1:12 config-not-found'])
  change({ removed: [folder] })
  await expect.poll(trees).toEqual(['conf'])
  await client.problems(config, (all) => all.length === 0)
})

test('a name that is taken is refused, and one that stays the same changes nothing', async () => {
  const client = await editor({ ...TREE, 'conf/store/one.yaml': 'a: 1\n' })
  const rename = (marked: string, newName: string) =>
    client.at('textDocument/rename', 'conf/config.yaml', marked, { newName })
  const text = TREE['conf/config.yaml']
  const [option, group] = [text.replace('mysql', 'my|sql'), text.replace('db:', 'd|b:')]
  await expect(rename(option, 'postgres')).rejects.toThrow("There is a 'postgres' already, in conf/db/postgres.yaml")
  await expect(rename(group, 'store')).rejects.toThrow("There is a 'store' already, in conf/store/one.yaml")
  expect(await rename(option, 'mysql')).toEqual({})
  const key = client.at('textDocument/rename', 'conf/db/mysql.yaml', 'ho|st: localhost\nport: 3306\n', {
    newName: 'port',
  })
  await expect(key).rejects.toThrow("There is a 'port' already, in conf/db/mysql.yaml")
  // What is chosen and not there has no file to rename.
  const { documentChanges } = await rename('defaults: [db: mysq|ll]\n', 'maria')
  expect(documentChanges.map(({ kind }: any) => kind)).toEqual([undefined])
})

test.each(['', ' ', 'a b', 'a/b', '../x', 'x: y', '${x}', '#', '-', 'a\nb', '"'])(
  'a name that is none is refused: %j',
  async (newName) => {
    const client = await editor(TREE)
    const rename = (marked: string) => client.at('textDocument/rename', 'conf/config.yaml', marked, { newName })
    const text = TREE['conf/config.yaml']
    await expect(rename(text.replace('mysql', 'my|sql'))).rejects.toThrow('is no name')
    await expect(rename(text.replace('db:', 'd|b:'))).rejects.toThrow('is no name')
    await expect(rename(text.replace('url', 'u|rl'))).rejects.toThrow('is no name')
  },
)
