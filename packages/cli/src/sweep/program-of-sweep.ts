import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { raise } from '@hydraconf/core'
import { type Host, type JournalContent, readJournal } from '@hydraconf/node'
import { noProgramOfSweep, noSweep } from '../messages.js'

/** @throws HydraException where there is no sweep */
export function journalIn(dir: string, cwd: string): JournalContent {
  const journal = readJournal(resolve(cwd, dir))
  if (journal === undefined) throw raise(noSweep({ dir }))
  return journal
}

/**
 * Has the program of a sweep do something with it: it alone has the task and the plugins. Gives its exit code.
 *
 * @throws HydraException where there is no sweep, or nobody wrote down which program it was
 */
export async function haveItsProgram(words: readonly string[], dir: string, host: Host): Promise<number> {
  const sweepDir = resolve(host.cwd(), dir)
  const { start, drivers } = journalIn(dir, host.cwd())
  const program = drivers.findLast(({ program }) => program !== undefined)?.program ?? orderedProgram(sweepDir)
  if (program === undefined) throw raise(noProgramOfSweep({ dir, words }))
  const { spawn } = process.getBuiltinModule('node:child_process')
  const child = spawn(process.execPath, [...program, ...words], { cwd: start.cwd, stdio: 'inherit', env: host.env })
  // Ctrl-C is for the program, which ends in order.
  const passOn = (name: NodeJS.Signals): void => void child.kill(name)
  const ignore = (): void => {}
  process.on('SIGINT', ignore).on('SIGTERM', passOn)
  try {
    return await new Promise<number>((done, failed) => {
      child.on('error', failed)
      child.on('close', (code) => done(code ?? 1))
    })
  } finally {
    process.off('SIGINT', ignore).off('SIGTERM', passOn)
  }
}

/** As the orders for jobs elsewhere have it. */
function orderedProgram(sweepDir: string): readonly string[] | undefined {
  const launch = join(sweepDir, '.launch')
  try {
    const [batch = ''] = readdirSync(launch).sort((a, b) => Number(b) - Number(a))
    return (JSON.parse(readFileSync(join(launch, batch, 'order.json'), 'utf8')) as { program: readonly string[] })
      .program
  } catch {
    return undefined
  }
}
