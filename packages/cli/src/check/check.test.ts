import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { runCommand } from '../run-command.js'

const TWO_GROUPS = {
  'conf/config.yaml': 'defaults:\n  - db: mysql\n  - cache: redis\n  - _self_\nlr: 0.1\n',
  'conf/db/mysql.yaml': 'port: 3306\n',
  'conf/db/postgres.yaml': 'port: 5432\n',
  'conf/cache/redis.yaml': 'size: 1\n',
  'conf/cache/none.yaml': 'size: 0\n',
}

test('a sound tree has no problems', async () => {
  expect(await check(TWO_GROUPS)).toEqual({ code: 0, found: [], report: expect.objectContaining({ compositions: 3 }) })
})

test.each([
  ['an option', '  - db: mysqll\n', 'option-not-found'],
  ['an option of Hydra', '  - override hydra/job_logging: rich\n', 'option-not-found'],
  ['a config by path', '  - nowhere\n', 'config-not-found'],
])('a primary config that asks for %s that is not there is one problem', async (_, entry, code) => {
  const { found } = await check({
    ...TWO_GROUPS,
    'conf/config.yaml': `defaults:\n  - cache: redis\n${entry}  - _self_\n`,
    'conf/experiment/big.yaml': '# @package _global_\ndefaults:\n  - override /cache: none\n',
  })
  expect(found).toEqual([`error ${code} conf/config.yaml:3`])
})

test('what is not there is one problem, however many configs ask for it', async () => {
  const { found, report } = await check({
    'conf/a.yaml': 'defaults: [schema, _self_]\n',
    'conf/b.yaml': 'defaults: [schema, _self_]\n',
  })
  expect(found).toEqual(['error config-not-found conf/a.yaml:1'])
  expect(report.problems[0].also).toEqual([{ file: 'conf/b.yaml', line: 1, column: 12 }])
})

test('options are tried whatever they and their groups are called', async () => {
  const { code, report } = await check({
    'conf/config.yaml': 'defaults:\n  - _self_\n  - exp: null\n  - h: "on"\n',
    'conf/exp/10x10/u.yaml': '# @package _global_\nx: 2\n',
    'conf/2d/g.yaml': 'v: 1\n',
    'conf/a@b/g.yaml': 'v: 1\n',
    'conf/h/on.yaml': 'v: 1\n',
    'conf/h/1.yaml': 'v: 2\n',
    'conf/h/null.yaml': 'v: 3\n',
  })
  expect({ code, problems: report.problems, compositions: report.compositions }).toEqual({
    code: 0,
    problems: [],
    compositions: 6,
  })
})

test('a config that includes the folder it lies in is not tried without end', async () => {
  const { code, report } = await check({
    'conf/base.yaml': 'a: 1\n',
    'conf/config.yaml': 'defaults:\n  - _self_\n  - .@encoder: base\n  - .@decoder: base\n',
  })
  expect({ code, compositions: report.compositions }).toEqual({ code: 0, compositions: 2 })
})

test('a config that includes its like by ever longer paths is not tried without end', async () => {
  const { report } = await check({
    'conf/config.yaml': 'defaults:\n  - a: one\n',
    'conf/a/one.yaml': 'x: 1\n',
    'conf/a/two.yaml': 'defaults:\n  - ../b@_global_: one\n',
    'conf/b/one.yaml': 'x: 1\n',
    'conf/b/two.yaml': 'defaults:\n  - ../b@_global_.p: two\n',
  })
  expect(report.compositions).toBeLessThan(20)
})

test('options that work only together are notes', async () => {
  const { code, found, report } = await check({
    'conf/config.yaml': 'defaults:\n  - arch: small\n  - tasks: small\n  - _self_\n',
    'conf/arch/small.yaml': 'n: 1\n',
    'conf/arch/large.yaml': 'n: ${constants.norm}\n',
    'conf/tasks/small.yaml': 't: 1\n',
    'conf/tasks/large.yaml': '# @package _global_\nconstants:\n  norm: 7\n',
  })
  expect({ code, found }).toEqual({ code: 0, found: ['note interpolation-key-not-found conf/arch/large.yaml:1'] })
  expect(report.problems[0].advice).toContain('config tasks=large')
})

