import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { WAIT } from './program.js'

/** What a sweep went through. */
export interface Ordeal {
  /** The processes of jobs that were killed. */
  readonly killed: ReadonlySet<number>
  /** How many processes were killed that write into the journal. */
  readonly kills: number
}

/** Every job is done, none twice or by two at once, and no file is torn. */
export function expectWhole(sweep: string, jobs: number, ordeal: Ordeal): void {
  assert.ok(!existsSync(join(sweep, 'two-at-once')), 'two were at work in one directory')
  for (let number = 0; number < jobs; number++) expectDone(join(sweep, String(number)), number, ordeal)
  expectJournal(sweep, jobs, ordeal)
  for (const batch of readdirSync(join(sweep, '.launch'))) expectBatch(join(sweep, '.launch', batch))
  assert.match(readFileSync(join(sweep, 'multirun.yaml'), 'utf8'), /^hydra:\n[\s\S]*\nx: 0\nwait: \d+\n$/)
  const left = readdirSync(sweep, { recursive: true, encoding: 'utf8' }).filter((name) => /draft|at-work/.test(name))
  assert.deepEqual(left, [], 'what is left behind')
}

function expectDone(dir: string, number: number, { killed }: Ordeal): void {
  const read = (name: string): string => readFileSync(join(dir, name), 'utf8')
  const ended = read('ended').trim().split('\n')
  // A process that is killed between the end of its task and its result has its job run again.
  const lived = ended.filter((pid, at) => at === ended.length - 1 || !killed.has(Number(pid)))
  assert.equal(lived.length, 1, `how often ${dir} was done: ${ended}`)
  const { status, value } = JSON.parse(read('job.result.json'))
  assert.deepEqual([status, value], ['completed', number], dir)
  assert.equal(read('.hydra/config.yaml'), `x: ${number}\nwait: ${WAIT}\n`)
  assert.equal(read('.hydra/overrides.yaml'), `- x=${number}\n`)
  assert.match(read('.hydra/hydra.yaml'), /^hydra:\n[\s\S]*\n {2}verbose: false\n$/)
}

/** Each job is completed there, none is begun behind that, and nothing is cut off but what somebody was killed in. */
function expectJournal(sweep: string, jobs: number, { kills }: Ordeal): void {
  const completed = new Set<number>()
  let torn = 0
  for (const line of readFileSync(join(sweep, '.journal.jsonl'), 'utf8').split('\n')) {
    if (line === '') continue
    let said: { readonly kind: string; readonly job: number }
    try {
      said = JSON.parse(line)
    } catch {
      torn++
      continue
    }
    if (said.kind === 'begun') assert.ok(!completed.has(said.job), `#${said.job} was begun when it was completed`)
    if (said.kind === 'completed') completed.add(said.job)
  }
  assert.equal(completed.size, jobs, 'how many are completed in the journal')
  assert.ok(torn <= kills, `${torn} lines of the journal are torn by ${kills} kills`)
}

/** Its orders are whole, once it counts as one. */
function expectBatch(batch: string): void {
  if (!existsSync(join(batch, 'order.json'))) return
  assert.ok(JSON.parse(readFileSync(join(batch, 'order.json'), 'utf8')).start)
  const text = readFileSync(join(batch, 'jobs.jsonl'), 'utf8')
  assert.ok(text.endsWith('\n'), `the end of ${batch}/jobs.jsonl`)
  const lines = text.trimEnd().split('\n')
  for (const line of lines) JSON.parse(line)
  assert.equal(readFileSync(join(batch, 'jobs.jsonl.index')).length, 8 * lines.length)
}
