import { spawnSync } from 'node:child_process'
import { constants, cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { chdir, cwd } from 'node:process'
import { type Composed, pythonText, select, toYaml } from '@hydraconf/core'
import { type Host, runProgram, type Task } from '@hydraconf/node'
import type { Answer, Case, Context } from '../../suite.js'

export function answer({ input }: Case, { root }: Context): Promise<Answer> {
  const { tree, extra_tree: extra = {}, app, argv, env = {} } = input
  return inCopyOf({ conf: tree, ...extra }, root, async (dir) => {
    const place = (text: string) => text.replaceAll('$ROOT', dir)
    const before = new Set(filesIn(dir))
    const ran = await runHere(dir, app, argv.map(place), env)
    const files = filesIn(dir).filter((path) => !before.has(path))
    const contents = files.map((path) => [normal(path, dir), normal(readFileSync(join(dir, path), 'utf8'), dir)])
    return {
      expect: {
        exit_code: ran.code,
        stdout: normal(ran.out, dir),
        stderr: normal(ran.err, dir),
        files: Object.fromEntries(contents),
      },
    }
  })
}

interface App {
  readonly version_base: string | null
  readonly config_path: string | null
  readonly config_name: string | null
  readonly body: string
}

async function runHere(dir: string, app: App, argv: readonly string[], env: Readonly<Record<string, string>>) {
  const ran = { out: '', err: '', code: 0 }
  const host: Host = {
    argv,
    program: join(dir, 'my_app.py'),
    env: { USER: 'hydra_user', HOME: '/home/hydra_user', HYDRACONF_ALLOW_COLLISIONS: '1', ...env },
    cwd,
    chdir,
    now: () => new Date(),
    out: (text) => {
      ran.out += text
    },
    err: (text) => {
      ran.err += text
    },
  }
  const options = {
    configDir: app.config_path ?? undefined,
    configName: app.config_name ?? undefined,
    versionBase: app.version_base ?? undefined,
  }
  ran.code = await runProgram(options, bodyOf(app.body, host), host)
  return ran
}

/** The bodies of the recorded Python programs, as tasks. */
function bodyOf(body: string, { out }: Host): Task {
  const print = (text: string) => out(`${text}\n`)
  switch (body) {
    case 'yaml':
      return (_, { composed }) => print(composed.yaml())
    case 'resolve':
      return (_, { composed }) => print(toYaml(composed.resolve(composed.job)))
    case 'cwd':
      return (_, { dir, job, composed }) => {
        print(cwd())
        print(dir)
        print(`${job.name} ${hydra(composed, 'mode')}`)
      }
    case 'log':
      return (_, { logger }) => {
        const log = logger('my_app')
        log.debug('debug message')
        log.info('info message')
        log.warning('warn message')
      }
    case 'access':
      return (config, { composed }) => {
        // Reading it throws where it is missing; Python spells what is there.
        if (config.need !== undefined) print(pythonText(select(composed.resolve(composed.job), 'need')!))
      }
    case 'raise':
      return () => {
        throw new Error('app failed')
      }
    default:
      return (_, { composed }) => print(hydra(composed, body))
  }
}

function hydra(composed: Composed, of: string): string {
  const at = (key: string): string => {
    const value = select(composed.config, `hydra.${key}`)
    if (value === undefined || value.kind === 'missing') return '-'
    return value.kind === 'enum' ? value.value : pythonText(value)
  }
  if (of !== 'hydra') return at(of)
  const first = ['job.override_dirname', 'job.config_name', 'overrides.task', 'overrides.hydra', 'runtime.choices']
  return `${first.map(at).join(' ')}\n${at('job.id')} ${at('job.num')}`
}

async function inCopyOf<T>(
  trees: Readonly<Record<string, string>>,
  root: string,
  action: (dir: string) => Promise<T>,
): Promise<T> {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'cli-')))
  const before = cwd()
  try {
    for (const [name, tree] of Object.entries(trees)) {
      cpSync(join(root, 'trees', tree), join(dir, name), { recursive: true, mode: constants.COPYFILE_FICLONE })
    }
    chdir(dir)
    return await action(dir)
  } finally {
    chdir(before)
    spawnSync('chmod', ['-R', 'u+w', dir])
    rmSync(dir, { recursive: true, force: true })
  }
}

function filesIn(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)))
}

/** As the cases have it: directory and clock by name, the table of the search path as wide as with that name. */
function normal(text: string, dir: string): string {
  return text
    .replaceAll(dir, '$ROOT')
    .replace(/\d{4}-\d\d-\d\d[ /]\d\d[:-]\d\d[:-]\d\d(,\d{3})?/g, '$NOW')
    .replace(/\| Provider +\| Search path.*\n-+\n(?:\|.*\n)*-+\n/g, (table) => fitted(table))
}

function fitted(table: string): string {
  const rows = table
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
  const widths = [0, 1].map((at) => Math.max(...rows.map((row) => row[at]!.length)))
  const lines = rows.map((row) => `| ${row.map((cell, at) => cell.padEnd(widths[at]!)).join(' | ')} |`)
  const rule = '-'.repeat(lines[0]!.length)
  return `${[lines[0], rule, ...lines.slice(1), rule].join('\n')}\n`
}
