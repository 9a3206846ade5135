import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { composeDir } from '@hydraconf/node'
import { expect, onTestFinished, test } from 'vitest'
// @ts-expect-error a script without types
import { buildCommand, COMMAND } from '../../../../scripts/build.mjs'
import { runCommandIn } from '../../../../test/run-command-in.js'

const TREE = {
  'conf/config.yaml': `defaults:
  - db: mysql
  - db@backup: mysql
  - cache: none
  - _self_
lr: 0.1
name: run-\${lr}
port: \${db.port}
user: \${oc.env:USER,nobody}
made: \${stamp:}
owner: ???
tags: [a, 1, {deep: true}]
limits: {-1: 2, "two words": 9007199254740993, low: -.inf}
`,
  'conf/db/mysql.yaml': 'driver: mysql\nport: 3306\nsocket: null\n',
  'conf/db/postgres.yaml': 'driver: postgres\nport: 5432\nssl: {on_error: ~, mode: strict}\n',
  'conf/cache/none.yaml': '',
  'conf/cache/redis.yaml': '# @package _global_\ndb: {pool: 4}\ncache: {ttl: 60}\n',
}

test('a config has the keys of every option, those as optional that not all of them have', async () => {
  const { text } = await types(TREE)
  expect(
    text,
  ).toBe(`// Written by \`hydraconf types\` from the configs, and written anew when they change: do not edit it.

/** What 'config' comes to, whatever is chosen. */
export interface Config {
  db: {
    driver: string
    port: number
    socket?: null
    pool?: number
    ssl?: {
      on_error: null
      mode: string
    }
  }
  backup: {
    driver: string
    port: number
    socket?: null
    ssl?: {
      on_error: null
      mode: string
    }
  }
  cache: {
    ttl?: number
  }
  lr: number
  name: string
  port: number
  user: string | null
  made: unknown
  owner: unknown
  tags: (number | string | {
    deep: boolean
  })[]
  limits: {
    "-1": number
    "two words": bigint
    low: number
  }
}

/** The options of each group that a config chooses from: \`chooser<Groups>()\`. */
export interface Groups {
  cache: "none" | "redis"
  db: "mysql" | "postgres"
  "db@backup": "mysql" | "postgres"
}
`)
})

test('what is merged before something else takes the place of a map may be lost', async () => {
  const { text } = await types({
    'conf/config.yaml': 'defaults: [base, kind: map, more: none]\n',
    'conf/base.yaml': 'a: {b: {first: 1}}\n',
    'conf/kind/map.yaml': '',
    'conf/kind/nothing.yaml': '# @package _global_\na: null\n',
    'conf/more/none.yaml': '',
    'conf/more/some.yaml': '# @package _global_\na: {b: {second: 1}}\n',
  })
  expect(text).toContain('first?: number')
})

test('values that refer to each other, and to what is around them, have an end', async () => {
  const { text } = await types({ 'conf/config.yaml': 'a:\n  b: 1\n  up: ${a}\nx: ${y}\ny: ${x}\n' })
  expect(text).toContain('up: {\n')
  expect(text).toContain('x: unknown')
})

test('each primary config has a type of its own, and the one that is asked for has to compose', async () => {
  const tree = { ...TREE, 'conf/train.yaml': 'steps: 1\n', 'conf/broken.yaml': 'defaults: [nowhere]\n' }
  const { text, err, run } = await types(tree)
  expect([...text.matchAll(/export interface (\w+)/g)].map(([, name]) => name)).toEqual([
    'Config',
    'TrainConfig',
    'Groups',
  ])
  expect(err).toBe("'broken' does not compose and has no type: hydraconf check says why\n")
  expect(await run('-cn', 'broken')).toMatchObject({ code: 1, err: expect.stringContaining("'nowhere'") })
})

test('--check gives 1 where the tree has changed since, and writes nothing', async () => {
  const { folder, text, run } = await types(TREE)
  expect(await run('--check')).toMatchObject({ code: 0, out: '' })
  writeFileSync(join(folder, 'conf/db/mysql.yaml'), 'port: x\n')
  expect(await run('--check')).toMatchObject({ code: 1, out: 'conf.types.ts is not as the tree is\n' })
  expect(readFileSync(join(folder, 'conf.types.ts'), 'utf8')).toBe(text)
})

