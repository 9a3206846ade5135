// biome-ignore-all lint/suspicious/noExplicitAny: what the server answers is looked at as it comes.

import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { editor } from './client.js'

const TREE = {
  'conf/config.yaml': 'defaults:\n  - db: mysql\n  - optional cache: redis\n  - _self_\n\nname: ${db.host}\n',
  'conf/db/mysql.yaml': 'defaults:\n  - /auth: plain\n\nhost: here\n',
  'conf/db/postgres.yaml': 'host: there\n',
  'conf/auth/plain.yaml': 'user: me\n',
}

const shown = (item: any, depth = 0): string[] => [
  `${'  '.repeat(depth)}${item.label} ${item.absent ?? item.package ?? '-'}`,
  ...item.children.flatMap((child: any) => shown(child, depth + 1)),
]

test('what a composition is made of is shown as a tree, with the choices and what else there is', async () => {
  const client = await editor(TREE)
  const { choices, root, error } = await client.request('hydraconf/defaults', {})
  expect(error).toBeUndefined()
  expect(shown(root)).toEqual([
    'config _global_',
    '  db: mysql db',
    '    /auth: plain db.auth',
    '    _self_ -',
    '  cache: redis optional',
    '  _self_ -',
  ])
  const [db] = root.children
  expect(client.file(db.uri)).toBe('conf/db/mysql.yaml')
  expect(client.file(db.location.uri)).toBe('conf/config.yaml')
  expect(db.location.range.start).toEqual({ line: 1, character: 8 })
  expect(choices.find(({ key }: any) => key === 'db')).toMatchObject({
    option: 'mysql',
    options: ['mysql', 'postgres'],
    isOverride: false,
  })
})

test('another option of a group is looked at, and what does not compose is shown as it did', async () => {
  const client = await editor(TREE)
  const chosen = await client.request('hydraconf/choose', { key: 'db', option: 'postgres' })
  expect(chosen).toMatchObject({ config: 'config', overrides: ['db=postgres'] })
  expect(chosen.error).toBeUndefined()
  const { choices } = await client.request('hydraconf/defaults', {})
  expect(choices.find(({ key }: any) => key === 'db')).toMatchObject({ option: 'postgres', isOverride: true })

  client.write('conf/config.yaml', 'defaults:\n  - db: mysql\n  - nowhere\n  - _self_\n')
  const refused = await client.request('hydraconf/defaults', {})
  expect(refused.error).toContain("'nowhere'")
  expect(shown(refused.root)[1]).toBe('  db: postgres db')
  const composed = await client.request('hydraconf/composed', {})
  expect(composed.error).toContain("'nowhere'")
  expect(composed.text).toContain('host: there')
})

test('what was picked is told for a client to remember, and looked at from the start when it is told again', async () => {
  const client = await editor(TREE)
  const pickedIn = async (of: typeof client) => (await of.request('hydraconf/trees', {}))[0].picked
  expect(await pickedIn(client)).toBeUndefined()
  await client.request('hydraconf/choose', { key: 'db', option: 'postgres' })
  const picked = await pickedIn(client)
  expect(picked).toEqual({ config: 'config', overrides: ['db=postgres'] })
  // The server is started again.
  const again = await editor(TREE, {
    initializationOptions: (of) => ({ picked: { [of.uri('conf')]: picked, [of.uri('gone')]: { config: 'x' } } }),
  })
  expect((await again.request('hydraconf/trees', {}))[0]).toMatchObject({ overrides: ['db=postgres'], picked })
  // Settings that change meanwhile do not take it away; to look at what the project has does.
  const settings = { hydraconf: { views: { conf: { overrides: ['db.host=1'] } } } }
  again.notify('workspace/didChangeConfiguration', { settings })
  expect((await again.request('hydraconf/trees', {}))[0].overrides).toEqual(['db=postgres'])
  const plain = await again.request('hydraconf/select', {})
  expect(plain).toMatchObject({ overrides: ['db.host=1'] })
  expect(plain.picked).toBeUndefined()
})

