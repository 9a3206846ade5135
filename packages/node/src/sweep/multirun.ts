import type { Composed } from '@hydraconf/core'
import { logAsHydra } from '../main/compose-and-log.js'
import type { Program } from '../main/program-context.js'
import { notify } from '../run/callback.js'
import { callbacksOf } from '../run/callbacks-of.js'
import { runSweep } from './run-sweep.js'
import type { Sweep } from './sweep.js'
import type { SweepStart } from './sweep-start.js'

/** A sweep from the command line: callbacks around it, logging as Hydra's. */
export async function multirun(program: Program, composed: Composed): Promise<void> {
  const { flags, own, host } = program
  const { year, month, day, hour, minute, second, microsecond } = program.app.environment.facts.now
  await sweepWith(program, composed, {
    start: {
      ...startOverrides(composed),
      configName: program.app.configName,
      configPath: flags.configPath,
      configDirs: flags.configDirs,
      cwd: host.cwd(),
      now: new Date(year, month - 1, day, hour, minute, second, microsecond / 1000).getTime(),
      seed: Math.floor(Math.random() * 2 ** 32),
      allowCollisions: own.allowCollisions || host.env.HYDRACONF_ALLOW_COLLISIONS === '1',
    },
    earlier: undefined,
  })
}

function startOverrides({ overrides, masked, masking }: Composed): Pick<SweepStart, 'overrides' | 'shown'> {
  const texts = overrides.map(({ text }) => text)
  return masking === undefined
    ? { overrides: texts }
    : { overrides: texts, shown: masked.overrides.map(({ text }) => text) }
}

/** Runs the sweep, a new one or one that was begun earlier. */
export async function sweepWith(
  program: Program,
  composed: Composed,
  taken: Pick<Sweep, 'start' | 'earlier' | 'again' | 'launcher'>,
): Promise<void> {
  const { app, host, logging, plugins, task, warn } = program
  const { environment, configName } = app
  logAsHydra(program, composed, taken.start.overrides)
  const callbacks = await callbacksOf(composed, program)
  await notify(callbacks, 'onMultirunStart', { composed, configName }, warn)
  await runSweep({ composed, task, plugins, host, environment, configName, logging, callbacks, warn, ...taken })
  await notify(callbacks, 'onMultirunEnd', { composed, configName }, warn)
}
