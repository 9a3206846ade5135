import { describeOrigin } from '@hydraconf/core'
import { shown } from '../literal/python.js'
import { plural } from '../plural.js'
import { changedRows } from '../preflight/attribute-rows.js'
import type { Release } from '../release/release.js'
import type { BrokenJob, JudgedJob, SweepVerdict } from '../sweep/plan.js'
import { countsText } from './counts-text.js'
import { html, type Markup } from './markup.js'
import { KINDS, kindOf, kindsOf, labelOf, reasonOf } from './plan-cell.js'
import { PLAN_STYLE } from './plan-style.js'

export interface PlanPageOptions {
  /** `ModelOpt 0.47.0 on h200` */
  readonly where: string
  readonly release: Release
}

/**
 * A sweep's verdict as one HTML file that needs nothing else: pairs by overlays, each cell with its verdict as a word, a
 * sign and a colour; the reasons below, and what each overlay changes. It reads without colours, and on paper.
 */
export function planPage(verdict: SweepVerdict, { where, release }: PlanPageOptions): string {
  const { counts, jobs, broken } = verdict
  const head = html`<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Plan of ${plural(counts.jobs, 'job', 'jobs')}, ${where}</title><style>${raw(PLAN_STYLE)}</style>`
  const body = [
    html`<h1>${counts.worthRunning} of ${plural(counts.jobs, 'job is', 'jobs are')} worth running</h1>`,
    html`<p>${where}. ${countsText(verdict)}</p>`,
    legend(jobs),
    matrix(jobs),
    reasons(jobs),
    brokenJobs(broken),
    changes(jobs),
    html`<footer>Formats and rules: ${release.provenance}.</footer>`,
  ]
  return `<!doctype html>\n<html lang="en"><head>${head.text}</head>\n<body>\n${body.map(({ text }) => text).join('\n')}\n</body></html>\n`
}

const raw = (text: string): Markup => ({ text })

function legend(jobs: readonly JudgedJob[]): Markup {
  const items = kindsOf(jobs).map(
    (kind) => html`<li class="${kind}"><b>${KINDS[kind].sign}</b> ${KINDS[kind].means}</li>`,
  )
  return html`<ul class="legend">${items}</ul>`
}

/** Rows are pairs, columns overlays; a sweep over something else too has several jobs in a cell. */
function matrix(jobs: readonly JudgedJob[]): Markup {
  const pairs = distinct(jobs.map(({ study }) => study.pair.name))
  const overlays = distinct(jobs.map(({ study }) => study.overlay.name))
  const cells = new Map<string, JudgedJob[]>()
  for (const job of jobs) {
    const key = `${job.study.pair.name}\n${job.study.overlay.name}`
    cells.set(key, [...(cells.get(key) ?? []), job])
  }
  const rows = pairs.map((pair) => {
    const columns = overlays.map((overlay) => cell(cells.get(`${pair}\n${overlay}`) ?? [], jobs))
    return html`<tr><th scope="row">${pair}</th>${columns}</tr>`
  })
  const titles = overlays.map((overlay) => html`<th scope="col">${breakable(overlay)}</th>`)
  return html`<div class="scroll"><table class="plan"><thead><tr><td></td>${titles}</tr></thead><tbody>${rows}</tbody></table></div>`
}

function cell(jobs: readonly JudgedJob[], all: readonly JudgedJob[]): Markup {
  const [first] = jobs
  if (first === undefined) return html`<td></td>`
  const kind = kindOf(first)
  const links = jobs.map(
    (job) =>
      html`<a href="#job-${job.number}" title="${reasonOf(job)}"><b>${KINDS[kindOf(job)].sign}</b> ${labelOf(job, all)}</a>`,
  )
  return html`<td class="${kind}">${links}</td>`
}

/** Each reason once, with the jobs that it is the reason of. */
function reasons(jobs: readonly JudgedJob[]): Markup {
  const byReason = new Map<string, JudgedJob[]>()
  for (const job of jobs) {
    for (const { severity, message } of job.preflight.findings) {
      if (severity !== 'note') byReason.set(message, [...(byReason.get(message) ?? []), job])
    }
  }
  const items = [...byReason].map(([message, of]) => html`<li>${message} <span class="jobs">${jobList(of)}</span></li>`)
  return items.length === 0 ? raw('') : html`<h2>Reasons</h2><ul>${items}</ul>`
}

function jobList(jobs: readonly JudgedJob[]): string {
  const names = distinct(jobs.map(({ study }) => `${study.pair.name} with ${study.overlay.name}`))
  return names.length > 8 ? `${names.slice(0, 8).join(', ')} and ${names.length - 8} more` : names.join(', ')
}

function brokenJobs(broken: readonly BrokenJob[]): Markup {
  if (broken.length === 0) return raw('')
  const items = broken.map(
    ({ number, overrides, error }) => html`<li>#${number} ${overrides.join(' ')}<pre>${error.message}</pre></li>`,
  )
  return html`<h2>Not judged</h2><ul>${items}</ul>`
}

/** What each overlay changes in each pair's format: before, after, and where that is written. */
function changes(jobs: readonly JudgedJob[]): Markup {
  const rows = jobs.flatMap((job) => {
    const changed = changedRows(job.study)
    const head = html`<th scope="rowgroup" rowspan="${Math.max(changed.length, 1)}" id="job-${job.number}">#${job.number} ${job.study.pair.name}<br>${job.study.overlay.name}<br><small>${reasonOf(job)}</small></th>`
    if (changed.length === 0)
      return [html`<tr class="first">${head}<td colspan="4">the same as ${job.study.format.name}</td></tr>`]
    return changed.map((row, at) => {
      const cells = html`<td><code>${row.pattern}</code></td><td><code>${row.attribute}</code></td><td><code>${shown(row.base)}</code></td><td title="${describeOrigin(row.origin)}"><code>${shown(row.result)}</code></td>`
      return at === 0 ? html`<tr class="first">${head}${cells}</tr>` : html`<tr>${cells}</tr>`
    })
  })
  return html`<h2>Settings, before and after</h2><table class="changes"><thead><tr><td></td><th>pattern</th><th>attribute</th><th>before</th><th>after</th></tr></thead><tbody>${rows}</tbody></table>`
}

/** A name that may be broken behind its underscores. */
function breakable(name: string): readonly Markup[] {
  return name.split(/(?<=_)/).map((part) => html`${part}<wbr>`)
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)]
}
