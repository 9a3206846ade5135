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
import { setTimeout as wait } from 'node:timers/promises'
import { onTestFinished } from 'vitest'
import { bundlePackage } from '../node/bundle.js'

/** A plugin that runs sweeps on an engine, in the words of a program. */
export interface EnginePlugin {
  readonly package: 'ray' | 'slurm'
  /** `slurm({ … })` */
  readonly plugin: string
  /** `hydra/launcher=…` */
  readonly launcher: string
}

/** Waits until a process has printed some words. */
export async function said(child: ChildProcess, words: string): Promise<void> {
  let text = ''
  await new Promise<void>((done) => {
    child.stdout!.on('data', (part) => {
      text += part
      if (text.includes(words)) done()
    })
    child.on('close', () => done())
  })
}

/** Where a program that starts a sweep may kill itself, in this order. */
export const STEPS = ['before the orders', 'with the orders', 'submitted', 'noted'] as const

/** A program with a plugin, in a folder of its own. */
export interface SweepProgram {
  readonly home: string
  /** Starts it; `meanwhile` has the process while it runs. */
  run(
    argv: readonly string[],
    env?: Readonly<Record<string, string>>,
    meanwhile?: (child: ChildProcess) => Promise<void>,
  ): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }>
  /** Waits for a file. */
  until(path: string): Promise<void>
  /** How often each job of a sweep ran, by number. */
  ran(sweep: string): readonly number[]
  claims(sweep: string): readonly (readonly string[])[]
  remove(): void
}

/**
 * What a job does is `do`: `nothing`, `wait` until there is a file `go` in its sweep, or `mixed`: of six, x=2 throws and x=3 is
 * killed, both at their first attempt. DIE names the step at which who starts the sweep dies.
 */
export async function sweepProgram({ package: name, plugin, launcher }: EnginePlugin): Promise<SweepProgram> {
  const home = realpathSync(mkdtempSync(join(tmpdir(), `${name}-`)))
  await bundlePackage('node', join(home, 'node.mjs'))
  await bundlePackage(name, join(home, `${name}.mjs`))
  mkdirSync(join(home, 'conf'))
  writeFileSync(join(home, 'conf/config.yaml'), 'x: 0\ndo: nothing\n')
  writeFileSync(
    join(home, 'app.mjs'),
    `import { appendFileSync, existsSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { hydraMain } from './node.mjs'
import { ${name} } from './${name}.mjs'

const { launchers: { ${launcher}: launcher } } = ${plugin}
const die = (step) => process.env.DIE === step && process.kill(process.pid, 'SIGKILL')
const dying = {
  ...launcher,
  launch: (jobs, context) => launcher.launch(jobs, {
    ...context,
    handOver(...given) {
      die('before the orders')
      const handed = context.handOver(...given)
      die('with the orders')
      return handed
    },
    submitted(...given) {
      die('submitted')
      context.submitted(...given)
      die('noted')
    },
  }),
}
const plugins = [{ name: '${name}', launchers: { ${launcher}: dying } }]
await hydraMain({ configDir: 'conf', configName: 'config', plugins }, async (config, run) => {
  console.log('working on', config.x)
  const isFirst = !existsSync(run.dir + '/ran')
  appendFileSync(run.dir + '/ran', 'x')
  if (config.do === 'mixed' && config.x === 2 && isFirst) throw new RangeError('two is too much')
  if (config.do === 'mixed' && config.x === 3 && isFirst) process.kill(process.pid, 'SIGKILL')
  if (config.do === 'wait') while (!existsSync(run.dir + '/../go')) await wait(100)
  return config.x
})
`,
  )
  const jobsIn = (sweep: string) =>
    readdirSync(join(home, sweep))
      .filter((job) => /^\d+$/.test(job))
      .sort((a, b) => Number(a) - Number(b))
  return {
    home,
    async run(argv, env = {}, meanwhile) {
      const child = spawn(process.execPath, ['app.mjs', ...argv], {
        cwd: home,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, ...env },
      })
      onTestFinished(() => void child.kill('SIGKILL'))
      let [out, err] = ['', '']
      child.stdout.on('data', (chunk) => {
        out += chunk
      })
      child.stderr.on('data', (chunk) => {
        err += chunk
      })
      const code = new Promise<number | null>((done) => child.on('close', done))
      await meanwhile?.(child)
      return { code: await code, out, err }
    },
    async until(path) {
      while (!existsSync(join(home, path))) await wait(50)
    },
    ran: (sweep) =>
      jobsIn(sweep).map((job) => {
        const path = join(home, sweep, job, 'ran')
        return existsSync(path) ? readFileSync(path, 'utf8').length : 0
      }),
    claims: (sweep) => jobsIn(sweep).map((job) => readdirSync(join(home, sweep, job, '.claim')).sort()),
    remove: () => rmSync(home, { recursive: true, force: true }),
  }
}
