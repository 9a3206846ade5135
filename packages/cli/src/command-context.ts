import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { raise } from '@hydraconf/core'
import type { AppOptions, Host } from '@hydraconf/node'
import type { CommandContext, CommandLine, Commands, ConfigWords } from './command.js'
import { type ComposedJob, jobDir, sweepJobs } from './jobs.js'
import { cannotRead } from './messages.js'
import { appFor, composeFor, withPackages } from './project.js'

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
      const withDir = (job: ComposedJob) => ({ ...job, dir: jobDir(meant, job) })
      for (const job of sweepJobs(meant, words.overrides)) yield { ...job, compose: () => withDir(job.compose()) }
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
