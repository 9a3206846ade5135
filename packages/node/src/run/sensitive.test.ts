import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import {
  Explainer,
  explainAll,
  explainText,
  type MapValue,
  type Plugin,
  type Struct,
  shownDifferences,
  store,
  str,
} from '@hydraconf/core'
import { describe, expect, test } from 'vitest'
import { sandbox } from '../../../../test/node/sandbox.js'
import type { AppOptions } from '../app.js'
import { composeDir } from '../compose-dir.js'

const TEXT = { kind: 'str', optional: true } as const

const DB: Struct = {
  name: 'Db',
  bases: [],
  fields: new Map([
    ['host', { type: TEXT, default: str('localhost') }],
    ['port', { type: { kind: 'int', optional: false } }],
    ['password', { type: TEXT, isSensitive: true }],
    ['pin', { type: { kind: 'int', optional: true }, isSensitive: true }],
  ]),
}

const PLUGIN: Plugin = { name: 'shop', stored: [store({ group: 'db', name: 'base', shape: DB })] }

const FILES = {
  'conf/config.yaml':
    'defaults: [db: mysql, _self_]\nurl: mysql://root:${db.password}@${db.host}\nsame: {of: "${db}"}\nn: 1\n',
  'conf/db/mysql.yaml': 'defaults: [base, _self_]\nport: 3306\npassword: fromfile\npin: 4711\nhost: h\n',
}

const OPTIONS: AppOptions = { configDir: 'conf', configName: 'config', plugins: [PLUGIN] }

/** All that must not be found anywhere. */
const SECRETS = /hunter2|fromfile|4711/

function filesBelow(dir: string): readonly string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

function composed(overrides: readonly string[] = [], options: Partial<AppOptions> = {}, files = FILES) {
  const { dir } = sandbox(files)
  return composeDir(join(dir, 'conf'), { configName: 'config', plugins: [PLUGIN], ...options, overrides })
}

