import type { Home, Plugin } from './program.js'

/** Numbers from 0 up to 1. */
export type Random = () => number

/** What runs the jobs of a soaked sweep, and can be killed. */
export interface SoakedEngine {
  readonly plugin: Plugin | undefined
  /** `hydra/launcher=…` and its settings. */
  readonly launcher: readonly string[]
  /** Whether jobs end with who started the sweep. */
  readonly isLocal?: boolean
  start(home: Home): Promise<StartedEngine>
}

export interface StartedEngine {
  /** What its clients need. */
  readonly env: Readonly<Record<string, string>>
  /** Beside the process of a job: each kills something of the engine, and gives the processes of jobs that went with it. */
  readonly kills: Readonly<Record<string, Kill>>
  stop(): Promise<void>
}

/** @param working the processes of jobs that are at work */
export type Kill = (working: readonly number[], random: Random) => Promise<readonly number[]>

/** Ends a process at once. Says whether there was one. */
export function killed(pid: number): boolean {
  try {
    process.kill(pid, 'SIGKILL')
    return true
  } catch {
    return false
  }
}
