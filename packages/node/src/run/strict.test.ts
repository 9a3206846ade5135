import { inspect } from 'node:util'
import { describeOrigin, fromJs, HydraconfError, type MapValue, toYaml } from '@hydraconf/core'
import { expect, test } from 'vitest'
import { sandbox } from '../../../../test/node/sandbox.js'
import { composeDir } from '../compose-dir.js'

const CONF = {
  'conf/config.yaml': 'db:\n  port: 3306\n  hosts: [{name: a}, {name: b}]\nurl: ${db.port}\nthem: ${db}\nempty: {}\n',
}

// biome-ignore lint/suspicious/noExplicitAny: the config of a program without types.
type Any = any

function composed(overrides: readonly string[] = [], strict: boolean | null = true): Any {
  const { dir } = sandbox(CONF)
  return composeDir(`${dir}/conf`, { configName: 'config', strict: strict ?? undefined, overrides }).js
}

function refusal(read: () => unknown): HydraconfError {
  try {
    read()
  } catch (error) {
    if (error instanceof HydraconfError) return error
  }
  throw new Error('nothing was refused')
}

test('a key that is not there is refused, with the closest one and the place of its map', () => {
  const config = composed()
  const error = refusal(() => config.db.prot)
  expect(error.type).toBe('ConfigAttributeError')
  expect(error.key).toBe('db.prot')
  expect(error.summary).toBe("'db' has no key 'prot'")
  expect(error.advice).toBe("Did you mean 'port'?")
  expect(describeOrigin(error.origin!)).toMatch(/config.yaml:2:3$/)
  expect(refusal(() => config.ulr).summary).toBe("The config has no key 'ulr'")
  expect(refusal(() => config.db.hosts[1].nme).key).toBe('db.hosts[1].nme')
  expect(refusal(() => config.empty.x).advice).toBe('It is empty')
  expect(refusal(() => config.db?.prot ?? 1).code).toBe('key-not-there')
})

test('a key that is not there cannot be added, one that is can be set', () => {
  const config = composed()
  const refused = refusal(() => {
    config.db.prot = 1
  })
  expect([refused.type, refused.code]).toEqual(['ConfigAttributeError', 'key-not-to-be-added'])
  config.db.port = 1
  expect(config.db.port).toBe(1)
  expect({ ...config.db, prot: 1 }.prot).toBe(1)
})

test('unless it is asked for, a key that is not there is undefined', () => {
  expect(composed([], null).db.prot).toBeUndefined()
  expect(composed([], false).db.prot).toBeUndefined()
})

test('what looks at a config as at any object finds nothing odd', async () => {
  const config = composed()
  const plain = composed([], false)
  expect(JSON.stringify(config)).toBe(JSON.stringify(plain))
  expect(structuredClone(config)).toStrictEqual(plain)
  expect({ ...config }).toStrictEqual(plain)
  expect(inspect(config, { depth: 9 })).toBe(inspect(plain, { depth: 9 }))
  expect(config).toEqual(plain)
  expect(config).toStrictEqual(plain)
  expect(config).toMatchObject({ db: { port: 3306 } })
  expect(config).toHaveProperty('db.port', 3306)
  expect(config.db).not.toEqual({ port: 1 })
  expect(() => expect(config).toEqual({ db: { prot: 1 } })).toThrow(/expected/)
  expect(await Promise.resolve(config)).toBe(config)
  expect(['db' in config, 'dv' in config, Object.hasOwn(config, 'dv')]).toEqual([true, false, false])
  expect(Object.keys(config)).toEqual(['db', 'url', 'them', 'empty'])
  expect(toYaml(fromJs(config) as MapValue)).toBe(toYaml(fromJs(plain) as MapValue))
  expect(config[Symbol.iterator]).toBeUndefined()
  expect([String(config), `${config}`, config instanceof Object]).toEqual(['[object Object]', '[object Object]', true])
  expect(config.db.hosts.map(({ name }: Any) => name).concat(['c'])).toEqual(['a', 'b', 'c'])
  const { port, ...rest } = config.db
  expect([port, rest]).toEqual([3306, { hosts: [{ name: 'a' }, { name: 'b' }] }])
})

test('a task gets a strict config too, whose missing values throw as before', async () => {
  const { run } = sandbox({ 'conf/config.yaml': 'db:\n  port: 3306\n  user: ???\nlog: ${nope}\n' })
  const said: unknown[] = []
  const { code, err } = await run(
    'hydra.run.dir=out',
    (config: Any) => {
      said.push(JSON.stringify(config), inspect(config), refusal(() => config.db.user).type)
      said.push(refusal(() => config.log).type, config.db.port)
      return config.db.prot
    },
    { configDir: 'conf', configName: 'config', strict: true },
  )
  expect(err).toContain('prot')
  expect(said).toEqual([
    '{"db":{"port":3306,"user":"???"},"log":"${nope}"}',
    "{ db: { port: 3306, user: '???' }, log: '${nope}' }",
    'MissingMandatoryValue',
    'InterpolationKeyError',
    3306,
  ])
  expect(code).toBe(1)
  expect(err).toContain("'db' has no key 'prot'\n  conf/config.yaml:2:3")
  expect(err).toContain("Did you mean 'port'?")
})

test('strict takes true or false', () => {
  const { dir } = sandbox(CONF)
  const error = refusal(() => composeDir(`${dir}/conf`, { strict: 'yes' as never }))
  expect(error.summary).toContain("'strict' is true or false")
})
