import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { chdir, cwd } from 'node:process'
import { fileURLToPath } from 'node:url'
import { type Composed, pythonText, select } from '@hydraconf/core'
import { type Run, runProgram } from '@hydraconf/node'
import type { Answer, Case } from '../../suite.js'

/** The project's own configs; the bundle that this becomes lies beside `src`. */
const CONF = fileURLToPath(new URL('../../../conf', import.meta.url))
const PRESET = { configDir: CONF, configName: 'preset/qwen3_lm_sensitivity' }

/** Runs the sweep on `conf/` with a task that says how it was called. */
export async function answer({ argv }: Case): Promise<Answer> {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'multirun-')))
  const before = cwd()
  const jobs: object[] = []
  try {
    chdir(dir)
    const host = {
      argv,
      program: join(dir, 'app.py'),
      env: { USER: 'hydra_user', HYDRACONF_ALLOW_COLLISIONS: '1' },
      cwd,
      chdir,
      now: () => new Date(),
      out: () => {},
      err: () => {},
    }
    const rc = await runProgram(PRESET, (_, run) => void jobs.push(described(run, dir)), host)
    return { expect: { rc, jobs, files: recordedFiles(dir).map((path) => normal(path, dir)) } }
  } finally {
    chdir(before)
    rmSync(dir, { recursive: true, force: true })
  }
}

function described({ composed, overrides, dir: outputDir, job }: Run, dir: string): object {
  const choice = (group: string) => composed.choices[group] ?? null
  return {
    num: job.num,
    task: overrides,
    override_dirname: textAt(composed, 'hydra.job.override_dirname'),
    job_name: job.name,
    subdir: textAt(composed, 'hydra.sweep.subdir'),
    output_dir: normal(outputDir, dir),
    cwd: normal(cwd(), dir),
    choices_granularity: choice('quant_granularity'),
    choices_pair: choice('quant_pair'),
    name: textAt(composed, 'quant_granularity.name'),
    size: textAt(composed, 'dataset.size'),
  }
}

function textAt(composed: Composed, key: string): string {
  return pythonText(select(composed.resolve(composed.config), key)!)
}

/** Of what is written, the case lists the overrides of each job and the plan of the sweep. */
function recordedFiles(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name === 'overrides.yaml' || entry.name === 'multirun.yaml')
    .map((entry) => relative(dir, join(entry.parentPath, entry.name)))
    .sort()
}

function normal(text: string, dir: string): string {
  return text.replaceAll(dir, '$CWD').replace(/\d{4}-\d\d-\d\d[_/]\d\d-\d\d-\d\d/g, '$NOW')
}
