import type { SweepContext } from '../../sweeper.js'
import type { PythonLibrary } from '../search/messages.js'
import { spaceOf } from '../search/parameters.js'
import { namedPython, PythonChild } from '../search/python-child.js'
import type { Params, Study, Trial } from '../search/study.js'
import { paramsOf, type WireParams, wireNumber, wireParams, wireValue } from '../search/wire.js'
import type { Parameter, Parametrization, Scalar } from './parametrization.js'

const NEVERGRAD: PythonLibrary = { name: 'Nevergrad', requirement: 'nevergrad', modules: ['nevergrad'] }

/** Its trials come to a loss: what is smaller is better. */
export interface NevergradStudy extends Study<number> {
  /** What it searches, in Nevergrad's words. */
  readonly parametrization: string
  /** What it would take in the end, which it need not have tried. */
  recommended(): Promise<Params>
}

export interface Optimization {
  readonly optimizer: string
  readonly budget: number
  readonly numWorkers: number
  readonly isNoisy: boolean
  readonly seed: number | null
}

/** @throws PluginException where Python is not there, has no Nevergrad, or Nevergrad refuses */
export async function nevergradStudy(
  of: Parametrization,
  { optimizer, budget, numWorkers, isNoisy, seed }: Optimization,
  context: SweepContext,
): Promise<NevergradStudy> {
  const { log } = context
  const child = new PythonChild({
    script: 'nevergrad_study.py',
    library: NEVERGRAD,
    python: namedPython(context),
    log,
  })
  const { parametrization } = await child.ask<{ parametrization: string }>({
    do: 'create',
    optimizer,
    budget,
    num_workers: numWorkers,
    noisy: isNoisy,
    seed,
    params: Array.from(of.parameters, ([name, parameter]) => [name, wireParameter(parameter)]),
  })
  const { distributions } = spaceOf(of)
  return {
    parametrization,
    known: 0,
    async recall(trials) {
      const recalled = trials.map(({ params, values = Infinity }) => ({
        params: wireParams(params, distributions),
        loss: wireNumber(values),
      }))
      await child.ask({ do: 'recall', trials: recalled })
    },
    async ask(count) {
      const { trials } = await child.ask<{ trials: { number: number; params: WireParams }[] }>({ do: 'ask', count })
      return trials.map(({ number, params }): Trial => ({ number, params: paramsOf(params, distributions) }))
    },
    async tell({ number }, loss = Infinity) {
      await child.ask({ do: 'tell', number, loss: wireNumber(loss) })
    },
    async recommended() {
      const { params } = await child.ask<{ params: WireParams }>({ do: 'recommend' })
      return paramsOf(params, distributions)
    },
    close: () => child.close(),
  }
}

function wireParameter(parameter: Parameter): object {
  switch (parameter.kind) {
    case 'fixed':
      return { fixed: wireValue(parameter.param.value) }
    case 'choice':
      return {
        choices: parameter.distribution.choices.map(({ value }) => wireValue(value)),
        ordered: parameter.ordered,
      }
    case 'scalar':
      return { scalar: wireScalar(parameter.scalar), key: parameter.key ?? null }
  }
}

function wireScalar({ integer, log, ...numbers }: Scalar): object {
  const wire = (value: number | undefined) => (value === undefined ? null : { float: String(value) })
  const { lower, upper, init, step } = numbers
  return { lower: wire(lower), upper: wire(upper), init: wire(init), step: wire(step), integer, log }
}
