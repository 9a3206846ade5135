import type { SweepContext } from '../../sweeper.js'
import type { PythonLibrary } from '../search/messages.js'
import { PythonChild } from '../search/python-child.js'
import type { Distribution } from '../search/search-space.js'
import type { Trial } from '../search/study.js'
import { numberOf, paramsOf, type WireParams, wireNumber, wireParams, wireValue } from '../search/wire.js'
import type { OptunaStudy, StudySettings, Told } from './study.js'

const OPTUNA: PythonLibrary = { name: 'Optuna', requirement: 'optuna', modules: ['optuna'] }

type Log = Pick<SweepContext['log'], 'debug'>

/**
 * Optuna itself, of any version from 2.10 to 5, in the user's own Python: a child process that is asked in lines of JSON.
 *
 * @throws PluginException where that Python is not there, has no Optuna, or Optuna refuses
 */
export async function pythonStudy(python: string, settings: StudySettings, log: Log): Promise<OptunaStudy> {
  const { studyName, storage, sampler, directions, space } = settings
  const { distributions, fixed } = space
  const child = new PythonChild({ script: 'optuna_study.py', library: OPTUNA, python, log })
  const created = await child.ask<{ name: string; sampler: string; trials: number }>({
    do: 'create',
    study_name: studyName ?? null,
    storage: storage ?? null,
    sampler,
    directions,
    space: Array.from(distributions, ([name, distribution]) => [name, wireDistribution(distribution)]),
  })
  return {
    name: created.name,
    sampler: created.sampler,
    known: created.trials,
    async recall(trials) {
      // A storage has them already.
      if (storage !== undefined || trials.length === 0) return
      const recalled = trials.map(({ params, values }) => ({
        params: wireParams(params, distributions),
        values: wireNumbers(values),
      }))
      await child.ask({ do: 'recall', trials: recalled })
    },
    async ask(count) {
      const { trials } = await child.ask<{ trials: { number: number; params: WireParams }[] }>({
        do: 'ask',
        count,
        fixed: [...fixed],
      })
      return trials.map(({ number, params }): Trial => ({ number, params: paramsOf(params, distributions) }))
    },
    async tell({ number }, values) {
      await child.ask({ do: 'tell', number, values: wireNumbers(values) })
    },
    async best() {
      const { trials } = await child.ask<{ trials: { params: WireParams; values: string[] }[] }>({ do: 'best' })
      return trials.map(
        ({ params, values }): Told => ({ params: paramsOf(params, distributions), values: values.map(numberOf) }),
      )
    },
    close: () => child.close(),
  }
}

function wireNumbers(values: readonly number[] | undefined): readonly string[] | null {
  return values?.map(wireNumber) ?? null
}

function wireDistribution(distribution: Distribution): object {
  if (distribution.kind === 'choice') return { choices: distribution.choices.map(({ value }) => wireValue(value)) }
  const { kind, low, high, log, step } = distribution
  const number = (value: number) => ({ [kind]: String(value) })
  return { kind, low: number(low), high: number(high), log, step: step === undefined ? null : number(step) }
}
