import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { bundleCommand, bundlePackage } from '../../../../test/node/bundle.js'
import { isRunning } from '../process-id.js'
import { readJournal } from './journal.js'

// What is done with a sweep that was begun earlier, by its own program and by the `hydraconf` command.
let home: string

beforeAll(async () => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'earlier-sweep-')))
  await bundlePackage('node', join(home, 'node.mjs'))
  await bundleCommand(join(home, 'hydraconf.mjs'))
  mkdirSync(join(home, 'conf'))
  writeFileSync(join(home, 'conf/config.yaml'), 'x: 0\ndo: mixed\n')
  writeFileSync(
    join(home, 'app.mjs'),
    `import { appendFileSync, existsSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { hydraMain } from './node.mjs'
await hydraMain({ configDir: 'conf', configName: 'config' }, async (config, run) => {
  const isFirst = !existsSync(run.dir + '/ran')
  appendFileSync(run.dir + '/pid', process.pid + '\\n')
  appendFileSync(run.dir + '/ran', 'x')
  if (config.do === 'mixed' && config.x % 2 === 0 && isFirst) throw new RangeError('too even')
  if (config.do === 'mixed' && config.x === 3 && isFirst) throw new TypeError('three')
  if (config.do === 'wait') while (!existsSync(run.dir + '/../go')) await wait(50)
  return config.x
})
`,
  )
})

afterAll(() => rmSync(home, { recursive: true, force: true }))

const FOUR = ['-m', 'x=1,2,3,4']
const ran = (sweep: string) => [0, 1, 2, 3].map((job) => readFileSync(join(home, sweep, `${job}/ran`), 'utf8').length)

test.each(['basic', 'local'])('hydraconf sweep retry runs again what failed, on %s', async (launcher) => {
  const dir = `retry-${launcher}`
  expect((await run('app.mjs', [...FOUR, `hydra/launcher=${launcher}`, `hydra.sweep.dir=${dir}`])).code).toBe(1)
  expect((await hydraconf('retry', dir, '--cause', 'three')).code).toBe(0)
  expect(ran(dir)).toEqual([1, 1, 2, 1])
  expect((await hydraconf('retry', dir, '--job', '0-1,3')).code).toBe(0)
  expect(ran(dir)).toEqual([1, 2, 2, 2])
  const nothing = await hydraconf('retry', dir)
  expect([nothing.code, nothing.out]).toEqual([0, expect.stringMatching(/^No job of .* failed or was lost/)])
})

test('retry takes another launcher, and the sweep stays what it was', async () => {
  await run('app.mjs', [...FOUR, 'hydra.sweep.dir=other'])
  const before = readFileSync(join(home, 'other/multirun.yaml'), 'utf8')
  const { code, out } = await hydraconf('retry', 'other', 'hydra/launcher=local', 'hydra.launcher.n_jobs=3')
  expect([code, out]).toEqual([0, expect.stringContaining('Launching 3 jobs locally, 3 at a time')])
  expect(readFileSync(join(home, 'other/multirun.yaml'), 'utf8')).toBe(before)
  expect(existsSync(join(home, 'other/1/.claim/0'))).toBe(true)
})

test.each([
  [['--job', '7'], 'has begun no job #7'],
  [['--job', 'two'], "'two' names no jobs"],
  [['--job', '0'], 'Job #0 of other has completed'],
  [['x=5'], "'x=5' is another one"],
])('retry %s is refused', async (words, said) => {
  const { code, err } = await run('app.mjs', ['--retry', 'other', ...words])
  expect([code, err]).toEqual([1, expect.stringContaining(said)])
})

test('flags that do not go together are refused as a command line that cannot be read', async () => {
  for (const [words, said] of [
    [['--job', '1'], 'argument --job: it goes with --retry DIR'],
    [['--resume', 'a', '--cancel', 'b'], 'argument --cancel: not allowed with argument --resume'],
  ] as const)
    expect(await run('app.mjs', words)).toMatchObject({ code: 2, err: expect.stringContaining(said) })
})

test.each([
  ['basic', 'there'],
  ['local', 'there'],
  ['local', 'gone'],
])('hydraconf sweep cancel ends a sweep on %s whose program is %s', async (launcher, state) => {
  const dir = `cancel-${launcher}-${state}`
  const words = [...FOUR, 'do=wait', `hydra/launcher=${launcher}`, `hydra.sweep.dir=${dir}`]
  const ended = await run('app.mjs', words, async (child) => {
    while (!existsSync(join(home, dir, '0/pid'))) await wait(50)
    if (state === 'gone') child.kill('SIGKILL')
    const { code, out } = await hydraconf('cancel', dir)
    expect([code, out]).toEqual([0, expect.stringMatching(/^Cancelled \d jobs of .*: 0 have completed, 0 failed\n$/)])
  })
  expect(ended.code).not.toBe(0)
  const [begun] = readJournal(join(home, dir))!.jobs.get(0)!.processes
  expect(isRunning(begun!)).toBe(false)
  expect(readJournal(join(home, dir))!.jobs.get(0)!.status).toBe('cancelled')
  writeFileSync(join(home, dir, 'go'), '')
  expect((await run('app.mjs', ['--resume', dir])).code).toBe(0)
  const { jobs } = readJournal(join(home, dir))!
  expect([...jobs.values()].map(({ status }) => status)).toEqual(Array(4).fill('completed'))
})

const hydraconf = (...words: readonly string[]) => run('hydraconf.mjs', ['sweep', ...words])

async function run(
  script: string,
  argv: readonly string[],
  meanwhile?: (child: ReturnType<typeof spawn>) => Promise<void>,
) {
  const child = spawn(process.execPath, [script, ...argv], { cwd: home, stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  let [out, err] = ['', '']
  child.stdout.on('data', (text) => {
    out += text
  })
  child.stderr.on('data', (text) => {
    err += text
  })
  const code = new Promise<number | null>((done) => child.on('close', done))
  await meanwhile?.(child)
  return { code: await code, out, err }
}
