import { configFor } from '../export/export-config.js'
import { toTypedJson } from '../literal/typed-json.js'
import { planPage } from '../picture/plan-page.js'
import { plural } from '../plural.js'
import { canRun } from '../preflight/preflight.js'
import { verdictKind, verdictText } from '../preflight/verdict-text.js'
import { type JudgedJob, judgeSweep, type SweepCounts, type SweepVerdict } from '../sweep/plan.js'
import { type RunResults, readRunResults } from '../sweep/run-results.js'
import type { CommandArguments } from './command-arguments.js'
import type { CommandHost } from './command-host.js'
import { plannedJobs } from './job-preflight.js'
import { type Settings, settingsOf, whereText } from './settings.js'
import { table } from './table.js'

export function planCommand(args: CommandArguments, host: CommandHost): number {
  const settings = settingsOf(args, host)
  const html = args.value('html')
  const resultsFile = args.value('seen')
  const results =
    resultsFile === undefined
      ? undefined
      : readRunResults(new TextDecoder().decode(host.readFile(resultsFile)), resultsFile)
  const verdict = judgeSweep(plannedJobs(host.jobs(), settings), settings)
  if (html !== undefined) {
    host.writeFile(html, planPage(verdict, { where: whereText(settings), release: settings.release }))
    host.err(`${html} shows the plan\n`)
  }
  if (args.json) host.out(`${JSON.stringify(plainPlan(verdict, settings, results, args.has('configs')), null, 2)}\n`)
  else sayPlan(verdict, settings, results, host)
  const { invalid, fails, colliding, unjudged } = verdict.counts
  const differing = results === undefined ? 0 : verdict.jobs.filter((job) => results.differs(job) !== undefined).length
  return invalid + fails + colliding + unjudged + differing > 0 ? 1 : 0
}

function sayPlan(
  { jobs, broken, counts }: SweepVerdict,
  settings: Settings,
  results: RunResults | undefined,
  host: CommandHost,
): void {
  const rows = [
    ...jobs.map((job) => ({
      number: job.number,
      cells: [job.study.pair.name, job.study.overlay.name, verdictText(job.preflight), remark(job, results)],
    })),
    ...broken.map(({ number, error }) => ({
      number,
      cells: ['-', '-', 'not judged', error.message.split('\n').slice(0, 2).join(' ').trim()],
    })),
  ].sort((a, b) => a.number - b.number)
  host.out(
    table(
      ['job', 'pair', 'overlay', 'verdict', 'remark'],
      rows.map(({ number, cells }) => [`#${number}`, ...cells]),
    ),
  )
  host.out(`\n${countsText(counts, whereText(settings))}\n`)
  for (const text of besidesTexts(jobs)) host.out(`${text}\n`)
  if (results !== undefined) host.out(`${results.summary(jobs)}\n`)
}

/** How many jobs there are of each kind, and how many of them are worth a run. */
function countsText(counts: SweepCounts, where: string): string {
  const runs = [
    plural(counts.fails, 'fails when it runs', 'fail when they run'),
    plural(counts.repeated, 'repeats another job', 'repeat another job'),
    plural(counts.colliding, 'writes where another does', 'write where another does'),
    ...(counts.unjudged > 0 ? [`${counts.unjudged} could not be judged`] : []),
  ]
  const kinds = `${counts.effective} effective, ${counts['no-op']} no-op, ${counts.invalid} invalid`
  return (
    `${plural(counts.jobs, 'job', 'jobs')}, ${where}: ${kinds}; ${runs.join(', ')}\n` +
    plural(
      counts.worthRunning,
      'is worth running: it runs, and repeats no other',
      'are worth running: they run, and repeat no other',
    )
  )
}

function remark(job: JudgedJob, results: RunResults | undefined): string {
  const differs = results?.differs(job)
  const remarks = [
    ...(differs === undefined ? [] : [`SEEN OTHERWISE: ${differs}`]),
    ...(job.collidesWith === undefined ? [] : [`same directory as #${job.collidesWith}`]),
    ...(job.sameAs === undefined ? [] : [`same effect as #${job.sameAs}`]),
    ...job.preflight.findings
      .filter(({ severity, rule }) => severity !== 'note' && rule !== BESIDES)
      .map(({ rule }) => rule),
  ]
  return [...new Set(remarks)].join('; ')
}

const BESIDES = 'quantizes-besides'

/** What pairs quantize besides is a matter of pairs, not of jobs: it is said once. */
function besidesTexts(jobs: readonly JudgedJob[]): readonly string[] {
  const pairs = new Map<string, Set<string>>()
  for (const { study, preflight } of jobs) {
    for (const { rule, message } of preflight.findings) {
      if (rule !== BESIDES) continue
      const what = message
        .slice(message.indexOf(':') + 1)
        .replace(' it quantizes ', ' they quantize ')
        .trim()
      pairs.set(what, (pairs.get(what) ?? new Set()).add(study.pair.name))
    }
  }
  return [...pairs].map(
    ([what, names]) =>
      `${plural(names.size, 'of the pairs is a format', 'of the pairs are formats')} of an older release: ${what} (${[...names].join(', ')})`,
  )
}

function plainPlan(
  verdict: SweepVerdict,
  { release, device }: Settings,
  results: RunResults | undefined,
  withConfigs: boolean,
) {
  const { jobs, broken, counts } = verdict
  return {
    modelopt: release.modelopt,
    device: device?.name,
    counts,
    jobs: jobs.map((job) => plainJob(job, results, withConfigs)),
    unjudged: broken.map(({ number, overrides, error }) => ({
      number,
      overrides,
      error: { type: error.type, code: error.code, message: error.message },
    })),
  }
}

function plainJob(job: JudgedJob, results: RunResults | undefined, withConfigs: boolean) {
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
    kind: verdictKind(job.preflight),
    runs: canRun(job.preflight),
    findings: findings.map(({ severity, rule, message }) => ({ severity, rule, message })),
    sameAs: job.sameAs,
    collidesWith: job.collidesWith,
    ...(results === undefined ? {} : { seen: results.of(job), differs: results.differs(job) }),
    ...(withConfigs
      ? {
          base: toTypedJson(job.study.base),
          config: toTypedJson(configFor(job.study.effective, job.study.modelopt)),
        }
      : {}),
  }
}
