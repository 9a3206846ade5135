#!/usr/bin/env node
// `npx hydraconf` and `npm start --` in a checkout: sets up, builds the command if anything has changed, and runs it in the working
// directory. What that says goes to stderr.
import { spawnSync } from 'node:child_process'
import { SetupError, say, setUp } from './setup.mjs'

try {
  await setUp()
  const { buildCommand, COMMAND } = await import('./build.mjs')
  await buildCommand()
  const { status, signal } = spawnSync(process.execPath, [COMMAND, ...process.argv.slice(2)], { stdio: 'inherit' })
  process.exitCode = signal ? 1 : status
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  say(error.message)
  process.exitCode = 1
}
