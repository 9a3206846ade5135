import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import * as node from '@hydraconf/node'
import { expect, onTestFinished, test } from 'vitest'
import { runCommand } from './run-command.js'
import { HYDRA_VERSION, VERSION } from './version.js'

const CONF = {
  'conf/config.yaml': '# the app\ndefaults:\n  - db: mysql # as ever\n  - _self_\n\nlr: 0.1\nurl: ${db.host}:80\n',
  'conf/db/mysql.yaml': 'host: a\n',
  'conf/db/postgres.yaml': 'host: b\n',
}

test('composes conf/config.yaml and prints it', async () => {
  const { code, out } = await command(CONF, ['db=postgres'])
  expect(code).toBe(0)
  expect(out).toBe('db:\n  host: b\nlr: 0.1\nurl: ${db.host}:80\n')
  expect((await command(CONF, ['--resolve', '-p', 'url'])).out).toBe('a:80\n')
  expect((await command(CONF, ['-i', 'searchpath'])).out).toContain('/conf')
})

test('--json is JSON, with ints of any size', async () => {
  const { out } = await command({ 'conf/config.yaml': 'a: 12345678901234567890\nb: .inf\nc: [1.5, null, {}]\n' }, [
    '--json',
  ])
  expect(out.replace(/\s/g, '')).toBe('{"a":12345678901234567890,"b":"inf","c":[1.5,null,{}]}')
})

test('-m prints every job and runs nothing', async () => {
  const { out } = await command(CONF, ['-m', 'lr=1,2', '-p', 'lr'])
  expect(out).toBe('# job 0: lr=1\n1\n---\n# job 1: lr=2\n2\n')
  const { out: json } = await command(CONF, ['-m', '--json', 'lr=1,2', '-p', 'lr'])
  expect(JSON.parse(json)).toEqual([
    { job: 0, overrides: ['lr=1'], config: 1 },
    { job: 1, overrides: ['lr=2'], config: 2 },
  ])
})

test('explain says where a value was written and what changed it', async () => {
  const { out } = await command(CONF, ['explain', 'lr', 'lr=3'])
  expect(out).toContain('lr: 3\n')
  expect(out).toContain('conf/config.yaml:6:5')
  const { out: json } = await command(CONF, ['explain', '--json', 'url'])
  const { value, resolved, place, sources } = JSON.parse(json)
  expect({ value, resolved, line: place.line }).toEqual({ value: '${db.host}:80', resolved: 'a:80', line: 7 })
  expect(sources[0]).toMatchObject({ kind: 'key', key: 'db.host', value: 'a' })
  expect((await command(CONF, ['explain', 'lrr'])).err).toContain('lr')
})

test('diff shows what two sets of overrides make different, and why', async () => {
  const { code, out } = await command(CONF, ['diff', 'db=mysql', '--', 'db=postgres', '+new=1'])
  expect(code).toBe(0)
  expect(out).toMatch(/^db\.host: a -> b\n {2}- .*mysql\.yaml:1:7 .*\n {2}\+ .*postgres\.yaml:1:7 .*db=postgres.*\n/)
  expect(out).toContain('new: (absent) -> 1\n  + +new=1\n')
  expect((await command(CONF, ['diff', '--exit-code', '--', 'lr=2'])).code).toBe(1)
  expect((await command(CONF, ['diff', '--exit-code', 'lr=2', '--', 'lr=2'])).out).toBe('No difference.\n')
})

