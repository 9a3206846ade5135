import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { everyConfig } from '@hydraconf/check'
import { type Complaint, type Environment, schemeOf } from '@hydraconf/core'
import { fileSource } from '@hydraconf/node'
import { nothingToCompose } from '../messages.js'

/** Why a check has nothing to say: where it looked, and where configs seem to be. */
export function nothingComposed(environment: Environment, otherTrees: readonly string[], cwd: string): Complaint {
  const main = environment.searchPath.find(({ provider }) => provider === 'main')
  const path = main?.path ?? '(no folder)'
  const dir = schemeOf(path) === 'file' ? path.replace(/^file:\/\//, '') : undefined
  const known = otherTrees.map((folder) => relative(cwd, join(dir ?? cwd, folder)))
  const folders = known.length > 0 ? known : foldersOfConfigs(cwd)
  return nothingToCompose({ path: dir ?? path, folders: folders.filter((folder) => join(cwd, folder) !== dir) })
}

/** The topmost folders that hold a config with a defaults list. */
function foldersOfConfigs(cwd: string): readonly string[] {
  const files = everyConfig(fileSource('main', cwd)).slice(0, MOST_READ)
  const folders = new Set(
    files.filter((file) => hasDefaults(join(cwd, `${file}.yaml`))).map((file) => join(file, '..')),
  )
  return [...folders]
    .filter((folder) => ![...folders].some((other) => folder.startsWith(`${other}/`)))
    .slice(0, MOST_NAMED)
}

const MOST_READ = 2000
const MOST_NAMED = 8

function hasDefaults(path: string): boolean {
  try {
    return /^defaults:/m.test(readFileSync(path, 'utf8'))
  } catch {
    return false
  }
}
