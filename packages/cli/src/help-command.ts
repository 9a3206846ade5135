import type { CommandContext, CommandLine } from './command.js'
import { findCommand } from './find-command.js'
import { commandHelp, helpText } from './help.js'
import { installedCommands } from './installed-commands.js'

/** `hydraconf help [COMMAND]`. */
export async function helpCommand({ positionals }: CommandLine, { host, commands }: CommandContext): Promise<number> {
  if (positionals.length > 0) {
    host.out(commandHelp((await findCommand(positionals, commands, host)).found))
    return 0
  }
  const own = Object.entries(commands).map(([name, command]) => ({ name, command }))
  host.out(helpText(own, await installedCommands(host.cwd())))
  return 0
}