test('--watch writes anew with each change, and goes on after one that does not compose', async () => {
  await buildCommand()
  const { folder } = await types(TREE)
  const watching = spawn(process.execPath, [COMMAND, 'types', '--watch'], { cwd: folder })
  onTestFinished(() => void watching.kill())
  let said = ''
  for (const stream of [watching.stdout, watching.stderr]) stream.on('data', (data) => (said += data))
  // Until it follows the folder a change is only seen by the next one: it is made again.
  let changes = 0
  const changed = (line: string) => {
    writeFileSync(join(folder, 'conf/config.yaml'), `${line}\nchanges: ${++changes}\n`)
    return `${said}${readFileSync(join(folder, 'conf.types.ts'), 'utf8')}`
  }
  await expect.poll(() => changed('first: 1')).toContain('first: number')
  await expect.poll(() => changed('defaults: [nowhere]')).toContain("'config' does not compose")
  await expect.poll(() => changed('second: true')).toContain('second: boolean')
  expect(watching.exitCode).toBeNull()
})

test('TypeScript takes every combination of options, and refuses a typo in a key, a group or an option', async () => {
  const { folder } = await types(TREE)
  const require = createRequire(import.meta.url)
  mkdirSync(join(folder, 'node_modules/@hydraconf'), { recursive: true })
  for (const name of ['core', 'node']) {
    symlinkSync(join(import.meta.dirname, `../../../${name}`), join(folder, `node_modules/@hydraconf/${name}`))
  }
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}')
  writeFileSync(
    join(folder, 'program.ts'),
    `import { chooser, composeDir, hydraMain } from '@hydraconf/node'
import type { Config, Groups } from './conf.types.js'

const choose = chooser<Groups>()
const config = composeDir<Config>('conf', { configName: 'config', overrides: [choose('db', 'mysql')] }).js
export const port: number = config.db.port
choose('db@backup', 'postgres')
// @ts-expect-error there is no such option
choose('db', 'mysqll')
// @ts-expect-error there is no such group
choose('dbs', 'mysql')
// @ts-expect-error there is no such key
config.db.prot
// @ts-expect-error not every option has it
config.db.ssl.mode
void hydraMain<Config>({ configDir: 'conf', configName: 'config' }, ({ db }) => {
  db.driver.length
  // @ts-expect-error there is no such key
  db.drivers
})
`,
  )
  writeFileSync(
    join(folder, 'values.ts'),
    ['import type { Config } from "./conf.types.js"', ...values(folder)].join('\n'),
  )
  const compilerOptions = {
    strict: true,
    noEmit: true,
    module: 'nodenext',
    target: 'es2022',
    types: [],
    skipLibCheck: true,
  }
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }))
  const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin/tsc')
  const { stdout } = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' })
  expect(stdout).toBe('')
})

/** What every combination of options comes to, as programs that have to be of the type. */
function values(folder: string): readonly string[] {
  const found: string[] = []
  for (const db of ['mysql', 'postgres']) {
    for (const backup of ['mysql', 'postgres']) {
      for (const cache of ['none', 'redis']) {
        const overrides = [`db=${db}`, `db@backup=${backup}`, `cache=${cache}`]
        const resolvers = { stamp: () => 'now' }
        const { js } = composeDir<unknown>(join(folder, 'conf'), { configName: 'config', overrides, resolvers })
        found.push(`export const value${found.length}: Config = ${literal(js)}`)
      }
    }
  }
  return found
}

function literal(value: unknown): string {
  // Reading it throws: it has no type.
  if (value === '???') return 'undefined as never'
  if (typeof value === 'bigint') return `${value}n`
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (typeof value !== 'object' || value === null) return typeof value === 'string' ? JSON.stringify(value) : `${value}`
  return `{ ${Object.entries(value)
    .map(([key, item]) => `${JSON.stringify(key)}: ${literal(item)}`)
    .join(', ')} }`
}

async function types(files: Readonly<Record<string, string>>, ...flags: string[]) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'hydraconf-types-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  const run = (...words: string[]) => runCommandIn(folder, ['types', ...words])
  const ran = await run(...flags)
  return { folder, run, text: readFileSync(join(folder, 'conf.types.ts'), 'utf8'), ...ran }
}
