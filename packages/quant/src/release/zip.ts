import { inflateRawSync } from 'node:zlib'

/**
 * The files of a zip archive, by name; each is unpacked when it is asked for. Undefined for bytes that are no archive.
 * Archives beyond 4 GiB, or in parts, are not read.
 */
export function readZip(bytes: Uint8Array): ZipArchive | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOfDirectory(view)
  if (end === undefined) return undefined
  const entries = new Map<string, Entry>()
  let at = view.getUint32(end + 16, true)
  for (let count = view.getUint16(end + 10, true); count > 0; count--) {
    if (at + 46 > end || view.getUint32(at, true) !== DIRECTORY_ENTRY) return undefined
    const nameLength = view.getUint16(at + 28, true)
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength))
    entries.set(name, {
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      header: view.getUint32(at + 42, true),
    })
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return { names: [...entries.keys()], read: (name) => unpack(bytes, view, entries.get(name)) }
}

export interface ZipArchive {
  readonly names: readonly string[]
  /** Undefined where there is no such file, or its bytes are damaged. */
  read(name: string): Uint8Array | undefined
}

interface Entry {
  readonly method: number
  readonly packed: number
  readonly size: number
  readonly header: number
}

const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const LOCAL_HEADER = 0x04034b50
const STORED = 0
const DEFLATED = 8

/** It is the last record; a comment of up to 64 KiB may follow. */
function endOfDirectory(view: DataView): number | undefined {
  for (let at = view.byteLength - 22; at >= 0 && at >= view.byteLength - 22 - 0xffff; at--) {
    if (view.getUint32(at, true) === END_OF_DIRECTORY) return at
  }
  return undefined
}

function unpack(bytes: Uint8Array, view: DataView, entry: Entry | undefined): Uint8Array | undefined {
  if (entry === undefined || entry.header + 30 > bytes.length) return undefined
  if (view.getUint32(entry.header, true) !== LOCAL_HEADER) return undefined
  const start = entry.header + 30 + view.getUint16(entry.header + 26, true) + view.getUint16(entry.header + 28, true)
  const packed = bytes.subarray(start, start + entry.packed)
  if (entry.method === STORED) return packed
  if (entry.method !== DEFLATED) return undefined
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(entry.size, 1) })
  } catch {
    // Damaged: the caller says which file it is.
    return undefined
  }
}
