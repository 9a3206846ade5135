import { basename } from 'node:path'
import { closeMatches, raise } from '@hydraconf/core'
import { type AppFlags, type AppOptions, appOf } from '../app.js'
import { parseFlags } from '../flags/flags.js'
import type { Host } from '../host.js'
import { completionCommand, unknownShell, variableMissing } from '../messages.js'
import { completeLine } from './complete-line.js'
import { stripProgram } from './program-name.js'
import { answerText, type CompletedCommand, installScript, SHELLS, type Shell, uninstallScript } from './scripts.js'

/**
 * `--shell-completion`: `install=SHELL` and `uninstall=SHELL` print what a shell evaluates, `query=SHELL` answers for the
 * line in COMP_LINE. The config named on that line is the one that is completed for.
 *
 * @throws HydraException for anything but one of these, or an unknown shell
 */
export function completeShell(words: readonly string[], options: AppOptions, given: AppFlags, host: Host): void {
  const asked = words.map(commandOf).filter((command) => command !== undefined)
  const [first] = asked
  if (asked.length !== 1 || first === undefined)
    throw raise(completionCommand({ given: asked.map(({ name }) => name) }))
  host.out(textFor(first, options, given, host))
}

function textFor({ name, shell: asked }: Command, options: AppOptions, given: AppFlags, host: Host): string {
  const shell = shellNamed(asked)
  switch (name) {
    case 'install':
      return installScript(shell, commandIn(host))
    case 'uninstall':
      return uninstallScript(shell, commandIn(host))
    case 'query':
      return `${answerText(shell, answerQuery(options, given, host))}\n`
  }
}

interface Command {
  readonly name: 'install' | 'uninstall' | 'query'
  readonly shell: string
}

function commandOf(word: string): Command | undefined {
  const found = /^(install|uninstall|query)=(.*)$/.exec(word)
  return found === null ? undefined : { name: found[1] as Command['name'], shell: found[2]! }
}

function shellNamed(shell: string): Shell {
  const known = SHELLS.find((name) => name === shell)
  if (known === undefined) throw raise(unknownShell({ shell, known: SHELLS, near: closeMatches(shell, SHELLS) }))
  return known
}

/** A program that is a script is completed behind `node`; one without an extension stands for itself. */
function commandIn({ program }: Host): CompletedCommand {
  if (program === undefined) return { name: 'hydraconf' }
  return /\.[cm]?[jt]s$/.test(program) ? { name: 'node', script: program } : { name: basename(program) }
}

function answerQuery(options: AppOptions, given: AppFlags, host: Host): readonly string[] {
  const typed = host.env.COMP_LINE
  if (typed === undefined) throw raise(variableMissing({ name: 'COMP_LINE' }))
  const line = stripProgram(typed)
  const { configPath, configName, configDirs } = parseFlags(line.split(/\s+/).filter((word) => word !== ''))
  const app = appOf(options, host, {
    configPath: configPath ?? given.configPath,
    configName: configName ?? given.configName,
    configDirs: configDirs.length > 0 ? configDirs : given.configDirs,
  })
  return completeLine(line, app.configName, app.environment)
}
