import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCommand } from './run-command.js'

let dir: string

const FILES = {
  'secret.yaml': 'secret: 1\n',
  'mine.mjs': "export default { configName: 'env' }\n",
  'tree/hydraconf.config.mjs': "throw new Error('it was run')\n",
  'tree/conf/config.yaml': 'defaults: [db: mysql, _self_]\na: 1\n',
  'tree/conf/db/mysql.yaml': 'port: 1\n',
  'tree/conf/env.yaml': 'home: ${oc.env:HYDRACONF_SECRET,none}\n',
  'tree/conf/up.yaml': 'defaults: [../../secret]\n',
  'tree/conf/link.yaml': 'defaults: [out/secret]\n',
  'tree/conf/path.yaml': 'hydra: { searchpath: ["file://../"] }\ndefaults: [secret]\n',
  'tree/conf/package.yaml': 'hydra: { searchpath: ["pkg://yaml"] }\n',
  'tree/conf/inside.yaml': 'hydra: { searchpath: ["file://conf/db"] }\ndefaults: [mysql]\n',
}

beforeAll(() => {
  dir = realpathSync(mkdtempSync(join(tmpdir(), 'safe-')))
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true })
    writeFileSync(join(dir, name), text)
  }
  symlinkSync(dir, join(dir, 'tree/conf/out'))
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

test('a tree of others composes as ever, without the program that lies beside it', async () => {
  expect((await run('--safe')).out).toBe('db:\n  port: 1\na: 1\n')
  expect((await run('explain', 'a', '--safe')).code).toBe(0)
  expect((await run()).err).toContain('it was run')
})

test('it sees no environment, whatever the variable', async () => {
  expect((await run('--safe', '-cn', 'env', '--resolve')).out).toBe('home: none\n')
})

test.each(['up', 'link', 'path', 'package'])('%s.yaml reaches nothing outside its folder', async (name) => {
  const { code, out, err } = await run('--safe', '-cn', name)
  expect([code, out]).toEqual([1, ''])
  expect(err).toContain('outside the folders that were named')
})

test('what lies inside it is read, and a folder that the command line names', async () => {
  expect((await run('--safe', '-cn', 'inside')).out).toBe('port: 1\n')
  expect((await run('--safe', '-cn', 'secret', '-cd', '..')).out).toBe('secret: 1\n')
})

test('of all files of settings the named one is run', async () => {
  expect((await run('--safe', '--settings', '../mine.mjs')).out).toContain('home: ')
  expect((await run('--settings=../mine.mjs', '--cfg', 'job')).out).toContain('home: ')
  expect((await run('--settings', 'nope.mjs')).err).toContain("no file of settings 'nope.mjs'")
})

async function run(...argv: readonly string[]) {
  let out = ''
  let err = ''
  const code = await runCommand(argv, {
    argv,
    program: undefined,
    env: { HYDRACONF_SECRET: 'geheim' },
    cwd: () => join(dir, 'tree'),
    chdir: () => {},
    now: () => new Date(),
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
  })
  return { code, out, err }
}
