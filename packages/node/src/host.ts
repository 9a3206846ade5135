import { raise } from '@hydraconf/core'
import { showsColours } from './colours.js'
import { workingDirectoryGone } from './messages.js'
import { writeErr, writeOut } from './output.js'

/**
 * The process as this package sees it: all that comes in from outside and all that goes out. `processHost` is the real
 * one; a test hands in another.
 */
export interface Host {
  /** The words after the program. */
  readonly argv: readonly string[]
  /** The program itself; relative config directories start from its folder. Undefined: there is no file. */
  readonly program: string | undefined
  /** Live: what a job sets here is seen by everything after it. */
  readonly env: Record<string, string | undefined>
  cwd(): string
  chdir(dir: string): void
  now(): Date
  /** @throws OutputLost where it takes no more */
  out(text: string): void
  err(text: string): void
  /** How wide the terminal is that `out` writes to; undefined where it is none, and nothing has to be cut. */
  readonly columns?: number | undefined
  /** Calls back when the process has nothing left to wait for; gives what takes that back. Without it nobody knows. */
  onIdle?(listener: () => void): () => void
  /** Where colours are wanted; nowhere unless told. */
  readonly colours?: { readonly out: boolean; readonly err: boolean } | undefined
}

/** The process we run in. */
export function processHost(): Host {
  return {
    argv: process.argv.slice(2),
    program: process.argv[1],
    env: process.env,
    cwd: workingDirectory,
    chdir: (dir) => process.chdir(dir),
    now: () => new Date(),
    out: writeOut,
    err: writeErr,
    onIdle(listener) {
      process.on('beforeExit', listener)
      return () => void process.off('beforeExit', listener)
    },
    get columns() {
      return process.stdout.isTTY ? process.stdout.columns : undefined
    },
    // Asked for when needed: a stream takes its time to be made, and most runs have nothing to say on stderr.
    colours: {
      get out() {
        return showsColours(process.stdout, process.env)
      },
      get err() {
        return showsColours(process.stderr, process.env)
      },
    },
  }
}

/**
 * The working directory of the process.
 *
 * @throws HydraException when it was removed
 */
export function workingDirectory(): string {
  try {
    return process.cwd()
  } catch (error) {
    throw raise(workingDirectoryGone({ why: (error as Error).message }))
  }
}