describe('the values of sensitive keys', () => {
  test('are the program’s', async () => {
    const seen: unknown[] = []
    const ran = await sandbox(FILES).run(
      'db.password=hunter2',
      (config, run) => seen.push(config, run.overrides, run.js),
      OPTIONS,
    )
    const config = {
      db: { host: 'h', port: 3306, password: 'hunter2', pin: 4711 },
      url: 'mysql://root:hunter2@h',
    }
    expect(ran.code).toBe(0)
    expect(seen[0]).toMatchObject(config)
    expect(seen.slice(1)).toEqual([['db.password=hunter2'], seen[0]])
  })

  test.each([
    '--cfg job',
    '--cfg all',
    '--cfg job --resolve',
    '--cfg job --package db',
    '--cfg job --package db.password',
    '--cfg hydra',
    '--help',
    '--info config',
    '--info all',
  ])('are not printed with %s', async (flags) => {
    const ran = await sandbox(FILES).run(`${flags} db.password=hunter2`, () => {}, OPTIONS)
    expect(ran.code).toBe(0)
    expect(ran.out + ran.err).not.toMatch(SECRETS)
    if (flags.includes('job')) expect(ran.out).toContain('***')
  })

  test('are in no file of a run, and in no name of a directory', async () => {
    const run = sandbox(FILES)
    const ran = await run.run(
      'db.password=hunter2 n=2 hydra.run.dir=out/${hydra.job.override_dirname} hydra.verbose=true',
      (_, { logger }) => logger().info('done'),
      OPTIONS,
    )
    expect([ran.code, ran.err]).toEqual([0, expect.not.stringMatching(SECRETS)])
    expect(ran.read('out/n=2/.hydra/config.yaml')).toContain('url: mysql://root:${db.password}@${db.host}')
    expect(ran.read('out/n=2/.hydra/overrides.yaml')).toBe('- db.password=***\n- n=2\n')
    for (const path of filesBelow(join(run.dir, 'out'))) expect(readFileSync(path, 'utf8'), path).not.toMatch(SECRETS)
  })

  test('are not told where they were overridden, nor by an explanation', () => {
    const of = composed(['db.password=hunter2', 'db.pin=4711'])
    const explainer = new Explainer(of)
    const told = ['db.password', 'db.pin', 'db', 'url', 'same', 'db.host', []].map((key) =>
      explainText(explainer.explain(key)),
    )
    expect(told.join('\n')).not.toMatch(SECRETS)
    expect(told[0]).toContain('override db.password=***')
    expect(told[3]).toContain('url: mysql://root:${db.password}@${db.host} = mysql://root:***@h')
    expect(explainAll(of.masked.config as MapValue)).not.toMatch(SECRETS)
    expect(
      JSON.stringify(explainer.explain('db.password'), (_, value) => (typeof value === 'bigint' ? '' : value)),
    ).toContain('***')
  })

  test('are told to differ, and no more', () => {
    const [left, right] = [composed(['db.password=hunter2']), composed(['db.password=hunter22', 'n=2'])]
    const told = shownDifferences(left, right, true)
    expect(told.map(({ key }) => key)).toEqual(['n', 'db.password'])
    expect(JSON.stringify(told, (_, value) => (typeof value === 'bigint' ? String(value) : value))).not.toMatch(
      /hunter2/,
    )
  })

  test.each([
    [['db.pin=hunter2']],
    [['db.pin="hunter2"']],
    [['db={pin: hunter2}']],
    [['db={password: hunter2, nope: 1}']],
    [['db.password=[hunter2]']],
    [['db.password.x=hunter2']],
    [['+db.password=hunter2']],
    [['db.passwort=1', 'db.password=hunter2']],
  ])('are in no refusal: %j', (overrides) => {
    try {
      composed(overrides)
    } catch (error) {
      expect(String(error)).not.toMatch(SECRETS)
      return
    }
    throw new Error('nothing was refused')
  })

  test('are in no refusal of a file', () => {
    const files = { ...FILES, 'conf/db/mysql.yaml': 'defaults: [base, _self_]\nport: 1\npin: hunter2\n' }
    expect(() => composed([], {}, files)).toThrow(/pin: \*\*\*/)
    try {
      composed([], {}, files)
    } catch (error) {
      expect(String(error)).not.toMatch(SECRETS)
    }
  })

  test.each([
    ['x: ${nope:${db.password}}', 'x'],
    ['x: ${oc.decode:"[${db.password}"}', 'x'],
    ['x: ${db.nope.${db.password}}', 'x'],
    ['db: {password: hunter2, host: "${nope}"}', 'db.host'],
    ['x: {password: hunter2, y: "???"}', 'x.y'],
  ])('are in no error that a task meets when it reads %s', async (line, key) => {
    const files = { ...FILES, 'conf/config.yaml': `defaults: [db: mysql, _self_]\n${line}\n` }
    const errors: unknown[] = []
    const task = (config: object): void => {
      try {
        key.split('.').reduce((at: unknown, part) => (at as Record<string, unknown>)[part], config)
      } catch (error) {
        errors.push(error)
        throw error
      }
    }
    const ran = await sandbox(files).run('', task, OPTIONS)
    expect([ran.code, errors.length]).toEqual([1, 1])
    expect(inspect(errors[0], { depth: 9, showHidden: true }) + ran.err).not.toMatch(SECRETS)
    expect(ran.err).toContain('config.yaml:2')
  })

  test('null and missing ones are shown, since they are none', () => {
    const files = { ...FILES, 'conf/db/mysql.yaml': 'defaults: [base, _self_]\nport: 1\npassword: null\n' }
    expect(composed([], {}, files).yaml({ package: 'db' })).toBe('host: localhost\nport: 1\npassword: null\npin: ???\n')
  })

  test('what is not sensitive is shown as ever', () => {
    const of = composed(['n=2'], { plugins: [] }, { ...FILES, 'conf/db/mysql.yaml': 'password: fromfile\n' })
    expect([of.masking, of.masked]).toEqual([undefined, of])
    expect(of.yaml()).toContain('password: fromfile')
  })
})

