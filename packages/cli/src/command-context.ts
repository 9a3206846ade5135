import { closeSync, openSync, readFileSync, readSync } from 'node:fs'
import { resolve } from 'node:path'
import { type ComposedJob, raise, shownOverrides, sweepJobs } from '@hydraconf/core'
import type { AppOptions, Host } from '@hydraconf/node'
import type { CommandContext, CommandLine, Commands, ConfigWords } from './command.js'
import { jobDir } from './jobs.js'
import { cannotRead } from './messages.js'
import { appFor, composeFor, withWords } from './project-settings.js'

export function commandContext(line: CommandLine, commands: Commands, given: AppOptions, host: Host): CommandContext {
  const options = withWords(given, line.config)
  const app = (words: ConfigWords = line.config) => appFor(withWords(given, words), words, host)
  return {
    host,
    commands,
    options,
    app,
    compose: (words = line.config) => composeFor(app(words), words.overrides, host),
    *jobs(words = line.config) {
      const meant = app(words)
      const withDir = (job: ComposedJob) => ({ ...job, dir: jobDir(meant, job) })
      const { environment, configName } = meant
      for (const job of sweepJobs(environment, configName, words.overrides))
        yield {
          ...job,
          shownOverrides: () => shownOverrides(job, environment),
          compose: () => withDir(job.compose()),
        }
    },
    readFile: (path, most) => readUserFile(resolve(host.cwd(), path), most),
  }
}

function readUserFile(path: string, most: number | undefined): Uint8Array {
  try {
    return most === undefined ? readFileSync(path) : beginningOf(path, most)
  } catch (error) {
    throw raise(cannotRead({ path, reason: (error as NodeJS.ErrnoException).code ?? String(error) }))
  }
}

function beginningOf(path: string, most: number): Uint8Array {
  const file = openSync(path, 'r')
  try {
    const bytes = Buffer.alloc(most)
    return bytes.subarray(0, readSync(file, bytes, 0, most, 0))
  } finally {
    closeSync(file)
  }
}
