import { sweepOf } from '@hydraconf/core'
import type { Panel, PanelField, PanelPart, PanelQuestion } from '@hydraconf/studio'
import { plannedJobs } from '../command/job-preflight.js'
import type { Settings } from '../command/settings.js'
import { sampleModel } from '../effective/sample-model.js'
import { countsText } from '../picture/counts-text.js'
import { plural } from '../plural.js'
import { releaseNamed, storedVersions } from '../release/stored-releases.js'
import { USUAL_MODELOPT } from '../release/version.js'
import { deviceNamed, deviceNames } from '../runtime/device.js'
import { judging, type SweepVerdict } from '../sweep/plan.js'
import { cellParts } from './cell-parts.js'
import { jobsOf, matrixSweep } from './matrix-jobs.js'
import { CELL, type CellOf, cellId, cellsBy, matrixPart } from './matrix-part.js'

/** The panel of the studio: every pair with every overlay, judged, and what the chosen one does to each quantizer. */
export function quantPanel(): Panel {
  let kept: Kept | undefined
  return {
    *show(asked) {
      const settings = settingsOf(asked)
      const fields = { kind: 'fields', fields: fieldsOf(settings) } as const
      const sweep = matrixSweep(asked)
      if (sweep === undefined) return { parts: [fields, { kind: 'text', text: NOTHING }] }
      const jobs = sweepOf(asked.environment, asked.configName, sweep.words)
      if (jobs.count > MOST_JOBS) return { parts: [fields, { kind: 'text', text: tooMany(jobs.count) }] }
      const of = JSON.stringify([asked.configName, sweep.words, settings.release.modelopt, settings.device?.name])
      // Who looks at another cell looks at the same jobs.
      if (kept?.of !== of || kept.tree !== asked.tree) {
        const verdict = yield* judging(plannedJobs(jobsOf(jobs, asked.environment), settings), settings)
        kept = { of, tree: asked.tree, verdict, cell: cellsBy(sweep.axes) }
      }
      return { parts: [fields, ...partsOf(kept, asked, settings)] }
    },
  }
}

/** A sweep that was judged, and what it is the sweep of. */
interface Kept {
  readonly of: string
  readonly tree: object
  readonly verdict: SweepVerdict
  readonly cell: CellOf
}

/** All of them are judged at once, and held. */
const MOST_JOBS = 5000

function tooMany(count: bigint): string {
  return `The sweep has ${count.toLocaleString('en')} jobs, and this matrix is one of up to ${MOST_JOBS.toLocaleString('en')}: sweep over less beside pairs and overlays.`
}

const NOTHING =
  'This config chooses neither a quant_pair nor a quant_granularity in its defaults list, so that there is nothing to judge. ' +
  'Choose a primary config that does.'

function partsOf({ verdict, cell }: Kept, { chosen }: PanelQuestion, { quantizers }: Settings): readonly PanelPart[] {
  const { counts, jobs } = verdict
  const job = jobs.find((each) => cellId(cell(each)) === chosen[CELL])
  const head = `${counts.worthRunning} of ${plural(counts.jobs, 'job is', 'jobs are')} worth running.`
  return [
    { kind: 'text', text: `${head} ${countsText(verdict)}` },
    matrixPart(jobs, cell, chosen[CELL]),
    ...notJudged(verdict),
    ...(job === undefined
      ? [{ kind: 'text', text: 'Choose a cell to see what its overlay does to each quantizer.' } as const]
      : cellParts(job, quantizers)),
  ]
}

function notJudged({ broken }: SweepVerdict): readonly PanelPart[] {
  if (broken.length === 0) return []
  const rows = broken.map(({ overrides, error }) => [
    { text: overrides.join(' ') },
    { text: error.summary, at: error.origin },
  ])
  return [{ kind: 'table', label: 'Not judged', columns: ['Job', 'Why it could not be judged'], rows }]
}

const ANY = 'any'

function settingsOf({ chosen }: PanelQuestion): Settings {
  const { modelopt = USUAL_MODELOPT, gpu = ANY } = chosen
  const release = releaseNamed(modelopt)
  return {
    release,
    device: gpu === ANY ? undefined : deviceNamed(gpu),
    quantizers: sampleModel(release.modelopt),
    local: NO_FILES,
  }
}

/** A page has no working directory. */
const NO_FILES = { read: () => undefined, isFolder: () => false }

function fieldsOf({ release, device }: Settings): readonly PanelField[] {
  const options = (values: readonly string[]) => values.map((value) => ({ value, label: value }))
  return [
    { name: 'modelopt', label: 'ModelOpt', options: options(storedVersions()), value: release.modelopt },
    { name: 'gpu', label: 'Runs on', options: options([ANY, ...deviceNames()]), value: device?.name ?? ANY },
  ]
}
