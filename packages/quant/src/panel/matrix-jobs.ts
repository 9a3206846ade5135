import {
  type Composed,
  type Environment,
  isSweep,
  type OverrideKey,
  parseOverrides,
  reachableGroups,
  type SweepOfJobs,
  settingText,
  shownOverrides,
} from '@hydraconf/core'
import type { PanelQuestion } from '@hydraconf/studio'
import type { HostJob } from '../command/command-host.js'
import { GROUP } from '../group/option-files.js'

/** Rows and columns. */
const AXES = ['quant_pair', GROUP]

/** A sweep whose jobs are a matrix. */
export interface MatrixSweep {
  readonly words: readonly string[]
  /** What an override of a row begins with, and one of a column: `quant_pair=`. */
  readonly axes: readonly [row: string, column: string]
}

/**
 * The sweep whose jobs are the matrix: that of the command line, where every pair and every overlay stands in for what it chooses of
 * them, unless it sweeps over them itself. Undefined where the config has no such groups in its defaults list.
 */
export function matrixSweep({ environment, configName, overrides }: PanelQuestion): MatrixSweep | undefined {
  const read = parseOverrides(overrides, { dialect: environment.dialect }).map(({ text, key, value }) => ({
    text,
    key: keyText(key),
    sweeps: value !== undefined && isSweep(value),
  }))
  const isOfMatrix = (key: string): boolean => AXES.some((group) => key === group || key.startsWith(`${group}@`))
  const plain = read.filter(({ key, sweeps }) => !sweeps && !isOfMatrix(key)).map(({ text }) => text)
  const groups = reachableGroups(environment, configName, plain)
  const [row, column] = AXES.map(
    (name) => groups.find(({ group, chosen }) => group === name && chosen !== undefined)?.key,
  )
  if (row === undefined || column === undefined) return undefined
  const sweepOver = (key: string): string =>
    read.find((word) => word.sweeps && word.key === key)?.text ?? `${key}=glob(*)`
  const others = read.filter(({ key }) => !isOfMatrix(key)).map(({ text }) => text)
  return { words: [...others, sweepOver(row), sweepOver(column)], axes: [`${row}=`, `${column}=`] }
}

//   quant_pair@other
function keyText({ name, package: pkg }: OverrideKey): string {
  return pkg === undefined ? name : `${name}@${pkg}`
}

/** The jobs of a sweep, each composed when it is asked to. */
export function* jobsOf(sweep: SweepOfJobs, environment: Environment): Generator<HostJob> {
  for (let number = 0; number < sweep.count; number++) {
    const job = sweep.job(number)
    yield {
      number,
      overrides: job.overrides,
      shownOverrides: () => shownOverrides(job, environment),
      compose: () => withDir(job.compose().composed),
    }
  }
}

function withDir(composed: Composed): ReturnType<HostJob['compose']> {
  const dir = `${settingText(composed, 'hydra.sweep.dir')}/${settingText(composed, 'hydra.sweep.subdir')}`
  return { composed, dir }
}