test('an option that one primary config accepts is sound, that another refuses it is a note', async () => {
  const { code, found } = await check({
    'conf/train.yaml': 'defaults:\n  - cache: redis\n  - db: mysql\n  - _self_\n',
    'conf/eval.yaml': 'defaults:\n  - db: mysql\n  - _self_\n',
    'conf/db/mysql.yaml': 'a: 1\n',
    'conf/db/cached.yaml': '# @package _global_\ndefaults:\n  - override /cache: none\n',
    'conf/cache/redis.yaml': 'a: 1\n',
    'conf/cache/none.yaml': 'a: 1\n',
  })
  expect({ code, found }).toEqual({ code: 0, found: ['note unused-override conf/db/cached.yaml:3'] })
})

test('an interpolation that nothing serves is a warning, a misspelled one an error', async () => {
  const files = { 'conf/config.yaml': 'model:\n  width: 3\na: ${optimizer.lr}\nb: ${model.widht}\n' }
  const { code, found } = await check(files)
  expect({ code, found }).toEqual({
    code: 1,
    found: [
      'error interpolation-key-not-found conf/config.yaml:4',
      'warning interpolation-key-not-found conf/config.yaml:3',
    ],
  })
  const warned = { 'conf/config.yaml': 'a: ${optimizer.lr}\n' }
  expect((await check(warned)).code).toBe(0)
  expect((await check(warned, '--strict')).code).toBe(1)
})

test('a resolver that the program brings is named once, with all its places', async () => {
  const { code, found, report } = await check({ 'conf/config.yaml': 'a: ${eval:1}\nb: ${eval:2}\nc: ${eval:3}\n' })
  expect({ code, found }).toEqual({ code: 0, found: ['note unknown-resolver conf/config.yaml:1'] })
  expect(report.problems[0].also).toHaveLength(2)
})

test('what is only included has to make sense where it is included, and can be left out by name', async () => {
  const files = {
    'conf/config.yaml': 'defaults:\n  - db: mysql\n  - _self_\n',
    'conf/db/mysql.yaml': 'defaults:\n  - base\nhost: here\n',
    'conf/db/base.yaml': 'defaults:\n  - override /cache: none\nurl: ${.host}:80\n',
    'conf/cache/none.yaml': 'a: 1\n',
  }
  expect((await check({ ...files, 'conf/db/base.yaml': 'url: ${.host}:80\n' })).found).toEqual([])
  const unused = { ...TWO_GROUPS, 'conf/legacy/old.yaml': '# @package _global_\ndefaults:\n  - override /gone: x\n' }
  expect((await check(unused)).found).toEqual(['error unused-override conf/legacy/old.yaml:3'])
  for (const pattern of ['legacy/old', 'legacy', 'conf/legacy/*.yaml', '**/old.yaml']) {
    expect((await check(unused, '--ignore', pattern)).found, pattern).toEqual([])
  }
})

test('a folder without configs is refused with exit code 2, and the likely one named', async () => {
  const files = { 'app.py': '', 'configs/config.yaml': 'defaults: [_self_]\n' }
  const { code, report } = await check(files)
  expect({ code, error: report.error }).toEqual({
    code: 2,
    error: expect.objectContaining({ code: 'nothing-composed', advice: expect.stringContaining('-cp configs') }),
  })
  expect((await check(files, '-cp', 'configs')).code).toBe(0)
  expect((await check(files, '-cp', 'nowhere')).code).toBe(2)
  expect((await check({ 'conf/config.yml': 'a: 1\n' })).code).toBe(2)
})

test('primary configs in sub-folders are found, and a folder of them may be a tree of its own', async () => {
  const { code, found, report } = await check({
    'conf/run/one.yaml': 'defaults: [_self_]\nx: 1\n',
    'conf/run/two.yaml': 'defaults: [missing_config]\n',
    'conf/jobs/train.yaml': 'defaults:\n  - /model: small\n  - _self_\nlr: ${model.lr}\n',
    'conf/jobs/model/small.yaml': 'lr: 1\n',
  })
  expect({ code, found }).toEqual({ code: 1, found: ['error config-not-found conf/run/two.yaml:1'] })
  expect(report.primaries).toEqual(expect.arrayContaining(['run/one', 'jobs/train']))
})

