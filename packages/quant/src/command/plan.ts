import { sampleModel } from '../effective/sample-model.js'
import { canRun } from '../preflight/preflight.js'
import { type JudgedJob, judgeSweep, type PlannedJob } from '../sweep/plan.js'
import { verdictText } from './check.js'
import type { CommandHost } from './command-host.js'
import { studyOfJob } from './job-preflight.js'
import { table } from './table.js'
import type { Words } from './words.js'

export function planCommand({ modelopt, json }: Words, host: CommandHost): number {
  const { jobs, counts } = judgeSweep(plannedJobs(), sampleModel())
  const code = counts.invalid + counts.fails + counts.colliding > 0 ? 1 : 0
  if (json) {
    host.out(
      `${JSON.stringify({ modelopt, counts: { jobs: jobs.length, ...counts }, jobs: jobs.map(plainJob) }, null, 2)}\n`,
    )
    return code
  }
  host.out(
    table(
      ['job', 'pair', 'overlay', 'verdict', 'remark'],
      jobs.map((job) => [
        `#${job.number}`,
        job.study.pair.name,
        job.study.overlay.name,
        verdictText(job.preflight.verdict),
        remark(job),
      ]),
    ),
  )
  host.out(
    `\n${jobs.length} jobs: ${counts.effective} effective, ${counts['no-op']} no-op, ${counts.invalid} invalid; ` +
      `${counts.fails} more fail at run time, ${counts.repeated} repeat another job, ${counts.colliding} write where another does\n`,
  )
  return code

  function* plannedJobs(): Generator<PlannedJob> {
    for (const { number, overrides, composed, dir } of host.jobs()) {
      yield { number, overrides, dir, study: studyOfJob(composed, modelopt) }
    }
  }
}

function remark(job: JudgedJob): string {
  const remarks = [
    ...(job.collidesWith === undefined ? [] : [`same directory as #${job.collidesWith}`]),
    ...(job.sameAs === undefined ? [] : [`same effect as #${job.sameAs}`]),
    ...job.preflight.findings.filter(({ severity }) => severity !== 'note').map(({ rule }) => rule),
  ]
  return [...new Set(remarks)].join('; ')
}

function plainJob(job: JudgedJob) {
  const { verdict, findings } = job.preflight
  return {
    number: job.number,
    overrides: job.overrides,
    dir: job.dir,
    pair: job.study.pair.name,
    format: job.study.format.name,
    overlay: job.study.overlay.name,
    verdict: verdict.kind,
    because:
      verdict.kind === 'no-op'
        ? verdict.because
        : verdict.kind === 'invalid'
          ? verdict.problems[0]!.message
          : undefined,
    changed: verdict.kind === 'effective' ? verdict.changed : 0,
    runs: canRun(job.preflight),
    findings: findings.map(({ severity, rule, message }) => ({ severity, rule, message })),
    sameAs: job.sameAs,
    collidesWith: job.collidesWith,
  }
}
