import { join } from 'node:path'
import { float, int, pythonText, raise, type Value } from '@hydraconf/core'
import type { Logger } from '../../../logging/logging.js'
import { packageFolder } from '../../../package-folder.js'
import { pythonFailed } from './messages.js'
import type { Distribution, Param } from './search-space.js'
import type { Params, Recalled, Study, StudySettings, Told, Trial } from './study.js'

/** A value with its kind, as JSON has it; one of a choice is its place among the choices. */
type Wire = number | Readonly<Record<string, unknown>>
type WireParams = readonly (readonly [name: string, value: Wire])[]

/**
 * Optuna itself, of any version from 2.10 to 5, in the user's own Python: a child process that is asked in lines of JSON.
 *
 * @throws PluginException where that Python is not there, has no Optuna, or Optuna refuses
 */
export async function pythonStudy(python: string, settings: StudySettings, log: Logger): Promise<Study> {
  const { studyName, storage, sampler, directions, space } = settings
  const { distributions, fixed } = space
  const child = new Child(python, log)
  const created = await child.ask<{ name: string; sampler: string; trials: number }>({
    do: 'create',
    study_name: studyName ?? null,
    storage: storage ?? null,
    sampler,
    directions,
    space: Array.from(distributions, ([name, distribution]) => [name, wireDistribution(distribution)]),
  })
  const paramsOf = (params: WireParams): Params =>
    new Map(params.map(([name, wire]) => [name, paramOf(distributions.get(name)!, wire)]))
  const wireOf = (params: Params): WireParams =>
    Array.from(params, ([name, param]) => [name, wireParam(distributions.get(name)!, param)] as const)
  return {
    name: created.name,
    sampler: created.sampler,
    known: created.trials,
    async recall(trials: readonly Recalled[]) {
      // A storage has them already.
      if (storage !== undefined || trials.length === 0) return
      const recalled = trials.map(({ params, values }) => ({ params: wireOf(params), values: wireNumbers(values) }))
      await child.ask({ do: 'recall', trials: recalled })
    },
    async ask(count) {
      const { trials } = await child.ask<{ trials: { number: number; params: WireParams }[] }>({
        do: 'ask',
        count,
        fixed: [...fixed],
      })
      return trials.map(({ number, params }): Trial => ({ number, params: paramsOf(params) }))
    },
    async tell({ number }, values) {
      await child.ask({ do: 'tell', number, values: wireNumbers(values) })
    },
    async best() {
      const { trials } = await child.ask<{ trials: { params: WireParams; values: string[] }[] }>({ do: 'best' })
      return trials.map(({ params, values }): Told => ({ params: paramsOf(params), values: values.map(numberOf) }))
    },
    close: () => child.close(),
  }
}

/** One question at a time. */
class Child {
  private readonly process
  private readonly answers
  private ended: string | undefined
  private said = ''

  constructor(
    private readonly python: string,
    log: Logger,
  ) {
    const script = join(packageFolder('python'), 'optuna_study.py')
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

  async ask<Answer = object>(question: object): Promise<Answer> {
    this.process.stdin.write(`${JSON.stringify(question)}\n`)
    const { value: line, done } = await this.answers.next()
    if (done === true) throw this.refusal(this.ended ?? (this.said.trim().split('\n').at(-1) || 'it ended'))
    const answer = this.parsed(line) as Answer & { readonly error?: string }
    if (answer.error !== undefined) throw this.refusal(answer.error)
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

  private refusal(why: string) {
    return raise(pythonFailed({ python: this.python, why }))
  }
}

/** As Python's `float` reads them. */
function wireNumbers(values: readonly number[] | undefined): readonly string[] | null {
  return values?.map(String) ?? null
}

function numberOf(text: string): number {
  return NAMED.get(text) ?? Number(text)
}

/** What Python's `repr` has names for. */
const NAMED: ReadonlyMap<string, number> = new Map([
  ['inf', Infinity],
  ['-inf', -Infinity],
  ['nan', NaN],
])

function wireDistribution(distribution: Distribution): object {
  if (distribution.kind === 'choice') return { choices: distribution.choices.map(({ value }) => wireValue(value)) }
  const { kind, low, high, log, step } = distribution
  const number = (value: number) => ({ [kind]: String(value) })
  return { kind, low: number(low), high: number(high), log, step: step === undefined ? null : number(step) }
}

function wireValue(value: Value): object {
  switch (value.kind) {
    case 'int':
    case 'float':
      return { [value.kind]: pythonText(value) }
    case 'bool':
    case 'null':
      return { [value.kind]: value.value }
    default:
      return { str: pythonText(value) }
  }
}

function wireParam(distribution: Distribution, { text, value }: Param): Wire {
  if (distribution.kind !== 'choice') return { [distribution.kind]: pythonText(value) }
  return distribution.choices.findIndex((choice) => choice.text === text)
}

function paramOf(distribution: Distribution, wire: Wire): Param {
  if (distribution.kind === 'choice') return distribution.choices[Number(wire)]!
  const [[kind, given]] = Object.entries(wire) as [[string, string]]
  const value = kind === 'int' ? int(BigInt(given)) : float(Number(given))
  return { text: pythonText(value), value }
}
