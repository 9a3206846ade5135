import type { Composed, ComposedJob, UncomposedJob } from '@hydraconf/core'
import type { App, AppOptions, FlagSpec, Host } from '@hydraconf/node'

/** A flag of a command. `--help` and `--json` are every command's, `-cp`, `-cn`, `-cd` and `--pkg` of each that composes. */
export type Flag = FlagSpec

/** A word that a command takes beside flags and overrides: a key, a file, a shell. */
export interface Positional {
  /** What stands for it in the help: `FILE`. */
  readonly name: string
  readonly summary: string
  readonly choices?: readonly string[] | undefined
  readonly optional?: boolean | undefined
  /** It stands for this word and all that follow. */
  readonly many?: boolean | undefined
}

/**
 * A command as data: its command line is read, its help printed and its words completed from this. A package brings one by
 * exporting it as `command`: that of `@hydraconf/NAME` is run by `hydraconf NAME ...`.
 */
export interface Command {
  /** One line. */
  readonly summary: string
  readonly positionals?: readonly Positional[] | undefined
  readonly flags?: readonly Flag[] | undefined
  /**
   * What it does with the project's configs; nothing unless told. With `tree` it takes the flags that say which configs are meant,
   * with `config` overrides too; with `jobs` the overrides may be those of a sweep; with `two configs` there are two lines of both,
   * with `--` between them.
   */
  readonly composes?: 'tree' | 'config' | 'jobs' | 'two configs' | undefined
  /** Command lines to show, without `hydraconf`. */
  readonly examples?: readonly string[] | undefined
  /** Gives the exit code: 0, or 1 for what is refused or found. What is thrown is reported. */
  run(line: CommandLine, context: CommandContext): number | Promise<number>
}

/** Commands under one word: `hydraconf parity record`, `hydraconf parity check`. */
export interface CommandFamily {
  readonly summary: string
  readonly commands: Readonly<Record<string, Command>>
}

/** A command line of a command, read. */
export interface CommandLine {
  /** The command's own flags that were given, by name without dashes; one that takes nothing is true. */
  readonly flags: Readonly<Record<string, string | true | undefined>>
  /** The values of the command's own flags that may be given again, by name; none where it was not given. */
  readonly lists: Readonly<Record<string, readonly string[]>>
  /** Whether data is wanted: `--json`. */
  readonly json: boolean
  readonly positionals: readonly string[]
  readonly config: ConfigWords
  /** The flags that mean the same tree again, for a command line to copy: all but the name of the primary config. */
  readonly treeFlags: readonly string[]
  /** What stands behind `--`, of a command that composes two configs. */
  readonly other: ConfigWords | undefined
}

/** Which config is meant, and what is overridden in it. */
export interface ConfigWords {
  readonly configPath: string | undefined
  readonly configName: string | undefined
  readonly configDirs: readonly string[]
  /** Folders of Python packages, by name: `--pkg NAME=FOLDER`. */
  readonly packages: Readonly<Record<string, string>>
  /** `--env-file`, as often as it was given. */
  readonly envFiles: readonly string[]
  readonly overrides: readonly string[]
}

export function isFamily(command: Command | CommandFamily): command is CommandFamily {
  return 'commands' in command
}

/** What a command of a package has to work with: the project of the working directory, and the terminal. */
export interface CommandContext {
  readonly host: Host
  /** The options of the project: where its configs are, its plugins. None for a command that composes nothing. */
  readonly options: AppOptions
  /** The commands of `hydraconf` itself, for one that tells of them. */
  readonly commands: Commands
  /** The app that is meant, by the command line unless told. @throws HydraException where no primary config is */
  app(words?: ConfigWords): App
  /** Composes the config that is meant, with its overrides; by the command line unless told. */
  compose(words?: ConfigWords): Composed
  /** The jobs that a sweep of it would run; each is composed when it is asked to. */
  jobs(words?: ConfigWords): Iterable<ContextJob>
  /**
   * A file of the user's, relative to the working directory: all of it, or so many bytes from its beginning.
   *
   * @throws HydraException when it cannot be read
   */
  readFile(path: string, most?: number): Uint8Array
}

/** A job of a sweep, with the directory that it would write into. */
export interface ContextJob extends Pick<UncomposedJob, 'number' | 'overrides'> {
  /** Its overrides as they may be shown: without the values of sensitive keys. */
  shownOverrides(): readonly string[]
  /** @throws HydraconfError what is wrong with this job's config */
  compose(): ComposedJob & { readonly dir: string }
}

/** Commands by name. */
export type Commands = Readonly<Record<string, Command | CommandFamily>>
