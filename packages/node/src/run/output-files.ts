import { join, resolve } from 'node:path'
import {
  type Composed,
  type Environment,
  isContainer,
  list,
  map,
  raise,
  rulesFor,
  select,
  setting,
  settingOfHydra,
  settingText,
  settingValue,
  str,
  toYaml,
  withSettings,
} from '@hydraconf/core'
import { chdirWarning, directoryNotEntered } from '../messages.js'

/** All that a run will do to the outside, decided before any of it is done. */
export interface RunPlan {
  /** The composition as the job sees it: `hydra.runtime.output_dir` is known. */
  readonly composed: Composed
  /** Absolute output directory. */
  readonly dir: string
  /** Whether the task runs in the output directory. */
  readonly chdir: boolean
  /** What is written into the output directory before the task starts; absolute paths. */
  readonly files: readonly { readonly path: string; readonly text: string }[]
  readonly warnings: readonly string[]
}

/** Where a run's directory comes from: `hydra.run.dir`, or `hydra.sweep.dir` and `hydra.sweep.subdir`. */
export type RunKind = 'run' | 'job'

/**
 * Plans a run: the output directory, the files in `hydra.output_subdir`, whether to change there. Touches no disk.
 *
 * @throws HydraconfError where a setting cannot be resolved
 */
export function planRun(composed: Composed, environment: Environment, kind: RunKind): RunPlan {
  const dir = outputDir(composed, environment.facts.cwd, kind)
  const placed = withVariables(withSettings(composed, [['hydra.runtime.output_dir', str(dir)]]), environment)
  const { chdir, warnings } = changesDirectory(placed, environment)
  // An empty directory is the working directory to write into, but nothing to change to.
  if (chdir && dirTexts(composed, kind).every((text) => text === ''))
    throw raise(directoryNotEntered({ path: "''", why: `hydra.${kind === 'run' ? 'run' : 'sweep'}.dir is empty` }))
  return { composed: placed, dir, chdir, files: filesOf(placed, dir), warnings }
}

/** The composition with the variables of the job resolved, where the dialect resolves them before all else. */
function withVariables(composed: Composed, { versionBase, dialect }: Environment): Composed {
  if (!rulesFor(versionBase, dialect).dialect.run.resolvesVariables) return composed
  const variables = settingValue(composed, 'hydra.job.env_set')
  return variables === undefined ? composed : withSettings(composed, [['hydra.job.env_set', variables]])
}

/** The directory that a run writes into, absolute. */
export function outputDir(composed: Composed, cwd: string, kind: RunKind): string {
  return resolve(cwd, ...dirTexts(composed, kind))
}

function dirTexts(composed: Composed, kind: RunKind): readonly string[] {
  const keys = kind === 'run' ? ['hydra.run.dir'] : ['hydra.sweep.dir', 'hydra.sweep.subdir']
  return keys.map((key) => settingText(composed, key))
}

function changesDirectory(composed: Composed, { versionBase, dialect }: Environment) {
  const asked = settingOfHydra(composed, 'hydra.job.chdir')
  if (asked !== null && asked !== undefined) return { chdir: asked === true, warnings: [] }
  return rulesFor(versionBase, dialect).versionBase === '1.1'
    ? { chdir: true, warnings: [chdirWarning()] }
    : { chdir: false, warnings: [] }
}

function filesOf(composed: Composed, dir: string): RunPlan['files'] {
  const subdir = setting(composed, 'hydra.output_subdir')
  if (subdir === null || subdir === undefined) return []
  const shown = composed.masked
  const hydra = shown.config.items.get('hydra')!
  const task = select(shown.config, 'hydra.overrides.task')
  const { dialect } = composed
  const into = join(dir, String(subdir))
  return [
    { path: join(into, 'config.yaml'), text: toYaml(shown.job, { dialect }) },
    { path: join(into, 'hydra.yaml'), text: toYaml(map([['hydra', hydra]]), { dialect }) },
    {
      path: join(into, 'overrides.yaml'),
      text: toYaml(task !== undefined && isContainer(task) ? task : list([]), { dialect }),
    },
  ]
}
