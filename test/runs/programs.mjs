// A program of ours in a directory of its own, as processes: what the tests and the soak of runs start, kill and read.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { COMMAND } from '../../scripts/build.mjs'

const PROGRAM = pathToFileURL(join(COMMAND, '../program.mjs')).href

/** The configs and the program of every test: each job writes a line when it is through, and a file into its directory. */
const FILES = {
  'conf/config.yaml': 'x: 0\nlines: 1\nwait: 1\nalone: false\n',
  'app.mjs': `import { appendFileSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { hydraMain } from ${JSON.stringify(PROGRAM)}
await hydraMain({ configDir: 'conf', configName: 'config' }, async (config, run) => {
  if (config.alone) writeFileSync(run.toAbsolutePath('at-work'), '', { flag: 'wx' })
  for (let line = 0; line < config.lines; line++) run.logger().info('line %d', line)
  if (config.wait > 0) await wait(config.wait)
  writeFileSync(run.dir + '/result.txt', 'x is ' + config.x)
  appendFileSync(run.toAbsolutePath('ended.txt'), config.x + '\\n')
  if (config.alone) rmSync(run.toAbsolutePath('at-work'))
})
`,
}

/** A fresh directory with the program in it; \`remove()\` takes it away. */
export function workplace() {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'hydraconf-runs-')))
  mkdirSync(join(dir, 'conf'))
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(dir, name), text)
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) }
}

/** Starts the program; `ended` gives its exit code or signal and what it said on stderr. */
export function start(dir, argv, { out = 'ignore', script = 'app.mjs' } = {}) {
  const child = spawn(process.execPath, [script, ...argv], { cwd: dir, stdio: ['ignore', out, 'pipe'] })
  let err = ''
  child.stderr.on('data', (chunk) => {
    err += chunk
  })
  const ended = new Promise((resolve) => child.on('close', (code, signal) => resolve({ how: signal ?? code, err })))
  return { child, ended }
}

export { COMMAND }
