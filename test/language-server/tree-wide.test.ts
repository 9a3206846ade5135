// biome-ignore-all lint/suspicious/noExplicitAny: what the server answers is looked at as it comes.
import { expect, test } from 'vitest'
import { type Editor, editor } from './client.js'

const TREE = {
  'conf/config.yaml':
    'defaults:\n  - db: mysql\n  - _self_\n\nurl: http://${db.host}:${db.port}\nall: ${db}\ndb:\n  host: here\n',
  'conf/db/mysql.yaml': 'host: localhost\nport: 3306\nname: ${.host}-${oc.select:db.host}\n',
  'conf/db/postgres.yaml': 'host: elsewhere\nport: 5432\n',
  'conf/experiment/fast.yaml': '# @package _global_\ndefaults:\n  - override /db: mysql\n\ndb: {port: 1}\n',
}

test('a key is found wherever it is set and read', async () => {
  const client = await editor(TREE)
  const found = await client.at(
    'textDocument/references',
    'conf/db/mysql.yaml',
    marked('conf/db/mysql.yaml', 'host', 2),
    {
      context: { includeDeclaration: true },
    },
  )
  expect(shown(client, found)).toEqual([
    'conf/config.yaml:5:13', // ${db.host}
    'conf/config.yaml:8:3',
    'conf/db/mysql.yaml:1:1',
    'conf/db/mysql.yaml:3:7', // ${.host}
    'conf/db/postgres.yaml:1:1',
  ])
})

test('an option is found in every list that chooses it', async () => {
  const client = await editor(TREE)
  const found = await client.at('textDocument/references', 'conf/config.yaml', marked('conf/config.yaml', 'mysql', 1), {
    context: { includeDeclaration: true },
  })
  expect(shown(client, found)).toEqual(['conf/config.yaml:2:9', 'conf/experiment/fast.yaml:3:19'])
})

test('renaming a key changes the files that set it and the interpolations that read it, and says what it cannot reach', async () => {
  const client = await editor(TREE)
  const edit = await renamed(client, 'conf/db/mysql.yaml', marked('conf/db/mysql.yaml', 'host', 2), 'server')
  expect(edit.texts).toEqual({
    'conf/config.yaml': TREE['conf/config.yaml']
      .replace('db.host', 'db.server')
      .replace('  host: here', '  server: here'),
    'conf/db/mysql.yaml': 'server: localhost\nport: 3306\nname: ${.server}-${oc.select:db.host}\n',
    'conf/db/postgres.yaml': 'server: elsewhere\nport: 5432\n',
  })
  expect(client.messages).toEqual(['Look at these yourself: ${oc.select:db.host} in db/mysql'])
})

test('renaming an option renames its file, and what chooses it', async () => {
  const client = await editor(TREE)
  const edit = await renamed(client, 'conf/config.yaml', marked('conf/config.yaml', 'mysql', 1), 'maria')
  expect(edit.texts).toEqual({
    'conf/config.yaml': TREE['conf/config.yaml'].replace('db: mysql', 'db: maria'),
    'conf/experiment/fast.yaml': TREE['conf/experiment/fast.yaml'].replace('mysql', 'maria'),
  })
  expect(edit.moves).toEqual([['conf/db/mysql.yaml', 'conf/db/maria.yaml']])
})

test('renaming a group renames its folder, its package and the interpolations that go through it', async () => {
  const client = await editor(TREE)
  const edit = await renamed(client, 'conf/config.yaml', TREE['conf/config.yaml'].replace('- db', '- d|b'), 'store')
  expect(edit.texts['conf/config.yaml']).toBe(
    'defaults:\n  - store: mysql\n  - _self_\n\nurl: http://${store.host}:${store.port}\nall: ${store}\nstore:\n  host: here\n',
  )
  expect(edit.texts['conf/experiment/fast.yaml']).toBe(
    '# @package _global_\ndefaults:\n  - override /store: mysql\n\nstore: {port: 1}\n',
  )
  expect(edit.moves).toEqual([['conf/db', 'conf/store']])
})

