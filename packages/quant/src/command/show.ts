import { describeOrigin } from '@hydraconf/core'
import type { Literal } from '../literal/literal.js'
import { shown } from '../literal/python.js'
import { toTypedJson } from '../literal/typed-json.js'
import { type AttributeRow, attributeRows, changedRows } from '../preflight/attribute-rows.js'
import type { Study } from '../preflight/study.js'
import type { CommandArguments } from './command-arguments.js'
import type { CommandHost } from './command-host.js'
import { studyOfJob } from './job-preflight.js'
import { settingsOf } from './settings.js'
import { table } from './table.js'

export function showCommand(args: CommandArguments, host: CommandHost): number {
  const study = studyOfJob(host.compose(), settingsOf(args, host))
  const rows = attributeRows(study)
  if (args.json) {
    host.out(`${JSON.stringify({ ...headOf(study), rows: rows.map(plainRow) }, null, 2)}\n`)
    return 0
  }
  host.out(`${titleOf(study)}\n\n`)
  host.out(
    table(
      ['pattern', 'attribute', 'base', 'overlay', 'result', 'set by'],
      rows.map((row) => [
        row.pattern,
        row.attribute,
        shown(row.base),
        shown(row.overlay),
        shown(row.result),
        row.setBy === 'base'
          ? study.format.name
          : `${row.setBy === 'removed' ? 'removed by ' : ''}${describeOrigin(row.origin)}`,
      ]),
    ),
  )
  return 0
}

export function diffCommand(args: CommandArguments, host: CommandHost): number {
  const study = studyOfJob(host.compose(), settingsOf(args, host))
  const changed = changedRows(study)
  if (args.json) {
    host.out(`${JSON.stringify({ ...headOf(study), changed: changed.map(plainRow) }, null, 2)}\n`)
    return 0
  }
  host.out(`--- ${study.format.name}\n+++ ${study.format.name} with ${study.overlay.name}\n`)
  for (const row of changed) {
    host.out(`@@ ${row.pattern} @@  ${describeOrigin(row.origin)}\n`)
    if (row.base !== undefined) host.out(`-${row.attribute}: ${shown(row.base)}\n`)
    if (row.result !== undefined) host.out(`+${row.attribute}: ${shown(row.result)}\n`)
  }
  if (changed.length === 0) host.out('(no difference)\n')
  return 0
}

function titleOf({ format, overlay, modelopt, pair }: Study): string {
  return `${pair.name}: ${format.name} (${format.kind}, ModelOpt ${modelopt}) with ${overlay.name}`
}

function headOf({ format, overlay, modelopt, pair }: Study) {
  return { pair: pair.name, format: format.name, kind: format.kind, modelopt, overlay: overlay.name }
}

function plainRow({ base, overlay, result, origin, ...rest }: AttributeRow) {
  const plain = (value: Literal | undefined) => (value === undefined ? undefined : toTypedJson(value))
  return { ...rest, base: plain(base), overlay: plain(overlay), result: plain(result), origin: describeOrigin(origin) }
}
