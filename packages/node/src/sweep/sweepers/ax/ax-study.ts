import type { SweepContext } from '../../sweeper.js'
import type { PythonLibrary } from '../search/messages.js'
import { type Parameters, spaceOf } from '../search/parameters.js'
import { namedPython, PythonChild } from '../search/python-child.js'
import type { Params, Study, Trial } from '../search/study.js'
import { numberOf, paramsOf, type WireParams, wireNumber, wireParams, wireValue } from '../search/wire.js'
import type { AxParameter } from './ax-parameters.js'
import type { Measurement } from './measurement.js'

const AX: PythonLibrary = { name: 'Ax', requirement: 'ax-platform>=1', modules: ['ax', 'ax.api'] }

export interface AxStudy extends Study<Measurement> {
  /** The best trial so far; undefined: none was completed. */
  best(): Promise<{ readonly params: Params; readonly value: number } | undefined>
}

/** What `hydra.sweeper.ax_config` says, as Ax takes it. */
export interface Experiment {
  readonly name: unknown
  readonly objective: string
  readonly minimize: boolean
  readonly parameter_constraints: unknown
  readonly outcome_constraints: unknown
  readonly status_quo: unknown
  readonly seed: number | null
  readonly verbose: boolean
}

/** @throws PluginException where Python is not there, has no Ax, or Ax refuses */
export async function axStudy(
  of: Parameters<AxParameter>,
  experiment: Experiment,
  context: SweepContext,
): Promise<AxStudy> {
  const { log } = context
  const child = new PythonChild({
    script: 'ax_study.py',
    library: AX,
    python: namedPython(context),
    log: experiment.verbose ? { debug: (text) => log.info(text) } : log,
  })
  const params = [...of.parameters].flatMap(([name, parameter]) => {
    const said = wireParameter(parameter)
    return said === undefined ? [] : [[name, said]]
  })
  await child.ask({ do: 'create', experiment, params })
  const { distributions } = spaceOf(of)
  return {
    known: 0,
    async recall(trials) {
      const recalled = trials.map(({ params, values }) => ({
        params: wireParams(params, distributions),
        measured: wireMeasurement(values),
      }))
      await child.ask({ do: 'recall', trials: recalled })
    },
    async ask(count) {
      const { trials } = await child.ask<{ trials: { number: number; params: WireParams }[] }>({ do: 'ask', count })
      return trials.map(({ number, params }): Trial => ({ number, params: paramsOf(params, distributions) }))
    },
    async tell({ number }, measured) {
      await child.ask({ do: 'tell', number, measured: wireMeasurement(measured) })
    },
    async best() {
      const { params, value } = await child.ask<{ params: WireParams; value: string | null }>({ do: 'best' })
      return value === null ? undefined : { params: paramsOf(params, distributions), value: numberOf(value) }
    },
    close: () => child.close(),
  }
}

function wireMeasurement(measured: Measurement | undefined): readonly (readonly [string, ...unknown[]])[] | null {
  if (measured === undefined) return null
  return measured.map(([metric, mean, error]) => [metric, wireNumber(mean), error === null ? null : wireNumber(error)])
}

/** Undefined for what Ax has no type for. */
function wireParameter(parameter: AxParameter): object | undefined {
  switch (parameter.kind) {
    case 'fixed': {
      const { value } = parameter.param
      return OF_AX.has(value.kind) ? { fixed: wireValue(value) } : undefined
    }
    case 'choice': {
      const { choices } = parameter.distribution
      const kinds = new Set(choices.map(({ value }) => value.kind))
      // Of several kinds they are different texts to it.
      const isOneKind = kinds.size === 1 && [...kinds].every((kind) => OF_AX.has(kind))
      const values = choices.map(({ text, value }) => (isOneKind ? wireValue(value) : { str: text }))
      return { choices: values, is_ordered: parameter.isOrdered ?? null }
    }
    case 'range': {
      const { kind, low, high, log } = parameter.distribution
      return { range: [{ [kind]: String(low) }, { [kind]: String(high) }], log }
    }
  }
}

const OF_AX: ReadonlySet<string> = new Set(['int', 'float', 'bool', 'str'])