describe('a sweep with sensitive keys', () => {
  const SWEEP = '--multirun db.password=hunter2 n=1,2 hydra.sweep.dir=out'

  test('leaves them in one file that its owner alone reads', async () => {
    const run = sandbox(FILES)
    const seen: unknown[] = []
    const ran = await run.run(SWEEP, (config) => seen.push((config as { url: string }).url), OPTIONS)
    expect([ran.code, seen]).toEqual([0, ['mysql://root:hunter2@h', 'mysql://root:hunter2@h']])
    expect(ran.out + ran.err).not.toMatch(SECRETS)
    const telling = filesBelow(join(run.dir, 'out')).filter((path) => SECRETS.test(readFileSync(path, 'utf8')))
    expect(telling).toEqual([join(run.dir, 'out/.private.jsonl')])
    expect(statSync(telling[0]!).mode & 0o777).toBe(0o600)
    expect(ran.read('out/.journal.jsonl')).toContain('db.password=***')
  })

  test('goes on with them', async () => {
    const run = sandbox(FILES)
    const seen: unknown[] = []
    const task = (config: unknown): void => {
      const { url, n } = config as { url: string; n: number }
      seen.push([n, url])
      if (n === 2 && seen.length < 3) throw new Error('not yet')
    }
    const first = await run.run(SWEEP, task, OPTIONS)
    expect([first.code, first.err]).toEqual([1, expect.not.stringMatching(SECRETS)])
    const second = await run.run('--resume out', task, OPTIONS)
    expect([second.code, seen.at(-1)]).toEqual([0, [2, 'mysql://root:hunter2@h']])
    expect(second.out + second.err).not.toMatch(SECRETS)
  })

  test('goes on when its directory is removed in the middle', async () => {
    const run = sandbox(FILES)
    const seen: unknown[] = []
    const task = (config: unknown): void => {
      rmSync(join(run.dir, 'out'), { recursive: true })
      seen.push((config as { n: number }).n)
    }
    const ran = await run.run(`${SWEEP} hydra.output_subdir=null`, task, OPTIONS)
    expect([ran.code, ran.err, seen]).toEqual([0, '', [1, 2]])
  })

  test('has none in what a search found best', async () => {
    const run = sandbox(FILES)
    const search = '++db.password=choice(hunter2,fromfile) db.host=choice(h) n=range(1,3)'
    const sweeper = 'hydra/sweeper=optuna hydra.sweeper.n_trials=2 hydra.sweep.dir=out'
    const ran = await run.run(`--multirun ${sweeper} ${search}`, (config) => (config as { n: number }).n, OPTIONS)
    expect([ran.code, ran.out + ran.err]).toEqual([0, expect.not.stringMatching(SECRETS)])
    const results = ran.read('out/optimization_results.yaml')
    expect(results).toContain("++db.password: '***'\n  db.host: h\n")
    expect(results).not.toMatch(SECRETS)
  })

  test('is not gone on with by the masks', async () => {
    const run = sandbox(FILES)
    await run.run(SWEEP, () => {}, OPTIONS)
    writeFileSync(join(run.dir, 'out/.private.jsonl'), '')
    const ran = await run.run('--resume out', () => {}, OPTIONS)
    expect([ran.code, ran.err]).toEqual([1, expect.stringContaining('.private.jsonl is not there any more')])
  })
})

test('a recorded run is not run again with masks', async () => {
  const run = sandbox(FILES)
  await run.run('db.password=hunter2 hydra.run.dir=out', () => {}, OPTIONS)
  const ran = await run.run('--experimental-rerun out', () => {}, OPTIONS)
  expect([ran.code, ran.err]).toEqual([1, expect.stringContaining('has no value of db.password, db.pin')])
  const newer = await run.run('--experimental-rerun out', () => {}, { ...OPTIONS, dialect: '1.4' })
  expect([newer.code, newer.err]).toEqual([1, expect.stringContaining('has no value of db.password')])
})
