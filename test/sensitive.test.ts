import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sandbox } from './node/sandbox.js'
import { runCommandIn } from './run-command-in.js'

/** Whatever the command is asked, no way leads out for what a schema calls sensitive. */
const SECRETS = /S3CRET|471147/

const FILES = {
  'hydraconf.config.mjs': `
const TEXT = { kind: 'str', optional: true }
const fields = new Map([
  ['host', { type: TEXT }],
  ['port', { type: { kind: 'int', optional: true } }],
  ['password', { type: TEXT, isSensitive: true }],
  ['pin', { type: { kind: 'int', optional: true }, isSensitive: true }],
  ['keys', { type: { kind: 'list', element: TEXT, optional: true }, isSensitive: true }],
])
const check = (value) => {
  const pin = value.items.get('pin')
  const isLow = pin?.kind === 'int' && pin.value < 5n
  return isLow ? [{ path: ['host'], message: 'of ' + value.items.get('password').value + ' is too low' }] : []
}
export default {
  configDir: 'conf',
  configName: 'config',
  env: { DB_PW: 'db.password' },
  plugins: [{ name: 'shop', schemas: { db: { shape: { name: 'Db', bases: [], fields }, check } } }],
}
`,
  'conf/config.yaml': `defaults: [db: mysql, _self_]
url: mysql://root:\${db.password}@\${db.host}
same: {of: "\${db}"}
n: 1
`,
  'conf/db/mysql.yaml': `host: h
port: 3306
password: S3CRET-file
pin: 471147
keys: [S3CRET-key]
`,
  'conf/db/other.yaml': 'port: 1\npassword: S3CRET-other\n',
  'conf/db/none.yaml': 'host: none\n',
  'conf/bad.yaml': `defaults: [db: mysql, _self_]
db: {password: S3CRET-bad, host: "\${nope}", port: "\${lost}"}
dec: \${oc.decode:"[\${db.password}"}
res: \${nope:\${db.password}}
lack: \${db.nope.\${db.password}}
deep: \${db.\${db.password}}
`,
  'conf/db/wrong.yaml': 'password: [S3CRET-wrong]\nport: many\n',
  'conf/db/twice.yaml': 'host: a\nx: {password: S3CRET-twice, : b, c: d: e}\n',
  'conf/low.yaml': 'defaults: [db: mysql, _self_]\ndb: {pin: 1}\n',
}

let dir = ''
beforeAll(() => {
  dir = realpathSync(mkdtempSync(join(tmpdir(), 'hydraconf-sensitive-')))
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true })
    writeFileSync(join(dir, name), text)
  }
})
afterAll(() => rmSync(dir, { recursive: true, force: true }))

const GIVEN = [
  'db.password=S3CRET-a',
  '+db.password=S3CRET-a',
  '++db.password=S3CRET-a',
  "db.password=S3CRET'a",
  'db.password=[S3CRET-a',
  'db.password=[S3CRET-a,b]',
  'db.password={a:S3CRET-a}',
  'db.password={S3CRET-a:1}',
  'db.password.x=S3CRET-a',
  'db.password=S3CRET-a,b',
  'db.password=choice(S3CRET-a,b)',
  'db.password=int(S3CRET-a)',
  'db.password=json_str(S3CRET-a)',
  'db.password=nope(S3CRET-a)',
  'db.password=${S3CRET-a',
  'db.password=${nope:S3CRET-a}',
  'db.password=S3CRET=a(b',
  'db.pin=S3CRET-a',
  'db.pin=1',
  'db.keys=S3CRET-a',
  'db.keys=[S3CRET-a]',
  'db.keys=extend_list(S3CRET-a)',
  'db.keys.0=S3CRET-a',
  'db.keys[0]=S3CRET-a',
  'db={password:S3CRET-a}',
  'db={password:S3CRET-a,nope:1}',
  'db={nope:{password:S3CRET-a}}',
  '++db={password:S3CRET-a',
  '~db.password=S3CRET-a',
  'db=other',
  'n=1,2',
  'db=mysql,other,none ++db.password=S3CRET-a',
  'db=none,other ++db.password=S3CRET-a,S3CRET-b',
  'db=wrong',
  'db=twice',
  'n=${db.password}',
  'n=${oc.decode:${db.password}[}',
  'db.port=${db.password}',
  'db.nope=1',
]

