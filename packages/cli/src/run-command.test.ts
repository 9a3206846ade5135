import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import * as node from '@hydraconf/node'
import { expect, onTestFinished, test } from 'vitest'
import { isFamily } from './command.js'
import { COMMANDS } from './commands.js'
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

test('--resolve works from top to bottom, in place; a list of a resolver is printed alone, and is no part of a config', async () => {
  const text = 'a: \\${x}\nb: ${a}\nd: {k: "${x}"}\nt: v=${d}\nn: ${hydra:job.name}\nx: 5\n'
  const files = {
    'conf/config.yaml': `${text}hydra: {job: {name: "n\${a}"}}\n`,
    'conf/made.yaml': 't: ${oc.decode:"[1, a]"}\n',
  }
  expect((await command(files, ['--resolve'])).out).toBe(
    "a: ${x}\nb: 5\nd:\n  k: 5\nt: 'v={''k'': 5}'\n'n': n5\nx: 5\n",
  )
  expect((await command(files, ['--resolve', '-p', 'n'])).out).toBe('n${x}\n')
  expect((await command(files, ['--resolve', '-p', 'd'])).out).toBe('# @package d\nk: 5\n')
  expect((await command(files, ['-cn', 'made', '--resolve', '-p', 't'])).out).toBe("[1, 'a']\n")
  const refused = await command(files, ['-cn', 'made', '--resolve'])
  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining("'t'")])
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

