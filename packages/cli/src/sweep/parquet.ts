import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import { raise } from '@hydraconf/core'
import type { BasicType, ColumnSource } from 'hyparquet-writer'
import { noParquetWriter } from '../messages.js'
import { columnsOf, type JobRow } from './job-rows.js'

type Writer = typeof import('hyparquet-writer')

const WRITER = 'hyparquet-writer'

/**
 * The table as a Parquet file, by a library that nobody else needs. `places` are files: it is looked for as modules there would find
 * it. @throws HydraException where it is not installed
 */
export async function parquetOf(rows: readonly JobRow[], places: readonly string[]): Promise<Uint8Array> {
  const { parquetWriteBuffer } = await writerFrom(places)
  const columnData = columnsOf(rows).map(({ name, of }) => columnOf(name, rows.map(of)))
  return new Uint8Array(parquetWriteBuffer({ columnData, createdBy: 'hydraconf' }))
}

async function writerFrom(places: readonly string[]): Promise<Writer> {
  for (const place of places) {
    let entry: string
    try {
      entry = createRequire(place).resolve(WRITER)
    } catch {
      // Not to be seen from there.
      continue
    }
    return (await import(pathToFileURL(entry).href)) as Writer
  }
  throw raise(noParquetWriter({ name: WRITER }))
}

function columnOf(name: string, values: readonly unknown[]): ColumnSource {
  const type = typeOf(name, values)
  const isText = type === 'STRING'
  return { name, type, nullable: true, data: values.map((value) => (isText ? textOf(value) : (value ?? null))) }
}

/** Numbers stay numbers where all are: of what a task returns anything else, as of overrides, is text. */
function typeOf(name: string, values: readonly unknown[]): BasicType {
  if (name === 'job') return 'INT32'
  if (name === 'duration') return 'DOUBLE'
  if (name !== 'value') return 'STRING'
  const kinds = new Set(values.filter((value) => value !== null && value !== undefined).map((value) => typeof value))
  if (kinds.size !== 1) return 'STRING'
  return kinds.has('number') ? 'DOUBLE' : kinds.has('boolean') ? 'BOOLEAN' : 'STRING'
}

/** Data as JSON. */
function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null
  return typeof value === 'string' ? value : JSON.stringify(value)
}
