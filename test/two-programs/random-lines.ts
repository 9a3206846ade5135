import { spawn } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { isDeepStrictEqual } from 'node:util'
import type { DialectName } from '@hydraconf/core'
import { randomOf } from '../differential/random.js'
import { DIALECT } from '../oracle/dialect.js'
import { NO_ORACLE, pythonOf } from '../oracle/oracle.js'
import type { Answer } from './answer.js'
import { randomLine } from './random-line.js'
import { answerOf, comparable, makeWorkFolder } from './run-program.js'

/** Where things are: this folder, and the built command. */
export interface Places {
  readonly here: string
  readonly command: string
}

/** A Python that has Hydra. */
export interface Python {
  readonly path: string
  readonly dialect: DialectName
}

/** That of the dialect asked for; undefined, said in one line, when it is not installed. */
export function findPython(): Python | undefined {
  const dialect = DIALECT ?? '1.3'
  const path = pythonOf(DIALECT)
  if (existsSync(path)) return { path, dialect }
  console.log(`${NO_ORACLE}: nothing is compared`)
  return undefined
}

/** What the two plain programs answered to one command line. */
export interface Pair {
  readonly line: string
  readonly same: boolean
  readonly hydra: Answer
  readonly hydraconf: Answer
}

/** Runs the plain program in Python and in Node with `count` random command lines of a seed. */
export async function* askRandomLines(
  { path, dialect }: Python,
  { here, command }: Places,
  count: number,
  seed: number,
): AsyncGenerator<Pair> {
  const folders = [here, join(here, 'plain'), ...(dialect === '1.4' ? [join(here, 'plain/hydra-1.4')] : [])]
  const program = { folders, environment: { DIALECT: dialect } }
  const work = makeWorkFolder(command)
  const python = spawn(path, [join(here, 'record.py'), '--serve'], { stdio: ['pipe', 'pipe', 'inherit'] })
  const answers = createInterface({ input: python.stdout })[Symbol.asyncIterator]()
  const random = randomOf(seed)
  try {
    for (let at = 0; at < count; at++) {
      const argv = randomLine(random)
      const line = argv.map(quoted).join(' ')
      python.stdin.write(`${line}\n`)
      const [hydra, hydraconf] = await Promise.all([
        answers.next().then(({ value }) => JSON.parse(value) as Answer),
        answerOf({ line, argv }, program, work),
      ])
      yield { line, same: isDeepStrictEqual(comparable(hydra), comparable(hydraconf)), hydra, hydraconf }
    }
  } finally {
    python.kill()
    rmSync(work, { recursive: true, force: true })
  }
}

/** A word as a shell takes it. */
function quoted(word: string): string {
  return /^[\w./=@+~:,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'"'"'`)}'`
}
