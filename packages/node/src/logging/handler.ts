import { closeSync, existsSync, openSync, renameSync, statSync, writeSync } from 'node:fs'
import type { Formatter } from './formatter.js'
import type { LogRecord } from './log-record.js'

/** Where records end up. Everything is written at once: a process that is killed has lost nothing it logged. */
export interface Handler {
  readonly level: number
  /** Where its lines go, for a person: `stdout`, a path. */
  readonly name: string
  /** Whether its lines go into a file. */
  readonly isFile?: boolean
  /** @throws where the line cannot be written */
  emit(record: LogRecord): void
  close(): void
}

export interface HandlerOptions {
  readonly level: number
  readonly formatter: Formatter
}

/** Lines into a stream of the process. */
export function streamHandler(
  name: string,
  write: (text: string) => void,
  { level, formatter }: HandlerOptions,
): Handler {
  return { level, name, emit: (record) => write(`${formatter(record)}\n`), close: () => {} }
}

export interface FileOptions extends HandlerOptions {
  /** `a` (the default) appends, `w` starts anew. */
  readonly mode?: string | undefined
  /** Open the file with the first record, not before. */
  readonly delay?: boolean | undefined
  /** With `backupCount`: a file of this size becomes `name.1`, that one `name.2`, and so on. 0: never. */
  readonly maxBytes?: number | undefined
  readonly backupCount?: number | undefined
}

/** Lines into a file. */
export function fileHandler(path: string, options: FileOptions): Handler {
  const { level, formatter, mode = 'a', delay = false, maxBytes = 0, backupCount = 0 } = options
  let file: number | undefined
  const opened = (flag = mode): number => {
    file ??= openSync(path, flag)
    return file
  }
  if (!delay) opened()
  return {
    level,
    name: path,
    isFile: true,
    emit(record) {
      const line = Buffer.from(`${formatter(record)}\n`)
      if (maxBytes > 0 && backupCount > 0 && statSync(path, { throwIfNoEntry: false })?.isFile()) {
        if (statSync(path).size + line.length >= maxBytes) {
          if (file !== undefined) closeSync(file)
          file = undefined
          rotate(path, backupCount)
          opened('w')
        }
      }
      writeSync(opened(), line)
    },
    close() {
      if (file !== undefined) closeSync(file)
      file = undefined
    },
  }
}

function rotate(path: string, backupCount: number): void {
  for (let at = backupCount - 1; at >= 1; at--) {
    if (existsSync(`${path}.${at}`)) renameSync(`${path}.${at}`, `${path}.${at + 1}`)
  }
  renameSync(path, `${path}.1`)
}
