import { basename } from 'node:path'
import { type Composed, compose, raise } from '@hydraconf/core'
import { type App, type AppOptions, appOf } from '../app.js'
import { completeShell } from '../complete/shell.js'
import { type Flags, parseFlags } from '../flags/flags.js'
import { type OwnFlags, takeOwnFlags } from '../flags/own-flags.js'
import { flagsHelp, usageText } from '../flags/usage.js'
import type { Host } from '../host.js'
import { configureLogging } from '../logging/configure.js'
import { Logging } from '../logging/logging.js'
import { resolveNeedsCfg, severalCommands } from '../messages.js'
import type { NodePlugin } from '../plugin.js'
import { report } from '../report.js'
import { notify } from '../run/callback.js'
import { callbacksOf } from '../run/callbacks-of.js'
import { returnValue } from '../run/job-return.js'
import { planRun } from '../run/plan-run.js'
import type { Task } from '../run/run.js'
import { type JobSurroundings, runJob } from '../run/run-job.js'
import { setting } from '../run/settings.js'
import { defaultsOf } from '../show/defaults-of.js'
import { appHelp, hydraHelp } from '../show/help.js'
import { showCfg } from '../show/show-cfg.js'
import { type PluginKind, showInfo } from '../show/show-info.js'
import { SweepInterrupted } from '../sweep/interruption.js'
import { takeOrder } from '../sweep/job-order.js'
import { HYDRA_VERSION, VERSION } from '../version.js'
import { chooseMode } from './choose-mode.js'
import { rerun } from './rerun.js'

/** What is known while a program runs. */
export interface Program {
  readonly options: AppOptions
  readonly plugins: readonly NodePlugin[]
  readonly app: App
  readonly flags: Flags
  readonly own: OwnFlags
  readonly task: Task
  readonly host: Host
  readonly logging: Logging
  warn(message: string): void
}

/** `hydraMain` for any host. Gives the exit code. */
export async function runProgram(options: AppOptions, task: Task, host: Host): Promise<number> {
  const logging = new Logging(host.now, host.err)
  const warn = (message: string): void => host.err(`UserWarning: ${message}\n`)
  try {
    const plugins = (options.plugins ?? []) as readonly NodePlugin[]
    const order = takeOrder(host.env)
    if (order !== undefined) {
      const { runOrder } = await import('../sweep/run-order.js')
      return await runOrder(order, { options, plugins, task, host, logging, warn })
    }
    const { own, rest } = takeOwnFlags(host.argv)
    const flags = parseFlags(rest)
    if (flags.version) {
      host.out(`hydraconf ${VERSION} (Hydra ${HYDRA_VERSION})\n`)
      return 0
    }
    if (flags.experimentalRerun !== undefined) {
      await rerun(flags.experimentalRerun, { options, task, host, logging, warn })
      return 0
    }
    if (own.resume !== undefined) {
      const { resumeSweep } = await import('../sweep/resume.js')
      await resumeSweep(own.resume, flags, { options, plugins, task, host, logging, warn })
      return 0
    }
    const app = appOf(options, host, flags)
    await runCommand({ options, plugins, app, flags, own, task, host, logging, warn })
    return 0
  } catch (error) {
    if (error instanceof SweepInterrupted) {
      host.err(`${error.message}\n`)
      return 130
    }
    return report(error, host, () => usageText(programName(host)))
  } finally {
    logging.close()
  }
}

function programName({ program }: Host): string {
  return program === undefined ? 'hydraconf' : basename(program)
}

