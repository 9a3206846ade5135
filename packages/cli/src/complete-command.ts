import { type AppOptions, type Host, parseFlags, runProgram } from '@hydraconf/node'
import { COMMANDS } from './help.js'
import { appNamed } from './project.js'

/**
 * Completes for this very command: its own commands first, then what Hydra completes. Behind `explain` keys are meant, not
 * values to set.
 */
export async function completeCommand(argv: readonly string[], options: AppOptions, host: Host): Promise<number> {
  const typed = host.env.COMP_LINE ?? ''
  //   hydraconf explain db.h
  //   ^ program ^ word  ^ rest
  const [, program = '', word = '', rest] = /^(\s*\S+\s+)([a-z-]*)(\s+.*)?$/.exec(typed) ?? []
  const isCommand = rest !== undefined && Object.hasOwn(COMMANDS, word)
  const line = isCommand ? program + rest.trimStart() : typed
  let answer = ''
  const heard: Host = {
    ...host,
    argv,
    env: { ...host.env, COMP_LINE: line },
    out: (text) => {
      answer += text
    },
  }
  const code = await runProgram({ ...options, configName: configNamed(line, options, host) }, () => {}, heard)
  const isFish = argv.some((each) => each === 'query=fish')
  const choices = answer
    .trim()
    .split(isFish ? '\n' : ' ')
    .filter((choice) => choice !== '')
  host.out(
    `${[...commandsFor(typed), ...(isCommand && word === 'explain' ? choices.map(asKey) : choices)].join(isFish ? '\n' : ' ')}\n`,
  )
  return code
}

/** The config that the line means; undefined where there is none, and groups alone can be completed. */
function configNamed(line: string, options: AppOptions, host: Host): string | undefined {
  try {
    return appNamed(options, parseFlags(line.split(/\s+/).slice(1)), host).configName
  } catch {
    return undefined
  }
}

/** The commands that the first word may become. */
function commandsFor(typed: string): readonly string[] {
  const begun = /^\s*\S+\s+([a-z]*)$/.exec(typed)?.[1]
  return begun === undefined ? [] : Object.keys(COMMANDS).filter((name) => name.startsWith(begun))
}

function asKey(choice: string): string {
  return choice.replace(/=.*$/, '')
}
