import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { type DialectName, type PyYamlVersion, pyYamlLike } from '@hydraconf/core'
import { DIALECT } from './dialect.js'

/** Real Hydra, asked over a pipe. The operations are those of `serve.py`. */
export interface Oracle {
  /** Which PyYAML it reads with. */
  readonly pyyaml: PyYamlVersion
  ask(op: string, question: Record<string, unknown>): Promise<Answer>
  close(): void
}

/** What was asked comes back as data, or as the exception that real Hydra raised. */
export type Answer = { readonly ok: unknown; readonly error?: never } | { readonly error: Refusal; readonly ok?: never }

export interface Refusal {
  /** Name of the class in Python. */
  readonly type: string
  readonly module?: string
  readonly message: string | null
  /** What OmegaConf said, where Hydra says it in other words. */
  readonly cause?: { readonly type: string; readonly message: string }
}

/** Why a suite that needs the oracle does not run here. */
export const NO_ORACLE = noOracle(DIALECT)

/** The same of the Hydra of a dialect. */
export function noOracle(dialect: DialectName = '1.3'): string {
  const flag = dialect === '1.3' ? '' : ` --dialect ${dialect}`
  return `real Hydra ${dialect} is not installed here (python3 test/oracle/environment.py${flag} installs it)`
}

const PYTHON = pythonOf(DIALECT)

/** 1.4 is asked of a Python of its own: `HYDRACONF_PYTHON`, or an environment beside that of 1.3. */
export function pythonOf(dialect: DialectName = '1.3'): string {
  const venv = dialect === '1.3' ? '.venv' : `.venv-${dialect}`
  return process.env.HYDRACONF_PYTHON ?? fileURLToPath(new URL(`${venv}/bin/python`, import.meta.url))
}
const SERVER = fileURLToPath(new URL('serve.py', import.meta.url))

/** Starts real Hydra; undefined, said in one line, when it is not installed. */
export async function openOracle(...flags: readonly '--afresh'[]): Promise<Oracle | undefined> {
  if (!existsSync(PYTHON)) return missing()
  const server = spawn(PYTHON, [SERVER, ...flags], { stdio: ['pipe', 'pipe', 'pipe'] })
  const oracle = talkTo(server)
  const hello = await oracle.ask('versions', {}).catch(() => undefined)
  if (hello?.ok === undefined) return missing()
  return { ...oracle, pyyaml: pyYamlLike((hello.ok as { PyYAML: string }).PyYAML) }
}

function missing(): undefined {
  console.log(`skipped: ${NO_ORACLE}`)
  return undefined
}

function talkTo(server: ChildProcessWithoutNullStreams): Omit<Oracle, 'pyyaml'> {
  const waiting = new Map<number, { answered(answer: Answer): void; failed(error: Error): void }>()
  let asked = 0
  let last = ''
  let gone: Error | undefined
  const fail = (error: Error) => {
    gone ??= error
    for (const { failed } of waiting.values()) failed(gone)
    waiting.clear()
  }
  server.stderr.on('data', (text) => {
    last = String(text)
  })
  server.stdin.on('error', () => {})
  server.on('error', fail)
  server.on('close', () => fail(new Error(`the oracle ended: ${last.trim().split('\n').at(-1) ?? ''}`)))
  createInterface({ input: server.stdout }).on('line', (line) => {
    const { id, ...answer } = JSON.parse(line) as Answer & { id: number }
    waiting.get(id)?.answered(answer)
    waiting.delete(id)
  })
  return {
    ask: (op, question) =>
      new Promise((answered, failed) => {
        if (gone) return failed(gone)
        const id = ++asked
        waiting.set(id, { answered, failed })
        server.stdin.write(`${JSON.stringify({ id, op, ...question })}\n`)
      }),
    close: () => server.kill(),
  }
}
