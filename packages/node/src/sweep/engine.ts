import type { HandedJob, JobOrder, SweepJob } from './launcher.js'

/** Something that runs jobs on other machines: a scheduler, a queue, a cluster. */
export interface Engine {
  /** As the journal says it. */
  readonly name: string
  /** How many jobs it is asked about at a time, and given where it does not say otherwise; it is asked about all, unless told. */
  readonly portion?: number | undefined
  /** How many jobs it is given at a time, where it has to be asked for that. */
  largest?(): Promise<number>
  /** How many jobs it shall have at a time; the others wait here. */
  readonly atOnce?: number | undefined
  /** Gives the jobs to the engine, and says the id of each as soon as it has one: what was taken stays taken if more is refused. */
  submit(jobs: readonly HandedJob[], noted: (job: HandedJob, id: string) => void): Promise<void>
  /** What the engine knows of ids; one that it does not name is gone. @throws where it cannot be asked just now */
  ask(ids: readonly string[]): Promise<ReadonlyMap<string, EngineState>>
  /** Why a job is gone without a result: its state and exit code, and where it printed. Undefined: it is not gone. */
  explain(id: string, job: SweepJob): Promise<Ending | undefined>
  /** Ends jobs, and gives those that it could not end. */
  cancel(ids: readonly string[]): Promise<readonly string[]>
  /**
   * What the engine has from this sweep directory, whoever submitted it: someone who died before noting it, or a sweep that was
   * there before.
   */
  found(): Promise<readonly FoundJob[]>
}

export interface FoundJob {
  readonly id: string
  readonly order: JobOrder
}

/**
 * `ended`: it is done with, and the machine that it ran on saw no result. `dropped`: the engine gave it up before it began, and it
 * is submitted again.
 */
export type EngineState = 'waiting' | 'running' | 'ended' | 'dropped'

export interface Ending {
  readonly how: string
  readonly log: string | undefined
}
