import { join } from 'node:path'
import { raise } from '@hydraconf/core'
import { packageFolder } from '../../../package-folder.js'
import type { SweepContext } from '../../sweeper.js'
import { type PythonLibrary, pythonFailed } from './messages.js'

/** The Python that `hydra.sweeper.python` names, or HYDRACONF_PYTHON. */
export function namedPython({ settings: { python }, env }: SweepContext): string | undefined {
  const named = python ?? env.HYDRACONF_PYTHON
  return typeof named === 'string' && named !== '' ? named : undefined
}

export interface PythonProgram {
  /** In the folder `python/` of this package. */
  readonly script: string
  readonly library: PythonLibrary
  /** Undefined: nobody named one, and `python3` is tried. */
  readonly python: string | undefined
  readonly log: Pick<SweepContext['log'], 'debug'>
}

/** A library of Python's in the user's own Python: a process that is asked in lines of JSON, one question at a time. */
export class PythonChild {
  private readonly process
  private readonly answers
  private ended: string | undefined
  private said = ''

  constructor(private readonly program: PythonProgram) {
    const { python = 'python3', log } = program
    const script = join(packageFolder('python'), program.script)
    // Taken when they are needed, by a search alone.
    const { spawn } = process.getBuiltinModule('node:child_process')
    const { createInterface } = process.getBuiltinModule('node:readline')
    const child = spawn(python, ['-u', script], { stdio: ['pipe', 'pipe', 'pipe'] })
    this.process = child
    this.answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
    // What it says goes with what ended it.
    child.stderr.on('data', (chunk) => {
      this.said = (this.said + chunk).slice(-4096)
      log.debug(String(chunk).trimEnd())
    })
    child.stdin.on('error', () => {})
    child.on('error', (error) => {
      this.ended = error.message
    })
  }

  /** @throws PluginException where that Python is not there, lacks the library, or the library refuses */
  async ask<Answer = object>(question: object): Promise<Answer> {
    this.process.stdin.write(`${JSON.stringify(question)}\n`)
    const { value: line, done } = await this.answers.next()
    if (done === true) throw this.refusal(this.ended ?? (this.said.trim().split('\n').at(-1) || 'it ended'))
    const answer = this.parsed(line) as Answer & { readonly error?: string; readonly key?: string | null }
    if (answer.error !== undefined) throw this.refusal(answer.error, answer.key ?? undefined)
    return answer
  }

  close(): void {
    this.process.stdin.end()
    this.process.kill()
  }

  private parsed(line: string): unknown {
    try {
      return JSON.parse(line)
    } catch {
      throw this.refusal(`it answers '${line}'`)
    }
  }

  /** @param key the setting that it speaks of */
  private refusal(why: string, key?: string) {
    const { python = 'python3', library } = this.program
    return raise(pythonFailed({ python, isNamed: this.program.python !== undefined, library, why, key }))
  }
}
