import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** A project with a program, its configs and the packages that it needs, which are copies: they may be built again meanwhile. */
export interface Home {
  readonly dir: string
  remove(): void
}

export type Plugin = 'bullmq' | 'slurm' | 'ray'

/** Milliseconds that a job takes, half as many or half as many more. */
export const WAIT = 100

/** Who is at work in a job's directory says so while it is, and adds a line when it is done. */
export function makeHome(plugin: Plugin | undefined): Home {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'hydraconf-soak-')))
  install(['core', 'node', ...(plugin === undefined ? [] : [plugin])], dir)
  writeFileSync(join(dir, 'package.json'), '{"type": "module"}')
  mkdirSync(join(dir, 'conf'))
  writeFileSync(join(dir, 'conf/config.yaml'), `x: 0\nwait: ${WAIT}\n`)
  writeFileSync(join(dir, 'app.mjs'), program(plugin))
  if (plugin === 'bullmq') writeFileSync(join(dir, 'worker.mjs'), WORKER)
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true, maxRetries: 5 }) }
}

// From the folder that the bundle of the soak is in.
const packages = fileURLToPath(new URL('../../packages', import.meta.url))

function install(names: readonly string[], dir: string): void {
  const modules = join(dir, 'node_modules')
  for (const name of names) {
    const filter = (path: string): boolean => !/\/(node_modules|src)$/.test(path)
    cpSync(join(packages, name), join(modules, '@hydraconf', name), { recursive: true, filter })
  }
  const libraries = [
    ['node', 'minimist'],
    ...(names.includes('bullmq')
      ? [
          ['bullmq', 'bullmq'],
          ['bullmq', 'ioredis'],
        ]
      : []),
  ]
  for (const [of = '', library = ''] of libraries)
    symlinkSync(join(packages, of, 'node_modules', library), join(modules, library))
}

function program(plugin: Plugin | undefined): string {
  return `import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { hydraMain } from '@hydraconf/node'
${plugin === undefined ? '' : `import { ${plugin} } from '@hydraconf/${plugin}'`}
// One that is dead and still listed, as its parent was killed and whoever inherited it has not asked yet, is at work no more.
function lives(pid) {
  try {
    return !/\\) [ZX] /.test(readFileSync('/proc/' + Number(pid) + '/stat', 'latin1'))
  } catch {
    return false
  }
}
const plugins = [${plugin === undefined ? '' : `${plugin}({ patience: { look: 0.2, ask: 1, grace: 2 } })`}]
await hydraMain({ configDir: 'conf', configName: 'config', plugins }, async (config, run) => {
  const at = run.dir + '/at-work'
  try {
    writeFileSync(at, String(process.pid), { flag: 'wx' })
  } catch {
    if (lives(readFileSync(at, 'utf8'))) appendFileSync(run.dir + '/../two-at-once', run.dir + '\\n')
    writeFileSync(at, String(process.pid))
  }
  await wait(config.wait * (0.5 + Math.random()))
  rmSync(at)
  appendFileSync(run.dir + '/ended', process.pid + '\\n')
  return config.x
})
`
}

const WORKER = `import { command } from '@hydraconf/bullmq'
const host = { env: process.env, out() {}, err() {} }
process.exitCode = await command.run({ flags: { lock: '3', concurrency: '2' } }, { host })
`
