import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Upgrade } from '@hydraconf/check'
import { positionOf, printable } from '@hydraconf/core'
import type { Colours } from '@hydraconf/node'
import type { Format } from '../check/formats.js'
import { problemJson, problemText } from '../check/report.js'
import { sarif } from '../check/sarif.js'
import { jsonText } from '../json.js'

/** How an upgrade is told of. */
export interface ReportOptions {
  readonly format: Format
  readonly cwd: string
  /** What was written, a line each. */
  readonly written: readonly string[]
  readonly paint: Colours
}

/** What an upgrade does, for people or for programs. */
export function upgradeReport(upgrade: Upgrade, { format, cwd, written, paint }: ReportOptions): string {
  if (format === 'sarif') return `${jsonText(sarif(upgrade.problems, cwd))}\n`
  const { problems, files, compositions, same, refused, changed, edits } = upgrade
  const mends = onePerLine(
    edits.map(({ file, start, done }) => ({ file, ...positionIn(resolve(cwd, file), start), done })),
  )
  if (format === 'json') {
    const told = problems.map((problem) => problemJson(problem))
    return `${jsonText({ files, compositions, same, changed, refused, problems: told, fixes: mends, written })}\n`
  }
  const lines = [
    ...written.map((text) => printable(`written: ${text}`)),
    ...problems.map((problem) => problemText(problem, paint)),
    ...(mends.length === 0 ? [] : ['With --write:']),
    ...mends.map(({ file, line, done }) => printable(`  ${file}:${line}: ${done}`)),
    `${files} files, ${compositions} compositions: ${same} the same, ${changed} with other values, ${refused} refused`,
  ]
  return lines.map((line) => `${line}\n`).join('')
}

/** A line whose key and value change is told of once. */
function onePerLine<T extends { readonly file: string; readonly line: number; readonly done: string }>(
  mends: readonly T[],
): readonly T[] {
  return [...new Map(mends.map((mend) => [`${mend.file}:${mend.line}:${mend.done}`, mend])).values()]
}

function positionIn(path: string, at: number): { readonly line: number; readonly column: number } {
  return positionOf(readFileSync(path, 'utf8'), at)
}
