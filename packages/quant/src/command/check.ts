import { describeOrigin } from '@hydraconf/core'
import { sampleModel } from '../effective/sample-model.js'
import type { Verdict } from '../effective/verdict.js'
import { canRun, preflight } from '../preflight/preflight.js'
import type { CommandHost } from './command-host.js'
import { studyOfJob } from './job-preflight.js'
import type { Words } from './words.js'

export function checkCommand({ modelopt, json }: Words, host: CommandHost): number {
  const study = studyOfJob(host.compose(), modelopt)
  const checked = preflight(study, sampleModel())
  const findings = checked.findings.map(({ origin, ...finding }) => ({ ...finding, place: describeOrigin(origin) }))
  const code = canRun(checked) ? 0 : 1
  if (json) {
    const verdict = {
      kind: checked.verdict.kind,
      because: 'because' in checked.verdict ? checked.verdict.because : undefined,
    }
    host.out(
      `${JSON.stringify({ format: study.format.name, overlay: study.overlay.name, modelopt, verdict, findings }, null, 2)}\n`,
    )
    return code
  }
  host.out(`${study.format.name} with ${study.overlay.name}, ModelOpt ${modelopt}: ${verdictText(checked.verdict)}\n`)
  for (const { severity, place, message, rule } of findings) host.out(`${place}: ${severity}: ${message} [${rule}]\n`)
  return code
}

export function verdictText(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'effective':
      return `effective (${verdict.changed} quantizers change)`
    case 'no-op':
      return `no-op (${NO_OP[verdict.because]})`
    case 'invalid':
      return `invalid (${verdict.problems[0]!.message})`
  }
}

const NO_OP = {
  identical: 'the base says the same',
  defaults: 'the same once defaults are filled in',
  disabled: 'its quantizers are off',
}
