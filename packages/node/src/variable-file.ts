import { readFileSync, type Stats, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { raise, type VariableFile } from '@hydraconf/core'
import { variableFileNotRead } from './messages.js'
import { reason } from './system-error.js'

/** The files that an option names, one or several. */
export type VariableFiles = string | readonly string[]

/** Files of variables, as Node reads them (`--env-file`), relative to a folder. @throws HydraException for one that is not there */
export function variableFiles(given: VariableFiles | undefined, cwd: string): readonly VariableFile[] {
  const files = [given ?? []].flat().map((name) => variableFile(name, resolve(cwd, name)))
  for (const { read } of files) read()
  return files
}

/** Read again when it has changed: what is made of a config later is made of what is there then. */
function variableFile(name: string, path: string): VariableFile {
  let known: { readonly version: string; readonly variables: Readonly<Record<string, string | undefined>> } | undefined
  return {
    name,
    read() {
      try {
        const version = versionOf(statSync(path))
        if (known?.version !== version) known = { version, variables: parseEnv(readFileSync(path, 'utf8')) }
        return known.variables
      } catch (error) {
        throw raise(variableFileNotRead({ name, why: whyNotRead(error) }), undefined, error)
      }
    },
  }
}

function whyNotRead(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return 'there is no such file'
  return code === 'EISDIR' ? 'it is a directory' : reason(error)
}

function versionOf({ size, mtimeMs, ctimeMs, ino }: Stats): string {
  return `${size} ${mtimeMs} ${ctimeMs} ${ino}`
}