const ASKED = [
  '',
  '--cfg job',
  '--cfg all',
  '--cfg hydra',
  '--cfg all --resolve',
  '--package db',
  '--package db.password',
  '--package url --resolve',
  '--json',
  '--json --resolve --cfg all',
  '--info all',
  '--info config',
  '--info defaults',
  '--info defaults-tree',
  '--info plugins',
  '--info searchpath',
  '--help',
  '--hydra-help',
  '--multirun n=1,2',
  '--multirun --json db=mysql,other,none',
  'explain',
  'explain --json',
  ...['db.password', 'db.pin', 'db.keys', 'db', 'url', 'same.of', 'n', 'hydra.overrides', 'hydra.job'].flatMap(
    (key) => [`explain ${key}`, `explain --json ${key}`],
  ),
  'groups',
  'groups --json --hydra',
  'check',
  'check --json',
  'check --format sarif',
  'upgrade',
  'upgrade --json',
  'upgrade --sarif',
  'diff db=other -- db=mysql',
  'diff --json --resolve db=other -- db=mysql',
  'diff db.password=S3CRET-b --',
]

/** Overrides that compose. */
const SOUND = [
  '',
  'db.password=S3CRET-a db.pin=471147 db.keys=[S3CRET-a]',
  'db={password:S3CRET-a,keys:[S3CRET-b]}',
  '+db.password=S3CRET-a db=other',
]

/** What is asked with every override, sound or not. */
const ASKED_OF_ALL = [
  '',
  '--json',
  '--cfg all --resolve',
  '--multirun',
  '--info all',
  '--info defaults',
  'groups',
  'explain --json url db.password',
]

