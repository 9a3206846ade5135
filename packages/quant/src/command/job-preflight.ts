import type { Composed } from '@hydraconf/core'
import { GROUP } from '../group/option-files.js'
import { type Study, studyOf } from '../preflight/study.js'
import { combinedName } from '../sweep/plan.js'
import type { ModelOpt } from '../validity/modelopt.js'

/** The study of a composed config: the groups may have landed anywhere, and several overlays may be combined. */
export function studyOfJob(composed: Composed, modelopt: ModelOpt): Study {
  const overlays = composed.list.filter((entry) => entry.configPath.startsWith(`${GROUP}/`))
  const pair = composed.list.find((entry) => entry.configPath.startsWith('quant_pair/'))
  const names = overlays.map((entry) => entry.configPath.slice(GROUP.length + 1).replace(/\.ya?ml$/, ''))
  return studyOf(composed.resolve(composed.job), {
    modelopt,
    ...(pair === undefined ? {} : { pairKey: pair.package }),
    ...(overlays[0] === undefined ? {} : { overlayKey: overlays[0].package }),
    overlayName: names.length > 1 ? combinedName(names) : undefined,
  })
}
