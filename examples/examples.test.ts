import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundlePackages } from '../test/node/bundle.js'

let home: string

// Copies of the examples, with what they import installed as it would be.
beforeAll(async () => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'examples-')))
  const here = fileURLToPath(new URL('.', import.meta.url))
  cpSync(here, home, { recursive: true })
  await bundlePackages(['cli', 'instantiate'], join(home, 'node_modules/bundles'))
  install('hydraconf', '../bundles/cli.js')
  install('@hydraconf/instantiate', '../../bundles/instantiate.js')
})

function install(name: string, bundle: string): void {
  const folder = join(home, 'node_modules', name)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), `{ "name": "${name}", "type": "module", "exports": "./index.js" }`)
  writeFileSync(join(folder, 'index.js'), `export * from '${bundle}'\n`)
}

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

test('instantiate: objects are made of the config, one inside the other, and a partial waits for its call', () => {
  expect(run('6-instantiate', []).stdout).toBe(
    'mail from build@example.org (news): The build is done, 3 tries, 2 s apart\nLook at the build, every 60 s\n',
  )
  expect(run('6-instantiate', ['channel=sms', 'notifier.retry._args_=[5]', 'reminder.every=5']).stdout).toBe(
    'sms to 555-0100: The build is done, 5 tries, 2 s apart\nLook at the build, every 5 s\n',
  )
})

test('instantiate: what is not on the list is not made, whatever a config says', () => {
  const { status, stdout, stderr } = run('6-instantiate', ['channel._target_=child_process.execSync'])
  expect([status, stdout]).toEqual([1, ''])
  expect(stderr).toMatch(/'notifier\.channel': cannot make 'child_process\.execSync': .* is not on the list/)
  expect(run('6-instantiate', ['reminder._target_=app.remid']).stderr).toContain('Did you mean app.remind or')
})

test('instantiate: a config from code is the target with its parameters, and the call wins', () => {
  const { stdout } = run('6-instantiate', ['channel=fax'], 'stored.mjs')
  expect(stdout).toBe('mail from me@example.org (fax): The build is done\n')
})

function run(example: string, argv: readonly string[], program = 'app.mjs') {
  const dir = join(home, example)
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, ...argv], { cwd: dir, encoding: 'utf8' })
  return { stdout, stderr, status, dir }
}
