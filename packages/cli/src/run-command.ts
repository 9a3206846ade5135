import { type Host, OutputLost, processHost, report } from '@hydraconf/node'
import { isFamily } from './command.js'
import { commandContext } from './command-context.js'
import { COMMANDS } from './commands.js'
import { findCommand } from './find-command.js'
import { commandHelp, type Named, usageLine } from './help.js'
import { errorJson, jsonText } from './json.js'
import { projectOptions } from './project-settings.js'
import { readCommandLine } from './read-command-line.js'
import { unknownInFamily } from './usage-errors.js'

/** Runs a command line of `hydraconf`; gives the exit code. What goes wrong is said on stderr, with `--json` as JSON on stdout. */
export async function runCommand(argv: readonly string[], given: Host = processHost()): Promise<number> {
  const host: Host = { ...given, argv, program: undefined }
  let usage = 'usage: hydraconf [COMMAND] [flags] [overrides ...]'
  try {
    const [word] = argv
    if (argv.length === 1 && (word === '--help' || word === '-h')) return await runCommand(['help'], given)
    if (word === undefined || !isCommandWord(word)) {
      const { showCommand } = await import('./show-command.js')
      return await showCommand(argv, await projectOptions(host), host)
    }
    const { found, rest } = await findCommand(argv, COMMANDS, host)
    usage = usageLine(found)
    return await runNamed(found, rest, host)
  } catch (error) {
    if (!argv.includes('--json') || error instanceof OutputLost) return report(error, host, () => usage)
    host.out(`${jsonText(errorJson(error))}\n`)
    return report(error, { ...host, err: () => {} }, () => '')
  }
}

async function runNamed({ name, command }: Named, words: readonly string[], host: Host): Promise<number> {
  if (isFamily(command)) {
    if (!words.includes('--help') && !words.includes('-h')) {
      throw unknownInFamily(name, undefined, Object.keys(command.commands))
    }
    host.out(commandHelp({ name, command }))
    return 0
  }
  const line = readCommandLine(words, command, host)
  if (line === undefined) {
    host.out(commandHelp({ name, command }))
    return 0
  }
  const options = command.composes === undefined ? {} : await projectOptions(host)
  return await command.run(line, commandContext(line, COMMANDS, options, host))
}

/** An override has a sign in it; a lone word in front is a command. */
function isCommandWord(word: string): boolean {
  return /^[a-z][a-z0-9-]*$/.test(word)
}
