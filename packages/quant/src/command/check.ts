import { describeOrigin } from '@hydraconf/core'
import { canRun, preflight } from '../preflight/preflight.js'
import { verdictText } from '../preflight/verdict-text.js'
import type { CommandArguments } from './command-arguments.js'
import type { CommandHost } from './command-host.js'
import { rulesOfJob, studyOfJob } from './job-preflight.js'
import { settingsOf, whereText } from './settings.js'

export function checkCommand(args: CommandArguments, host: CommandHost): number {
  const settings = settingsOf(args, host)
  const composed = host.compose()
  const study = studyOfJob(composed, settings)
  const checked = preflight(study, settings)
  const findings = [...rulesOfJob(composed), ...checked.findings].map(({ origin, ...finding }) => ({
    ...finding,
    place: describeOrigin(origin),
  }))
  const code = findings.some(({ severity }) => severity === 'error') || !canRun(checked) ? 1 : 0
  if (args.json) {
    const { verdict } = checked
    const because = verdict.kind === 'no-op' ? verdict.because : undefined
    const shown = {
      format: study.format.name,
      overlay: study.overlay.name,
      modelopt: study.modelopt,
      device: settings.device?.name,
      verdict: { kind: verdict.kind, because },
      runs: canRun(checked),
      findings,
    }
    host.out(`${JSON.stringify(shown, null, 2)}\n`)
    return code
  }
  host.out(`${study.format.name} with ${study.overlay.name}, ${whereText(settings)}: ${verdictText(checked)}\n`)
  for (const { severity, place, message, rule } of findings) host.out(`${place}: ${severity}: ${message} [${rule}]\n`)
  return code
}
