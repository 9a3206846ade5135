#!/usr/bin/env node
// `npx hydraconf` and `npm start --` in a checkout: sets up, builds the command if anything has changed, and runs it in the working
// directory. What that says goes to stderr.
import { spawnSync } from 'node:child_process'
import { SetupError, say, setUp } from './setup.mjs'

try {
  await setUp()
  const { buildCommand, buildPackagesIfStale, COMMAND } = await import('./build.mjs')
  await buildCommand()
  // A lone word in front is a command; packages bring commands and plugins, as modules.
  if (/^[a-z][a-z0-9-]*$/.test(process.argv[2] ?? '')) buildPackagesIfStale()
  const { status, signal } = spawnSync(process.execPath, [COMMAND, ...process.argv.slice(2)], { stdio: 'inherit' })
  process.exitCode = signal ? 1 : status
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  say(error.message)
  process.exitCode = 1
}
