import type { Environment } from '../composition/environment.js'
import { MASK } from '../composition/masking.js'
import { setsOneOf } from '../composition/override-dirname.js'
import { sensitiveNames } from '../composition/sensitive-keys.js'
import { valueOrigin } from '../grammar/override-element.js'
import { parseOverride } from '../grammar/override-parse.js'
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
    return job.overrides.map((text) => {
      const override = parseOverride(text, { dialect })
      const isHidden = override.value !== undefined && setsOneOf(names, override)
      return isHidden ? `${text.slice(0, valueOrigin(override).start)}${MASK}` : text
    })
  }
}
