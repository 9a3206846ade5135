import { dirname, join, resolve } from 'node:path'
import { makeDirectory, UsageError, writeWhole } from '@hydraconf/node'
import type { CommandContext, CommandLine } from '../command.js'
import { columnsOf, type JobRow, jobRows } from './job-rows.js'
import { parquetOf } from './parquet.js'
import { journalIn } from './program-of-sweep.js'

/** `hydraconf sweep export DIR`: a row for each job that was begun, in the order of their numbers. */
export async function sweepExport(line: CommandLine, { host }: CommandContext): Promise<number> {
  const { positionals, flags, json } = line
  const { out } = flags
  const format = json ? 'jsonl' : flags.format
  if (format === 'parquet' && typeof out !== 'string')
    throw new UsageError('Parquet is no text: it needs a file', 'Add --out FILE: --out jobs.parquet')
  const rows = jobRows(journalIn(positionals[0]!, host.cwd()))
  if (typeof out !== 'string') {
    for (const text of format === 'jsonl' ? jsonLines(rows) : csv(rows)) host.out(text)
    return 0
  }
  const path = resolve(host.cwd(), out)
  const content =
    format === 'parquet'
      ? await parquetOf(rows, [join(host.cwd(), 'package.json'), import.meta.url])
      : [...(format === 'jsonl' ? jsonLines(rows) : csv(rows))].join('')
  makeDirectory(dirname(path))
  writeWhole(path, content)
  host.out(`${out}\n`)
  return 0
}

function* jsonLines(rows: readonly JobRow[]): Generator<string> {
  for (const row of rows) yield `${JSON.stringify(row)}\n`
}

function* csv(rows: readonly JobRow[]): Generator<string> {
  const columns = columnsOf(rows)
  yield `${columns.map(({ name }) => cell(name)).join(',')}\n`
  for (const row of rows) yield `${columns.map(({ of }) => cell(of(row))).join(',')}\n`
}

/** As RFC 4180 has it; data as JSON. */
function cell(value: unknown): string {
  if (value === null || value === undefined) return ''
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
