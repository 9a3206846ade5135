import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Composed, raise } from '@hydraconf/core'
import type { App, AppOptions, Host } from '@hydraconf/node'
import type { CommandLine, ConfigWords } from './command.js'
import type { Commands } from './find-command.js'
import { type ComposedJob, jobDir, jobsOf } from './jobs.js'
import { cannotRead } from './messages.js'
import { appFor, composeFor, withPackages } from './project.js'

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
  /** The jobs that a sweep of it would run, composed one by one as they are asked for. */
  jobs(words?: ConfigWords): Iterable<ComposedJob & { readonly dir: string }>
  /** A file of the user's, relative to the working directory. @throws HydraException when it cannot be read */
  readFile(path: string): Uint8Array
}

export function commandContext(line: CommandLine, commands: Commands, given: AppOptions, host: Host): CommandContext {
  const options = withPackages(given, line.config)
  const app = (words: ConfigWords = line.config) => appFor(withPackages(options, words), words, host)
  return {
    host,
    commands,
    options,
    app,
    compose: (words = line.config) => composeFor(app(words), words.overrides, host),
    *jobs(words = line.config) {
      const meant = app(words)
      for (const job of jobsOf(meant, words.overrides)) yield { ...job, dir: jobDir(meant, job) }
    },
    readFile: (path) => readUserFile(resolve(host.cwd(), path)),
  }
}

function readUserFile(path: string): Uint8Array {
  try {
    return readFileSync(path)
  } catch (error) {
    throw raise(cannotRead({ path, reason: (error as NodeJS.ErrnoException).code ?? String(error) }))
  }
}
