import { spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { command as packageCommand } from '@hydraconf/quant'
import type { CommandFamily } from 'hydraconf'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
// @ts-expect-error: a script without types
import { buildCommand, COMMAND } from '../scripts/build.mjs'

const work = mkdtempSync(join(tmpdir(), 'hydraconf-command-'))
const command = join(work, 'dist/hydraconf.cjs')
const chunks = join(work, 'dist/chunks')

beforeAll(async () => {
  await buildCommand()
  cpSync(dirname(COMMAND), join(work, 'dist'), { recursive: true })
  dropKept()
  mkdirSync(join(work, 'conf/db'), { recursive: true })
  writeFileSync(join(work, 'conf/config.yaml'), 'defaults: [db: mysql, _self_]\nname: app\n')
  writeFileSync(join(work, 'conf/db/mysql.yaml'), 'port: 3306\n')
  writeFileSync(join(work, 'conf/db/postgres.yaml'), 'port: 5432\n')
})
afterAll(() => rmSync(work, { recursive: true, force: true }))

describe('the bundled command keeps what was compiled, and does without', () => {
  const config = 'db:\n  port: 5432\nname: app\n'

  test('a second run takes what the first one kept', () => {
    dropKept()
    expect(run('db=postgres')).toEqual({ status: 0, stdout: config, stderr: '' })
    const [first, ...more] = keptFiles()
    expect(first).toMatch(/\.show\.cache$/)
    expect(more).toEqual([])
    expect(run('db=postgres')).toEqual({ status: 0, stdout: config, stderr: '' })
    expect(keptFiles()).toEqual([first])
  })

  test('each command keeps its own; a run that fails, or needs no engine, keeps nothing', () => {
    dropKept()
    expect(run('--version').status).toBe(0)
    expect(run('db=oracle').status).toBe(1)
    expect(keptFiles()).toEqual([])
    expect(run('explain', 'db.port').status).toBe(0)
    expect(run('completion', 'bash').status).toBe(0)
    expect(keptFiles().map((name) => name.split('.').at(-2))).toEqual(['completion', 'explain'])
  })

  test('what is kept but no longer fits is made again', () => {
    dropKept()
    run()
    const [kept = ''] = keptFiles()
    writeFileSync(join(chunks, kept), 'not what V8 wrote')
    expect(run('db=postgres')).toEqual({ status: 0, stdout: config, stderr: '' })
    expect(run('db=postgres')).toEqual({ status: 0, stdout: config, stderr: '' })
  })

  test('what was damaged on the disk is made again, silently', () => {
    dropKept()
    run()
    const [kept = ''] = keptFiles()
    const whole = readFileSync(join(chunks, kept))
    for (const [at, bit] of [0, 4, 0.1, 0.3, 0.49, 0.5, 0.7, 0.999].entries()) {
      const damaged = Buffer.from(whole)
      const place = bit >= 1 ? bit : Math.floor(whole.length * bit)
      damaged.writeUInt8(whole[place]! ^ (1 << at), place)
      writeFileSync(join(chunks, kept), at === 7 ? whole.subarray(0, whole.length - 3) : damaged)
      expect(run('db=postgres')).toEqual({ status: 0, stdout: config, stderr: '' })
      expect(readFileSync(join(chunks, kept)).length).toBeGreaterThan(whole.length * 0.9)
      expect(run('db=postgres')).toEqual({ status: 0, stdout: config, stderr: '' })
    }
  })

  test('nothing can be kept: a folder stands where the file would', () => {
    dropKept()
    run()
    const [kept = ''] = keptFiles()
    rmSync(join(chunks, kept))
    mkdirSync(join(chunks, kept))
    expect(run('db=postgres')).toEqual({ status: 0, stdout: config, stderr: '' })
    expect(keptFiles()).toEqual([kept])
  })

  test('a program that imports hydraconf/main runs with the same engine, from a module and from CommonJS', () => {
    dropKept()
    mkdirSync(join(work, 'node_modules/hydraconf'), { recursive: true })
    cpSync(join(dirname(COMMAND), '../package.json'), join(work, 'node_modules/hydraconf/package.json'))
    symlinkSync(join(work, 'dist'), join(work, 'node_modules/hydraconf/dist'))
    const body = "hydraMain({ configDir: 'conf', configName: 'config' }, (config) => console.log(config.db.port))\n"
    writeFileSync(join(work, 'app.mjs'), `import { hydraMain } from 'hydraconf/main'\nawait ${body}`)
    writeFileSync(join(work, 'app.cjs'), `const { hydraMain } = require('hydraconf/main')\n${body}`)
    for (const app of ['app.mjs', 'app.cjs', 'app.mjs']) {
      const ran = spawnSync(process.execPath, [app, 'db=postgres', `hydra.run.dir=out/${app}`], {
        cwd: work,
        encoding: 'utf8',
      })
      expect([ran.status, ran.stdout, ran.stderr]).toEqual([0, '5432\n', ''])
      expect(readFileSync(join(work, `out/${app}/.hydra/config.yaml`), 'utf8')).toBe(config)
      expect(keptFiles().map((name) => name.split('.').at(-2))).toEqual(['program'])
    }
  })

  test('it runs through a link, as packages are installed', () => {
    symlinkSync(command, join(work, 'linked'))
    const { status, stdout } = spawnSync(process.execPath, [join(work, 'linked')], { cwd: work, encoding: 'utf8' })
    expect([status, stdout]).toEqual([0, 'db:\n  port: 3306\nname: app\n'])
  })
})

test('in a checkout the preset is composed and explained, by npx and by npm start alike', () => {
  const project = join(dirname(COMMAND), '../../..')
  const { bin, scripts } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'))
  expect(scripts.start).toBe(`node ${bin.hydraconf}`)
  expect(statSync(join(project, bin.hydraconf)).mode & 0o100).toBe(0o100)
  const { status, stdout } = spawnSync(process.execPath, [COMMAND, 'explain', 'quant_granularity.name'], {
    cwd: project,
    encoding: 'utf8',
  })
  expect([status, stdout.split('\n')[0]]).toEqual([0, 'quant_granularity.name: default'])
})

test('a large config goes through a pipe whole, though the reader is late', () => {
  const lines = Array.from({ length: 20_000 }, (_, at) => `key${at}: ${at}\n`)
  mkdirSync(join(work, 'large'))
  writeFileSync(join(work, 'large/config.yaml'), lines.join(''))
  const { stdout } = spawnSync(
    'sh',
    ['-c', '"$@" | (sleep 1; tail -n 1)', '-', process.execPath, command, 'explain', '-cp', 'large'],
    {
      cwd: work,
      encoding: 'utf8',
    },
  )
  expect(stdout).toMatch(/^key19999: 19999 +# large\/config.yaml:20000:11\n$/)
})

test('the tree and the program of init run', () => {
  expect(run('init', 'made').status).toBe(0)
  const program = (...argv: readonly string[]) => {
    const made = join(work, 'made')
    mkdirSync(join(made, 'node_modules'), { recursive: true })
    const link = join(made, 'node_modules/hydraconf')
    if (!existsSync(link)) {
      mkdirSync(link)
      cpSync(join(dirname(COMMAND), '../package.json'), join(link, 'package.json'))
      symlinkSync(join(work, 'dist'), join(link, 'dist'))
    }
    return spawnSync(process.execPath, ['app.mjs', ...argv], { cwd: made, encoding: 'utf8' })
  }
  const one = program('db=postgres', 'hydra.run.dir=out')
  expect([one.status, one.stdout]).toEqual([0, expect.stringContaining('demo on localhost:5432')])
  expect(readFileSync(join(work, 'made/out/app.log'), 'utf8')).toContain('demo on localhost:5432')
  const many = program('-m', 'db=mysql,postgres', 'hydra.sweep.dir=many')
  expect([many.status, readdirSync(join(work, 'made/many')).sort().slice(-3)]).toEqual([0, ['0', '1', 'multirun.yaml']])
})

test('the command of a package fits the type of commands', () => {
  const fits: CommandFamily = packageCommand
  expect(Object.keys(fits.commands)).toContain('plan')
})

function run(...argv: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...argv], { cwd: work, encoding: 'utf8' })
  return { status, stdout, stderr }
}

function keptFiles(): readonly string[] {
  return readdirSync(chunks).filter((name) => name.includes('.cache'))
}

function dropKept(): void {
  for (const name of keptFiles()) rmSync(join(chunks, name), { recursive: true })
}
