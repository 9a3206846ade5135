import { type Composed, compose, planSweep, raise } from '@hydraconf/core'
import {
  type App,
  type AppOptions,
  composeJob,
  type Flags,
  type Host,
  jobOverridesOf,
  parseFlags,
  runProgram,
  showCfg,
  shownPart,
} from '@hydraconf/node'
import { configJson } from './json.js'
import { noProgramToRun } from './messages.js'
import { takeWords } from './own-words.js'
import { appFor, composeFor } from './project.js'

/**
 * `hydraconf [flags] [overrides]`: composes and prints; with `--multirun` every job that would run. Hydra's flags that ask
 * for something else (`--info`, `--cfg hydra`, `--shell-completion`) do as in any program.
 */
export async function show(argv: readonly string[], options: AppOptions, host: Host): Promise<number> {
  const { flags: own, rest } = takeWords(argv, { flags: ['--json'] })
  const isJson = own.has('--json')
  const flags = parseFlags(rest)
  if (flags.run) throw raise(noProgramToRun())
  if (!isJson && isForPrograms(flags)) {
    const named = flags.shellCompletion ? options : { ...options, configName: appFor(options, flags, host).configName }
    return runProgram(named, () => {}, { ...host, argv: rest })
  }
  const app = appFor(options, flags, host)
  if (flags.multirun) showJobs(app, flags, host, isJson)
  else showOne(composeFor(app, flags.overrides, host), flags, host, isJson)
  return 0
}

function isForPrograms({ help, hydraHelp, version, info, shellCompletion }: Flags): boolean {
  return help || hydraHelp || version || shellCompletion || info !== undefined
}

function showOne(composed: Composed, flags: Flags, host: Host, isJson: boolean): void {
  const shown = { part: flags.cfg ?? 'job', resolve: flags.resolve, package: flags.package } as const
  host.out(isJson ? `${configJson(shownPart(composed, shown))}\n` : showCfg(composed, shown))
}

/** Every job of a sweep: YAML documents, or a JSON list. Nothing is run. */
function showJobs({ configName, environment }: App, flags: Flags, host: Host, isJson: boolean): void {
  const overrides = [...flags.overrides, 'hydra.mode=MULTIRUN']
  const composed = compose({ configName, overrides, mode: 'MULTIRUN' }, environment)
  const { task, hydra } = jobOverridesOf(composed)
  const shown = { part: flags.cfg ?? 'job', resolve: flags.resolve, package: flags.package } as const
  const plan = planSweep(task, { optionsOf: (group) => composed.library.options(group, 'config') })
  if (isJson) host.out('[')
  for (const job of plan) {
    const one = composeJob(environment, configName, hydra, Number(job.index), job.texts)
    if (isJson) {
      const entry = { job: Number(job.index), overrides: job.texts }
      host.out(
        `${job.index === 0n ? '' : ','}\n${JSON.stringify(entry).slice(0, -1)},"config":${configJson(shownPart(one, shown))}}`,
      )
    } else {
      host.out(`${job.index === 0n ? '' : '---\n'}# job ${job.index}: ${job.texts.join(' ')}\n${showCfg(one, shown)}`)
    }
  }
  if (isJson) host.out('\n]\n')
}
