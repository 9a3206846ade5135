import type { PanelPart, PanelTableCell } from '@hydraconf/studio'
import type { Effective, Quantizer } from '../effective/effective-settings.js'
import { interpret } from '../effective/interpretation.js'
import { shown } from '../literal/python.js'
import { reasonOf } from '../picture/plan-cell.js'
import { changedRows } from '../preflight/attribute-rows.js'
import { verdictText } from '../preflight/verdict-text.js'
import type { JudgedJob } from '../sweep/plan.js'
import { settingText } from './setting-text.js'

/** What a pair with an overlay comes to: the verdict and why, what the overlay changes, and each quantizer before and after. */
export function cellParts(job: JudgedJob, quantizers: readonly Quantizer[]): readonly PanelPart[] {
  const { study, preflight } = job
  const { pair, overlay } = study
  return [
    { kind: 'heading', text: `${pair.name} with ${overlay.name}: ${verdictText(preflight)}` },
    { kind: 'text', text: reasonOf(job) },
    ...findings(job),
    ...changes(job),
    ...quantizerTables(job, quantizers),
  ]
}

function findings({ preflight }: JudgedJob): readonly PanelPart[] {
  if (preflight.findings.length === 0) return []
  const rows = preflight.findings.map(({ severity, message, rule, origin }) => [
    { text: severity },
    { text: message, at: origin },
    { text: rule },
  ])
  return [{ kind: 'table', label: 'Findings', columns: ['Severity', 'Finding', 'Rule'], rows }]
}

function changes({ study }: JudgedJob): readonly PanelPart[] {
  const rows = changedRows(study).map(({ pattern, attribute, base, result, origin }) => [
    { text: pattern },
    { text: attribute },
    { text: shown(base) },
    { text: shown(result), at: origin },
  ])
  if (rows.length === 0) return [{ kind: 'text', text: `The config is that of ${study.format.name}.` }]
  return [
    { kind: 'table', label: 'What the overlay changes', columns: ['Pattern', 'Attribute', 'Before', 'After'], rows },
  ]
}

function quantizerTables({ study, preflight }: JudgedJob, quantizers: readonly Quantizer[]): readonly PanelPart[] {
  const { base, effective, modelopt } = study
  const before = interpret(base, modelopt, quantizers).effective
  const after = interpret(effective, modelopt, quantizers).effective
  if (before.length === 0)
    return [{ kind: 'text', text: `ModelOpt ${modelopt} refuses the format without an overlay, too.` }]
  const said = (was: Effective, is?: Effective) => ({ name: was.quantizer.name, ...settingText(was, is, modelopt) })
  const row = (...texts: readonly string[]): readonly PanelTableCell[] => texts.map((text) => ({ text }))
  if (preflight.verdict.kind === 'invalid') {
    const rows = before.map((was) => said(was)).map((one) => row(one.name, one.before))
    return [
      { kind: 'heading', text: 'Without the overlay; with it ModelOpt refuses the config' },
      { kind: 'table', label: 'Quantizers', columns: ['Quantizer', 'Before'], rows },
    ]
  }
  const pairs = before.map((was, at) => said(was, after[at]!))
  const changed = pairs.filter((pair) => pair.before !== pair.after)
  const kept = pairs.filter((pair) => pair.before === pair.after)
  return [
    { kind: 'heading', text: `${changed.length} of ${pairs.length} quantizers of the sample model change` },
    ...(changed.length === 0
      ? []
      : [
          {
            kind: 'table',
            label: 'Quantizers that change',
            columns: ['Quantizer', 'Before', 'After'],
            rows: changed.map((pair) => row(pair.name, pair.before, pair.after)),
          } as const,
        ]),
    {
      kind: 'table',
      label: 'Quantizers that stay as they are',
      columns: ['Quantizer', 'Before and after'],
      rows: kept.map((pair) => row(pair.name, pair.before)),
    },
  ]
}
