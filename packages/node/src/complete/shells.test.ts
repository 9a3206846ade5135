import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundlePackage } from '../../../../test/node/bundle.js'
import { installScript, type Shell } from './scripts.js'

let home: string

beforeAll(async () => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'shells-')))
  await bundlePackage('node', join(home, 'node.mjs'))
  const files = {
    'conf/config.yaml': 'defaults:\n  - db: mysql\n  - _self_\nport: 80\n',
    'conf/db/mysql.yaml': 'host: localhost\n',
    'conf/db/postgres.yaml': 'host: localhost\n',
    'data/in.txt': '',
    'app.mjs':
      "import { hydraMain } from './node.mjs'\nawait hydraMain({ configDir: 'conf', configName: 'config' }, () => {})\n",
    my_app: `#!/bin/sh\nexec '${process.execPath}' '${join(home, 'run.mjs')}' "$@"\n`,
    'run.mjs': `process.argv[1] = '${join(home, 'my_app')}'\nimport('./app.mjs')\n`,
  }
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(home, name)), { recursive: true })
    writeFileSync(join(home, name), text)
  }
  chmodSync(join(home, 'my_app'), 0o755)
})

afterAll(() => rmSync(home, { recursive: true, force: true }))

const LINES: readonly (readonly [line: string, suggestions: readonly string[]])[] = [
  ['my_app d', ['db.', 'db=']],
  ['my_app db=', ['db=mysql', 'db=postgres']],
  ['my_app db=p', ['db=postgres']],
  ['my_app db=postgres db.', ['db.host=']],
  ['my_app port=', ['port=80']],
  ['my_app +d', ['+db=']],
  ['my_app ~d', ['~db']],
  ['my_app x=./data/', ['x=./data/in.txt']],
]

describe.skipIf(!isThere('bash'))('in bash', () => {
  test.each(LINES)('%s', (line, suggestions) => {
    expect(inBash(line, { name: 'my_app' })).toEqual(suggestions)
  })

  test('a program that node runs', () => {
    expect(inBash('node app.mjs db=', { name: 'node', script: 'app.mjs' })).toEqual(['db=mysql', 'db=postgres'])
    expect(inBash('node other.mjs db=', { name: 'node', script: 'app.mjs' })).toEqual([])
  })

  test('where "=" breaks words, as it does unless told otherwise, only what is missing is put in', () => {
    expect(inBash('my_app db=', { name: 'my_app' }, ' \t\n=:')).toEqual(['mysql', 'postgres'])
  })
})

describe.skipIf(!isThere('zsh'))('in zsh', () => {
  test.each(LINES)('%s', (line, suggestions) => {
    expect(inZsh(line)).toEqual(suggestions)
  })
})

describe.skipIf(!isThere('fish'))('in fish', () => {
  // A bare "~d" is a user's home to fish, whatever the command says.
  test.each(LINES.filter(([line]) => !line.includes('~')))('%s', (line, suggestions) => {
    expect(inFish(line)).toEqual(suggestions)
  })
})

/** Has bash call the function that is registered for the command, as it does when Tab is pressed. */
function inBash(line: string, command: { name: string; script?: string }, breaks = ' \t\n'): readonly string[] {
  const words = line.split(' ')
  return run('bash', [
    '--norc',
    '-c',
    `${installScript('bash', command)}
COMP_WORDBREAKS=$'${JSON.stringify(breaks).slice(1, -1)}'
COMP_LINE=${quoted(line)} COMP_POINT=${line.length}
COMP_WORDS=(${words.map(quoted).join(' ')}) COMP_CWORD=${words.length - 1}
function=$(complete -p ${command.name} | sed 's/.*-F \\([^ ]*\\).*/\\1/')
$function
printf '%s\\n' "\${COMPREPLY[@]}"`,
  ])
}

/** Has zsh call the completion with what its editor would hold; `compadd` prints instead of showing a menu. */
function inZsh(line: string): readonly string[] {
  return run('zsh', [
    '-f',
    '-c',
    `compdef() { registered=$1 }
compadd() { while [[ $1 != -- ]]; do shift; done; shift; print -rl -- "$@" }
_files() { : }
${installScript('zsh', { name: 'my_app' })}
LBUFFER=${quoted(line)}
words=(\${(z)LBUFFER})
$registered`,
  ])
}

function inFish(line: string): readonly string[] {
  const script = `${installScript('fish', { name: 'my_app' })}\ncomplete -C ${quoted(line)}`
  return run('fish', ['--no-config', '-c', script]).map((text) => text.split('\t')[0]!)
}

function run(shell: Shell, argv: readonly string[]): readonly string[] {
  const env = { ...process.env, PATH: `${home}:${process.env.PATH}`, HOME: home }
  const { stdout, stderr, status } = spawnSync(shell, argv, { cwd: home, env, encoding: 'utf8' })
  if (status !== 0 && stdout === '') expect(stderr).toBe('')
  return stdout.split('\n').filter((text) => text !== '')
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}

function isThere(shell: Shell): boolean {
  return spawnSync(shell, ['-c', 'exit 0']).status === 0
}
