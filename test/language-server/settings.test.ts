import { expect, test } from 'vitest'
import { type Diagnostic, type Editor, editor } from './client.js'

const TREE = {
  'conf/config.yaml': 'defaults:\n  - db: mysql\n  - _self_\n\nuser: ${oc.env:WHO,nobody}\n',
  'conf/train.yaml': 'defaults:\n  - db: postgres\n  - _self_\n\nepochs: 1\n',
  'conf/db/mysql.yaml': 'port: 3306\n',
  'conf/db/postgres.yaml': 'port: 5432\n',
  'conf/db/broken.yaml': 'port: ${nowhere}\n',
}

test('trees: folders of configs beside those that are found', async () => {
  const files = { ...TREE, 'odd/place/one.yaml': 'a: 1\n', 'odd/place/two.yaml': 'b: 2\n' }
  const usual = await editor(files)
  expect(await foldersOf(usual)).toEqual(['conf'])
  const told = await editor(files, { initializationOptions: { trees: ['odd/place'] } })
  expect(await foldersOf(told)).toEqual(['conf', 'odd/place'])
})

test('views: what is looked at in a tree, until something else is asked for', async () => {
  const views = { conf: { config: 'train', overrides: ['epochs=3'] } }
  const client = await editor(TREE, { initializationOptions: { views } })
  const composed = async () => (await client.request('hydraconf/composed', { plain: true })).text
  expect(await composed()).toBe('db:\n  port: 5432\nepochs: 3\n')
  // Written by hand: the config is taken, the override cannot be.
  const typo = await editor(TREE, {
    initializationOptions: { views: { conf: { config: 'train', overrides: ['=='] } } },
  })
  expect((await typo.request('hydraconf/composed', { plain: true })).text).toContain('epochs: 1')
  await client.request('hydraconf/select', { config: 'config' })
  expect(await composed()).toContain('port: 3306')
})

test('ignore: configs that are not checked', async () => {
  const usual = await editor(TREE)
  expect(await wrongIn(usual)).toEqual(['conf/db/broken.yaml'])
  const told = await editor(TREE, { initializationOptions: { ignore: ['db/broken'] } })
  expect(await wrongIn(told)).toEqual([])
})

test('nextDialect: what Hydra 1.4 will refuse is said too', async () => {
  const files = {
    'conf/config.yaml': 'defaults:\n  - jobs: nightly\n  - _self_\n',
    'conf/jobs/nightly.yaml': 'defaults:\n  - ../shared: small\n',
    'conf/shared/small.yaml': 'a: 1\n',
  }
  const usual = await editor(files)
  expect(await wrongIn(usual)).toEqual([])
  const told = await editor(files, { initializationOptions: { nextDialect: true } })
  expect(await wrongIn(told)).toEqual(['conf/jobs/nightly.yaml'])
})

test('safe: no settings of the project are run, and configs see no environment', async () => {
  const files = {
    ...TREE,
    'hydraconf.config.mjs': "export default { configDir: 'conf', configName: 'train', resolvers: {} }\n",
  }
  const ask = async (options: object) => {
    const client = await editor(files, { env: { WHO: 'me' }, ...options })
    const [{ config }] = await client.request('hydraconf/trees', {})
    await client.request('hydraconf/select', { config: 'config' })
    const { text } = await client.request('hydraconf/composed', { plain: true, resolve: true })
    return [config, text.split('\n').find((line: string) => line.startsWith('user'))]
  }
  expect(await ask({})).toEqual(['train', 'user: me'])
  expect(await ask({ initializationOptions: { safe: true } })).toEqual(['config', 'user: nobody'])
})

test('settings that change while the editor is open count from then on, those of a wrong type never', async () => {
  const client = await editor({ ...TREE, 'odd/place/one.yaml': 'a: 1\n' })
  const change = (hydraconf: object) => client.notify('workspace/didChangeConfiguration', { settings: { hydraconf } })
  change({ trees: 'no list', views: 3, ignore: [1], safe: 'yes', nextDialect: 1 })
  change({ trees: ['odd/place'] })
  await expect.poll(() => foldersOf(client)).toEqual(['conf', 'odd/place'])
})

/** The folders of the trees that there are. */
async function foldersOf(client: Editor): Promise<readonly string[]> {
  const trees: readonly { readonly tree: string }[] = await client.request('hydraconf/trees', {})
  return trees.map(({ tree }) => client.file(tree)).sort()
}

/** The files that something is wrong with, once all is checked. */
async function wrongIn(client: Editor): Promise<readonly string[]> {
  const { items } = await client.request('workspace/diagnostic', { previousResultIds: [] })
  const wrong: readonly { readonly uri: string }[] = items.filter((file: { items: readonly Diagnostic[] }) =>
    file.items.some(({ severity }) => severity <= 2),
  )
  return wrong.map(({ uri }) => client.file(uri)).sort()
}
