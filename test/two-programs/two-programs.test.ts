import { spawn, spawnSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
// @ts-expect-error: a script without types
import { buildCommand, COMMAND } from '../../scripts/build.mjs'
import { NO_ORACLE } from '../oracle/oracle.js'
import type { Answer } from './answer.js'
import { DIFFERENCES, DIFFERENCES_14 } from './differences.js'

// program.py on Hydra and program.mjs on hydraconf do the same. `record.py` ran the first with every line of lines.txt.

const here = fileURLToPath(new URL('.', import.meta.url))
const of14 = join(here, 'hydra-1.4')
const python = join(here, '../oracle/.venv/bin/python')
const answers = readAnswers(here)
const answers14 = readAnswers(of14)
const work = realpathSync(mkdtempSync(join(tmpdir(), 'two-programs-')))

beforeAll(async () => {
  await buildCommand()
  mkdirSync(join(work, 'node_modules/hydraconf'), { recursive: true })
  cpSync(join(dirname(COMMAND), '../package.json'), join(work, 'node_modules/hydraconf/package.json'))
  symlinkSync(dirname(COMMAND), join(work, 'node_modules/hydraconf/dist'))
})
afterAll(() => rmSync(work, { recursive: true, force: true }))

test('two hundred lines and more', () => {
  expect(answers.length).toBeGreaterThan(200)
})

describe('the same output, exit code and files', () => {
  test.concurrent.for(answers)('program $line', async (recorded, { expect }) => {
    const ours = await answerOf(recorded, here)
    if (Object.hasOwn(DIFFERENCES, recorded.line)) expect(comparable(ours)).not.toEqual(comparable(recorded))
    else expect(comparable(ours)).toEqual(comparable(recorded))
  })
})

test('a hundred lines and more of Hydra 1.4', () => {
  expect(answers14.length).toBeGreaterThan(100)
})

describe('the same output, exit code and files in the dialect of Hydra 1.4', () => {
  test.concurrent.for(answers14)('program $line', async (recorded, { expect }) => {
    const ours = await answerOf(recorded, of14)
    if (Object.hasOwn(DIFFERENCES_14, recorded.line)) expect(comparable(ours)).not.toEqual(comparable(recorded))
    else expect(comparable(ours)).toEqual(comparable(recorded))
  })
})

test('what was recorded is what Hydra answers', ({ skip }) => {
  if (!existsSync(python)) skip(NO_ORACLE)
  // A few of the lines: each takes Hydra a second.
  const asked = [0, 4, 30, 64, 128, 182, 220]
  const { stdout } = spawnSync(python, [join(here, 'record.py'), ...asked.map(String)], { encoding: 'utf8' })
  const live: readonly Answer[] = stdout
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text))
  expect(live).toEqual(asked.map((at) => answers[at]))
})

const PARTS = ['conf', 'extra', 'data', 'program.mjs']

async function answerOf({ line, before = [], argv }: Answer, program: string): Promise<Answer> {
  const dir = mkdtempSync(join(work, 'run-'))
  for (const part of PARTS) {
    if (existsSync(join(program, part))) cpSync(join(program, part), join(dir, part), { recursive: true })
  }
  for (const words of before) await run(words, dir)
  const { code, stdout, stderr } = await run(argv, dir)
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

async function run(argv: readonly string[], dir: string): Promise<{ code: number; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [join(dir, 'program.mjs'), ...argv], {
    cwd: dir,
    env: { SHOP_TOKEN: 't0ken', HOME: '/home/shop', PATH: process.env.PATH, LANG: 'C.UTF-8' },
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
function comparable(answer: Answer): Answer {
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

function readAnswers(program: string): readonly Answer[] {
  const [head = '', ...lines] = readFileSync(join(program, 'answers.jsonl'), 'utf8').trimEnd().split('\n')
  const { base } = JSON.parse(head) as { base: Readonly<Record<string, string>> }
  return lines.map((text) => {
    const answer = JSON.parse(text)
    const files = Object.entries(answer.files).map(([path, kept]) => [path, whole(kept as Kept, base)])
    return { ...answer, stdout: whole(answer.stdout, base), files: Object.fromEntries(files) } as Answer
  })
}

/** A text, or the stretches of lines in which it differs from one that is kept once. */
type Kept =
  | string
  | { readonly like: string; readonly edits: readonly (readonly [start: number, end: number, lines: string[]])[] }

function whole(kept: Kept, base: Readonly<Record<string, string>>): string {
  if (typeof kept === 'string') return kept
  const lines = base[kept.like]!.split('\n')
  for (const [start, end, replacement] of kept.edits.toReversed()) lines.splice(start, end - start, ...replacement)
  return lines.join('\n')
}