test('each value of the composed config has a link to where it is written', async () => {
  const client = await editor(TREE)
  await client.request('hydraconf/select', { overrides: ['db.host=1'] })
  const { text } = await client.request('hydraconf/composed', {})
  const lines: string[] = text.split('\n')
  const places = async (options: object) => {
    const { files, places } = await client.request('hydraconf/composedPlaces', options)
    const found: unknown[] = []
    for (let at = 0; at < places.length; at += 6) {
      const [line, start, length, file, ...to] = places.slice(at, at + 6)
      found.push([lines[line]!.slice(start, start + length), client.file(files[file]), ...to])
    }
    return found
  }
  const under = await places({})
  expect(under).toContainEqual(['conf/auth/plain.yaml:1:7', 'conf/auth/plain.yaml', 0, 6])
  expect(under).toContainEqual(['conf/config.yaml:6:7', 'conf/config.yaml', 5, 6])
  // What an override says is in no file.
  expect(text).toMatch(/host: 1 +# override db.host=1$/m)
  expect(under).toHaveLength(2)
  expect(await places({ plain: true })).toEqual([])
  expect(await places({ overrides: ['no override'] })).toEqual([])
})

test('an override that is begun is completed, after those in front of it', async () => {
  const client = await editor(TREE)
  const ask = (word: string, overrides?: readonly string[]) =>
    client.request('hydraconf/completeOverride', { word, ...(overrides === undefined ? {} : { overrides }) })
  expect(await ask('db=')).toEqual(['db=mysql', 'db=postgres'])
  expect(await ask('db.')).toEqual(['db.auth.', 'db.host='])
  expect(await ask('db.', ['db=postgres'])).toEqual(['db.host='])
  expect(await ask('db.', ['no override'])).toEqual([])
})

const GIT = { PATH: process.env.PATH ?? '' }
const isThere = spawnSync('git', ['--version']).status === 0
const git = (folder: string, ...args: readonly string[]) => {
  const who = ['-c', 'user.name=test', '-c', 'user.email=test@localhost', '-c', 'commit.gpgsign=false']
  const { status, stderr } = spawnSync('git', [...who, ...args], { cwd: folder, encoding: 'utf8' })
  expect(status, stderr).toBe(0)
}

test.skipIf(!isThere)('the composed config is shown as the last commit has it, with the overrides of now', async () => {
  const client = await editor(TREE, { env: GIT })
  const { folder } = client
  const ask = (more: object) => client.request('hydraconf/composed', { plain: true, ...more })
  expect((await ask({ commit: 'HEAD' })).error).toMatch(
    /^The configs of commit 'HEAD' cannot be had: not a git repository/,
  )

  git(folder, 'init', '-q')
  git(folder, 'add', '.')
  git(folder, 'commit', '-qm', 'The first')
  client.write('conf/db/mysql.yaml', 'host: elsewhere\n')
  client.write('conf/db/new.yaml', 'host: new\n')
  expect((await ask({})).text).toContain('host: elsewhere')
  const committed = await ask({ commit: 'HEAD' })
  expect(committed).toMatchObject({ text: expect.stringContaining('host: here') })
  // What is not in the commit is not there, on the disk or not.
  expect((await ask({ commit: 'HEAD', overrides: ['db=new'] })).error).toContain("Could not find 'db/new'")
  expect((await ask({ commit: 'HEAD', overrides: ['db=postgres'] })).text).toContain('host: there')
  expect((await ask({ commit: 'nope' })).error).toBe(
    "The configs of commit 'nope' cannot be had: Git knows none of that name",
  )
  expect((await ask({ commit: '--help' })).error).toContain('it is no name')
})

test('where there is no Git, or where nothing may be run, one line says so', async () => {
  const without = await editor(TREE, { env: { PATH: '/nowhere' } })
  const { error } = await without.request('hydraconf/composed', { commit: 'HEAD' })
  expect(error).toMatch(/^What a commit has cannot be shown: there is no Git\n {2}Install it/)
  const safe = await editor(TREE, { env: GIT, initializationOptions: { safe: true } })
  expect((await safe.request('hydraconf/composed', { commit: 'HEAD' })).error).toContain("'safe' is set")
})