test('installed packages, other projects and their trees are not looked into', async () => {
  const broken = 'defaults: [nowhere]\n'
  const { code, report } = await check(
    {
      'config.yaml': 'a: 1\n',
      '.venv/lib/hydra/config.yaml': broken,
      'env/pyvenv.cfg': '',
      'env/a.yaml': broken,
      'node_modules/p/config.yaml': broken,
      'vendor/pyproject.toml': '',
      'vendor/config.yaml': broken,
      'outputs/2026-01-31/12-00-00/config.yaml': broken,
      'examples/app.py': '',
      'examples/conf/config.yaml': broken,
    },
    '-cp',
    '.',
  )
  expect({ code, files: report.files, otherTrees: report.otherTrees }).toEqual({
    code: 0,
    files: 1,
    otherTrees: ['examples/conf'],
  })
})

test('a search path that holds the whole project makes nothing in it an option', async () => {
  const { code, report } = await check({
    'conf/config.yaml': 'hydra:\n  searchpath: ["file://${oc.env:PWD}"]\ndefaults:\n  - db: mysql\n  - _self_\n',
    'conf/db/mysql.yaml': 'a: 1\n',
    'db/schema.yaml': 'defaults: [nowhere]\n',
    'docker-compose.yaml': 'defaults: [nowhere]\n',
  })
  expect({ code, compositions: report.compositions }).toEqual({ code: 0, compositions: 1 })
})

test('a search path that is relative to another working directory is looked for above the tree', async () => {
  const { code, found } = await check(
    {
      'app/conf/config.yaml': 'hydra:\n  searchpath: ["file://shared/conf"]\ndefaults:\n  - base\n  - _self_\n',
      'shared/conf/base.yaml': 'a: 1\n',
      'elsewhere/x.txt': '',
    },
    '-cp',
    '../app/conf',
  )
  expect({ code, found }).toEqual({ code: 0, found: ['note config-not-found'] })
})

test('what YAML 1.1 reads otherwise than most people is noted', async () => {
  const { code, found, report } = await check({
    'conf/config.yaml': 'mode: 012\ntime: 1:30\nbig: 1_000\non: yes\nquoted: "no"\nplain: 0\ny: n\nhex: 0x1f\n',
  })
  expect({ code, found }).toEqual({
    code: 0,
    found: [
      'note octal-number conf/config.yaml:1',
      'note sexagesimal-number conf/config.yaml:2',
      'note underscored-number conf/config.yaml:3',
      'note boolean-word conf/config.yaml:4',
      'note boolean-word conf/config.yaml:4',
    ],
  })
  expect(report.problems[1].message).toContain('90')
})

test.each([
  ['b: &b {lr: 1}\nf: &f {lr: 2}\ne:\n  <<: [*b, *f]\n', 1],
  ['b: &b {lr: 1}\ng: &g\n  <<: *b\n  lr: 7\ni:\n  <<: [*b, *g]\n', 1],
  ['b: &b {lr: 1}\nf: &f {lr: 2}\ne:\n  <<: [*b, *f]\n  lr: 3\n', 0],
  ['b: &b {lr: 1}\nf: &f {wd: 2}\ne:\n  <<: [*b, *f]\n', 0],
])('merged maps with keys in common are noted: %j', async (text, count) => {
  const { found } = await check({ 'conf/config.yaml': text })
  expect(found.filter((each) => each.includes('merge-order'))).toHaveLength(count)
})

test('a package header that is not read, or no longer meant, is a warning', async () => {
  const { found } = await check({
    ...TWO_GROUPS,
    'conf/experiment/fast.yaml': '# yaml-language-server: $schema=x.json\n# @package _global_\nlr: 1\n',
    'conf/db/old.yaml': '# @package _group_\nport: 1\n',
  })
  expect(found).toEqual([
    'warning header-keyword conf/db/old.yaml:1',
    'warning header-not-read conf/experiment/fast.yaml:2',
  ])
})

test.each([
  [
    'a place on the search path that is not there',
    'hydra:\n  searchpath: ["pkg://gone"]\ndefaults: [g: c, _self_]\n',
    'pkg://gone (not there)',
  ],
  ['an option without a colon', 'defaults: [h on, _self_]\n', '- h: on'],
  ['a file with the other extension', 'defaults: [g: b, _self_]\n', 'g/b.yml: rename it'],
  ['an option that YAML takes for a boolean', 'defaults: [h: on, _self_]\n', "h: 'on'"],
])('%s is named as the cause', async (_, text, words) => {
  const { report } = await check({
    'conf/config.yaml': text,
    'conf/g/a.yaml': 'v: 1\n',
    'conf/g/b.yml': 'v: 1\n',
    'conf/h/on.yaml': 'v: 1\n',
  })
  expect(report.problems[0].advice).toContain(words)
})

