import type { ConfigEntry, DefaultsEntry, GroupEntry } from '@hydraconf/core'
import { inFolder } from '../composing.js'
import type { PlacedEntry } from './placed-entries.js'

/** An entry of a defaults list in words that mean the same to both Hydras. */
export interface RewrittenEntry {
  /** The key of a group entry, or the path of a config. */
  readonly key: string
  /** The option of a group entry; undefined: as it is. Null: there is none any more, the key is the path of a config. */
  readonly value: string | null | undefined
}

/**
 * An entry as it can be written so that Hydra 1.4 takes it for what 1.3 took it for: with the path from the top instead of
 * `..`, with its package named, with an option that has a slash as a list of one. Undefined: it stays, since nothing is
 * wrong with it, or since it means different things in different compositions.
 */
export function rewrittenEntry(
  entry: DefaultsEntry,
  placed: readonly PlacedEntry[],
  folder: string,
): RewrittenEntry | undefined {
  if (entry.kind === 'self') return undefined
  if (entry.kind === 'config') return rewrittenConfig(entry, placed)
  return entry.override ? rewrittenOverride(entry, folder) : rewrittenGroup(entry, placed)
}

function rewrittenConfig(entry: ConfigEntry, placed: readonly PlacedEntry[]): RewrittenEntry | undefined {
  if (!needsTop(entry.path, placed)) return undefined
  const path = only(placed.map(({ configPath }) => configPath))
  if (path === undefined) return undefined
  const pkg = entry.package ?? packageFor(placed, dotted(folderOf(path)))
  if (pkg === null) return undefined
  return { key: `${entry.optional ? 'optional ' : ''}/${path}${at(pkg)}`, value: undefined }
}

function rewrittenGroup(entry: GroupEntry, placed: readonly PlacedEntry[]): RewrittenEntry | undefined {
  const { choice, group, optional } = entry
  const name = choice.kind === 'option' ? choice.name : undefined
  const climbs = name?.split('/').includes('..') === true
  const isTop = needsTop(group, placed) || climbs
  const isSlashed = name?.includes('/') === true && !climbs
  const meetsSlash = placed.some(({ option }) => option?.includes('/') === true)
  if (!isTop && !isSlashed && !meetsSlash) return undefined

  const path = isTop ? only(placed.map(groupPath)) : group
  if (path === undefined) return undefined
  if (path === '') return optional ? undefined : rewrittenAsPath(entry, placed)
  const written = isTop ? `/${path}` : path
  const own = dotted(written.replace(/^\//, ''))
  const pkg = entry.package ?? packageFor(placed, isSlashed || meetsSlash ? undefined : own)
  if (pkg === null || (!isTop && !isSlashed && entry.package !== undefined)) return undefined
  const value = climbs ? name!.slice(name!.lastIndexOf('/') + 1) : isSlashed ? `[${name}]` : undefined
  return { key: `${optional ? 'optional ' : ''}${written}${at(pkg)}`, value }
}

/** `- db: ../shared` as `- /shared@db`: what lies at the top is in no group. */
function rewrittenAsPath({ package: own }: GroupEntry, placed: readonly PlacedEntry[]): RewrittenEntry | undefined {
  const path = only(placed.map(({ configPath }) => configPath))
  const pkg = own ?? packageFor(placed, undefined)
  return path === undefined || pkg === null ? undefined : { key: `/${path}${at(pkg)}`, value: null }
}

/** An override stands in no tree: what it overrides is looked for from the folder of its own config. */
function rewrittenOverride({ choice, group, package: pkg }: GroupEntry, folder: string): RewrittenEntry | undefined {
  const name = choice.kind === 'option' ? choice.name : undefined
  const isSlashed = name?.includes('/') === true && !name.split('/').includes('..')
  const climbs = group.split('/').includes('..')
  if (!isSlashed && !climbs) return undefined
  const written = climbs ? `/${inFolder(group.startsWith('/') ? '' : folder, group)}` : group
  return { key: `override ${written}${at(pkg)}`, value: isSlashed ? `[${name}]` : undefined }
}

/** Whether a path means something else, or nothing, where Hydra 1.4 counts it from. */
function needsTop(path: string, placed: readonly PlacedEntry[]): boolean {
  if (path.split('/').includes('..')) return true
  return !path.startsWith('/') && placed.some(({ isBelowSlash }) => isBelowSlash)
}

function groupPath({ configPath, option }: PlacedEntry): string {
  if (option?.includes('..') === true) return folderOf(configPath)
  return option === null || option === undefined ? folderOf(configPath) : configPath.slice(0, -option.length - 1)
}

/**
 * The package to name: undefined where none has to be, since the header of the config says it or it is the group's own; null
 * where it is not the same everywhere.
 */
function packageFor(placed: readonly PlacedEntry[], own: string | undefined): string | undefined | null {
  const open = placed.filter(({ hasHeader }) => !hasHeader)
  if (open.length === 0) return placed.length === 0 ? null : undefined
  const pkg = only(open.map(relativePackage))
  if (pkg === undefined) return null
  return pkg === own ? undefined : pkg
}

function relativePackage({ package: pkg, around }: PlacedEntry): string {
  if (around === pkg) return pkg === '' ? '_global_' : '_here_'
  if (around === '') return pkg
  if (pkg.startsWith(`${around}.`)) return pkg.slice(around.length + 1)
  return pkg === '' ? '_global_' : `_global_.${pkg}`
}

function only(texts: readonly string[]): string | undefined {
  return new Set(texts).size === 1 ? texts[0] : undefined
}

const at = (pkg: string | undefined): string => (pkg === undefined ? '' : `@${pkg}`)
const dotted = (path: string): string => path.replaceAll('/', '.')
const folderOf = (path: string): string => path.slice(0, Math.max(path.lastIndexOf('/'), 0))
