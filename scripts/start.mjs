// `npm start -- OVERRIDES`: composes the project's preset and prints it as YAML. Everything else goes to stderr.
import { spawnSync } from 'node:child_process'
import { root, SetupError, say, setUp } from './setup.mjs'

try {
  await setUp()
  const { buildCommand, COMMAND } = await import('./build.mjs')
  await buildCommand()
  const preset = ['-cp', 'conf', '-cn', 'preset/qwen3_lm_sensitivity']
  const { status, signal } = spawnSync(process.execPath, [COMMAND, ...preset, ...process.argv.slice(2)], {
    stdio: 'inherit',
    cwd: root,
  })
  process.exitCode = signal ? 1 : status
} catch (error) {
  if (!(error instanceof SetupError)) throw error
  say(error.message)
  process.exitCode = 1
}
