import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
// @ts-expect-error: a script without types
import { buildCommand, COMMAND } from '../../scripts/build.mjs'
import { NO_ORACLE } from '../oracle/oracle.js'
import type { Answer } from './answer.js'
import { DIFFERENCES, DIFFERENCES_14 } from './differences.js'
import { askRandomLines, findPython } from './random-lines.js'
import { answerOf, comparable, makeWorkFolder } from './run-program.js'

// program.py on Hydra and program.mjs on hydraconf do the same. `record.py` ran the first with every line of lines.txt.

const here = fileURLToPath(new URL('.', import.meta.url))
const of14 = join(here, 'hydra-1.4')
const python = join(here, '../oracle/.venv/bin/python')
const answers = readAnswers(here)
const answers14 = readAnswers(of14)
let work = ''

beforeAll(async () => {
  await buildCommand()
  work = makeWorkFolder(COMMAND)
})
afterAll(() => rmSync(work, { recursive: true, force: true }))

test('two hundred lines and more', () => {
  expect(answers.length).toBeGreaterThan(200)
})

describe('the same output, exit code and files', () => {
  test.concurrent.for(answers)('program $line', async (recorded, { expect }) => {
    const ours = await answerOf(recorded, { folders: [here] }, work)
    if (Object.hasOwn(DIFFERENCES, recorded.line)) expect(comparable(ours)).not.toEqual(comparable(recorded))
    else expect(comparable(ours)).toEqual(comparable(recorded))
  })
})

test('a hundred lines and more of Hydra 1.4', () => {
  expect(answers14.length).toBeGreaterThan(100)
})

describe('the same output, exit code and files in the dialect of Hydra 1.4', () => {
  test.concurrent.for(answers14)('program $line', async (recorded, { expect }) => {
    const ours = await answerOf(recorded, { folders: [of14] }, work)
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

test('random command lines are answered alike', async ({ skip }) => {
  const found = findPython()
  if (found === undefined) return skip(NO_ORACLE)
  const differing = []
  for await (const { line, same } of askRandomLines(found, { here, command: COMMAND }, 20, 7))
    if (!same) differing.push(line)
  expect(differing).toEqual([])
})

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
