import type { DialectName } from '@hydraconf/core'

/** Configs of one group that a plugin of Hydra's stores, and the file under `plugin-configs/` that holds them. */
export interface RecordedConfigs {
  /** `PLUGIN@VERSION`. */
  readonly file: string
  readonly group: string
  readonly names: readonly string[]
  readonly provider?: string
  /** They are files on the search path of the plugin's, and not in Hydra's store. */
  readonly asFile?: boolean
}

/** What there is, apart from its content: every composition knows the names, and few take one. */
export function recordedConfigs(dialect: DialectName): readonly RecordedConfigs[] {
  return RECORDED[dialect]
}

const OF_BOTH: readonly RecordedConfigs[] = [
  { file: 'hydra-filter-sweeper@2.1.0', group: 'hydra/sweeper', names: ['filter'] },
  { file: 'hydra-list-sweeper@1.1.0', group: 'hydra/sweeper', names: ['list'] },
  { file: 'hydra-random-sweeper@1.0.1', group: 'hydra/sweeper', names: ['random_sweeper'], provider: 'hydra' },
]

const SAMPLERS = ['cmaes', 'grid', 'motpe', 'nsgaii', 'random', 'tpe']

const RECORDED: Readonly<Record<DialectName, readonly RecordedConfigs[]>> = {
  '1.3': [...ofHydra({ release: '1.2.0', ray: '1.2.2', optuna: '1.3.0' }, SAMPLERS), ...OF_BOTH],
  '1.4': [
    ...ofHydra({ release: '1.4.0rc3', ray: '1.4.0rc3', optuna: '1.4.0rc3' }, [...SAMPLERS, 'gp', 'nsgaiii', 'qmc']),
    ...OF_BOTH,
  ],
}

/** The plugins of Hydra's own repository, nearly all of one release. */
function ofHydra(
  { release, ray, optuna }: { readonly release: string; readonly ray: string; readonly optuna: string },
  samplers: readonly string[],
): readonly RecordedConfigs[] {
  const colorlog = { file: `hydra-colorlog@${release}`, names: ['colorlog'], provider: 'hydra-colorlog', asFile: true }
  const launcher = (file: string, provider: string, ...names: string[]): RecordedConfigs => ({
    file,
    group: 'hydra/launcher',
    names,
    provider,
  })
  const ofOptuna = { file: `hydra-optuna-sweeper@${optuna}`, provider: 'optuna_sweeper' }
  return [
    { ...colorlog, group: 'hydra/job_logging' },
    { ...colorlog, group: 'hydra/hydra_logging' },
    launcher(`hydra-joblib-launcher@${release}`, 'joblib_launcher', 'joblib'),
    launcher(`hydra-submitit-launcher@${release}`, 'submitit_launcher', 'submitit_local', 'submitit_slurm'),
    launcher(`hydra-rq-launcher@${release}`, 'rq_launcher', 'rq'),
    launcher(`hydra-ray-launcher@${ray}`, 'ray_launcher', 'ray', 'ray_aws'),
    { file: `hydra-ax-sweeper@${release}`, group: 'hydra/sweeper', names: ['ax'], provider: 'ax_sweeper' },
    { file: `hydra-nevergrad-sweeper@${release}`, group: 'hydra/sweeper', names: ['nevergrad'], provider: 'nevergrad' },
    { ...ofOptuna, group: 'hydra/sweeper', names: ['optuna'] },
    { ...ofOptuna, group: 'hydra/sweeper/sampler', names: samplers },
  ]
}
