import type { Host } from '@hydraconf/node'
import { type Commands, isFamily } from './command.js'
import type { Named } from './help.js'
import { unknownCommand, unknownInFamily } from './usage-errors.js'

/** A command that a line names, and the words behind its name. */
export interface FoundCommand {
  readonly found: Named
  readonly rest: readonly string[]
}

/**
 * The command that the first words name: one of these, or of an installed package. A family is found where no command of it is named.
 *
 * @throws UsageError where there is none
 */
export async function findCommand(
  [name = '', ...rest]: readonly string[],
  commands: Commands,
  host: Host,
): Promise<FoundCommand> {
  const command = Object.hasOwn(commands, name) ? commands[name]! : await fromPackage(name, commands, host)
  if (!isFamily(command)) return { found: { name, command }, rest }
  const [word, ...further] = rest
  if (word === undefined || word.startsWith('-')) return { found: { name, command }, rest }
  if (!Object.hasOwn(command.commands, word)) throw unknownInFamily(name, word, Object.keys(command.commands))
  return { found: { name: `${name} ${word}`, command: command.commands[word]! }, rest: further }
}

async function fromPackage(name: string, commands: Commands, host: Host) {
  const { isKnown, packageCommand, packageOf } = await import('./installed-commands.js')
  const command = await packageCommand(name, host.cwd())
  if (command === undefined) {
    throw unknownCommand(name, { pkg: packageOf(name), isKnown: isKnown(name), known: Object.keys(commands) })
  }
  return command
}
