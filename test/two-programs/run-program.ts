import { spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Answer } from './answer.js'

/** A program for hydraconf: the folders that have its parts, the later before the former, and what its environment has more. */
export interface Program {
  readonly folders: readonly string[]
  readonly environment?: NodeJS.ProcessEnv
}

const PARTS = ['conf', 'extra', 'data', 'program.mjs']

/** An empty folder below which a program finds `hydraconf`, whose built command lies at `command`. */
export function makeWorkFolder(command: string): string {
  const work = realpathSync(mkdtempSync(join(tmpdir(), 'two-programs-')))
  mkdirSync(join(work, 'node_modules/hydraconf'), { recursive: true })
  cpSync(join(dirname(command), '../package.json'), join(work, 'node_modules/hydraconf/package.json'))
  symlinkSync(dirname(command), join(work, 'node_modules/hydraconf/dist'))
  return work
}

/** What the program answers to a command line, in a folder of its own below `work`; `record.py` asks Hydra the same. */
export async function answerOf(
  { line, before = [], argv }: Pick<Answer, 'line' | 'before' | 'argv'>,
  { folders, environment = {} }: Program,
  work: string,
): Promise<Answer> {
  const dir = mkdtempSync(join(work, 'run-'))
  for (const folder of folders) {
    for (const part of PARTS) {
      if (existsSync(join(folder, part))) cpSync(join(folder, part), join(dir, part), { recursive: true })
    }
  }
  for (const words of before) await run(words, dir, environment)
  const { code, stdout, stderr } = await run(argv, dir, environment)
  return {
    line,
    ...(before.length > 0 && { before }),
    argv,
    code,
    stdout: normal(stdout, dir),
    ...(/ Hydra 1\.5/.test(stderr) && { announced: true }),
    files: filesIn(dir),
  }
}

async function run(
  words: readonly string[],
  dir: string,
  more: NodeJS.ProcessEnv,
): Promise<{ code: number; stdout: string; stderr: string }> {
  // As in a shell, a variable may stand in front of the words.
  const [, line] = /^COMP_LINE=(.*)$/s.exec(words[0] ?? '') ?? []
  const argv = line === undefined ? words : words.slice(1)
  const child = spawn(process.execPath, [join(dir, 'program.mjs'), ...argv], {
    cwd: dir,
    env: { SHOP_TOKEN: 't0ken', HOME: '/home/shop', PATH: process.env.PATH, LANG: 'C.UTF-8', COMP_LINE: line, ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { stdout: '', stderr: '' }
  for (const of of ['stdout', 'stderr'] as const) {
    child[of].setEncoding('utf8').on('data', (text) => {
      said[of] += text
    })
  }
  const code = await new Promise<number>((done) => child.on('close', (status) => done(status ?? -1)))
  return { code, ...said }
}

function filesIn(dir: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {}
  const walk = (below: string): void => {
    for (const entry of readdirSync(join(dir, below), { withFileTypes: true })) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`
      if (below === '' && PARTS.includes(path)) continue
      // What a sweep is taken up again from is ours alone.
      if (entry.name === '.journal.jsonl') continue
      if (!entry.isDirectory()) found[normal(path, dir)] = normal(readFileSync(join(dir, path), 'utf8'), dir)
      else if (readdirSync(join(dir, path)).length === 0) found[`${normal(path, dir)}/`] = ''
      else walk(path)
    }
  }
  walk('')
  return found
}

/** An answer without the words of help, which are ours, without the stacks of errors, and with tables of one width, since folders have names of any length. */
export function comparable(answer: Answer): Answer {
  const files = Object.entries(answer.files).map(([path, text]) => [path, plain(text)])
  return { ...answer, stdout: plain(answer.stdout), files: Object.fromEntries(files) }
}

//   help:
//     template: ...
function plain(text: string): string {
  return text
    .replace(/^( *)(help|hydra_help):\n(?:\1 .*\n|\n)*/gm, '$1$2: ...\n')
    .replace(/(- Job failed\n)(?:(?!\[\$TIME\]).*\n?)*/g, '$1')
    .replace(/ +\|$/gm, ' |')
    .replace(/-{20,}/g, '---')
}

/** What no two runs share: the folder and the time. `record.py` has the same. */
function normal(text: string, dir: string): string {
  return text
    .replaceAll(dir, '$WORK')
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}/g, '$TIME')
    .replace(/(outputs|multirun)\/\d{4}-\d\d-\d\d\/\d\d-\d\d-\d\d/g, '$1/$$DATE')
}
