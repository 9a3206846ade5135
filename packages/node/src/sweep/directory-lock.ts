import { linkSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { raise } from '@hydraconf/core'
import { draftOf, removeDrafts } from '../drafts.js'
import { notWritten } from '../messages.js'
import { ownProcess, type ProcessName, stateOf } from '../process-id.js'
import { reason } from '../system-error.js'

/**
 * One holder of a directory at a time, of all processes on this machine and on others that see the directory. The lock of a
 * process that is gone, however it went, counts for nothing, where it ran on this machine; of one on another machine nobody
 * knows here, so its lock holds until it is released, or deleted by hand.
 *
 * A claim is a numbered file that names its process: `.lock/7`. The highest number holds. Whoever finds its process gone
 * makes the next number, which only one can; and looks again before it counts as the holder, because a number may be made
 * late, below one that was made meanwhile. Nobody ever takes away a claim that may be the highest but its own process.
 */
export class DirectoryLock {
  private constructor(
    private readonly folder: string,
    private readonly number: number,
  ) {}

  /** The lock, or the process that has it. @throws HydraException where nothing can be written */
  static take(dir: string): DirectoryLock | ProcessName {
    const folder = join(dir, '.lock')
    for (;;) {
      const highest = highestClaimIn(folder)
      const holder = highest === 0 ? undefined : holderOf(join(folder, String(highest)))
      if (holder === 'released') continue
      if (holder !== undefined && (holder === ownProcess() || stateOf(holder) !== 'gone')) return holder
      const lock = new DirectoryLock(folder, highest + 1)
      if (!claim(folder, highest + 1)) continue
      if (highestClaimIn(folder) === highest + 1) {
        lock.removeLower()
        // A task may end the process itself.
        process.once('exit', lock.release)
        return lock
      }
      lock.release()
    }
  }

  readonly release = (): void => {
    process.removeListener('exit', this.release)
    rmSync(join(this.folder, String(this.number)), { force: true })
    try {
      rmdirSync(this.folder)
    } catch {
      // Others have claims in it, or it is gone.
    }
  }

  /** Where the claim of a holder is: what to delete by hand. */
  static claimsOf(dir: string): string {
    return join(dir, '.lock')
  }

  private removeLower(): void {
    removeDrafts(this.folder)
    for (const other of claimsIn(this.folder)) {
      if (other < this.number) rmSync(join(this.folder, String(other)), { force: true })
    }
  }
}

function highestClaimIn(folder: string): number {
  return claimsIn(folder).reduce((highest, number) => Math.max(highest, number), 0)
}

function claimsIn(folder: string): number[] {
  try {
    return readdirSync(folder).flatMap((name) => (/^[1-9]\d*$/.test(name) ? [Number(name)] : []))
  } catch {
    return []
  }
}

/** Who made a claim. A claim without a name was just being written when its process died, or is just now. */
function holderOf(path: string): ProcessName | undefined | 'released' {
  try {
    const name = readFileSync(path, 'utf8')
    if (name !== '') return name
    return Date.now() - statSync(path).mtimeMs > SECONDS_TO_WRITE * 1000 ? undefined : ownProcess()
  } catch {
    return 'released'
  }
}

const SECONDS_TO_WRITE = 10

/** Makes the numbered file with our name in it, in one step; false: it is there already. */
function claim(folder: string, number: number): boolean {
  const path = join(folder, String(number))
  const draft = draftOf(path)
  try {
    mkdirSync(folder, { recursive: true })
    writeFileSync(draft, ownProcess())
    return linked(draft, path)
  } catch (error) {
    // Its last holder released it between two steps of ours.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw raise(notWritten({ path, why: reason(error) }), undefined, error)
  } finally {
    rmSync(draft, { force: true })
  }
}

function linked(draft: string, path: string): boolean {
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw error
    // A network file system may have linked it, and lost the answer.
    if (statSync(draft).nlink === 2) return true
    if (code === 'EEXIST') return false
  }
  // There are file systems without links.
  try {
    writeFileSync(path, ownProcess(), { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}