test('-m prints the jobs of hydra.sweeper.params, as a program would run them', async () => {
  const files = { 'conf/config.yaml': 'lr: 0\nhydra:\n  sweeper:\n    params:\n      lr: 4,[5]\n' }
  expect((await command(files, ['-m'])).out).toBe('# job 0: lr=4\nlr: 4\n---\n# job 1: lr=[5]\nlr:\n- 5\n')
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

test('diff compares two primary configs, and what two files of overrides say', async () => {
  const files = { ...CONF, 'conf/other.yaml': 'lr: 0.2\n', fast: '# fast\nlr=9\n' }
  const { out } = await command(files, ['diff', '-cn', 'config', '--', '-cn', 'other', '-cd', 'conf/db', '+mysql=null'])
  expect(out).toMatch(/^lr: 0\.1 -> 0\.2$/m)
  expect((await command(files, ['diff', '--', '@fast'])).out).toMatch(/^lr: 0\.1 -> 9\n/)
})

test('every command tells of its flags, and of nothing else, when asked for help', async () => {
  const lines = Object.entries(COMMANDS).flatMap(([name, each]) =>
    isFamily(each) ? [[name], ...Object.keys(each.commands).map((word) => [name, word])] : [[name]],
  )
  for (const line of lines) {
    const asked = await command(CONF, [...line, '--help'])
    expect(asked).toMatchObject({ code: 0, err: '' })
    expect(asked.out).toMatch(new RegExp(`^usage: hydraconf ${line.join(' ')}`))
    expect((await command(CONF, ['help', ...line])).out).toBe(asked.out)
  }
  const { out } = await command(CONF, ['help'])
  for (const name of Object.keys(COMMANDS)) expect(out).toMatch(new RegExp(`^ {2}${name} +\\S`, 'm'))
  expect((await command(CONF, ['-h'])).out).toBe(out)
})

test('explain without a key prints every value with its place, as JSON too', async () => {
  expect((await command(CONF, ['explain'])).out).toContain('lr: 0.1')
  const { out } = await command(CONF, ['explain', '--json', 'lr=3'])
  expect(JSON.parse(out).map(({ key, value }: Record<string, unknown>) => [key, value])).toEqual([
    ['db.host', 'a'],
    ['lr', 3],
    ['url', '${db.host}:80'],
  ])
  expect(JSON.parse(out)[2].place).toMatchObject({ line: 7 })
})

test('explain cuts a value for a terminal, never for a pipe', async () => {
  const long = 'x'.repeat(500)
  const files = { 'conf/config.yaml': `a: ${long}\n` }
  expect((await command(files, ['explain', 'a'])).out.split(long)).toHaveLength(3)
  expect((await command(files, ['explain', 'a'], {}, 80)).out).toContain('…')
})

test('groups names every group, its options, the chosen one and the override that changes it', async () => {
  const files = {
    'conf/config.yaml': 'defaults:\n  - db: mysql\n  - db@backup: null\n  - cache: ???\n  - _self_\n',
    'conf/db/mysql.yaml': 'a: 1\n',
    'conf/db/my sql.yaml': 'a: 2\n',
    'conf/cache/10.yaml': 'a: 1\n',
    'conf/experiment/fast.yaml': '# @package _global_\nlr: 1\n',
  }
  const { out, code } = await command(files, ['groups'])
  expect(code).toBe(0)
  expect(out.replace(/ +/g, ' ')).toBe(
    [
      'group chosen change it with options',
      `cache ??? "cache='10'" 10`,
      `db mysql "db='my sql'" my sql [mysql]`,
      `db@backup null "db@backup='my sql'" my sql mysql`,
      'experiment - +experiment=fast fast',
      '',
    ].join('\n'),
  )
})

test.each([[[]], [['+experiment=fast']], [['db=my sql', '+experiment=slow']]])(
  'every override that groups names with %j composes, and chooses what it says',
  async (...overrides) => {
    const files = {
      'conf/config.yaml': 'defaults:\n  - db: mysql\n  - db@backup.one: null\n  - a/b: 10x10\n  - _self_\n',
      'conf/db/mysql.yaml': 'a: 1\n',
      'conf/db/my sql.yaml': 'a: 2\n',
      'conf/a/b/10x10.yaml': 'a: 1\n',
      'conf/a/b/on.yaml': 'a: 1\n',
      'conf/experiment/fast.yaml': '# @package _global_\nlr: 1\n',
      'conf/experiment/slow.yaml': '# @package _global_\nlr: 2\n',
    }
    const given = overrides.flat()
    const { out } = await command(files, ['groups', '--json', ...given])
    const rows: readonly { key: string; options: readonly { option: string; override: string }[] }[] = JSON.parse(out)
    expect(rows.map(({ key }) => key)).toEqual(['a/b', 'db', 'db@backup.one', 'experiment'])
    for (const { key, options } of rows) {
      for (const { option, override } of options) {
        const others = given.filter((text) => text.replace(/^\+|=.*/g, '') !== key)
        const after = await command(files, ['groups', '--json', ...others, override])
        const found = JSON.parse(after.out).find((row: { key: string }) => row.key === key)
        expect([override, found.chosen]).toEqual([override, option])
        expect(await command(files, [...others, override])).toMatchObject({ code: 0 })
      }
    }
  },
)

test('init writes a tree that composes, and touches nothing that is there', async () => {
  const { code, out, dir } = await command({}, ['init'])
  expect([code, out.split('\n')[0]]).toEqual([
    0,
    'Written: app.mjs, conf/config.yaml, conf/db/mysql.yaml, conf/db/postgres.yaml',
  ])
  expect(readFileSync(join(dir, 'app.mjs'), 'utf8')).toContain('hydraMain')
  const again = await command({ 'app.mjs': 'mine' }, ['init'])
  expect([again.code, again.read('app.mjs')]).toEqual([1, 'mine'])
  expect(again.err).toContain('nothing was written')
})

test('more folders of configs may be given, and the folder of a Python package', async () => {
  const files = {
    ...CONF,
    'one/db/oracle.yaml': 'host: one\n',
    'two/db/oracle.yaml': 'host: two\n',
    'two/db/sqlite.yaml': 'host: two\n',
    'src/shop/settings/config.yaml': 'from: shop\n',
  }
  const dirs = ['-cd', 'one', '-cd=two', '-p', 'db.host']
  expect((await command(files, [...dirs, 'db=oracle'])).out).toBe('one\n')
  expect((await command(files, [...dirs, 'db=sqlite'])).out).toBe('two\n')
  const python = ['-cp', 'pkg://shop.settings', '--pkg', 'shop=src/shop']
  expect((await command(files, python)).out).toBe('from: shop\n')
  expect((await command(files, ['explain', 'from', ...python])).out).toContain('src/shop/settings/config.yaml')
  expect((await command(files, [...python, '-i', 'searchpath'])).out).toContain('pkg://shop.settings')
  expect((await command(files, ['-cp', 'pkg://shop/settings', '--pkg=shop=src/shop'])).out).toBe('from: shop\n')
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
    'conf/experiment/fast.yaml:3 error',
    'conf/db/dangling.yaml:1 warning',
    'conf/old.yml:1 warning',
  ])
  const { out: sarif } = await command(files, ['check', '--format', 'sarif'])
  const [run] = JSON.parse(sarif).runs
  expect(run.results[2].locations[0].physicalLocation).toMatchObject({
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

test.each([
  ['1.3.8', '6.0.2', 1],
  ['1.3.8', '6.0.4', 2],
  ['1.4.0rc3', '6.0.4', 1],
])('parity check reads as Hydra %s with PyYAML %s', async (hydra, pyyaml, merged) => {
  const recorder = { hydra, omegaconf: '2', pyyaml, python: '3.11' }
  const config = 'base: &base {key: 1}\nmore: &more {key: 2}\nit: {<<: [*base, *more]}\n'
  const yaml = `base:\n  key: 1\nmore:\n  key: 2\nit:\n  key: ${merged}\n`
  const lines = [recorder, { config: 'config', overrides: [], yaml }].map((line) => `${JSON.stringify(line)}\n`)
  const { code } = await command({ 'conf/config.yaml': config, 'parity/recorded.jsonl': lines.join('') }, [
    'parity',
    'check',
  ])
  expect(code).toBe(0)
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
    'node_modules/@hydraconf/hello/index.js': `export const command = {
  summary: 'greets',
  positionals: [{ name: 'WHO', summary: 'whom', many: true }],
  flags: [{ name: 'times', takes: 'value', summary: 'how often' }],
  composes: 'config',
  run: ({ positionals, flags, json }, context) => {
    context.host.out([positionals, flags.times, json, context.compose().yaml()].join(' '))
    return 3
  },
}`,
    'node_modules/@hydraconf/silent/package.json':
      '{ "name": "@hydraconf/silent", "type": "module", "exports": "./index.js" }',
    'node_modules/@hydraconf/silent/index.js': 'export const nothing = 1',
  }
  const { code, out } = await command(files, ['hello', 'a', 'lr=2', '--times', '4', 'b', '-cn', 'config'])
  expect([code, out]).toEqual([3, 'a,b 4 false db:\n  host: a\nlr: 2\nurl: ${db.host}:80\n'])
  const help = await command(files, ['hello', '--help'])
  expect(help.code).toBe(0)
  expect(help.out).toMatch(/^usage: hydraconf hello WHO \.\.\. \[flags\] \[overrides \.\.\.\]\n/)
  expect(help.out).toMatch(/--times VALUE +how often\n/)
  expect((await command(files, ['help'])).out).toMatch(/installed packages:\n {2}hello +greets\n/)
  expect(await command(files, ['hello', '--volume', '4', 'a'])).toMatchObject({ code: 2, out: '' })
  expect((await command(files, ['silent'])).err).toContain('brings no command')
  const { code: unknown, err } = await command(files, ['expain', 'lr'])
  expect(unknown).toBe(2)
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
  { argv: ['diff', 'lr=1'], code: 2, words: '--' },
  { argv: ['check', '--format', 'xml'], code: 2, words: 'text, json, sarif' },
  { argv: ['check', 'db'], code: 2, words: "'db' is one word too many" },
  { argv: ['completion'], code: 2, words: 'bash, fish, zsh' },
  { argv: ['completion', 'tcsh'], code: 2, words: 'bash, fish, zsh' },
  { argv: ['parity'], code: 2, words: 'record, check' },
  { argv: ['parity', 'recrod'], code: 2, words: "no command 'recrod'" },
  { argv: ['foo'], code: 2, words: "no command 'foo'" },
  { argv: ['worker', '--help'], code: 2, words: 'npm install @hydraconf/bullmq' },
  { argv: ['help', 'foo'], code: 2, words: "no command 'foo'" },
  { argv: ['-cn', 'config', 'explain', 'lr'], code: 2, words: 'a command comes first' },
  { argv: ['explain', '--info', 'lr'], code: 2, words: 'unrecognized arguments: --info' },
  { argv: ['--pkg', 'shop'], code: 2, words: 'NAME=FOLDER' },
  { argv: ['@none'], code: 2, words: 'no such file' },
])('$argv is refused with exit code $code and one message', async ({ argv, code, words }) => {
  const ran = await command(CONF, argv)
  expect(ran.code).toBe(code)
  expect(ran.err).toContain(words)
  expect(ran.err).not.toMatch(/^ +at /m)
  expect(ran.out).toBe('')
})

test('with --json a refusal is JSON too', async () => {
  const unread = await command(CONF, ['diff', '--json', 'db=mysql'])
  expect([unread.code, unread.err, JSON.parse(unread.out).error.type]).toEqual([2, '', 'UsageError'])
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
  expect(await complete('hydraconf ls')).toEqual(['lsp'])
  expect(await complete('hydraconf explain db.')).toEqual(['db.host'])
  expect(await complete('hydraconf diff db=')).toEqual(['db=mysql', 'db=postgres'])
  expect(await complete('hydraconf check --f')).toEqual(['--format', '--fix'])
  expect(await complete('hydraconf check --format s')).toEqual(['sarif'])
  expect(await complete('hydraconf parity re')).toEqual(['record'])
  expect(await complete('hydraconf completion z')).toEqual(['zsh'])
  expect(await complete('hydraconf --res')).toEqual(['--resolve'])
  expect(await complete('hydraconf -cn config db=p')).toEqual(['db=postgres'])
})

test('says its version before anything is loaded', () => {
  expect([VERSION, HYDRA_VERSION]).toEqual([node.VERSION, node.HYDRA_VERSION])
})

async function command(
  files: Readonly<Record<string, string>>,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
  columns?: number,
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
    columns,
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
  })
  return { code, out, err, dir, read: (path: string) => readFileSync(join(dir, path), 'utf8') }
}
