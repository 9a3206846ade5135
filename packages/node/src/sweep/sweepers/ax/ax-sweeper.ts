import { float, map, pythonText, raise, str } from '@hydraconf/core'
import type { SweepContext, Sweeper } from '../../sweeper.js'
import { batchSizeOf } from '../batches.js'
import { nothingCompleted } from '../search/messages.js'
import { jobParams, jobTexts, spaceOf } from '../search/parameters.js'
import { search, shownParams, writeResults } from '../search/search.js'
import { axParameters, parametersText } from './ax-parameters.js'
import { type AxStudy, axStudy, type Experiment } from './ax-study.js'
import { EarlyStop } from './early-stop.js'
import { measurementOf } from './measurement.js'

/** How many trials Ax proposes at a time, where nobody says. */
const BATCH = 5

/** Looks for the parameters that give the best value, by Ax in the user's Python. Mirrors the Ax sweeper of Hydra 1.4. */
export const axSweeper: Sweeper = {
  target: 'hydra_plugins.hydra_ax_sweeper.ax_sweeper.AxSweeper',
  async sweep(context) {
    const { settings, log } = context
    const batchSize = batchSizeOf(settings) ?? BATCH
    const config = section(settings.ax_config)
    const experiment = experimentOf(config, context.earlier.length)
    const { objective } = experiment
    const parameters = axParameters(context)
    log.info(`AxSweeper is optimizing the following parameters: ${parametersText(parameters)}`)
    const study = announced(await axStudy(parameters, experiment, context), log)
    const stop = new EarlyStop(earlyStopOf(section(config.early_stop)), log)
    const shownBest = async () => {
      const best = await study.best()
      return best && { ...best, shown: shownParams(context, jobParams(best.params, parameters)) }
    }
    try {
      await search(context, {
        study,
        space: spaceOf(parameters),
        trials: Number(config.max_trials ?? 10),
        batchSize,
        maxFailureRate: 0,
        failure: 'Failed experiment',
        wanted: `a number, [number, its standard error], or a map of these with ${objective}`,
        textsOf: (params) => jobTexts(params, parameters),
        valuesOf: (returned) => measurementOf(returned, { objective, isNoisy: config.is_noisy !== false }),
        async isOver() {
          const best = await shownBest()
          if (best === undefined) return false
          return stop.isOver(best.value, { value: pythonText(float(best.value)), params: pythonText(best.shown) })
        },
      })
      const best = await shownBest()
      if (best === undefined) throw raise(nothingCompleted())
      writeResults(
        context,
        map([
          ['optimizer', str('ax')],
          ['ax', best.shown],
        ]),
      )
      log.info(`Best parameters: ${pythonText(best.shown)}`)
    } finally {
      study.close()
    }
  },
}

type Settings = Readonly<Record<string, unknown>>

function section(given: unknown): Settings {
  return (given ?? {}) as Settings
}

/** @param earlier how many trials an earlier run of the sweep had */
function experimentOf(config: Settings, earlier: number): Experiment {
  const experiment = section(config.experiment)
  const client = section(config.client)
  return {
    name: experiment.name ?? null,
    objective: String(experiment.objective_name ?? 'objective'),
    minimize: experiment.minimize !== false,
    parameter_constraints: experiment.parameter_constraints ?? null,
    outcome_constraints: experiment.outcome_constraints ?? null,
    status_quo: experiment.status_quo ?? null,
    // The same seed would give the points of the first run again.
    seed: typeof client.random_seed === 'number' ? client.random_seed + earlier : null,
    verbose: client.verbose_logging === true,
  }
}

function earlyStopOf(settings: Settings) {
  return {
    minimize: settings.minimize !== false,
    patience: Number(settings.max_epochs_without_improvement ?? 10),
    epsilon: Number(settings.epsilon ?? 1e-5),
  }
}

/** Says how many trials are proposed, batch by batch. */
function announced(study: AxStudy, log: SweepContext['log']): AxStudy {
  return {
    ...study,
    async ask(count) {
      const trials = await study.ask(count)
      if (trials.length === 0) log.info('Ax has exhausted the search space')
      else log.info(`AxSweeper is launching ${trials.length} jobs`)
      return trials
    },
  }
}
