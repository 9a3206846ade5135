import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { runCommand } from '../run-command.js'

const TREE = {
  'conf/config.yaml': 'defaults:\n  - model: big/net   # the model\n  - _self_\nlr: 0.1\n',
  'conf/model/big/net.yaml': 'defaults:\n  - layer: conv\nsize: 3\n',
  'conf/model/layer/conv.yaml': 'kernel: 5\n',
  'conf/shared/paths.yaml': 'root: /data\n',
  'conf/jobs/nightly.yaml': 'defaults:\n  - ../shared@paths: paths\n  - _self_\nhydra: {job: {name: nightly}}\n',
  'conf/experiment/small.yaml': '# @package _global_\ndefaults:\n  - override /model: small/net\n',
  'conf/model/small/net.yaml': 'size: 1\n',
}

test('what the newer Hydra refuses is said with its place, and with what mends it', async () => {
  const { code, report } = await upgrade(TREE)
  expect(code).toBe(1)
  expect(report).toMatchObject({ compositions: 3, same: 0, changed: 0, refused: 3, written: [] })
  expect(report.problems.map(({ code, file, line }: Record<string, unknown>) => [code, file, line])).toEqual([
    ['parent-folder', 'conf/jobs/nightly.yaml', 2],
    ['found-before', 'conf/model/big/net.yaml', 2],
  ])
  expect(report.fixes.map(({ file, done }: Record<string, unknown>) => `${file}: ${done}`)).toContain(
    'conf/jobs/nightly.yaml: "../shared@paths: paths" becomes "/shared@paths: paths"',
  )
})

test('what is written means the same to both, and keeps comments and layout', async () => {
  const { code, report, text } = await upgrade(TREE, ['--write'])
  expect({ code, ...report }).toMatchObject({ code: 0, same: 3, changed: 0, refused: 0, problems: [], fixes: [] })
  expect(text('conf/config.yaml')).toBe('defaults:\n  - model@model: [big/net]   # the model\n  - _self_\nlr: 0.1\n')
  expect(text('conf/model/big/net.yaml')).toBe('defaults:\n  - /model/layer@layer: conv\nsize: 3\n')
  expect(text('conf/experiment/small.yaml')).toContain('  - override /model: [small/net]\n')
})

test('words that are no keywords and version_base go, and a .yml file is renamed', async () => {
  const { report, text } = await upgrade(
    {
      'conf/config.yaml': 'defaults:\n  - maybe db: mysql\n  - _self_\n',
      'conf/db/mysql.yaml': 'port: 1\n',
      'conf/db/old.yml': 'port: 2\n',
      'app.py':
        '@hydra.main(version_base="1.3", config_path="conf")\ndef main(cfg): ...\n@hydra.main(config_name="c", version_base=None)\n',
    },
    ['--write'],
  )
  expect(report).toMatchObject({ refused: 0, changed: 0 })
  expect(text('conf/config.yaml')).toBe('defaults:\n  - db: mysql\n  - _self_\n')
  expect(text('conf/db/old.yaml')).toBe('port: 2\n')
  expect(text('app.py')).toBe('@hydra.main(config_path="conf")\ndef main(cfg): ...\n@hydra.main(config_name="c")\n')
})

test('version_base goes from calls of Hydra alone, and only for a Hydra that has no use for it', async () => {
  const files = {
    'conf/config.yaml': 'a: 1\n',
    'app.py': [
      'def run(version_base=None, x=1): ...',
      'version_base = "1.3"',
      '@hydra.main(config_path=join("a)", f(1)), version_base="1.3")',
      'def initialize(version_base=None): ...',
      'with initialize_config_dir(config_dir=d, version_base=None): ...',
      '',
    ].join('\n'),
  }
  const { text } = await upgrade(files, ['--write'])
  expect(text('app.py')).toBe(
    [
      'def run(version_base=None, x=1): ...',
      'version_base = "1.3"',
      '@hydra.main(config_path=join("a)", f(1)))',
      'def initialize(version_base=None): ...',
      'with initialize_config_dir(config_dir=d): ...',
      '',
    ].join('\n'),
  )
  const back = await upgrade(files, ['--write', '--from', '1.4', '--to', '1.3'])
  expect(back.text('app.py')).toBe(files['app.py'])
})

test('files that are ignored are neither renamed nor written', async () => {
  const files = {
    'conf/config.yaml': 'a: 1\n',
    'conf/old/x.yml': 'b: 2\n',
    'conf/old/y.yaml': 'defaults:\n  - maybe /db: mysql\n',
    'conf/db/mysql.yaml': 'port: 1\n',
  }
  const { report, text } = await upgrade(files, ['--write', '--ignore', 'old/**'])
  expect(report.problems).toEqual([])
  expect([text('conf/old/x.yml'), text('conf/old/y.yaml')]).toEqual([files['conf/old/x.yml'], files['conf/old/y.yaml']])
})

test('values that change and lines that mean something else are told, each at its place', async () => {
  const { code, report } = await upgrade({
    'conf/config.yaml': 'defaults: [_self_, db: mysql]\nlr: 1\nn: null\n',
    'conf/db/mysql.yaml': 'port: 1\n',
    'README.md':
      '# Run\n\n    python app.py -m lr=range(0,1,0.1)\n    python app.py lr=2 \\\n      db=mysql\n    python app.py nothing=here\n',
    'run.sh': 'python app.py +db/sub=${X} +x=1\n',
  })
  expect(code).toBe(0)
  expect(report.problems).toEqual([
    expect.objectContaining({ code: 'sweep-changes', file: 'README.md', line: 3, column: 22, severity: 'warning' }),
  ])
  expect(report.problems[0].message).toMatch(/0.7000000000000001, .* before and .* 0.7, /)
})

test('a tree in which nothing lies ends with 2', async () => {
  expect((await upgrade({ 'x/readme': '' })).code).toBe(2)
})

async function upgrade(files: Record<string, string>, words: readonly string[] = []) {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'hydraconf-upgrade-')))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true })
    writeFileSync(join(dir, name), content)
  }
  let out = ''
  const argv = ['upgrade', '--json', ...words]
  const code = await runCommand(argv, {
    argv,
    program: undefined,
    env: { PWD: dir },
    cwd: () => dir,
    chdir: () => {},
    now: () => new Date(0),
    out: (written) => {
      out += written
    },
    err: () => {},
  })
  return { code, report: JSON.parse(out), text: (name: string) => readFileSync(join(dir, name), 'utf8') }
}