test('overrides go into every composition', async () => {
  const files = {
    'conf/config.yaml': 'defaults:\n  - generation: patched\n  - _self_\n',
    'lib/generation/patched.yaml': 'a: 1\n',
  }
  expect((await check(files)).code).toBe(1)
  expect((await check(files, 'hydra.searchpath=[file://lib]')).code).toBe(0)
})

describe('the targets of a program', () => {
  // Which targets a list has is the business of @hydraconf/instantiate; here a stand-in knows one.
  const instantiate = `export function findTargetProblems(config, evaluation, targets) {
    const found = config.value.items.get('_target_')
    if (found === undefined || found.value in targets) return []
    const message = found.value + ' is none of ' + Object.keys(targets)
    return [{ severity: 'error', code: 'target-not-located', message, origin: found.origin }]
  }`
  const files = {
    ...TWO_GROUPS,
    'conf/db/postgres.yaml': '# @package _global_\n_target_: app.Nothing\n',
    'targets.mjs': "export const targets = { 'app.Db': class {} }\n",
    'node_modules/@hydraconf/instantiate/package.json': '{ "type": "module", "exports": "./index.js" }',
    'node_modules/@hydraconf/instantiate/index.js': instantiate,
  }

  test('are what every composition is held to', async () => {
    expect((await check(files)).code).toBe(0)
    const { code, found, report } = await check(files, '--targets', 'targets.mjs')
    expect({ code, found }).toEqual({ code: 1, found: ['error target-not-located conf/db/postgres.yaml:2'] })
    expect(report.problems[0].overrides).toEqual(['db=postgres'])
  })

  test.each([
    ['that are not there', {}, 'nowhere.mjs', 'there is no such file'],
    ['that are not exported', { 't.mjs': 'export const others = 1\n' }, 't.mjs', 'exports no targets'],
    ['whose module fails', { 't.mjs': 'throw new Error("on purpose")\n' }, 't.mjs', 'could not be loaded: on purpose'],
    [
      'without the package',
      { 't.mjs': 'export default {}\n', 'node_modules/@hydraconf/instantiate/package.json': '{ "exports": {} }' },
      't.mjs',
      'is not installed',
    ],
  ])('%s are refused in one message', async (_, more, file, words) => {
    const { code, report } = await check({ ...files, ...more }, '--targets', file)
    expect([code, report.error?.message]).toEqual([1, expect.stringContaining(words)])
  })
})

test('past the limit no composition is tried, the primary configs come first, and how many were left out is said', async () => {
  const options = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`conf/db/o${at}.yaml`, `n: ${at}\n`]))
  const primaries = { 'conf/a.yaml': 'defaults: [db: o0, _self_]\n', 'conf/b.yaml': 'defaults: [db: o1, _self_]\n' }
  const files = { ...options, ...primaries, 'conf/c.yaml': 'defaults: [nowhere, _self_]\n' }
  const counts = async (...words: string[]) => {
    const { found, report } = await check(files, ...words)
    return [report.compositions, report.leftOut, report.primaries, found]
  }
  const found = ['error config-not-found conf/c.yaml:1']
  expect(await counts()).toEqual([41, 0, ['a', 'b', 'c'], found])
  expect(await counts('--limit', '10')).toEqual([10, 31, ['a', 'b', 'c'], found])
})

/** Runs `hydraconf check --json` in a folder of these files. */
async function check(files: Readonly<Record<string, string>>, ...words: string[]) {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'hydraconf-check-')))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  const cwd = 'elsewhere/x.txt' in files ? join(root, 'elsewhere') : root
  let out = ''
  const argv = ['check', '--json', ...words]
  const code = await runCommand(argv, {
    argv,
    program: undefined,
    env: { PWD: cwd },
    cwd: () => cwd,
    chdir: () => {},
    now: () => new Date(0),
    out: (text) => {
      out += text
    },
    err: () => {},
  })
  const report = JSON.parse(out)
  const found: string[] = (report.problems ?? []).map(({ severity, code: kind, file, line }: Record<string, unknown>) =>
    `${severity} ${kind} ${file === undefined || String(file).startsWith('/') ? '' : `${file}:${line}`}`.trim(),
  )
  return { code, found, report }
}
