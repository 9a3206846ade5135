import { installScript, type Shell } from '@hydraconf/node'
import type { CommandContext, CommandLine } from './command.js'
import { jsonText } from './json.js'

/** `hydraconf completion SHELL`: what the shell evaluates. */
export function completionCommand({ json, positionals }: CommandLine, { host }: CommandContext): number {
  const shell = positionals[0] as Shell
  const script = installScript(shell, { name: 'hydraconf' })
  host.out(json ? `${jsonText({ shell, script })}\n` : script)
  return 0
}
