import type { Composed } from '../composition/composed.js'
import { dialectOf } from '../dialect/dialects.js'
import { controllerChanged } from '../messages/sweep.js'
import { raise } from '../text/errors.js'
import { equalValues } from '../value/equality.js'
import { select } from '../value/select.js'

/**
 * Dialect 1.4: one launcher and one sweeper run all jobs of a sweep, so that a config of a single job cannot choose or set
 * them. Mirrors `_ensure_sweep_config_controller_unchanged`.
 *
 * @throws ConfigCompositionException where the job has another one than the sweep
 */
export function refuseOtherControllers(sweep: Composed, job: Composed): void {
  if (!dialectOf(sweep.dialect).run.keepsControllers) return
  for (const controller of ['launcher', 'sweeper'] as const) {
    const group = `hydra/${controller}`
    const [from, to] = [sweep.choices[group], job.choices[group]]
    if (from !== to) throw raise(controllerChanged({ controller, from, to }))
    const key = `hydra.${controller}`
    const [settings, others] = [select(sweep.config, key), select(job.config, key)]
    if (settings === undefined || others === undefined || equalValues(settings, others)) continue
    throw raise(controllerChanged({ controller }), others.origin)
  }
}