describe('no secret is told by hydraconf', () => {
  test.each(ASKED)('%s', async (asked) => {
    const leaks = []
    for (const given of SOUND) leaks.push(...(await leaksOf(`${asked} ${given}`)))
    for (const config of ['bad', 'low']) leaks.push(...(await leaksOf(`${asked} -cn ${config}`)))
    leaks.push(...(await leaksOf(asked, { DB_PW: 'S3CRET-env' })))
    expect(leaks).toEqual([])
  })

  describe.each(['1.3', '1.4'])('of what is given in dialect %s, and may be refused', (dialect) => {
    test.each(GIVEN)('%s', async (given) => {
      const leaks = []
      for (const asked of ASKED_OF_ALL) leaks.push(...(await leaksOf(`${asked} --dialect ${dialect} ${given}`)))
      expect(leaks).toEqual([])
    })
  })

  test('in what becomes of a sweep, and in the help of its program with what its keys are for', async () => {
    const { default: options } = await import(join(dir, 'hydraconf.config.mjs'))
    const { run, dir: swept } = sandbox(FILES)
    const task = ({ n, db }: { n?: unknown; db?: { password: string } }) => {
      if (n === 2) throw new Error(`at ${db?.password === '' ? 'none' : 'two'}`)
    }
    const program = async (line: string) => {
      const { out, err } = await run(line, task as never, { ...options, describeKeys: true })
      return `${out}${err}`
    }
    const told = [
      await program('--help'),
      await program('--multirun db.password=S3CRET-a,S3CRET-b n=1,2 hydra.sweep.dir=swept'),
      await program('--retry=swept'),
    ]
    expect(told.map((text) => /\*\*\*/.test(text))).toEqual([true, true, true])
    for (const asked of ['status', 'status --json', 'export', 'export --json', 'export --format jsonl']) {
      const [word = '', ...flags] = asked.split(' ')
      const { out, err } = await runCommandIn(swept, ['sweep', word, 'swept', ...flags])
      expect(out, asked).not.toBe('')
      told.push(out, err)
    }
    expect(told.filter((text) => SECRETS.test(text))).toEqual([])
  })

  test('in what Hydra answered, and in what differs from it', async () => {
    const python = join(dir, 'hydra')
    const yaml = 'db:\n  host: other\n  password: S3CRET-file\n  pin: 471147\n  keys:\n  - S3CRET-key\n'
    const answers = ['{}', JSON.stringify({ config: 'config', overrides: [], yaml })]
    writeFileSync(python, `#!/bin/sh\ncat >/dev/null\ncat <<'EOF'\n${answers.join('\n')}\nEOF\n`, { mode: 0o755 })
    const leaks = [
      ...(await leaksOf(`parity record --python ${python}`)),
      ...(await leaksOf(`parity record --python ${python} db.password=S3CRET-a`)),
      ...(await leaksOf(`parity record --python ${python} db={password:S3CRET-a}`)),
    ]
    const recorded = join(dir, 'parity/recorded.jsonl')
    expect(readFileSync(recorded, 'utf8')).toContain("password: '***'")
    expect(readFileSync(recorded, 'utf8')).not.toMatch(SECRETS)
    const given = JSON.stringify({ config: 'config', overrides: ['db.password=S3CRET-a'], yaml })
    writeFileSync(recorded, `{"hydra":"1.3.5"}\n${answers[1]}\n${given}\n`)
    for (const flag of ['', '--json']) leaks.push(...(await leaksOf(`parity check ${flag}`)))
    expect(leaks).toEqual([])
  })

  test('in what a target has against it', async () => {
    const instantiate = join(dir, 'node_modules/@hydraconf/instantiate')
    mkdirSync(instantiate, { recursive: true })
    writeFileSync(join(instantiate, 'package.json'), '{ "type": "module", "exports": "./index.js" }')
    const problem = "{ severity: 'error', code: 'parameters-refused', key: 'db', message, origin: node.value.origin }"
    const message = "'not ' + node.value.items.get('db').items.get('password')?.value"
    const find = `(node) => { const message = ${message}; return [${problem}] }`
    writeFileSync(join(instantiate, 'index.js'), `export const findTargetProblems = ${find}\n`)
    writeFileSync(join(dir, 'targets.mjs'), 'export default {}\n')
    const leaks = []
    for (const flag of ['', '--json', '--format sarif']) {
      const line = `check --targets targets.mjs -cn config ${flag}`
      const { out, err } = await runCommandIn(dir, line.trim().split(' '))
      expect(out + err).toContain('not ***')
      leaks.push(...(await leaksOf(line)))
    }
    expect(leaks).toEqual([])
  })

  test.each(['schema', 'types'])('in what %s writes', async (command) => {
    expect(await leaksOf(`${command} ${command === 'types' ? '--out t/conf.ts' : '--dir s'}`)).toEqual([])
    const folder = join(dir, command === 'types' ? 't' : 's')
    const written = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
    expect(written).not.toEqual([])
    for (const { name, parentPath } of written)
      expect(readFileSync(join(parentPath, name), 'utf8'), name).not.toMatch(SECRETS)
  })

  test.each(['db.', 'db.password=', 'db.keys=', '-cn bad ++db.password=', 'explain db.', 'db={password:S3CRET-a} db.'])(
    'to a shell that completes %s',
    async (typed) => {
      expect(await leaksOf('-sc query=bash', { COMP_LINE: `hydraconf ${typed}` })).toEqual([])
    },
  )

  test('without a schema nobody knows of a secret', async () => {
    expect(await leaksOf('--safe')).not.toEqual([])
  })
})

/** The lines in which something secret can be read. */
async function leaksOf(line: string, env: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  const words = line.split(' ').filter((word) => word !== '')
  const { out, err } = await runCommandIn(dir, words, env)
  expect(out + err, line).not.toBe('')
  return `${out}${err}`.split('\n').filter((each) => SECRETS.test(each))
}
