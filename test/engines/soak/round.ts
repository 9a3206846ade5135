import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Home } from './program.js'
import { killed as isKilled, type Random, type SoakedEngine, type StartedEngine } from './soaked-engine.js'
import { expectWhole } from './whole.js'

export interface Soak {
  readonly engine: SoakedEngine
  readonly started: StartedEngine
  readonly home: Home
  readonly jobs: number
  readonly random: Random
}

/** How often a sweep is started, or taken up, while something is killed. */
const DISTURBED = 6
/** How often it is taken up at most. */
const MOST = 12

/** A sweep that is taken up until it is through. Gives what was killed. */
export async function round({ engine, started, home, jobs, random }: Soak, name: string): Promise<string> {
  const sweep = join(home.dir, name)
  const killed = new Set<number>()
  const counts = new Map<string, number>()
  const count = (what: string): void => void counts.set(what, (counts.get(what) ?? 0) + 1)
  const env = { ...process.env, ...started.env }
  const kills = { ...started.kills, 'process of a job': killJob }
  const names = Object.keys(kills) as (keyof typeof kills)[]
  for (let time = 0; ; time++) {
    const isBegun = existsSync(join(sweep, '.journal.jsonl'))
    const words = isBegun
      ? ['--resume', name]
      : ['-m', `x=range(${jobs})`, ...engine.launcher, `hydra.sweep.dir=${name}`]
    const child = spawn(process.execPath, ['app.mjs', ...words], {
      cwd: home.dir,
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let err = ''
    child.stderr.on('data', (text) => {
      err += text
    })
    let how: number | NodeJS.Signals | null | undefined
    const ended = new Promise<void>((resolve) =>
      child.on('close', (code, signal) => {
        how = signal ?? code
        resolve()
      }),
    )
    while (how === undefined && time < DISTURBED) {
      await moment(sweep, { jobs, random, isOver: () => how !== undefined })
      if (how !== undefined) break
      if (random() < 0.35) {
        count('coordinator')
        child.kill('SIGKILL')
        await ended
        if (engine.isLocal === true) for (const pid of await stoppedWith(sweep)) killed.add(pid)
      } else {
        const what = names[Math.floor(random() * names.length)]!
        const gone = await kills[what]!(working(sweep), random)
        for (const pid of gone) killed.add(pid)
        if (gone.length > 0 || what !== 'process of a job') count(what)
      }
    }
    await ended
    assert.ok(!/^\s+at .*@hydraconf/m.test(err), `it says where it stood in its code: ${err}`)
    if (how === 0) break
    assert.ok(time < MOST, `it comes to an end: ${how} ${err.slice(-2000)}`)
  }
  const all = [...counts.values()].reduce((sum, one) => sum + one, 0)
  expectWhole(sweep, jobs, { killed, kills: all + killed.size })
  return Array.from(counts, ([what, times]) => `${what}: ${times}`).join(', ') || 'nothing'
}

interface Moments {
  readonly jobs: number
  readonly random: Random
  isOver(): boolean
}

/**
 * Waits for a time to kill something at: while a program starts, or some jobs later. By jobs and not by seconds, since a machine that is
 * busy has everything killed otherwise before a job is through.
 */
async function moment(sweep: string, { jobs, random, isOver }: Moments): Promise<void> {
  const isSoon = random() < 0.3
  const until = Date.now() + random() * 3000
  const goal = completedIn(sweep) + 1 + (random() * jobs) / 8
  while (!isOver() && (isSoon ? Date.now() < until : completedIn(sweep) < goal)) await wait(100)
}

function completedIn(sweep: string): number {
  const journal = linesOf(join(sweep, '.journal.jsonl'))
  return journal.filter((line) => line.startsWith('{"kind":"completed"')).length
}

async function killJob(pids: readonly number[], random: Random): Promise<readonly number[]> {
  const pid = pids[Math.floor(random() * pids.length)]
  return pid !== undefined && isKilled(pid) ? [pid] : []
}

/** The processes that say that they are at work. */
function working(sweep: string): readonly number[] {
  return numbersIn(sweep).flatMap((number) => linesOf(join(sweep, number, 'at-work')).map(Number))
}

/** Jobs that were through, and ended with who started the sweep before that was noted. */
async function stoppedWith(sweep: string): Promise<readonly number[]> {
  while (working(sweep).some((pid) => existsSync(`/proc/${pid}`))) await wait(100)
  const journal = linesOf(join(sweep, '.journal.jsonl'))
  const noted = new Set(journal.map((line) => /^\{"kind":"completed","job":(\d+)/.exec(line)?.[1]))
  return numbersIn(sweep)
    .filter((number) => !noted.has(number))
    .flatMap((number) => linesOf(join(sweep, number, 'ended')).map(Number))
}

function numbersIn(sweep: string): readonly string[] {
  return existsSync(sweep) ? readdirSync(sweep).filter((name) => /^\d+$/.test(name)) : []
}

function linesOf(path: string): readonly string[] {
  try {
    return readFileSync(path, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
  } catch {
    return []
  }
}
