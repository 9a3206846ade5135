import type { PlainConfig } from '@hydraconf/core'
import type { AppOptions } from '../app.js'
import { type Host, processHost } from '../host.js'
import type { Task } from '../run/run.js'
import { runProgram } from './program.js'

/**
 * Runs a task as Python's `@hydra.main` does: the same command line, the same directories and files, the same exit codes.
 *
 * ```ts
 * await hydraMain({ configDir: 'conf', configName: 'config' }, (config, run) => {
 *   console.log(config.db.name, run.dir)
 * })
 * ```
 *
 * Nothing is thrown: what goes wrong is said on stderr, and `process.exitCode` is 1, or 2 for a command line that cannot
 * be read. The task may be async.
 */
export async function hydraMain<Config = PlainConfig>(options: AppOptions, task: Task<Config>): Promise<void> {
  const code = await runProgram(options, task as Task, processHost())
  if (code !== 0) process.exitCode = code
}

export type { Host }
