import { type Host, type ReadFlags, readFlags, UsageError, withOverrideFiles } from '@hydraconf/node'
import type { Command, CommandLine, ConfigWords, Positional } from './command.js'
import { CONFIG_FLAGS, flagsOf } from './command-flags.js'

/**
 * Reads what stands behind the name of a command, by the command's table. Flags and words may stand in any order. Undefined: its
 * help is wanted.
 *
 * @throws UsageError for a line that cannot be read
 */
export function readCommandLine(argv: readonly string[], command: Command, host: Host): CommandLine | undefined {
  const isPair = command.composes === 'two configs'
  const bar = isPair ? argv.indexOf('--') : -1
  const front = bar === -1 ? argv : argv.slice(0, bar)
  const specs = flagsOf(command)
  if (front.some((word) => word === '--help' || word === '-h')) return undefined
  const read = readFlags(front, specs, { mixed: true })
  if (read.given.has('help')) return undefined
  if (isPair && bar === -1) {
    const [example] = command.examples ?? []
    throw new UsageError(
      'Two sets of overrides are compared, with -- between them',
      example === undefined ? undefined : `hydraconf ${example}`,
    )
  }
  const { positionals, overrides } = sorted(read.words, command)
  checkPositionals(positionals, command)
  const config = configWords(read, overrides, host)
  return {
    flags: Object.fromEntries(
      (command.flags ?? []).map(({ name, takes }) => {
        const values = read.given.get(name)
        return [name, values === undefined ? undefined : takes === 'nothing' ? true : values.at(-1)]
      }),
    ),
    lists: Object.fromEntries(
      (command.flags ?? [])
        .filter(({ repeats }) => repeats === true)
        .map(({ name }) => [name, read.given.get(name) ?? []]),
    ),
    json: read.given.has('json'),
    positionals,
    config,
    treeFlags: treeFlags(read),
    other: isPair ? otherWords(argv.slice(bar + 1), command, config, host) : undefined,
  }
}

//   -cp conf --dialect 1.4 --safe
function treeFlags({ given }: ReadFlags): readonly string[] {
  return CONFIG_FLAGS.flatMap(({ name, short, takes, repeats }) => {
    const values = given.get(name)
    if (values === undefined || name === 'config-name') return []
    const flag = short ?? `--${name}`
    if (takes === 'nothing') return [flag]
    return (repeats === true ? values : values.slice(-1)).flatMap((value) => [flag, value])
  })
}

/** What a flag line says of the config that is meant. */
export function configWords({ given }: ReadFlags, overrides: readonly string[], host: Host): ConfigWords {
  return {
    configPath: given.get('config-path')?.at(-1),
    configName: given.get('config-name')?.at(-1),
    configDirs: given.get('config-dir') ?? [],
    packages: Object.fromEntries((given.get('pkg') ?? []).map(packageFolder)),
    envFiles: given.get('env-file') ?? [],
    overrides: withOverrideFiles(overrides, host.cwd()),
  }
}

/** The words behind `--` are overrides, and flags where another config is to be compared. */
function otherWords(argv: readonly string[], command: Command, left: ConfigWords, host: Host): ConfigWords {
  const read = readFlags(argv, flagsOf({ ...command, flags: [] }), { mixed: true })
  const { positionals, overrides } = sorted(read.words, command)
  checkPositionals(positionals, command)
  const own = configWords(read, overrides, host)
  return {
    configPath: own.configPath ?? left.configPath,
    configName: own.configName ?? left.configName,
    configDirs: own.configDirs.length > 0 ? own.configDirs : left.configDirs,
    packages: { ...left.packages, ...own.packages },
    envFiles: own.envFiles.length > 0 ? own.envFiles : left.envFiles,
    overrides: own.overrides,
  }
}

interface Sorted {
  readonly positionals: readonly string[]
  readonly overrides: readonly string[]
}

function sorted(words: readonly string[], { composes }: Command): Sorted {
  if (composes === undefined || composes === 'tree') return { positionals: words, overrides: [] }
  return {
    positionals: words.filter((word) => !isOverride(word)),
    overrides: words.filter(isOverride),
  }
}

/** An override has a "=", deletes, or is in a file. */
export function isOverride(word: string): boolean {
  return /[=~]|^[@+]/.test(word)
}

function checkPositionals(given: readonly string[], { positionals = [], composes }: Command): void {
  const takesMany = positionals.at(-1)?.many === true
  const tooMuch = takesMany ? undefined : given[positionals.length]
  if (tooMuch !== undefined) {
    throw new UsageError(
      `'${tooMuch}' is one word too many`,
      composes === undefined || composes === 'tree' ? undefined : `An override has a "=": ${tooMuch}=VALUE`,
    )
  }
  for (const [at, positional] of positionals.entries()) checkPositional(given[at], positional)
}

function checkPositional(word: string | undefined, { name, choices, optional }: Positional): void {
  const oneOf = choices === undefined ? undefined : `It is one of ${choices.join(', ')}`
  if (word === undefined) {
    if (optional !== true) throw new UsageError(`${name} is missing`, oneOf)
  } else if (choices !== undefined && !choices.includes(word)) {
    throw new UsageError(`${name} cannot be '${word}'`, oneOf)
  }
}

function packageFolder(text: string): readonly [string, string] {
  const at = text.indexOf('=')
  if (at < 1) throw new UsageError(`argument --pkg: '${text}' is not NAME=FOLDER`)
  return [text.slice(0, at), text.slice(at + 1)]
}
