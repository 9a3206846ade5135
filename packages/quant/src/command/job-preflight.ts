import { type Composed, HydraconfError } from '@hydraconf/core'
import { GROUP } from '../group/option-files.js'
import { brokenRules } from '../group/rules.js'
import { valueAt } from '../literal/value-at.js'
import type { PreflightFinding } from '../preflight/preflight.js'
import { type Study, studyOf } from '../preflight/study.js'
import { type BrokenJob, combinedName, type PlannedJob } from '../sweep/plan.js'
import type { HostJob } from './command-host.js'
import type { Settings } from './settings.js'

/** The jobs of a sweep as they are judged and shown, each composed when it is asked for. */
export function* plannedJobs(jobs: Iterable<HostJob>, settings: Settings): Generator<PlannedJob | BrokenJob> {
  for (const job of jobs) {
    const { number } = job
    try {
      const { composed, dir } = job.compose()
      const overrides = composed.masking?.overrideTexts(job.overrides) ?? job.overrides
      yield { number, overrides, dir, study: studyOfJob(composed, settings), findings: rulesOfJob(composed) }
    } catch (error) {
      if (!(error instanceof HydraconfError)) throw error
      yield { number, overrides: job.shownOverrides?.() ?? job.overrides, error }
    }
  }
}

/** The study of a composed config: the groups may have landed anywhere, and several overlays may be combined. */
export function studyOfJob(composed: Composed, { release, local }: Settings): Study {
  const { pair, overlays } = optionsOf(composed)
  const names = overlays.map(({ option }) => option)
  return studyOf(composed.resolve(composed.job), {
    release,
    local,
    ...(pair === undefined ? {} : { pairKey: pair.package }),
    ...(overlays[0] === undefined ? {} : { overlayKey: overlays[0].package }),
    overlayName: names.length > 1 ? combinedName(names) : undefined,
  })
}

/** The rules of the group that the chosen options break. */
export function rulesOfJob(composed: Composed): readonly PreflightFinding[] {
  const { overlays } = optionsOf(composed)
  const [first] = overlays
  const group = valueAt(composed.job, [first?.package ?? GROUP])
  const broken = brokenRules(group, overlays.length === 1 ? first!.option : undefined)
  return broken.map((each) => ({ ...each, severity: 'error' }))
}

function optionsOf(composed: Composed) {
  const overlays = composed.list
    .filter((entry) => entry.configPath.startsWith(`${GROUP}/`))
    .map((entry) => ({
      package: entry.package,
      option: entry.configPath.slice(GROUP.length + 1).replace(/\.ya?ml$/, ''),
    }))
  const pair = composed.list.find((entry) => entry.configPath.startsWith('quant_pair/'))
  return { overlays, pair }
}
