import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { runCommandIn } from '../../../../test/run-command-in.js'

const TREE = {
  'conf/config.yaml': 'defaults:\n  - db: mysql\n  - _self_\nlr: 0.1\n',
  'conf/db/mysql.yaml': 'port: 3306\nhosts: [a, b]\n-1: {bits: 4}\n',
  'conf/db/postgres.yaml': 'port: ${base_port}\nssl: true\nhosts: null\n',
}

test('what one option of a group has the others may have, or an interpolation', async () => {
  const { schemas } = await schema(TREE)
  const { properties, patternProperties } = schemas('db')
  expect(Object.keys(properties)).toEqual(['port', 'hosts', 'ssl', 'defaults'])
  expect(properties.port.anyOf).toEqual([
    { type: ['null', 'number'], errorMessage: 'has to be a number or an ${interpolation}' },
    { $ref: '#/$defs/interpolation' },
    { $ref: '#/$defs/numberAsText' },
  ])
  // An editor compares a key that is a number with patterns only.
  expect(Object.keys(patternProperties)).toEqual(['^-1$'])
})

const PLUGIN = `import { storeSchema } from '@hydraconf/schema'
const db = {
  type: 'object',
  properties: {
    driver: { enum: ['mysql', 'postgres'], description: 'Which client is loaded.' },
    port: { type: 'integer' },
    replica: { type: 'object', properties: { port: { type: 'integer' } } },
  },
}
export default { plugins: [{ name: 'shop', stored: [storeSchema({ group: 'db', name: 'base', schema: db })] }] }
`

test('what a structured config declares its files may have, with its words', async () => {
  const { schemas } = await schema({ ...TREE, 'hydraconf.config.mjs': PLUGIN })
  const { driver, port, replica, ssl } = schemas('db').properties
  // OmegaConf makes a text of whatever stands where one is declared.
  expect(driver).toMatchObject({
    description: 'Which client is loaded.',
    examples: ['mysql', 'postgres'],
    anyOf: [{ type: ['null', 'boolean', 'number', 'string'] }],
  })
  expect(port.anyOf[0].type).toEqual(['null', 'number'])
  expect(replica.anyOf[1].properties.port.anyOf[0].type).toEqual(['null', 'number'])
  // What only the files have stays.
  expect(ssl.anyOf[0].type).toEqual(['null', 'boolean'])
})

test('a defaults list has the groups there are, each with its options', async () => {
  const { schemas } = await schema(TREE)
  const [list] = schemas('configs').properties.defaults.anyOf
  const entry = list.items.anyOf.at(-1)
  expect(entry.properties.db.anyOf[0]).toEqual({ enum: ['mysql', 'postgres', null] })
  expect(Object.keys(entry.patternProperties)).toEqual(['^((override|optional) )*(/db|db)(@.*)?$'])
})

test('a group that something else is chosen of stays open: only the program may know where that is', async () => {
  const { schemas } = await schema({ ...TREE, 'conf/other.yaml': 'defaults: [db: elsewhere]\n' })
  expect(schemas('configs').properties.defaults.anyOf[0].items.anyOf.at(-1).properties.db).toEqual({})
})

test("Hydra's own settings are described at the root", async () => {
  const { schemas } = await schema(TREE)
  expect(schemas('configs').properties.hydra.properties.run.properties.dir.description).toBe(
    'The directory that a run writes into.',
  )
})

test('the settings of the editor name each schema with its files, and keep what else is set', async () => {
  const { folder, out } = await schema({ ...TREE, '.vscode/settings.json': '{"a": 1}' }, '--vscode')
  expect(JSON.parse(readFileSync(join(folder, '.vscode/settings.json'), 'utf8'))).toEqual({
    a: 1,
    'yaml.schemas': {
      './.hydraconf/schemas/configs.json': ['/conf/*.yaml'],
      './.hydraconf/schemas/db.json': ['/conf/db/*.yaml'],
    },
  })
  expect(out).toBe('2 schemas in .hydraconf/schemas, named in .vscode/settings.json\n')
})

test('settings with comments are not overwritten', async () => {
  const settings = '{\n  // mine\n  "a": 1\n}\n'
  const { folder, code, err } = await schema({ ...TREE, '.vscode/settings.json': settings }, '--vscode')
  expect([code, readFileSync(join(folder, '.vscode/settings.json'), 'utf8')]).toEqual([1, settings])
  expect(err).toContain('with comments perhaps')
})

test('--modelines has each config name its schema, and what it composes to stays', async () => {
  const header = '# @package _global_\nport: 3306\n'
  const { folder, out, run } = await schema({ ...TREE, 'conf/db/mysql.yaml': header }, '--modelines')
  const text = (file: string) => readFileSync(join(folder, file), 'utf8')
  expect(out).toBe('2 schemas in .hydraconf/schemas, 3 of 3 configs changed to name theirs\n')
  expect(text('conf/config.yaml')).toBe(
    `# yaml-language-server: $schema=../.hydraconf/schemas/configs.json\n${TREE['conf/config.yaml']}`,
  )
  expect(text('conf/db/mysql.yaml')).toBe(
    '# @package _global_\n# yaml-language-server: $schema=../../.hydraconf/schemas/db.json\nport: 3306\n',
  )
  expect(await run('--modelines')).toMatchObject({
    code: 0,
    out: '2 schemas in .hydraconf/schemas, 0 of 3 configs changed to name theirs\n',
  })
  writeFileSync(join(folder, 'conf/db/mysql.yaml'), header)
  expect(await run('--modelines', '--check')).toMatchObject({
    code: 1,
    out: 'conf/db/mysql.yaml is not as the tree is\n',
  })
})

test('--check says which are not as the tree is', async () => {
  const { folder, run } = await schema(TREE)
  expect(await run('--check')).toMatchObject({ code: 0, out: '' })
  writeFileSync(join(folder, 'conf/db/postgres.yaml'), 'port: x\n')
  expect(await run('--check')).toMatchObject({ code: 1, out: '.hydraconf/schemas/db.json is not as the tree is\n' })
})

async function schema(files: Readonly<Record<string, string>>, ...flags: string[]) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'hydraconf-schema-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  const run = (...words: string[]) => runCommandIn(folder, ['schema', ...words])
  const ran = await run(...flags)
  const schemas = (name: string) => JSON.parse(readFileSync(join(folder, `.hydraconf/schemas/${name}.json`), 'utf8'))
  return { folder, run, schemas, ...ran }
}
