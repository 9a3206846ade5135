import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { HydraconfError } from '@hydraconf/core'
import { describe, expect, test } from 'vitest'
import { NOW, sandbox } from '../../../test/node/sandbox.js'
import { type AppOptions, appOf } from './app.js'
import { composeDir } from './compose-dir.js'
import type { Host } from './host.js'

const FILES = {
  'conf/config.yaml': 'host: ${oc.env:HOST,none}\nport: 1\n',
  '.env': '# of the developer\nHOST=local\nPORT=\'8080\'\nexport NAME="a b"\n',
  '.env.test': 'HOST=test\n',
}

/** Composes in a fresh directory with an environment of its own. */
function composing(files: Readonly<Record<string, string>> = FILES, env: Readonly<Record<string, string>> = {}) {
  const { dir } = sandbox(files)
  const host: Host = {
    argv: [],
    program: undefined,
    env: { ...env },
    cwd: () => dir,
    chdir: () => {},
    now: () => NOW,
    out: () => {},
    err: () => {},
  }
  const compose = (options: Omit<AppOptions, 'configDir'> & { overrides?: readonly string[] }) =>
    composeDir(join(dir, 'conf'), { configName: 'config', ...options }, host)
  return { dir, host, compose }
}

describe('files of variables', () => {
  test('are read where the environment has no such name, the later first', () => {
    expect(composing().compose({ envFile: '.env' }).js.host).toBe('local')
    expect(composing().compose({ envFile: ['.env', '.env.test'] }).js.host).toBe('test')
    expect(composing(FILES, { HOST: 'own' }).compose({ envFile: '.env' }).js.host).toBe('own')
    expect(composing().compose({}).js.host).toBe('none')
  })

  test('give variables that stand for keys, and leave the environment of the process alone', () => {
    const { host, compose } = composing()
    expect(compose({ envFile: '.env', env: { PORT: 'port' } }).js.port).toBe(8080)
    expect(compose({ envFile: '.env', env: { PORT: 'port' }, overrides: ['port=2'] }).js.port).toBe(2)
    expect(host.env).toEqual({})
  })

  test('are read again when they have changed, also by an app that is used already', () => {
    const { dir, host, compose } = composing()
    const options = { envFile: '.env', env: { PORT: 'port' } }
    const { environment } = appOf({ configDir: join(dir, 'conf'), configName: 'config', ...options }, host)
    expect(compose(options).js).toEqual({ host: 'local', port: 8080 })
    writeFileSync(join(dir, '.env'), 'HOST=other\nPORT=9\n')
    expect(compose(options).js).toEqual({ host: 'other', port: 9 })
    expect(environment.facts.variableFiles?.map(({ read }) => read().HOST)).toEqual(['other'])
    rmSync(join(dir, '.env'))
    expect(() => environment.facts.variableFiles?.map(({ read }) => read())).toThrow(/there is no such file/)
  })

  test('are all that untrusted configs see of variables', () => {
    const { compose } = composing(FILES, { HOST: 'own' })
    expect(compose({ safe: true }).js.host).toBe('none')
    expect(compose({ safe: true, envFile: '.env' }).js.host).toBe('local')
  })

  test.each([
    ['.env.missing', "The file of variables '.env.missing' cannot be read: there is no such file"],
    ['conf', "The file of variables 'conf' cannot be read: it is a directory"],
  ])('%s is refused', (envFile, summary) => {
    try {
      composing().compose({ envFile })
    } catch (error) {
      expect((error as HydraconfError).summary).toBe(summary)
      return
    }
    throw new Error('nothing was refused')
  })
})

test.each<[options: object, message: RegExp]>([
  [{ env: ['db'] }, /'env' is an object of keys by environment variable, not a list/],
  [{ env: { HOST: 1 } }, /'env.HOST' is a key of the config, not 1/],
  [{ envFile: true }, /'envFile' is a path, or a list of paths, not true/],
])('options %j are refused', (options, message) => {
  expect(() => composing().compose(options)).toThrow(message)
})

test('jobs of a sweep get what the environment says, and what was overridden', async () => {
  const seen: unknown[] = []
  const run = sandbox(FILES, { HOST: 'own' })
  const ran = await run.run('--multirun host=a,b', (config) => seen.push(config), {
    configDir: 'conf',
    configName: 'config',
    envFile: '.env',
    env: { PORT: 'port', HOST: 'host' },
  })
  expect([ran.code, seen]).toEqual([
    0,
    [
      { host: 'a', port: 8080 },
      { host: 'b', port: 8080 },
    ],
  ])
})