test('check finds what is wrong anywhere, each with its place', async () => {
  const files = {
    ...CONF,
    'conf/db/broken.yaml': 'host: [1\n',
    'conf/db/dangling.yaml': 'host: ${nowhere}\n',
    'conf/experiment/fast.yaml': '# @package _global_\ndefaults:\n  - override /db: postgrez\nlr: 1\n',
    'conf/old.yml': 'a: 1\n',
  }
  const { code, out } = await command(files, ['check', '--json'])
  expect(code).toBe(1)
  const found = JSON.parse(out).problems.map(
    ({ file, line, severity }: Record<string, unknown>) => `${file}:${line} ${severity}`,
  )
  expect(found).toEqual([
    'conf/db/broken.yaml:2 error',
    'conf/db/dangling.yaml:1 error',
    'conf/experiment/fast.yaml:3 error',
    'conf/old.yml:1 warning',
  ])
  const { out: sarif } = await command(files, ['check', '--format', 'sarif'])
  const [run] = JSON.parse(sarif).runs
  expect(run.results[1].locations[0].physicalLocation).toMatchObject({
    artifactLocation: { uri: 'conf/db/dangling.yaml' },
    region: { startLine: 1, startColumn: 7 },
  })
  expect((await command(CONF, ['check'])).out).toBe('3 files, 2 compositions: 0 errors, 0 warnings\n')
})

test('check --fix adds a missing _self_ and a missing override, and leaves the rest of the file alone', async () => {
  const { code, read } = await command(
    {
      ...CONF,
      'conf/config.yaml': '# the app\ndefaults:\n  - db: mysql   # as ever\n\n# rate\nlr: 0.1\n',
      'conf/experiment/fast.yaml': '# @package _global_\ndefaults:\n  - /db: postgres   # keep\nlr:   1\n',
    },
    ['check', '--fix'],
  )
  expect(code).toBe(0)
  expect(read('conf/config.yaml')).toBe(
    '# the app\ndefaults:\n  - db: mysql   # as ever\n  - _self_\n\n# rate\nlr: 0.1\n',
  )
  expect(read('conf/experiment/fast.yaml')).toBe(
    '# @package _global_\ndefaults:\n  - override /db: postgres   # keep\nlr:   1\n',
  )
})

test('parity check compares with a recording, byte for byte', async () => {
  const recorder = { hydra: '1.3.5', omegaconf: '2.3.1', pyyaml: '6.0.3', python: '3.11' }
  const right = { config: 'config', overrides: ['lr=2'], yaml: 'db:\n  host: a\nlr: 2\nurl: ${db.host}:80\n' }
  const refused = { config: 'config', overrides: ['nope=1'], error: 'ConfigCompositionException' }
  const wrong = { config: 'config', overrides: [], yaml: 'db:\n  host: x\nlr: 0.1\nurl: ${db.host}:80\n' }
  const recording = (...lines: readonly object[]) => ({
    'parity/recorded.jsonl': [recorder, ...lines].map((line) => `${JSON.stringify(line)}\n`).join(''),
  })
  const same = await command({ ...CONF, ...recording(right, refused) }, ['parity', 'check'])
  expect([same.code, same.out]).toEqual([0, '2 of 2 compositions are as Hydra 1.3.5 made them\n'])
  const other = await command({ ...CONF, ...recording(wrong) }, ['parity', 'check'])
  expect(other.code).toBe(1)
  expect(other.out).toContain('config\n  line 2\n  -   host: x\n  +   host: a\n')
  expect((await command(CONF, ['parity', 'check'])).err).toContain('hydraconf parity record')
  expect((await command(CONF, ['parity', 'record', '--python', 'no-such-python'])).err).toContain(
    'pip install hydra-core',
  )
})

test('a word that is no command is looked for among the installed packages', async () => {
  const files = {
    ...CONF,
    'package.json': '{}',
    'node_modules/@hydraconf/hello/package.json':
      '{ "name": "@hydraconf/hello", "type": "module", "exports": "./index.js" }',
    'node_modules/@hydraconf/hello/index.js':
      'export const command = { run: (argv, { host, options }) => { host.out(`${argv} ${options.configDir}`); return 3 } }',
    'node_modules/@hydraconf/silent/package.json':
      '{ "name": "@hydraconf/silent", "type": "module", "exports": "./index.js" }',
    'node_modules/@hydraconf/silent/index.js': 'export const nothing = 1',
  }
  const { code, out } = await command(files, ['hello', 'a', 'b'])
  expect([code, out]).toEqual([3, 'a,b conf'])
  expect((await command(files, ['silent'])).err).toContain('brings no command')
  const { code: unknown, err } = await command(files, ['expain', 'lr'])
  expect(unknown).toBe(1)
  expect(err).toContain('Did you mean explain?')
})