async function runCommand(program: Program): Promise<void> {
  const { app, flags, host } = program
  const { overrides } = flags
  if (flags.help) {
    host.out(`${appHelp(composeForUser(program), flagsHelp(), flags.resolve)}\n`)
    return
  }
  if (flags.resolve && flags.cfg === undefined) throw raise(resolveNeedsCfg())
  if (flags.hydraHelp) {
    const composed = composeForUser({ ...program, app: { ...app, configName: undefined } })
    return host.out(`${hydraHelp(composed, flagsHelp())}\n`)
  }
  refuseSeveral(flags)
  if (flags.cfg !== undefined) {
    const { cfg: part, resolve, package: pkg } = flags
    return host.out(showCfg(composeConfig(program, overrides), { part, resolve, package: pkg }))
  }
  if (flags.shellCompletion) return completeShell(overrides, program.options, flags, host)
  if (flags.info !== undefined) {
    for (const line of showInfo(flags.info, infoSubject(program, overrides))) host.out(`${line}\n`)
    return
  }
  const { mode, composed } = chooseMode(program)
  if (mode === 'RUN') return runOnce(program, composed)
  const { multirun } = await import('../sweep/multirun.js')
  return multirun(program, composed)
}

function refuseSeveral({ run, cfg, multirun, shellCompletion, info }: Flags): void {
  const given = [
    ...(run ? ['--run'] : []),
    ...(cfg === undefined ? [] : ['--cfg']),
    ...(multirun ? ['--multirun'] : []),
    ...(shellCompletion ? ['--shell-completion'] : []),
    ...(info === undefined ? [] : ['--info']),
  ]
  if (given.length > 1) throw raise(severalCommands({ given }))
}

/** Composes for a single run, and says what there is to warn of. */
export function composeConfig({ app, warn }: Program, overrides: readonly string[]): Composed {
  const composed = compose({ configName: app.configName, overrides }, app.environment)
  for (const warning of composed.warnings) warn(warning)
  return composed
}

function composeForUser(program: Program): Composed {
  const composed = composeConfig(program, program.flags.overrides)
  logAsHydra(program, composed, program.flags.overrides)
  return composed
}

/** Sets Hydra's own logging up; at level DEBUG it tells how the config came about. */
export function logAsHydra(program: Program, composed: Composed, overrides: readonly string[]): void {
  const { logging, host } = program
  configureLogging(logging, setting(composed, 'hydra.hydra_logging'), verboseOf(composed), host)
  const log = logging.logger('hydra._internal.hydra')
  if (log.isEnabledFor(10)) for (const line of showInfo('all', infoSubject(program, overrides))) log.debug('%s', line)
}

/** @throws MissingMandatoryValue when it is `???` */
export function verboseOf(composed: Composed): unknown {
  return setting(composed, 'hydra.verbose') ?? '???'
}

function infoSubject(program: Program, overrides: readonly string[]) {
  const { app } = program
  return {
    composed: () => composeConfig(program, overrides),
    defaults: () => defaultsOf(app.environment, app.configName, overrides),
    plugins: pluginKinds(program.plugins),
  }
}

function pluginKinds(plugins: readonly NodePlugin[]): readonly PluginKind[] {
  return [
    {
      kind: 'ConfigSource',
      names: [
        'file',
        'pkg',
        'structured',
        ...plugins.flatMap(({ sources = [] }) => sources.map(({ provider }) => provider)),
      ],
    },
    { kind: 'Completion', names: ['bash', 'fish', 'zsh'] },
    { kind: 'Launcher', names: ['basic', 'local', ...plugins.flatMap(({ launchers = {} }) => Object.keys(launchers))] },
    { kind: 'Sweeper', names: ['basic', ...plugins.flatMap(({ sweepers = {} }) => Object.keys(sweepers))] },
    { kind: 'Plugin', names: plugins.map(({ name }) => name) },
  ]
}

async function runOnce(program: Program, composed: Composed): Promise<void> {
  const { app, host, logging, plugins, task, warn } = program
  const { environment, configName } = app
  logAsHydra(
    program,
    composed,
    composed.overrides.map(({ text }) => text),
  )
  const callbacks = await callbacksOf(composed, plugins, logging, host)
  const around: JobSurroundings = { host, environment, configName, logging, callbacks, warn }
  await notify(callbacks, 'onRunStart', { composed, configName }, warn)
  const job = await runJob(planRun(composed, environment, 'run'), task, around)
  await notify(callbacks, 'onRunEnd', { composed, configName, job }, warn)
  returnValue(job)
}
