import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import { sandbox } from '../../../../test/node/sandbox.js'
import { draftOf } from '../drafts.js'
import type { Callback } from './callback.js'

const CONF = {
  'conf/config.yaml': 'defaults:\n  - db: mysql\n  - _self_\nlr: 0.1\nurl: ${db.host}:${db.port}\n',
  'conf/db/mysql.yaml': 'host: localhost\nport: 3306\n',
  'conf/db/postgres.yaml': 'host: localhost\nport: 5432\n',
}

test('a run writes its config, Hydra settings, overrides and log where hydra.run.dir says', async () => {
  const { code, files, read } = await sandbox(CONF).run('db=postgres hydra.run.dir=out/${now:%Y}')
  expect(code).toBe(0)
  expect(files).toEqual([
    'out/2026/.hydra/config.yaml',
    'out/2026/.hydra/hydra.yaml',
    'out/2026/.hydra/overrides.yaml',
    'out/2026/app.log',
  ])
  expect(read('out/2026/.hydra/overrides.yaml')).toBe('- db=postgres\n')
  expect(read('out/2026/.hydra/config.yaml')).toContain('url: ${db.host}:${db.port}')
  expect(read('out/2026/.hydra/hydra.yaml')).toContain('- hydra.mode=RUN')
})

test('the task gets plain JavaScript and is told of its run', async () => {
  const { dir, run } = sandbox(CONF)
  const seen: unknown[] = []
  await run('lr=2 hydra.run.dir=out', (config, told) => {
    seen.push(config, told.dir, told.overrides, told.choices.db, told.toAbsolutePath('x'), told.job)
  })
  const config = { db: { host: 'localhost', port: 3306 }, lr: 2, url: 'localhost:3306' }
  const job = { name: 'app', num: undefined }
  expect(seen).toEqual([config, join(dir, 'out'), ['lr=2'], 'mysql', join(dir, 'x'), job])
})

