import { raise } from '@hydraconf/core'
import { type AppOptions, type Host, installScript, processHost, report, SHELLS, type Shell } from '@hydraconf/node'
import { COMMANDS } from './help.js'
import { errorJson, jsonText } from './json.js'
import { notAnOption } from './messages.js'
import { projectOptions } from './project.js'

type Run = (argv: readonly string[], options: AppOptions, host: Host) => number | Promise<number>

/** Runs a command line of `hydraconf`; gives the exit code. What goes wrong is said on stderr, with `--json` as JSON on stdout. */
export async function runCommand(argv: readonly string[], given: Host = processHost()): Promise<number> {
  const host: Host = { ...given, argv, program: undefined }
  try {
    const [word] = argv
    const name = word !== undefined && isCommandWord(word) ? word : undefined
    const run = name === undefined ? (await import('./show-command.js')).showCommand : await commandNamed(name, host)
    return await run(name === undefined ? argv : argv.slice(1), await projectOptions(host), host)
  } catch (error) {
    if (!argv.includes('--json')) return report(error, host, () => 'usage: hydraconf [COMMAND] [flags] [overrides ...]')
    host.out(`${jsonText(errorJson(error))}\n`)
    return report(error, { ...host, err: () => {} }, () => '')
  }
}

/** An override has a sign in it; a lone word in front is a command. */
function isCommandWord(word: string): boolean {
  return /^[a-z][a-z0-9-]*$/.test(word)
}

async function commandNamed(name: string, host: Host): Promise<Run> {
  switch (name) {
    case 'explain':
      return (await import('./explain-command.js')).explainCommand
    case 'diff':
      return (await import('./diff-command.js')).diffCommand
    case 'check':
      return (await import('./check/check-command.js')).checkCommand
    case 'parity':
      return (await import('./parity/parity-command.js')).parityCommand
    case 'completion':
      return completion
    default: {
      const { pluginCommand } = await import('./plugin-command.js')
      const command = await pluginCommand(name, Object.keys(COMMANDS), host)
      const { commandContext } = await import('./command-context.js')
      return (argv, options) => command.run(argv, commandContext(options, host))
    }
  }
}

/** `hydraconf completion SHELL`: what the shell evaluates. */
function completion(argv: readonly string[], _: AppOptions, host: Host): number {
  const words = argv.filter((word) => word !== '--json')
  const shell = SHELLS.find((known) => known === words[0]) as Shell | undefined
  if (shell === undefined) throw raise(notAnOption({ flag: 'completion', value: words[0] ?? '', known: SHELLS }))
  const script = installScript(shell, { name: 'hydraconf' })
  host.out(argv.includes('--json') ? `${jsonText({ shell, script })}\n` : script)
  return 0
}
