import type { PanelPart, PanelTableCell } from '@hydraconf/studio'
import { interpret } from '../effective/interpretation.js'
import type { Effective, Quantizer } from '../effective/settings.js'
import { pythonLiteral } from '../literal/python.js'
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
  const shown = (value: ReturnType<typeof changedRows>[number]['base']) =>
    value === undefined ? '-' : pythonLiteral(value)
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
  const row = (was: Effective, is: Effective | undefined): readonly PanelTableCell[] => {
    const texts = settingText(was, is, modelopt)
    return [{ text: was.quantizer.name }, { text: texts.before }, ...(is === undefined ? [] : [{ text: texts.after }])]
  }
  if (preflight.verdict.kind === 'invalid') {
    const rows = before.map((was) => row(was, undefined))
    return [
      { kind: 'heading', text: 'Without the overlay; with it ModelOpt refuses the config' },
      { kind: 'table', label: 'Quantizers', columns: ['Quantizer', 'Before'], rows },
    ]
  }
  const pairs = before.map((was, at) => ({ was, is: after[at]! }))
  const isChanged = ({ was, is }: (typeof pairs)[number]): boolean => {
    const { before: from, after: to } = settingText(was, is, modelopt)
    return from !== to
  }
  const [changed, kept] = [pairs.filter(isChanged), pairs.filter((pair) => !isChanged(pair))]
  return [
    { kind: 'heading', text: `${changed.length} of ${pairs.length} quantizers of the sample model change` },
    ...(changed.length === 0
      ? []
      : [
          {
            kind: 'table',
            label: 'Quantizers that change',
            columns: ['Quantizer', 'Before', 'After'],
            rows: changed.map(({ was, is }) => row(was, is)),
          } as const,
        ]),
    {
      kind: 'table',
      label: 'Quantizers that stay as they are',
      columns: ['Quantizer', 'Before and after'],
      rows: kept.map(({ was }) => row(was, undefined)),
    },
  ]
}
