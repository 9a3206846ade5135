import { entriesOf, float, type MapValue, map, pythonText, raise, settingText, str } from '@hydraconf/core'
import type { SweepContext, Sweeper } from '../../sweeper.js'
import { nothingCompleted, settingRefused } from '../search/messages.js'
import { jobParams, jobTexts, spaceOf } from '../search/parameters.js'
import { isNumber, search, shownParams, writeResults } from '../search/search.js'
import type { Params } from '../search/study.js'
import { type NevergradStudy, nevergradStudy, type Optimization } from './nevergrad-study.js'
import { type Parametrization, parametrization } from './parametrization.js'

/** Looks for the parameters that give the best value, by Nevergrad in the user's Python. Mirrors Hydra's Nevergrad sweeper. */
export const nevergradSweeper: Sweeper = {
  target: 'hydra_plugins.hydra_nevergrad_sweeper.nevergrad_sweeper.NevergradSweeper',
  async sweep(context) {
    const { settings, log } = context
    const optim = (settings.optim ?? {}) as Readonly<Record<string, unknown>>
    const of = optimizationOf(optim, context.earlier.length)
    const sign = optim.maximize === true ? -1 : 1
    const parameters = parametrization(context)
    const study = keepingBest(await nevergradStudy(parameters, of, context))
    try {
      const way = sign === 1 ? 'minimization' : 'maximization'
      const { optimizer, budget, numWorkers } = of
      log.info(`NevergradSweeper(optimizer=${optimizer}, budget=${budget}, num_workers=${numWorkers}) ${way}`)
      log.info(`with parametrization ${study.parametrization}`)
      log.info(`Sweep output dir: ${settingText(context.composed, 'hydra.sweep.dir')}`)
      await search(context, {
        study,
        space: spaceOf(parameters),
        trials: budget,
        batchSize: numWorkers,
        maxFailureRate: Number(optim.max_failure_rate ?? 0),
        failure: 'Returning infinity for failed experiment',
        wanted: 'a number',
        textsOf: (params) => jobTexts(params, parameters),
        valuesOf: (returned) => (isNumber(returned) ? sign * Number(returned) : undefined),
      })
      await report(context, { study, parameters, sign })
    } finally {
      study.close()
    }
  },
}

/** @param earlier how many trials an earlier run of the sweep had */
function optimizationOf(optim: Readonly<Record<string, unknown>>, earlier: number): Optimization {
  const count = (name: 'budget' | 'num_workers', otherwise: number): number => {
    const given = Number(optim[name] ?? otherwise)
    if (given >= 1) return given
    throw raise(
      settingRefused({ key: `hydra.sweeper.optim.${name}`, why: `is ${given}`, advice: 'It takes 1 or more' }),
    )
  }
  return {
    optimizer: String(optim.optimizer ?? 'NGOpt'),
    budget: count('budget', 80),
    numWorkers: count('num_workers', 10),
    isNoisy: optim.noisy === true,
    // The same seed would give the points of the first run again.
    seed: typeof optim.seed === 'number' ? optim.seed + earlier : null,
  }
}

interface Best {
  readonly params: Params
  readonly loss: number
}

interface BestKeepingStudy extends NevergradStudy {
  /** The trial with the smallest loss; undefined: none was completed. */
  best(): Best | undefined
}

function keepingBest(study: NevergradStudy): BestKeepingStudy {
  let best: Best | undefined
  const look = (params: Params, loss = Infinity): void => {
    if (loss < (best?.loss ?? Infinity)) best = { params, loss }
  }
  return {
    ...study,
    async recall(trials) {
      for (const { params, values } of trials) look(params, values)
      await study.recall(trials)
    },
    async tell(trial, loss) {
      look(trial.params, loss)
      await study.tell(trial, loss)
    },
    best: () => best,
  }
}

interface Found {
  readonly study: BestKeepingStudy
  readonly parameters: Parametrization
  readonly sign: 1 | -1
}

async function report(context: SweepContext, { study, parameters, sign }: Found): Promise<void> {
  const best = study.best()
  if (best === undefined) throw raise(nothingCompleted())
  const shown = shownParams(context, jobParams(best.params, parameters))
  writeResults(context, resultsValue(shown, sign * best.loss))
  const recommended = shownParams(context, jobParams(await study.recommended(), parameters))
  const texts = Array.from(entriesOf(recommended), ([key, value]) => `${String(key)}=${pythonText(value)}`)
  context.log.info(`Best parameters: ${texts.join(' ')}`)
}

function resultsValue(params: MapValue, result: number): MapValue {
  return map([
    ['name', str('nevergrad')],
    ['best_evaluated_params', params],
    ['best_evaluated_result', float(result)],
  ])
}