test('an editor that renames no files is told so, and gets plain changes for keys', async () => {
  const client = await editor(TREE, { capabilities: {} })
  const position = marked('conf/config.yaml', 'mysql', 1)
  await expect(client.at('textDocument/rename', 'conf/config.yaml', position, { newName: 'x' })).rejects.toThrow(
    'does not let a language server rename',
  )
  const key = marked('conf/db/mysql.yaml', 'port', 1)
  const { changes } = await client.at('textDocument/rename', 'conf/db/mysql.yaml', key, { newName: 'p' })
  expect(Object.keys(changes)).toContain(client.uri('conf/config.yaml'))
})

test("Hydra's own keys and what is no name are not renamed", async () => {
  const client = await editor(TREE)
  expect(await client.at('textDocument/prepareRename', 'conf/config.yaml', 'hydra:\n  ru|n: {dir: x}\n')).toBeNull()
  expect(await client.at('textDocument/prepareRename', 'conf/config.yaml', 'a: so|me\n')).toBeNull()
})

test.each([
  [
    'an option',
    'defaults:\n  - db: mysqll\n  - _self_\na: 1\n',
    'Change to mysql',
    'defaults:\n  - db: mysql\n  - _self_\na: 1\n',
  ],
  ['a reference', 'aaa: 1\nb: x${aab}\n', 'Change to aaa', 'aaa: 1\nb: x${aaa}\n'],
  [
    'a list without _self_',
    'defaults:\n  - db: mysql\na: 1\n',
    'Add "- _self_"',
    'defaults:\n  - db: mysql\n  - _self_\na: 1\n',
  ],
])('what is wrong with %s is mended by a quick fix', async (_, text, title, mended) => {
  const client = await editor(TREE)
  client.write('conf/config.yaml', text)
  const diagnostics = (await client.problems('conf/config.yaml')).filter(({ data }) => data !== undefined)
  const actions = await client.ask('textDocument/codeAction', 'conf/config.yaml', undefined, {
    range: diagnostics[0]!.range,
    context: { diagnostics },
  })
  const action = actions.find((each: any) => each.title === title)
  expect(action).toMatchObject({ kind: 'quickfix', isPreferred: true })
  expect(applied(text, action.edit.changes[client.uri('conf/config.yaml')])).toBe(mended)
})

test('hints show what interpolations stand for, and values that come to something else', async () => {
  const client = await editor(TREE)
  const range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } }
  client.write('conf/config.yaml', TREE['conf/config.yaml'])
  const labels = async (file: string) =>
    (await client.ask('textDocument/inlayHint', file, undefined, { range })).map(({ position, label }: any) => [
      position.line,
      label,
    ])
  expect(await labels('conf/config.yaml')).toEqual([
    [4, '= here'],
    [4, '= 3306'],
    [5, expect.stringContaining('= {host: here')],
  ])
  client.write('conf/db/mysql.yaml', TREE['conf/db/mysql.yaml'])
  expect(await labels('conf/db/mysql.yaml')).toEqual([
    [2, '= here'],
    [2, '= here'],
    [0, '→ here'],
  ])
})

test('a lens says how many choose a config, and offers its composition', async () => {
  const client = await editor(TREE)
  const titles = async (file: keyof typeof TREE) => {
    client.write(file, TREE[file])
    return (await client.ask('textDocument/codeLens', file, undefined)).map(({ command }: any) => command)
  }
  expect((await titles('conf/db/mysql.yaml')).map(({ title }: any) => title)).toEqual(['chosen by 2 configs'])
  const [chosen, compose] = await titles('conf/db/postgres.yaml')
  expect([chosen.title, compose.title]).toEqual(['chosen by 0 configs', 'compose this'])
  await client.request('workspace/executeCommand', compose)
  expect((await client.request('hydraconf/trees', {}))[0].overrides).toEqual(['db=postgres'])
})

