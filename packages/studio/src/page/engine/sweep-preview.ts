import {
  type Composed,
  type Environment,
  isSweep,
  parseOverrides,
  type SweepOfJobs,
  settingText,
  shownOverrides,
  sweepOf,
} from '@hydraconf/core'
import { type ComparedValue, comparison } from './comparison.js'

/** A row of the table of jobs. */
export interface JobRow {
  readonly number: number
  /** As they may be shown. */
  readonly overrides: readonly string[]
}

/** One job of a sweep, held against the first. */
export interface JobView {
  readonly number: number
  readonly overrides: readonly string[]
  readonly dir: string
  readonly fromFirst: readonly ComparedValue[]
}

/** Whether overrides hold a sweep, so that one command line is many jobs. */
export function holdsSweep(overrides: readonly string[], { dialect }: Environment): boolean {
  try {
    return parseOverrides(overrides, { dialect }).some(({ value }) => value !== undefined && isSweep(value))
  } catch {
    return false
  }
}

/** The jobs of a sweep, planned once for each command line. */
export class SweepPreview {
  private planned: { readonly of: string; readonly sweep: SweepOfJobs } | undefined

  constructor(private readonly environment: Environment) {}

  /** @throws HydraconfError where it cannot be planned */
  plan(configName: string | undefined, overrides: readonly string[]): SweepOfJobs {
    const of = JSON.stringify([configName, overrides])
    if (this.planned?.of !== of) this.planned = { of, sweep: sweepOf(this.environment, configName, overrides) }
    return this.planned.sweep
  }

  rows(sweep: SweepOfJobs, from: number, to: number): readonly JobRow[] {
    const rows: JobRow[] = []
    for (let number = from; number < to && number < sweep.count; number++)
      rows.push({ number, overrides: shownOverrides(sweep.job(number), this.environment) })
    return rows
  }

  /** @throws HydraconfError where it does not compose, or the first does not */
  job(sweep: SweepOfJobs, number: number): JobView {
    const [first, meant] = [sweep.job(0).compose().composed, sweep.job(number)]
    const { composed } = meant.compose()
    const overrides = shownOverrides(meant, this.environment)
    return { number, overrides, dir: jobDir(composed.masked), fromFirst: comparison(first, composed) }
  }
}

/** The directory that a job writes into, below the working directory. */
export function jobDir(composed: Composed): string {
  return `${settingText(composed, 'hydra.sweep.dir')}/${settingText(composed, 'hydra.sweep.subdir')}`
}
