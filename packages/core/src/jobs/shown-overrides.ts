import type { Environment } from '../composition/environment.js'
import { maskedOverrideText } from '../composition/masked-override.js'
import { sensitiveNames } from '../composition/sensitive-keys.js'
import type { UncomposedJob } from './sweep-jobs.js'

/**
 * The overrides of a job as they may be shown. Which keys are sensitive is known when a job is composed, so that is done where a
 * schema calls any key so; of a job that does not compose, an override that names such a key is shown without its value.
 */
export function shownOverrides(job: UncomposedJob, { extensions, dialect }: Environment): readonly string[] {
  const names = sensitiveNames(extensions)
  if (names.size === 0) return job.overrides
  try {
    return job.compose().composed.masking?.overrideTexts(job.overrides) ?? job.overrides
  } catch {
    return job.overrides.map((text) => maskedOverrideText(text, names, dialect))
  }
}
