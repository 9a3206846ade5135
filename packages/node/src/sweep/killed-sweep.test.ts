import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseYaml } from '@hydraconf/core'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readJournal } from './journal.js'

// By hand, the long way: KILL_ROUNDS=50 KILL_JOBS=200
const ROUNDS = Number(process.env.KILL_ROUNDS ?? 4)
const JOBS = Number(process.env.KILL_JOBS ?? 40)

const CONFIG = 'x: 0\n'
const PROGRAM = `
import { appendFileSync } from 'node:fs'
import { hydraMain } from './node.mjs'
const work = (ms) => { for (const end = performance.now() + ms; performance.now() < end; ) ; }
await hydraMain({ configDir: 'conf', configName: 'config' }, (config, run) => {
  run.logger().info('job %d', config.x)
  work(2)
  appendFileSync(run.toAbsolutePath('done.txt'), config.x + '\\n')
})
`

let home: string

beforeAll(async () => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'killed-sweep-')))
  const source = (path: string) => fileURLToPath(new URL(path, import.meta.url))
  await build({
    entryPoints: [source('../index.ts')],
    outfile: join(home, 'node.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'silent',
    alias: { '@hydraconf/core': source('../../../core/src/index.ts') },
    banner: { js: "import { createRequire as make } from 'node:module'; const require = make(import.meta.url)" },
  })
  mkdirSync(join(home, 'conf'))
  writeFileSync(join(home, 'conf/config.yaml'), CONFIG)
  writeFileSync(join(home, 'app.mjs'), PROGRAM)
})

afterAll(() => rmSync(home, { recursive: true, force: true }))

test.each(['basic', 'local'])(
  'a sweep that is killed again and again does each of its jobs once (launcher %s)',
  async (launcher) => {
    const jobs = launcher === 'basic' ? JOBS : Math.min(JOBS, 12)
    const rounds = launcher === 'basic' ? ROUNDS : Math.min(ROUNDS, 10)
    let kills = 0
    for (let round = 0; round < rounds; round++) {
      rmSync(join(home, 'done.txt'), { force: true })
      const sweep = ['-m', `x=range(${jobs})`, 'hydra.sweep.dir=sweep', `hydra/launcher=${launcher}`]
      let isKilled = await runUntilKilled(sweep)
      while (isKilled) {
        kills++
        const isBegun = readJournal(join(home, 'sweep')) !== undefined
        isKilled = await runUntilKilled(isBegun ? ['--resume', 'sweep'] : sweep)
      }
      const done = readFileSync(join(home, 'done.txt'), 'utf8').trim().split('\n').map(Number)
      expect(done.sort((a, b) => a - b)).toEqual(Array.from({ length: jobs }, (_, at) => at))
      expectWholeFiles(join(home, 'sweep'), jobs)
      rmSync(join(home, 'sweep'), { recursive: true })
    }
    expect(kills).toBeGreaterThan(0)
  },
)

/** Kills the program at a random moment; every few runs it is let through. Says whether it was killed. */
async function runUntilKilled(argv: readonly string[]): Promise<boolean> {
  const child = spawn(process.execPath, ['app.mjs', ...argv], { cwd: home, stdio: ['ignore', 'ignore', 'inherit'] })
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.on('close', (_, signal) => resolve(signal)))
  const isSpared = Math.random() < 0.2
  const timer = isSpared ? undefined : setTimeout(() => child.kill('SIGKILL'), 50 + Math.random() * 1500)
  const signal = await ended
  clearTimeout(timer)
  return signal === 'SIGKILL'
}

function expectWholeFiles(dir: string, jobs: number): void {
  expect([...readJournal(dir)!.jobs.values()].filter(({ status }) => status === 'completed')).toHaveLength(jobs)
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.yaml')) continue
    const text = readFileSync(join(entry.parentPath, entry.name), 'utf8')
    expect(text.endsWith('\n')).toBe(true)
    expect(() => parseYaml({ kind: 'file', name: entry.name, text })).not.toThrow()
  }
  for (let at = 0; at < jobs; at++) {
    expect(readFileSync(join(dir, String(at), '.hydra/overrides.yaml'), 'utf8')).toBe(`- x=${at}\n`)
  }
}
