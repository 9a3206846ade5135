import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { type AppOptions, type Host, runProgram, type Task } from '@hydraconf/node'
import { onTestFinished } from 'vitest'

/** What a program did in a fresh directory. */
export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
  readonly dir: string
  /** The files that were written, relative, sorted. */
  readonly files: readonly string[]
  read(path: string): string
}

/** A fresh directory with files in it; programs run there as often as wanted. */
export interface Sandbox {
  readonly dir: string
  run(argv: string, task?: Task, options?: AppOptions): Promise<Ran>
}

/** The moment of every run. */
export const NOW = new Date(2026, 10, 23, 10, 20, 30, 456)

export function sandbox(
  files: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
  parts: Partial<Host> = {},
): Sandbox {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'sandbox-')))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true })
    writeFileSync(join(dir, name), text)
  }
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  return {
    dir,
    run: (argv, task = () => {}, options = {}) => runIn(dir, argv, task, options, { env: { ...env }, ...parts }),
  }
}

async function runIn(dir: string, argv: string, task: Task, options: AppOptions, parts: Partial<Host>): Promise<Ran> {
  let out = ''
  let err = ''
  let cwd = dir
  const host: Host = {
    argv: argv === '' ? [] : argv.split(' '),
    program: join(dir, 'app.mjs'),
    env: {},
    cwd: () => cwd,
    chdir: (to) => {
      cwd = to
    },
    now: () => NOW,
    out: (text) => {
      out += text
    },
    err: (text) => {
      err += text
    },
    ...parts,
  }
  const before = new Set(filesIn(dir))
  const code = await runProgram({ configDir: 'conf', configName: 'config', ...options }, task, host)
  const files = filesIn(dir).filter((path) => !before.has(path))
  return { code, out, err, dir, files, read: (path) => readFileSync(join(dir, path), 'utf8') }
}

/** The overrides of each job that a sweep's log says it launches. */
export function jobsIn(out: string): string[] {
  return Array.from(out.matchAll(/\t#\d+ : (.*)/g), ([, job]) => job!)
}

function filesIn(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)))
    .sort()
}