test('hydraconf.config.mjs says where the configs are and brings plugins', async () => {
  const { out } = await command(
    {
      'settings/app.yaml': 'greeting: ${shout:hello}\n',
      'hydraconf.config.mjs': `export default {
  configDir: new URL('settings', import.meta.url),
  configName: 'app',
  plugins: [{ name: 'mine', resolvers: new Map([['shout', { call: ([text]) => ({ ...text, value: text.value.toUpperCase() }), cache: false, pure: true }]]) }],
}`,
    },
    ['--resolve'],
  )
  expect(out).toBe('greeting: HELLO\n')
})

test.each([
  { argv: ['db=mysq'], code: 1, words: 'Did you mean mysql?' },
  { argv: ['-cn', 'confg'], code: 1, words: 'confg' },
  { argv: ['--nope'], code: 2, words: 'unrecognized arguments: --nope' },
  { argv: ['--run'], code: 1, words: 'no program to run' },
  { argv: ['diff', 'lr=1'], code: 1, words: '--' },
  { argv: ['check', '--format', 'xml'], code: 1, words: 'text, json, sarif' },
  { argv: ['completion', 'tcsh'], code: 1, words: 'bash, fish, zsh' },
])('$argv is refused with exit code $code and one message', async ({ argv, code, words }) => {
  const ran = await command(CONF, argv)
  expect(ran.code).toBe(code)
  expect(ran.err).toContain(words)
  expect(ran.err).not.toMatch(/^ +at /m)
  expect(ran.out).toBe('')
})

test('with --json a refusal is JSON too', async () => {
  const { code, out, err } = await command(CONF, ['--json', 'db=mysq'])
  expect([code, err]).toEqual([1, ''])
  expect(JSON.parse(out).error).toMatchObject({ type: 'MissingConfigException', code: 'option-not-found' })
  const info = await command(CONF, ['--json', '--info', 'defaults'])
  expect(info.code).toBe(1)
  expect(JSON.parse(info.out).error.message).toContain('--info')
})

test('without a config named config, those that there are are listed', async () => {
  const { code, err } = await command({ 'conf/train.yaml': 'a: 1\n', 'conf/eval.yaml': 'a: 2\n' }, [])
  expect(code).toBe(1)
  expect(err).toContain('eval, train')
})

test('completes commands, keys behind explain, and what Hydra completes', async () => {
  const complete = async (line: string) => {
    const { out } = await command(CONF, ['-sc', 'query=fish'], { COMP_LINE: line })
    return out.split('\n').filter((text) => text !== '')
  }
  expect(await complete('hydraconf ex')).toEqual(['explain'])
  expect(await complete('hydraconf explain db.')).toEqual(['db.host'])
  expect(await complete('hydraconf check db=')).toEqual(['db=mysql', 'db=postgres'])
  expect(await complete('hydraconf -cn config db=p')).toEqual(['db=postgres'])
})

test('says its version before anything is loaded', () => {
  expect([VERSION, HYDRA_VERSION]).toEqual([node.VERSION, node.HYDRA_VERSION])
})

async function command(
  files: Readonly<Record<string, string>>,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
) {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'command-')))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true })
    writeFileSync(join(dir, name), text)
  }
  let out = ''
  let err = ''
  const code = await runCommand(argv, {
    argv,
    program: undefined,
    env: { ...env },
    cwd: () => dir,
    chdir: () => {},
    now: () => new Date(0),
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
  })
  return { code, out, err, read: (path: string) => readFileSync(join(dir, path), 'utf8') }
}
