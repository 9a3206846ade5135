import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundlePackage } from '../test/node/bundle.js'

let home: string

// Copies of the examples, with hydraconf installed as it would be: the one import that they have.
beforeAll(async () => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'examples-')))
  const here = fileURLToPath(new URL('.', import.meta.url))
  cpSync(here, home, { recursive: true })
  const installed = join(home, 'node_modules/hydraconf')
  mkdirSync(installed, { recursive: true })
  writeFileSync(join(installed, 'package.json'), '{ "name": "hydraconf", "type": "module", "exports": "./index.js" }')
  await bundlePackage('cli', join(installed, 'index.js'))
})

afterAll(() => rmSync(home, { recursive: true, force: true }))

test('simple: values come from the file and the command line, and the run is recorded', () => {
  const { stdout, dir } = run('1-simple', ['name=you', 'times=2', 'hydra.run.dir=out'])
  expect(stdout).toMatch(/^Hello, you!\nHello, you!\n\[.*\]\[app\]\[INFO\] - greeted 2 times\n$/)
  expect(readFileSync(join(dir, 'out/.hydra/config.yaml'), 'utf8')).toBe('greeting: Hello\nname: you\ntimes: 2\n')
  expect(readFileSync(join(dir, 'out/.hydra/overrides.yaml'), 'utf8')).toBe('- name=you\n- times=2\n')
  expect(readFileSync(join(dir, 'out/app.log'), 'utf8')).toMatch(/greeted 2 times\n$/)
})

test('simple: a key that is not there is refused with the way to add it', () => {
  const { status, stderr } = run('1-simple', ['nmae=you'])
  expect(status).toBe(1)
  expect(stderr).toContain("'nmae'")
  expect(stderr).toContain('+nmae=you')
  expect(stderr).not.toContain('    at ')
})

test('groups: an option is added, and an unknown one is refused with the options there are', () => {
  expect(run('2-groups', []).stdout).toBe('nobody hears: The build is done\n')
  expect(run('2-groups', ['+channel=sms']).stdout).toBe('sms: The build is done\n')
  const { status, stderr } = run('2-groups', ['+channel=smz'])
  expect(status).toBe(1)
  expect(stderr).toContain('email, sms')
})

test('defaults: the list chooses, the command line chooses otherwise', () => {
  expect(run('3-defaults', []).stdout).toBe(
    'email: The build is done (2 tries, 60 s in all)\nchosen: channel=email retry=gentle\n',
  )
  expect(run('3-defaults', ['channel=sms', 'retry=eager', 'retry.wait=5']).stdout).toBe(
    'sms: The build is done (10 tries, 50 s in all)\nchosen: channel=sms retry=eager\n',
  )
})

test.each(['basic', 'local'])('multirun: a job for each combination, with a directory of its own (%s)', (launcher) => {
  const argv = ['-m', 'channel=email,sms', 'repeat=1,2', `hydra.sweep.dir=${launcher}`, `hydra/launcher=${launcher}`]
  const { status, dir } = run('4-multirun', argv)
  expect(status).toBe(0)
  const sent = (job: number) => readFileSync(join(dir, `${launcher}/${job}/sent.txt`), 'utf8')
  expect([0, 1, 2, 3].map(sent)).toEqual(['email: Hello\n', 'email: HelloHello\n', 'sms: Hello\n', 'sms: HelloHello\n'])
  expect(readdirSync(join(dir, launcher))).toContain('multirun.yaml')
})

test('experiments: one file changes choices and values, and the command line still wins', () => {
  expect(run('5-experiments', ['+experiment=loud']).stdout).toBe('sms: THE BUILD IS DONE (10 tries, 1 s apart)\n')
  expect(run('5-experiments', ['+experiment=patient', 'channel=sms']).stdout).toBe(
    'sms: The build is done (2 tries, 600 s apart)\n',
  )
  const { stdout } = run('5-experiments', ['-m', '+experiment=glob(*)', 'hydra/hydra_logging=disabled'])
  expect(stdout).toBe('sms: THE BUILD IS DONE (10 tries, 1 s apart)\nemail: The build is done (2 tries, 600 s apart)\n')
})

function run(example: string, argv: readonly string[]) {
  const dir = join(home, example)
  const { stdout, stderr, status } = spawnSync(process.execPath, ['app.mjs', ...argv], { cwd: dir, encoding: 'utf8' })
  return { stdout, stderr, status, dir }
}
