import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Composed, raise } from '@hydraconf/core'
import { type AppOptions, type Host, parseFlags } from '@hydraconf/node'
import { type ComposedJob, jobDir, jobsOf } from './jobs.js'
import { cannotRead } from './messages.js'
import { appFor, composeFor } from './project.js'

/** What a command of a package has to work with: the project of the working directory, and the terminal. */
export interface CommandContext {
  readonly host: Host
  /** The options of the project: where its configs are, its plugins. */
  readonly options: AppOptions
  /** Composes the project's config. The words are Hydra's: overrides, and flags such as `-cn`. */
  compose(words: readonly string[]): Composed
  /** The jobs that a sweep with these words would run, composed one by one as they are asked for. */
  jobs(words: readonly string[]): Iterable<ComposedJob & { readonly dir: string }>
  /** A file of the user's, relative to the working directory. @throws HydraException when it cannot be read */
  readFile(path: string): Uint8Array
}

export function commandContext(options: AppOptions, host: Host): CommandContext {
  const appWith = (words: readonly string[]) => {
    const flags = parseFlags(words)
    return { app: appFor(options, flags, host), overrides: flags.overrides }
  }
  return {
    host,
    options,
    compose(words) {
      const { app, overrides } = appWith(words)
      return composeFor(app, overrides, host)
    },
    *jobs(words) {
      const { app, overrides } = appWith(words)
      for (const job of jobsOf(app, overrides)) yield { ...job, dir: jobDir(app, job) }
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
