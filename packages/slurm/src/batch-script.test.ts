import { expect, test } from 'vitest'
import { batchScript } from './batch-script.js'

const JOBS = {
  batch: '/sweep dir/.launch/1',
  offset: 1000,
  count: 3,
  attempt: 100,
  cwd: "/it's",
  program: ['/usr/bin/node', 'app.mjs'],
  behind: [],
}

test('a script has a line for each setting that is not null, and starts the program with the place of its task', () => {
  const settings = {
    name: 'runs/a b',
    partition: 'long',
    qos: null,
    comment: 'say "hi"',
    timeout_min: 90,
    mem_gb: 4,
    cpus_per_task: 2,
    array_parallelism: 256,
    stderr_to_stdout: false,
    additional_parameters: { mail_type: 'END', exclusive: true },
    setup: ['module load node'],
    srun_args: ['-v'],
  }
  expect(
    batchScript(settings, JOBS)
      .split('\n')
      .filter((line) => line !== ''),
  ).toEqual([
    '#!/bin/bash',
    '#SBATCH --job-name=runs_a_b',
    '#SBATCH --array=0-2%256',
    '#SBATCH --output="/sweep dir/.launch/1/%A_%a.out"',
    '#SBATCH --error="/sweep dir/.launch/1/%A_%a.err"',
    '#SBATCH --open-mode=append',
    '#SBATCH --no-requeue',
    '#SBATCH --mem=4G',
    '#SBATCH --partition=long',
    '#SBATCH --comment="say \\"hi\\""',
    '#SBATCH --cpus-per-task=2',
    '#SBATCH --time=90',
    '#SBATCH --mail-type=END',
    '#SBATCH --exclusive',
    'module load node',
    "cd '/it'\\''s' || exit 1",
    'export HYDRACONF_JOB="$((SLURM_ARRAY_TASK_ID + 1000)):100:"\'/sweep dir/.launch/1\'',
    'srun --unbuffered -v /usr/bin/node app.mjs',
  ])
  expect(batchScript({ use_srun: false, stderr_to_stdout: true }, JOBS)).not.toMatch(/srun|--error/)
})

test('of arrays that share a limit each waits for those before it, beside what it shall wait for anyway', () => {
  const waits = (settings: Readonly<Record<string, unknown>>, behind: readonly string[]) =>
    /^#SBATCH --dependency=(.*)$/m.exec(batchScript(settings, { ...JOBS, behind }))?.[1]
  const own = { additional_parameters: { dependency: 'afterok:3' } }
  expect(waits({ array_parallelism: 4 }, ['7', '9'])).toBe('afterany:7:9')
  expect(waits({ array_parallelism: 4, ...own }, ['7'])).toBe('afterany:7,afterok:3')
  expect(waits({ array_parallelism: 4 }, [])).toBeUndefined()
  expect(waits(own, ['7'])).toBe('afterok:3')
})

test('a value of two lines is refused', () => {
  expect(() => batchScript({ partition: 'a\n#SBATCH --uid=0' }, JOBS)).toThrow('which no line of a script can hold')
})
