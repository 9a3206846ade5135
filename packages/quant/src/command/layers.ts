import type { Effective } from '../effective/effective-settings.js'
import { validSteps } from '../effective/steps-of-config.js'
import { type Matching, reportLayers } from '../layers/layer-report.js'
import type { Literal } from '../literal/literal.js'
import { shown } from '../literal/python.js'
import type { Step } from '../validity/entries.js'
import type { CommandArguments } from './command-arguments.js'
import type { CommandHost } from './command-host.js'
import { studyOfJob } from './job-preflight.js'
import { layersIn, settingsOf } from './settings.js'
import { table } from './table.js'

export const MATCHINGS: readonly Matching[] = ['quantize', 'auto_quantize']

export function layersCommand(args: CommandArguments, host: CommandHost): number {
  const { json } = args
  const matching = args.value('matching') ?? 'quantize'
  const [file = ''] = args.positionals
  const layers = layersIn(file, host)
  const study = studyOfJob(host.compose(), settingsOf(args, host))
  const { steps } = validSteps(study.effective, study.modelopt)
  const report = reportLayers(layers, steps, { modelopt: study.modelopt, matching: matching as Matching })
  const rows = report.quantizers.map((each) => ({
    quantizer: each.quantizer.name,
    pattern: each.setBy === undefined ? undefined : steps[each.setBy]!.pattern,
    settings: settingsText(each),
  }))
  const idle = report.idle.map((index) => nameOf(steps[index]!))
  if (json) {
    const indivisible = report.indivisible.map(({ quantizer, blockSize, length }) => ({
      quantizer,
      blockSize: Number(blockSize),
      length,
    }))
    host.out(`${JSON.stringify({ matching, quantizers: rows, idle, indivisible }, null, 2)}\n`)
    return report.indivisible.length > 0 ? 1 : 0
  }
  host.out(
    table(
      ['quantizer', 'pattern', 'settings'],
      rows.map((row) => [row.quantizer, row.pattern ?? '-', row.settings]),
    ),
  )
  for (const pattern of idle) host.out(`note: ${pattern} matches nothing\n`)
  for (const { quantizer, blockSize, length } of report.indivisible) {
    host.out(`warning: ${quantizer}: blocks of ${blockSize} do not divide ${length}\n`)
  }
  return report.indivisible.length > 0 ? 1 : 0
}

const SHOWN = ['num_bits', 'axis', 'block_sizes', 'type']

function settingsText({ settings }: Effective): string {
  return settings
    .map(({ enabled, attributes }) => {
      if (!enabled) return 'off'
      const parts = SHOWN.map((name): readonly [string, Literal | undefined] => [name, attributes.get(name)])
      return parts
        .filter(([, value]) => value !== undefined && value !== null && value !== 'static')
        .map(([name, value]) => `${name}=${shown(value)}`)
        .join(' ')
    })
    .join(' | ')
}

function nameOf({ pattern, parentClass }: Step): string {
  return parentClass === undefined ? `'${pattern}'` : `'${pattern}' in ${parentClass}`
}
