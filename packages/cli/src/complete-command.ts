import { type AppOptions, type Host, parseFlags, runProgram } from '@hydraconf/node'
import { type Command, type CommandFamily, type Flag, isFamily } from './command.js'
import { flagsOf, SHOW_FLAGS } from './command-flags.js'
import { COMMANDS } from './commands.js'
import { installedCommands, packageCommand } from './installed-commands.js'
import { appNamed } from './project-settings.js'

/**
 * Completes for this very command: its commands, the flags of each and their values, the words that a command chooses among; and
 * what Hydra completes. Behind `explain` keys are meant, not values to set.
 */
export async function completeCommand(argv: readonly string[], options: AppOptions, host: Host): Promise<number> {
  const typed = host.env.COMP_LINE ?? ''
  const isFish = argv.some((each) => each === 'query=fish')
  const answer = (choices: readonly string[]): number => {
    host.out(`${choices.join(isFish ? '\n' : ' ')}\n`)
    return 0
  }
  const [, ...words] = typed.trimStart().split(/\s+/)
  const last = words.at(-1) ?? ''
  const { command, name, before } = await commandIn(words, host)
  const own = ownChoices(command, words.slice(before), last)
  if (own !== undefined) return answer(own)
  if (command !== undefined && !isFamily(command) && command.composes === undefined) return answer([])

  //   hydraconf explain db.h
  //             ^^^^^^^ is left out: the rest is completed as Hydra would
  const line = [typed.trimStart().split(/\s/)[0], ...words.slice(before)].join(' ')
  let found = ''
  const heard: Host = {
    ...host,
    argv,
    env: { ...host.env, COMP_LINE: line },
    out: (text) => {
      found += text
    },
  }
  await runProgram({ ...options, configName: configNamed(line, options, host) }, () => {}, heard)
  const choices = found
    .trim()
    .split(isFish ? '\n' : ' ')
    .filter((choice) => choice !== '')
  const commands = words.length <= 1 ? await commandsBegun(last, host) : []
  return answer([...commands, ...(name === 'explain' ? choices.map(asKey) : choices)])
}

async function commandsBegun(word: string, { cwd }: Host): Promise<readonly string[]> {
  const installed = await installedCommands(cwd(), word)
  return [...Object.keys(COMMANDS).filter((each) => each.startsWith(word)), ...installed.map(({ name }) => name)]
}

interface CommandInLine {
  readonly command: Command | CommandFamily | undefined
  readonly name: string | undefined
  /** How many words name it. */
  readonly before: number
}

/** The command that a line is for; the last word is still being typed. */
async function commandIn(words: readonly string[], { cwd }: Host): Promise<CommandInLine> {
  const none = { command: undefined, name: undefined, before: 0 }
  const [name = '', next] = words
  if (words.length < 2 || !/^[a-z][a-z0-9-]*$/.test(name)) return none
  const command = Object.hasOwn(COMMANDS, name)
    ? COMMANDS[name]
    : await packageCommand(name, cwd()).catch(() => undefined)
  if (command === undefined) return none
  if (!isFamily(command) || words.length < 3 || next === undefined || !Object.hasOwn(command.commands, next)) {
    return { command, name, before: 1 }
  }
  return { command: command.commands[next], name: next, before: 2 }
}

/** What the command's own table completes; undefined where it is a matter of configs. */
function ownChoices(
  command: Command | CommandFamily | undefined,
  words: readonly string[],
  last: string,
): readonly string[] | undefined {
  const begun = (names: readonly string[]) => names.filter((each) => each.startsWith(last))
  if (command !== undefined && isFamily(command)) return begun([...Object.keys(command.commands), '--help'])
  const flags = command === undefined ? SHOW_FLAGS : flagsOf(command)
  const valued = flags.find((flag) => isSpelling(words.at(-2) ?? '', flag))
  if (valued?.choices !== undefined) return begun(valued.choices)
  if (last.startsWith('-')) return begun(flags.map(({ name }) => `--${name}`))
  const choices = command?.positionals?.[0]?.choices
  return choices !== undefined && words.length <= 1 ? begun(choices) : undefined
}

function isSpelling(word: string, { name, short }: Flag): boolean {
  return word === `--${name}` || word === short
}

/** The config that the line means; undefined where there is none, and groups alone can be completed. */
function configNamed(line: string, options: AppOptions, host: Host): string | undefined {
  try {
    return appNamed(options, parseFlags(line.split(/\s+/).slice(1)), host).configName
  } catch {
    return undefined
  }
}

function asKey(choice: string): string {
  return choice.replace(/=.*$/, '')
}
