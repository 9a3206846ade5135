import { type ChildProcess, spawn } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseYaml } from '@hydraconf/core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundlePackage } from '../../../../test/node/bundle.js'
import { journalPath, readJournal } from './journal.js'

// By hand, the long way: KILL_ROUNDS=50 KILL_JOBS=200
const ROUNDS = Number(process.env.KILL_ROUNDS ?? 4)
const JOBS = Number(process.env.KILL_JOBS ?? 40)

const CONFIG = 'x: 0\n'
const PROGRAM = `
import { appendFileSync, writeFileSync } from 'node:fs'
import { hydraMain } from './node.mjs'
const work = (ms) => { for (const end = performance.now() + ms; performance.now() < end; ) ; }
await hydraMain({ configDir: 'conf', configName: 'config' }, (config, run) => {
  run.logger().info('job %d', config.x)
  appendFileSync(run.toAbsolutePath('begun.txt'), config.x + '\\n')
  work(2)
  writeFileSync(run.dir + '/result.txt', 'x is ' + config.x)
})
`

let home: string

beforeAll(async () => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'killed-sweep-')))
  await bundlePackage('node', join(home, 'node.mjs'))
  mkdirSync(join(home, 'conf'))
  writeFileSync(join(home, 'conf/config.yaml'), CONFIG)
  writeFileSync(join(home, 'app.mjs'), PROGRAM)
})

afterAll(() => rmSync(home, { recursive: true, force: true }))

test.each([
  { launcher: 'basic', jobs: JOBS, rounds: ROUNDS, atOnce: 1 },
  { launcher: 'local', jobs: Math.min(JOBS, 12), rounds: Math.min(ROUNDS, 10), atOnce: 3 },
])('a sweep that is killed again and again does each of its jobs once ($launcher)', async (sweep) => {
  const { launcher, jobs, rounds, atOnce } = sweep
  let kills = 0
  for (let round = 0; round < rounds; round++) {
    const argv = ['-m', `x=range(${jobs})`, 'hydra.sweep.dir=sweep', `hydra/launcher=${launcher}`]
    if (launcher === 'local') argv.push(`hydra.launcher.n_jobs=${atOnce}`)
    let killsNow = 0
    // However fast the machine is, one kill falls among the jobs.
    const first = round === 0 ? runUntilBegun(argv) : runUntilKilled(argv)
    for (let isKilled = await first; isKilled; killsNow++) {
      const isPlanned = readJournal(join(home, 'sweep')) !== undefined
      isKilled = await runUntilKilled(isPlanned ? ['--resume', 'sweep'] : argv)
    }
    expectEachOnce(jobs)
    expectWholeFiles(jobs)
    // A kill costs the jobs that were under way, and no other is begun twice.
    const begun = readFileSync(join(home, 'begun.txt'), 'utf8').trim().split('\n')
    expect(begun.length).toBeLessThanOrEqual(jobs + killsNow * atOnce)
    kills += killsNow
    rmSync(join(home, 'sweep'), { recursive: true })
    rmSync(join(home, 'begun.txt'))
  }
  expect(kills).toBeGreaterThan(0)
})

/** Every job is completed, and not touched again from then on. */
function expectEachOnce(jobs: number): void {
  const completed = new Set<number>()
  for (const line of readFileSync(journalPath(join(home, 'sweep')), 'utf8').split('\n')) {
    const event = parsed(line)
    if (event?.kind === 'completed') {
      expect(completed).not.toContain(event.job)
      completed.add(event.job)
    }
  }
  expect([...completed].sort((a, b) => a - b)).toEqual(Array.from({ length: jobs }, (_, at) => at))
}

function parsed(line: string): { readonly kind: string; readonly job: number } | undefined {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** Kills the program as soon as its first job has begun. */
async function runUntilBegun(argv: readonly string[]): Promise<boolean> {
  const child = start(argv)
  const watch = setInterval(() => existsSync(join(home, 'begun.txt')) && child.kill('SIGKILL'), 1)
  const signal = await endOf(child)
  clearInterval(watch)
  return signal === 'SIGKILL'
}

/** Kills the program at a random moment; every few runs it is let through. Says whether it was killed. */
async function runUntilKilled(argv: readonly string[]): Promise<boolean> {
  const child = start(argv)
  const isSpared = Math.random() < 0.2
  const timer = isSpared ? undefined : setTimeout(() => child.kill('SIGKILL'), 50 + Math.random() * 1500)
  const signal = await endOf(child)
  clearTimeout(timer)
  return signal === 'SIGKILL'
}

function start(argv: readonly string[]): ChildProcess {
  return spawn(process.execPath, ['app.mjs', ...argv], { cwd: home, stdio: ['ignore', 'ignore', 'inherit'] })
}

function endOf(child: ChildProcess): Promise<NodeJS.Signals | null> {
  return new Promise((resolve) => child.on('close', (_, signal) => resolve(signal)))
}

function expectWholeFiles(jobs: number): void {
  const dir = join(home, 'sweep')
  for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.yaml')) continue
    const text = readFileSync(join(entry.parentPath, entry.name), 'utf8')
    expect(text.endsWith('\n')).toBe(true)
    expect(() => parseYaml({ kind: 'file', name: entry.name, text })).not.toThrow()
  }
  for (let at = 0; at < jobs; at++) {
    expect(readFileSync(join(dir, String(at), '.hydra/overrides.yaml'), 'utf8')).toBe(`- x=${at}\n`)
    expect(readFileSync(join(dir, String(at), 'result.txt'), 'utf8')).toBe(`x is ${at}`)
  }
}
