import type { Command, CommandFamily, Flag, Positional } from './command.js'
import { isFamily } from './command.js'
import { flagsOf, SHOWN_FLAGS } from './command-flags.js'

/** A command with the words that run it: `parity record`. */
export interface Named<Of = Command | CommandFamily> {
  readonly name: string
  readonly command: Of
}

/** `hydraconf help`: all commands, those of packages too. */
export function helpText(own: readonly Named[], fromPackages: readonly Named[]): string {
  return sections([
    'hydraconf composes configs as Hydra does.',
    titled('Usage', [
      'hydraconf [flags] [overrides ...]              compose and print',
      'hydraconf COMMAND [words, flags, overrides]    hydraconf COMMAND --help says which',
    ]),
    titled('Commands', summaries(own)),
    titled('Commands of installed packages', summaries(fromPackages)),
    titled('Overrides', overrideLines('jobs')),
    titled('Flags', flagLines(SHOWN_FLAGS)),
    titled('Examples', [
      'hydraconf -cp conf -cn config db=postgres',
      'hydraconf explain db.port -cn config db=postgres',
      'hydraconf diff -cn config db=mysql -- db=postgres',
      'hydraconf check --format sarif > problems.sarif',
    ]),
  ])
}

/** `hydraconf COMMAND --help`. */
export function commandHelp({ name, command }: Named): string {
  if (isFamily(command)) {
    const below = Object.entries(command.commands).map(([word, each]) => ({ name: `${name} ${word}`, command: each }))
    return sections([
      `${usageLine({ name, command })}\n\n${sentence(command.summary)}`,
      titled('Commands', summaries(below)),
    ])
  }
  const { positionals = [], composes, examples = [] } = command
  return sections([
    `${usageLine({ name, command })}\n\n${sentence(command.summary)}`,
    titled('Words', positionalLines(positionals)),
    titled('Overrides', overrideLines(composes)),
    titled('Flags', flagLines(flagsOf(command))),
    titled(
      'Examples',
      examples.map((example) => `hydraconf ${example}`),
    ),
  ])
}

/** How a command is called, in one line. */
export function usageLine({ name, command }: Named): string {
  if (isFamily(command)) return `usage: hydraconf ${name} ${Object.keys(command.commands).join('|')} ...`
  const { positionals = [], composes } = command
  const words = positionals.map(({ name: word, optional, many }) => {
    const text = many === true ? `${word} ...` : word
    return optional === true ? `[${text}]` : text
  })
  const line = [
    'usage: hydraconf',
    name,
    ...words,
    '[flags]',
    ...(composes === undefined ? [] : [OVERRIDE_WORDS[composes]]),
  ]
  return line.filter((part) => part !== '').join(' ')
}

const OVERRIDE_WORDS = {
  tree: '',
  config: '[overrides ...]',
  jobs: '[overrides ...]',
  'two configs': '[overrides ...] -- [overrides ...]',
} as const

function overrideLines(composes: Command['composes']): readonly string[] {
  if (composes === undefined || composes === 'tree') return []
  return [
    'key=value  change     +key=value    add       ++key=value  add or change',
    `~key       delete     group=option  choose${composes === 'jobs' ? '    a=1,2        the jobs of a sweep' : ''}`,
    '@FILE      overrides from a file, one a line, without quotes for a shell; # begins a comment',
  ]
}

function summaries(commands: readonly Named[]): readonly string[] {
  return columns(commands.map(({ name, command }) => [name, command.summary]))
}

function positionalLines(positionals: readonly Positional[]): readonly string[] {
  return columns(positionals.map(({ name, summary }) => [name, summary]))
}

function flagLines(flags: readonly Flag[]): readonly string[] {
  return columns(flags.map((flag) => [flagText(flag), flag.summary]))
}

//   -cn, --config-name CONFIG
//        --json
function flagText({ name, short, takes, choices, placeholder }: Flag): string {
  const value = takes === 'nothing' ? '' : (placeholder ?? choices?.join('|') ?? 'VALUE')
  const shown = takes === 'optional' ? ` [${value}]` : value === '' ? '' : ` ${value}`
  return `${short === undefined ? '' : `${short}, `.padEnd(5)}--${name}${shown}`
}

const WIDEST = 34

function columns(rows: readonly (readonly [left: string, right: string])[]): readonly string[] {
  const width = Math.min(
    WIDEST,
    rows.reduce((widest, [left]) => Math.max(widest, left.length), 0),
  )
  return rows.flatMap(([left, right]) =>
    left.length > width ? [left, `${' '.repeat(width)}  ${right}`] : [`${left.padEnd(width)}  ${right}`],
  )
}

function titled(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${title}:\n${lines.map((line) => `  ${line}`).join('\n')}`
}

function sections(parts: readonly string[]): string {
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
