import { NO_OP, verdictKind } from '../preflight/verdict-text.js'
import type { JudgedJob } from '../sweep/plan.js'

/** How a job is drawn. */
export type CellKind = 'effective' | 'repeat' | 'base' | 'nothing' | 'ignored' | 'fails' | 'invalid'

/** A sign for each kind, so that the table reads without its colours. */
export const KINDS: Readonly<Record<CellKind, { readonly sign: string; readonly means: string }>> = {
  effective: { sign: '●', means: 'changes the model: worth a run' },
  base: { sign: '○', means: 'the format as it is: the run to compare with' },
  repeat: { sign: '=', means: 'does what another job does' },
  nothing: { sign: '–', means: 'changes nothing' },
  ignored: { sign: '≈', means: 'changes settings that GPUs from 2022 on do not look at' },
  fails: { sign: '✗', means: 'is accepted, and fails when it runs' },
  invalid: { sign: '⊘', means: 'is refused by ModelOpt' },
}

export function kindOf(job: JudgedJob): CellKind {
  const kind = verdictKind(job.preflight)
  if (kind === 'invalid' || kind === 'fails') return kind
  const { verdict, isIgnoredByNewGpus } = job.preflight
  if (isIgnoredByNewGpus) return 'ignored'
  if (verdict.kind === 'no-op' && verdict.because === 'device') return 'ignored'
  if (kind === 'no-op') return job.study.overlay.overrides.size === 0 ? 'base' : 'nothing'
  return job.sameAs === undefined ? 'effective' : 'repeat'
}

/** The kinds that jobs have, for a legend. */
export function kindsOf(jobs: readonly JudgedJob[]): readonly CellKind[] {
  const used = new Set(jobs.map(kindOf))
  return (Object.keys(KINDS) as CellKind[]).filter((kind) => used.has(kind))
}

const IGNORED = 'nvfp4-block-size-ignored'

/** A few words for the cell. */
export function labelOf(job: JudgedJob, all: readonly JudgedJob[]): string {
  const { verdict } = job.preflight
  switch (kindOf(job)) {
    case 'effective':
      return verdict.kind === 'effective' ? `${verdict.changed} change` : ''
    case 'repeat':
      return `as ${all.find(({ number }) => number === job.sameAs)?.study.overlay.name ?? `#${job.sameAs}`}`
    case 'ignored':
      return 'as blocks of 16'
    case 'nothing':
      return 'nothing'
    case 'base':
      return 'base'
    case 'fails':
      return 'fails'
    case 'invalid':
      return 'refused'
  }
}

/** Why, in one line: for the hover, and for the list below. */
export function reasonOf(job: JudgedJob): string {
  const { verdict, findings } = job.preflight
  const same = job.sameAs === undefined ? '' : `; the same as job ${job.sameAs}`
  const failing = findings.find(({ fails }) => fails)
  if (failing !== undefined) return failing.message
  if (verdict.kind === 'invalid') return verdict.problems[0]!.message
  const ignored = findings.find(({ rule }) => rule === IGNORED)
  if (ignored !== undefined && kindOf(job) === 'ignored') return ignored.message
  if (verdict.kind === 'no-op') return `no-op: ${NO_OP[verdict.because]}${same}`
  return `${verdict.changed} quantizers of the model change${same}`
}
