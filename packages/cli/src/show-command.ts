import { type Composed, raise } from '@hydraconf/core'
import {
  type App,
  type AppOptions,
  type Flags,
  type Host,
  hydraFlags,
  readFlags,
  runProgram,
  showCfg,
  shownPart,
} from '@hydraconf/node'
import { SHOW_FLAGS } from './command-flags.js'
import { COMMANDS } from './commands.js'
import { completeCommand } from './complete-command.js'
import { jobsOf } from './jobs.js'
import { configJson } from './json.js'
import { noProgramToRun, onlyForPeople } from './messages.js'
import { appFor, composeFor, withWords } from './project-settings.js'
import { configWords } from './read-command-line.js'
import { commandNotFirst } from './usage-errors.js'

/**
 * `hydraconf [flags] [overrides]`: composes and prints; with `--multirun` every job that would run. Hydra's flags that ask
 * for something else (`--info`, `--cfg hydra`, `--shell-completion`) do as in any program.
 */
export async function showCommand(argv: readonly string[], given: AppOptions, host: Host): Promise<number> {
  const read = readFlags(argv, SHOW_FLAGS)
  const isJson = read.given.has('json')
  const words = configWords(read, read.words, host)
  const flags = { ...hydraFlags(read), overrides: words.overrides }
  const options = withWords(given, words)
  const command = flags.overrides.find((word) => Object.hasOwn(COMMANDS, word))
  if (command !== undefined && !flags.shellCompletion) throw commandNotFirst(command)
  if (flags.run) throw raise(noProgramToRun())
  if (isForPrograms(flags)) {
    if (isJson) throw raise(onlyForPeople())
    const rest = withoutOurs(argv)
    if (flags.shellCompletion && flags.overrides.some((word) => word.startsWith('query='))) {
      return completeCommand(rest, options, host)
    }
    const named = flags.shellCompletion ? options : { ...options, configName: appFor(options, flags, host).configName }
    return runProgram(named, () => {}, { ...host, argv: rest })
  }
  const app = appFor(options, flags, host)
  if (flags.multirun) showJobs(app, flags, host, isJson)
  else showOne(composeFor(app, flags.overrides, host), flags, host, isJson)
  return 0
}

/** The words that Hydra knows. */
function withoutOurs(argv: readonly string[]): readonly string[] {
  return argv.filter(
    (word, at) =>
      !/^--(?:pkg|settings|dialect|env-file)(?:=|$)|^--safe$/.test(word) &&
      !/^--(?:pkg|settings|dialect|env-file)$/.test(argv[at - 1] ?? ''),
  )
}

function isForPrograms({ help, hydraHelp, version, info, shellCompletion }: Flags): boolean {
  return help || hydraHelp || version || shellCompletion || info !== undefined
}

function showOne(composed: Composed, flags: Flags, host: Host, isJson: boolean): void {
  const shown = { part: flags.cfg ?? 'job', resolve: flags.resolve, package: flags.package } as const
  host.out(isJson ? `${configJson(shownPart(composed, shown))}\n` : showCfg(composed, shown))
}

/** Every job of a sweep: YAML documents, or a JSON list. Nothing is run. */
function showJobs(app: App, flags: Flags, host: Host, isJson: boolean): void {
  const shown = { part: flags.cfg ?? 'job', resolve: flags.resolve, package: flags.package } as const
  if (isJson) host.out('[')
  for (const { number, overrides, composed } of jobsOf(app, flags.overrides)) {
    if (isJson) {
      const entry = JSON.stringify({ job: number, overrides: shownTexts(composed, overrides) }).slice(0, -1)
      host.out(`${number === 0 ? '' : ','}\n${entry},"config":${configJson(shownPart(composed, shown))}}`)
    } else {
      host.out(
        `${number === 0 ? '' : '---\n'}# job ${number}: ${shownTexts(composed, overrides).join(' ')}\n${showCfg(composed, shown)}`,
      )
    }
  }
  if (isJson) host.out('\n]\n')
}

function shownTexts({ masking }: Composed, overrides: readonly string[]): readonly string[] {
  return masking?.overrideTexts(overrides) ?? overrides
}