test('tokens mark what only Hydra gives a meaning', async () => {
  const client = await editor(TREE)
  const { tokenTypes } = (client.capabilities.semanticTokensProvider as any).legend
  const text =
    '# @package a\ndefaults:\n  - override /db@x: mysql\n  - _self_\nb: ${oc.env:X,${c}}\nhydra:\n  sweeper:\n    params:\n      lr: range(1,3),5\n'
  const { data } = await client.at('textDocument/semanticTokens/full', 'conf/config.yaml', `|${text}`)
  const tokens: string[] = []
  let [line, column] = [0, 0]
  for (let at = 0; at < data.length; at += 5) {
    column = data[at] === 0 ? column + data[at + 1] : data[at + 1]
    line += data[at]
    tokens.push(`${tokenTypes[data[at + 3]]} ${text.split('\n')[line]!.slice(column, column + data[at + 2])}`)
  }
  expect(tokens).toEqual([
    'keyword # @package a',
    'keyword override',
    'namespace /db',
    'type x',
    'enumMember mysql',
    'keyword _self_',
    'function oc.env',
    'property c',
    'function range',
    'operator ,',
  ])
})

test('keys with several lines below them fold', async () => {
  const client = await editor(TREE)
  const found = await client.at('textDocument/foldingRange', 'conf/config.yaml', `|${TREE['conf/config.yaml']}`)
  expect(found).toEqual([
    { startLine: 0, endLine: 2 },
    { startLine: 6, endLine: 7 },
  ])
})

test('configs and keys of the workspace are found by some of their letters', async () => {
  const client = await editor(TREE)
  const names = (await client.request('workspace/symbol', { query: 'dbmy' })).map(({ name }: any) => name)
  expect(names).toEqual(['db/mysql'])
  const keys = await client.request('workspace/symbol', { query: 'port' })
  expect(keys.map(({ containerName }: any) => containerName)).toEqual(
    expect.arrayContaining(['db/mysql', 'db/postgres', 'experiment/fast']),
  )
})

test('the composed config is shown with the place of each value, and follows edits', async () => {
  const client = await editor(TREE)
  const { text } = await client.request('hydraconf/composed', { tree: client.uri('conf') })
  expect(text).toMatch(/^ {2}port: 3306 +# conf\/db\/mysql.yaml:2:7$/m)
  client.write('conf/db/mysql.yaml', 'host: x\nport: 1\n')
  expect((await client.request('hydraconf/composed', {})).text).toMatch(/^ {2}port: 1 +# conf/m)
  const other = await client.request('hydraconf/composed', { overrides: ['db=postgres'], plain: true, resolve: true })
  expect(other.text).toContain('url: http://here:5432\n')
  const refused = await client.request('hydraconf/composed', { overrides: ['db=nope'] })
  expect(refused).toMatchObject({ text: '', error: expect.stringContaining("Could not find 'db/nope'") })
})

function marked(file: keyof typeof TREE, word: string, at: number): string {
  const offset = TREE[file].indexOf(word) + at
  return `${TREE[file].slice(0, offset)}|${TREE[file].slice(offset)}`
}

function shown(client: Editor, locations: readonly any[]): readonly string[] {
  return locations
    .map(({ uri, range }) => `${client.file(uri)}:${range.start.line + 1}:${range.start.character + 1}`)
    .sort()
}

async function renamed(client: Editor, file: string, position: string, newName: string) {
  const { documentChanges } = await client.at('textDocument/rename', file, position, { newName })
  const texts: Record<string, string> = {}
  const moves: [string, string][] = []
  for (const change of documentChanges) {
    if (change.kind === 'rename') moves.push([client.file(change.oldUri), client.file(change.newUri)])
    else {
      const name = client.file(change.textDocument.uri)
      texts[name] = applied(TREE[name as keyof typeof TREE], change.edits)
    }
  }
  return { texts, moves }
}

function applied(text: string, edits: readonly any[]): string {
  const lines = text.split('\n')
  const offset = ({ line, character }: any) => lines.slice(0, line).join('\n').length + (line > 0 ? 1 : 0) + character
  return [...edits]
    .sort((a, b) => offset(b.range.start) - offset(a.range.start))
    .reduce(
      (now, { range, newText }) => now.slice(0, offset(range.start)) + newText + now.slice(offset(range.end)),
      text,
    )
}
