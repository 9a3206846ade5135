import type { Verdict } from '../effective/verdict.js'
import { plural } from '../plural.js'
import { canRun, type Preflight } from './preflight.js'

/** A verdict in a few words; `fails` for what is valid and ends when it runs. */
export function verdictText({ verdict, ...rest }: Preflight): string {
  const failing = rest.findings.find(({ fails }) => fails)
  if (verdict.kind !== 'invalid' && failing !== undefined && !canRun({ verdict, ...rest }))
    return `fails (${failing.rule})`
  switch (verdict.kind) {
    case 'effective':
      return `effective (${plural(verdict.changed, 'quantizer changes', 'quantizers change')}${rest.isIgnoredByNewGpus ? '; no effect on GPUs from 2022 on' : ''})`
    case 'no-op':
      return `no-op (${NO_OP[verdict.because]})`
    case 'invalid':
      return `invalid (${verdict.problems[0]!.message})`
  }
}

/** The kind of a verdict for a person: what a job is drawn and counted by. */
export function verdictKind(preflight: Preflight): 'effective' | 'no-op' | 'invalid' | 'fails' {
  return preflight.verdict.kind !== 'invalid' && !canRun(preflight) ? 'fails' : preflight.verdict.kind
}

export const NO_OP: Readonly<Record<(Verdict & { kind: 'no-op' })['because'], string>> = {
  identical: 'the base says the same',
  defaults: 'the same once defaults are filled in',
  disabled: 'its quantizers are off',
  device: 'this GPU does not look at it',
}