test('what a task is told may be taken apart, and is short to look at', async () => {
  let seen: unknown
  const { out } = await sandbox(CONF).run('lr=2 hydra.run.dir=out', (_, told) => {
    const { js, yaml, explain, choices, composed, toAbsolutePath, logger } = told
    const { yaml: composedYaml, resolve, job } = composed
    seen = [js, yaml({ package: 'lr' }), choices.db, toAbsolutePath('x').endsWith('/x'), logger('a').name]
    expect(composedYaml()).toBe(yaml())
    expect(resolve(job).items.size).toBe(3)
    expect(explain('db.port').key).toBe('db.port')
    expect(inspect(told).split('\n').length).toBeLessThan(25)
    expect(inspect(told)).toMatch(/^Run \{/)
    expect(inspect(composed)).toMatch(/^Composed \{\n {2}overrides: \[ 'lr=2'/)
    expect(inspect(composed).split('\n').length).toBeLessThan(15)
  })
  expect(out).toBe('')
  const js = { db: { host: 'localhost', port: 3306 }, lr: 2, url: 'localhost:3306' }
  expect(seen).toEqual([js, 'lr: 2\n', 'mysql', true, 'a'])
})

test('maps that hold each other, and lists that double, are read as far as there is something to read', async () => {
  const doubling = Array.from({ length: 40 }, (_, at) => `x${at + 1}: ["\${x${at}}", "\${x${at}}"]\n`).join('')
  const { run } = sandbox({ 'conf/config.yaml': `a: {b: "\${c}"}\nc: {d: "\${a}"}\nx0: [1]\n${doubling}` })
  const { code, err } = await run('hydra.run.dir=out', (config) => {
    expect((config.x40 as unknown[])[0] === config.x39).toBe(true)
    expect(() => (config.a as { b: { d: unknown } }).b.d).toThrow("Cannot read 'c.d': it refers to 'a', which it is in")
  })
  expect([code, err]).toEqual([0, ''])
})

test('a missing value, or one that refers to nothing, throws when it is read and only then', async () => {
  const { run } = sandbox({ 'conf/config.yaml': 'need: ???\nbad: ${nope}\nlist: [1, "${nope}"]\ngood: 1\n' })
  const { code } = await run('hydra.run.dir=out', (config) => {
    expect(config.good).toBe(1)
    expect((config.list as unknown[])[0]).toBe(1)
    expect(() => config.bad).toThrow(/nope/)
    expect(() => (config.list as unknown[])[1]).toThrow(/nope/)
  })
  expect(code).toBe(0)
  const refused = await run('hydra.run.dir=out', (config) => void config.need)
  expect(refused.code).toBe(1)
  expect(refused.err).toContain("Error executing job with overrides: []\nThe value of 'need' is missing (???)")
})

test('keys that are no texts have the same names whether or not a value is missing', async () => {
  const keys = '2.0: a\n1e20: b\ntrue: c\n3: d\n'
  const { run } = sandbox({ 'conf/config.yaml': `whole:\n${keys.replace(/^(?=.)/gm, '  ')}need: ???\n` })
  const { code } = await run('hydra.run.dir=out', (config, { composed }) => {
    expect(Object.keys(config.whole as object)).toEqual(['3', '2.0', '1e+20', 'True'])
    expect(Object.keys(composed.js.whole as object)).toEqual(Object.keys(config.whole as object))
  })
  expect(code).toBe(0)
})

test('with hydra.job.chdir the task runs in its directory, and the program comes back', async () => {
  const { dir, run } = sandbox(CONF)
  const { files } = await run('hydra.run.dir=out hydra.job.chdir=true', (_, told) => {
    expect(told.cwd).toBe(dir)
  })
  expect(files).toContain('out/app.log')
})

test('a deprecated key is warned of once, where the config has it', async () => {
  const { run } = sandbox({ 'conf/config.yaml': 'old: ${oc.deprecated:new}\nnew: 1\nalso: ${old}\n' })
  const { err } = await run('hydra.run.dir=out', (config) => {
    expect([config.old, config.also, config.old]).toEqual([1, 1, 1])
  })
  expect(err).toBe("conf/config.yaml:1:6: UserWarning: 'old' is deprecated. Change your code and config to use 'new'\n")
})

test('variables of the job are set while it runs and put back after', async () => {
  const env = { KEPT: 'before' }
  const box = sandbox({ 'conf/config.yaml': 'user: ${oc.env:WHO}\nkept: ${oc.env:KEPT}\n' }, env)
  let seen: unknown
  await box.run('hydra.run.dir=out +hydra.job.env_set.WHO=me +hydra.job.env_set.KEPT=during', (config) => {
    seen = { user: config.user, kept: config.kept }
  })
  expect(seen).toEqual({ user: 'me', kept: 'during' })
})

test('what a task throws is shown without our frames, and with all of them on demand', async () => {
  const fail = () => {
    throw new RangeError('too much')
  }
  const { code, err } = await sandbox(CONF).run('hydra.run.dir=out lr=5', fail)
  expect(code).toBe(1)
  expect(err).toContain("Error executing job with overrides: ['lr=5']\nRangeError: too much\n    at ")
  expect(err).not.toContain('callTask')
  const full = await sandbox(CONF, { HYDRA_FULL_ERROR: '1' }).run('hydra.run.dir=out', fail)
  expect(full.err).toContain('callTask')
})

test.each([
  ['nope=1', 1, "'nope'"],
  ['db=mysq', 1, 'mysql'],
  ['lr=[', 1, '^'],
  ['lr=1,2', 1, '--multirun'],
  ['--cfg nope', 2, 'invalid choice'],
  ['lr=1 --cfg job db=mysql', 2, 'unrecognized arguments: db=mysql'],
  ['--resolve', 1, '--cfg'],
  ['--cfg job --multirun', 1, 'Only one of'],
  ['-cd nowhere', 1, 'nowhere'],
  ['-cp nowhere', 1, 'nowhere'],
  ['--cfg job -p db.prt', 1, 'Did you mean db.port'],
  ['--experimental-rerun nothing', 1, 'nothing'],
  ['--resume nowhere', 1, 'nowhere'],
])('%s is refused with exit code %i and one message', async (argv, code, words) => {
  const ran = await sandbox(CONF).run(argv)
  expect(ran.code).toBe(code)
  expect(ran.err).toContain(words)
  expect(ran.err).not.toMatch(/^ +at /m)
  expect(ran.out).toBe('')
})

test('a directory that cannot be made or written is one clear error, and no draft is left', async () => {
  const box = sandbox({ ...CONF, out: 'a file is in the way' })
  const { code, err } = await box.run('hydra.run.dir=out')
  expect(code).toBe(1)
  expect(err).toMatch(/^Could not make the directory .*out: a file is in the way\n$/)
  mkdirSync(join(box.dir, 'blocked/.hydra/config.yaml'), { recursive: true })
  const blocked = await box.run('hydra.run.dir=blocked')
  expect(blocked.code).toBe(1)
  expect(blocked.err).toContain('a directory is in the way')
  expect(readdirSync(join(box.dir, 'blocked/.hydra'))).toEqual(['config.yaml'])
})

test.skipIf(process.getuid?.() === 0)('a read-only folder is said so', async () => {
  const box = sandbox(CONF)
  mkdirSync(join(box.dir, 'locked'))
  chmodSync(join(box.dir, 'locked'), 0o555)
  const { code, err } = await box.run('hydra.run.dir=locked/out')
  expect(code).toBe(1)
  expect(err).toContain('permission denied')
})

test('callbacks are told in order, the end hooks in reverse, and one that throws only warns', async () => {
  const told: string[] = []
  const named = (name: string): Callback => ({
    onRunStart: () => void told.push(`${name} run start`),
    onRunEnd: ({ job }) => void told.push(`${name} run end ${job.status}`),
    onJobStart: () => {
      throw new Error('no matter')
    },
    onJobEnd: () => void told.push(`${name} job end`),
  })
  const plugins = [
    {
      name: 'watch',
      callbacks: { watch: (settings: Readonly<Record<string, unknown>>) => named(String(settings.as)) },
    },
  ]
  const box = sandbox({
    'conf/config.yaml':
      'hydra:\n  run: { dir: out }\n  callbacks:\n    a: { _target_: watch, as: a }\n    b: { _target_: watch, as: b }\n',
  })
  const { code, err } = await box.run('', () => 1, { plugins })
  expect(code).toBe(0)
  expect(told).toEqual([
    'a run start',
    'b run start',
    'b job end',
    'a job end',
    'b run end completed',
    'a run end completed',
  ])
  expect(err).toContain('raised Error: no matter')
})

test('a callback that there is not is refused by name', async () => {
  const { run } = sandbox({ 'conf/config.yaml': 'hydra:\n  callbacks:\n    a: { _target_: wach }\n' })
  const { code, err } = await run('', () => {}, { plugins: [{ name: 'watch', callbacks: { watch: () => ({}) } }] })
  expect(code).toBe(1)
  expect(err).toContain("hydra.callbacks.a asks for 'wach'")
  expect(err).toContain('Did you mean watch?')
})

test.each(['-m nothing=1,2', 'nothing=1', '=1', 'hydra.mode=NONE'])(
  '%s is refused, and warned of once',
  async (line) => {
    const { run } = sandbox({ 'conf/config.yaml': 'lr: 1\n' })
    const { code, err } = await run(line, () => {}, { dialect: '1.4', versionBase: '1.3' })
    expect(code).toBe(1)
    expect(err.match(/UserWarning: Hydra 1.5 drops version_base/g)).toHaveLength(1)
  },
)

test('a run is done again from what it recorded', async () => {
  const { run, dir } = sandbox(CONF)
  await run('lr=7 hydra.run.dir=out')
  writeFileSync(join(dir, 'conf/config.yaml'), 'lr: changed\n')
  let seen: unknown
  const { code, err } = await run('--experimental-rerun out', (config) => {
    seen = config
  })
  expect(code).toBe(0)
  expect(err).toContain('UserWarning')
  expect(seen).toMatchObject({ lr: 7, url: 'localhost:3306' })
})

test('hydra.mode of the config decides, and --multirun wins over it', async () => {
  const box = sandbox({ 'conf/config.yaml': 'x: 1\nhydra:\n  mode: MULTIRUN\n  sweep: { dir: multi }\n' })
  expect((await box.run('x=1,2')).files.filter((file) => file.endsWith('config.yaml'))).toHaveLength(2)
  const forced = sandbox({ 'conf/config.yaml': 'x: 1\nhydra:\n  mode: RUN\n  sweep: { dir: multi }\n' })
  const { files, err } = await forced.run('-m x=1,2')
  expect(files).toContain('multi/1/.hydra/config.yaml')
  expect(err).toContain('--multirun wins')
})

const withHydra = (hydra: string) => ({ 'conf/config.yaml': `a: 1\nhydra:\n  run: { dir: out }\n  ${hydra}\n` })

test.each([
  ['job: { env_set: { A: "${a}" } }', "'hydra.job.env_set.A'"],
  ['job: { chdir: "${a}" }', "'hydra.job.chdir'"],
  ['job: { env_set: { A: "???" } }', 'Missing mandatory value: hydra.job.env_set.A'],
  ['job: { env_set: { "a=b": x } }', "the variable name 'a=b'"],
  ['job: { env_set: { "": x } }', "the variable name ''"],
  ['callbacks: { x: "???" }', 'Missing mandatory value: hydra.callbacks.x'],
  ['callbacks: { x: 5 }', 'hydra.callbacks.x is 5'],
  ['callbacks: { x: { _target_: null } }', 'hydra.callbacks.x has no _target_'],
  ['callbacks: { x: { _target_: hydra.experimental.callback.Callback, y: 1 } }', 'takes no settings'],
])('a run with hydra: { %s } is refused', async (hydra, words) => {
  let ran = 0
  const { code, err } = await sandbox(withHydra(hydra)).run('', () => void ran++)
  expect([code, ran]).toEqual([1, 0])
  expect(err).toContain(words)
})

test.each([
  'job: { env_set: { A: "${hydra:job.name}", B: "${hydra.job.name}", C: 5 } }',
  'callbacks: { x: null }',
  'callbacks: { x: { _target_: hydra.experimental.callback.Callback } }',
])('a run with hydra: { %s } runs, and says nothing', async (hydra) => {
  const { code, err } = await sandbox(withHydra(hydra)).run('')
  expect([code, err]).toEqual([0, ''])
})

test('a callback without a _target_ is never called, and the run says so once', async () => {
  const { code, err } = await sandbox(withHydra('callbacks: { x: { y: 1 } }')).run('')
  expect([code, err]).toEqual([0, 'UserWarning: hydra.callbacks.x has no _target_, so that nothing is called\n'])
})

test('without hydra/job_logging nothing can be logged, and nothing runs', async () => {
  const { code, err } = await sandbox(withHydra('verbose: false')).run('~hydra/job_logging')
  expect([code, err]).toEqual([1, expect.stringContaining('value: hydra.job_logging')])
})

test('an empty hydra.run.dir is the working directory, but not one to change to', async () => {
  const { run } = sandbox(withHydra('verbose: false'))
  expect((await run('hydra.run.dir=')).files).toContain('.hydra/config.yaml')
  const { code, err } = await run('hydra.run.dir= hydra.job.chdir=true')
  expect([code, err]).toEqual([1, expect.stringContaining('hydra.run.dir is empty')])
})

test('version base 1.1 is told to be an old way, once, and so is what it does to the working directory', async () => {
  const { err } = await sandbox(withHydra('sweep: { dir: multi }')).run('-m a=1,2', () => {}, { versionBase: '1.1' })
  expect(err.match(/UserWarning/g)).toHaveLength(2)
  expect(err).toContain('The rules of version base 1.1 are an old way')
})

test.skipIf(!existsSync('/proc/self'))(
  'a file system that takes no directory is said so, and does not hang the run',
  async () => {
    const { run } = sandbox(withHydra('verbose: false'))
    const { code, err } = await run('hydra.run.dir=/proc/nowhere/out')
    expect([code, err]).toEqual([1, expect.stringContaining('Could not make the directory /proc/nowhere/out')])
  },
)

test('a draft that a killed process left in a run directory is taken away by the next run there', async () => {
  const { run, dir } = sandbox(withHydra('verbose: false'))
  await run('')
  const draft = draftOf(join(dir, 'out/.hydra/config.yaml')).replace(`.${process.pid}`, '.999999999')
  writeFileSync(draft, 'a:')
  await run('')
  expect(existsSync(draft)).toBe(false)
})
