import { raise } from '@hydraconf/core'
import { pointerText, shellWord } from '@hydraconf/node'
import { settingRefused } from './messages.js'

type Settings = Readonly<Record<string, unknown>>

/** What a script of a job array needs beside the settings. */
export interface ArrayOfJobs {
  /** `SWEEP/.launch/BATCH` */
  readonly batch: string
  /** The place of task 0 in the batch, and how many tasks there are. */
  readonly offset: number
  readonly count: number
  readonly attempt: number
  readonly cwd: string
  /** The words that start this program. */
  readonly program: readonly string[]
  /** The arrays that it shares `array_parallelism` with: it begins when they have ended. */
  readonly behind: readonly string[]
}

/** The script of a job array: one task for each job, which takes its place in the batch from SLURM. */
export function batchScript(settings: Settings, jobs: ArrayOfJobs): string {
  const { batch, offset, attempt, cwd, program } = jobs
  // The shell fills it in; the batch comes behind in quotes of its own.
  const index = `$((SLURM_ARRAY_TASK_ID + ${offset}))`
  const srun = settings.use_srun === false ? [] : ['srun', '--unbuffered', ...texts('srun_args', settings.srun_args)]
  return [
    '#!/bin/bash',
    ...directives(settings, jobs).map(([name, value]) => directive(name, value)),
    ...texts('setup', settings.setup),
    `cd ${shellWord(cwd)} || exit 1`,
    `export HYDRACONF_JOB="${pointerText({ index, attempt, batch: '' })}"${shellWord(batch)}`,
    [...srun, ...program].map(shellWord).join(' '),
    '',
  ].join('\n')
}

/** @throws PluginException for a setting that no script can hold */
export function refuseUnwritable(settings: Settings): void {
  batchScript(settings, { batch: '', offset: 0, count: 1, attempt: 0, cwd: '', program: [], behind: [] })
}

/** The setting of submitit and the option of sbatch that are one and the same. */
const SAME: Readonly<Record<string, string>> = {
  partition: 'partition',
  qos: 'qos',
  comment: 'comment',
  constraint: 'constraint',
  exclude: 'exclude',
  gres: 'gres',
  account: 'account',
  cpus_per_gpu: 'cpus-per-gpu',
  gpus_per_task: 'gpus-per-task',
  mem_per_gpu: 'mem-per-gpu',
  mem_per_cpu: 'mem-per-cpu',
  cpus_per_task: 'cpus-per-task',
  gpus_per_node: 'gpus-per-node',
  tasks_per_node: 'ntasks-per-node',
  nodes: 'nodes',
  timeout_min: 'time',
}

function directives(
  settings: Settings,
  { batch, count, behind }: ArrayOfJobs,
): readonly (readonly [string, unknown])[] {
  const log = `${batch.replaceAll('%', '%%')}/%A_%a`
  const lines: (readonly [string, unknown])[] = [
    // A slash in a name would be a folder in the paths that SLURM makes of it.
    ['job-name', String(settings.name ?? 'hydraconf').replaceAll(/[^\w.-]/g, '_')],
    ['array', `0-${count - 1}${isLimited(settings) ? `%${settings.array_parallelism}` : ''}`],
    ['output', `${log}.out`],
    ...(settings.stderr_to_stdout === true ? [] : [['error', `${log}.err`] as const]),
    ['open-mode', 'append'],
    // Whoever wants a job again says --resume: SLURM would run it in the same directory.
    ['no-requeue', true],
  ]
  if (typeof settings.mem_gb === 'number') lines.push(['mem', `${settings.mem_gb}G`])
  for (const [key, name] of Object.entries(SAME)) lines.push([name, settings[key]])
  const { dependency, ...more } = (settings.additional_parameters ?? {}) as Settings
  // SLURM counts how many run at a time for each array by itself.
  const ours = isLimited(settings) && behind.length > 0 && `afterany:${behind.join(':')}`
  return [
    ...lines,
    ['dependency', [ours, dependency].filter(Boolean).join(',') || null],
    ...Object.entries(more).map(([key, value]) => [key.replaceAll('_', '-'), value] as const),
  ]
}

/** Whether only so many jobs may run at a time. */
export function isLimited({ array_parallelism: most }: Settings): boolean {
  return typeof most === 'number' && most > 0
}

/** Null is no line. */
function directive(name: string, value: unknown): string {
  if (value === null || value === undefined || value === false) return ''
  return value === true ? `#SBATCH --${name}` : `#SBATCH --${name}=${inLine(name, String(value))}`
}

/** As sbatch takes a value apart: in quotes where it has spaces. */
function inLine(key: string, value: string): string {
  if (/[\n\r]/.test(value)) throw raise(settingRefused({ key, value }))
  return /[\s"#]/.test(value) ? `"${value.replaceAll('"', '\\"')}"` : value
}

function texts(key: string, given: unknown): readonly string[] {
  const lines = Array.isArray(given) ? given.map(String) : []
  for (const value of lines) if (key !== 'setup' && /[\n\r]/.test(value)) throw raise(settingRefused({ key, value }))
  return lines
}
