import { basename } from 'node:path'
import { aliasesFor, type Composed, hydraVersionOf, raise, rulesFor, showCfg } from '@hydraconf/core'
import { type AppOptions, appOf } from '../app.js'
import { completeShell } from '../complete/shell.js'
import { type Flags, parseFlags } from '../flags/flags.js'
import { takeHydraconfFlags } from '../flags/hydraconf-flags.js'
import { withOverrideFiles } from '../flags/override-files.js'
import { flagsHelp, usageText } from '../flags/usage.js'
import type { Host } from '../host.js'
import { Logging } from '../logging/logging.js'
import { resolveNeedsCfg, severalCommands, versionBaseWarning } from '../messages.js'
import { checkAppOptions, checkTask } from '../options/check-options.js'
import type { NodePlugin } from '../plugin.js'
import { report, warningLine } from '../report-error.js'
import { notify } from '../run/callback.js'
import { callbacksOf } from '../run/callbacks-of.js'
import { returnValue } from '../run/job-return.js'
import { planRun } from '../run/output-files.js'
import type { Task } from '../run/run.js'
import { type JobContext, runJob } from '../run/run-job.js'
import { appHelp, hydraHelp } from '../show/help.js'
import { showInfo } from '../show/show-info.js'
import { SweepDetached, SweepInterrupted } from '../sweep/interruption.js'
import { takeJob } from '../sweep/job-message.js'
import { VERSION } from '../version.js'
import { chooseMode } from './choose-mode.js'
import { composeConfig, composeForUser, infoSubject, logAsHydra } from './compose-and-log.js'
import type { Program, ProgramContext } from './program-context.js'
import { rerun } from './rerun.js'

/** `hydraMain` for any host. Gives the exit code. */
export async function runProgram(options: AppOptions, task: Task, host: Host): Promise<number> {
  const logging = new Logging(host.now, host.err)
  const warn = warningOnce(host)
  try {
    checkAppOptions(options)
    checkTask(task)
    const plugins = (options.plugins ?? []) as readonly NodePlugin[]
    const around: ProgramContext = { options, plugins, task, host, logging, warn }
    const given = takeJob(host.env)
    if (given !== undefined) {
      const { runLaunchedJob } = await import('../sweep/run-launched-job.js')
      return await runLaunchedJob(given, around)
    }
    const { own, rest } = takeHydraconfFlags(host.argv)
    const flags = flagsOf(rest, host, options)
    if (flags.version) {
      host.out(`hydraconf ${VERSION} (Hydra ${hydraVersionOf(options.dialect)})\n`)
      return 0
    }
    if (flags.experimentalRerun !== undefined && options.dialect !== '1.4') {
      await rerun(flags.experimentalRerun, around)
      return 0
    }
    if (own.earlier !== undefined) {
      const { actOnSweep } = await import('../sweep/sweep-action.js')
      return await actOnSweep(own.earlier, flags, around)
    }
    const asked = flags.experimentalRerun === undefined ? flags : await rerunFlags(flags, host)
    const app = appOf(options, host, asked)
    const { versionBase, legacy } = rulesFor(options.versionBase, options.dialect)
    if (legacy) warn(versionBaseWarning({ versionBase }))
    await runCommand({ ...around, app, flags: asked, own })
    return 0
  } catch (error) {
    if (error instanceof SweepInterrupted || error instanceof SweepDetached) {
      host.err(`${error.message}\n`)
      return error instanceof SweepInterrupted ? 130 : 0
    }
    return report(error, host, () => usageText(programName(host)), warn)
  } finally {
    logging.close()
  }
}

/** Dialect 1.4 runs a job again from what its directory says of it. */
async function rerunFlags(flags: Flags, host: Host): Promise<Flags> {
  const { flagsOfRerun } = await import('./rerun-job.js')
  return flagsOfRerun(flags, host.cwd())
}

/** Each warning once: the jobs of a sweep have the same to say. */
function warningOnce(host: Host): (message: string) => void {
  const said = new Set<string>()
  return (message) => {
    if (said.has(message)) return
    said.add(message)
    host.err(warningLine(message))
  }
}

/** The flags, with the overrides of the files that are named. */
function flagsOf(argv: readonly string[], host: Host, { dialect }: AppOptions): Flags {
  const flags = parseFlags(argv, dialect)
  return { ...flags, overrides: withOverrideFiles(flags.overrides, host.cwd()) }
}

function programName({ program }: Host): string {
  return program === undefined ? 'hydraconf' : basename(program)
}

async function runCommand(program: Program): Promise<void> {
  const { app, flags, host } = program
  const { overrides } = flags
  if (flags.help) {
    const aliases = aliasesFor(app.environment, app.configName)
    const { describeKeys } = program.options
    const asked = { flagsHelp: flagsHelp(), resolve: flags.resolve, aliases, describeKeys }
    host.out(`${appHelp(composeForUser(program), asked)}\n`)
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

async function runOnce(program: Program, composed: Composed): Promise<void> {
  const { app, host, logging, task, warn } = program
  const { environment, configName } = app
  logAsHydra(
    program,
    composed,
    composed.overrides.map(({ text }) => text),
  )
  const callbacks = await callbacksOf(composed, program)
  const around: JobContext = { host, environment, configName, logging, callbacks, warn }
  await notify(callbacks, 'onRunStart', { composed, configName }, warn)
  const job = await runJob(planRun(composed, environment, 'run'), task, around)
  await notify(callbacks, 'onRunEnd', { composed, configName, job }, warn)
  returnValue(job)
}
