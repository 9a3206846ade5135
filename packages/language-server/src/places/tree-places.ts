import type { ListEntry, Source } from '@hydraconf/core'
import type { LookedAt } from '../trees/looked-at.js'
import type { Tree } from '../trees/tree.js'
import { defaultsIn, type WrittenDefault } from './defaults-places.js'
import { expressionsIn, type WrittenExpression } from './expressions.js'
import { placedPath, targetPath } from './placing.js'
import { allEntries, type Entry, structureOf } from './structure.js'
import { absoluteName } from './tree-names.js'

/** A text of the tree, with the place where it lands. */
export interface TreeFile {
  readonly name: string
  readonly path: string
  readonly source: Source
  /** Dotted, one for each time that the file is in the composition; by its header or group where it is in none. */
  readonly packages: readonly string[]
}

/** Every config of the tree that can be read. */
export function* filesOf(looked: Pick<LookedAt, 'tree' | 'seen'>): Generator<TreeFile> {
  const { tree, seen } = looked
  const landed = new Map<Source, ListEntry[]>()
  for (const entry of seen?.composed.list ?? []) {
    if (entry.document === undefined) continue
    landed.set(entry.document.source, [...(landed.get(entry.document.source) ?? []), entry])
  }
  for (const name of tree.configs) {
    const source = tree.sourceOf(name)
    if (source === undefined) continue
    const packages = landed.get(source)?.map((entry) => entry.package) ?? [usualPackage(tree, name)]
    yield { name, path: tree.pathOf(name), source, packages }
  }
}

/** Where a config lands by itself: as its header says, or in the package of its group. */
function usualPackage(tree: Tree, name: string): string {
  const group = name.split('/').slice(0, -1).join('.')
  const header = /^\s*#\s*@package\s+(\S+)/m.exec(tree.sourceOf(name)?.text ?? '')?.[1]
  if (header === undefined || header === '_group_') return group
  return header === '_global_' ? '' : header.replace('_group_', group)
}

/** The keys of a file that land at a path. */
export function* entriesAtPath({ source, packages }: TreeFile, path: readonly string[]): Generator<Entry> {
  for (const pkg of packages) {
    for (const entry of allEntries(structureOf(source).entries)) {
      if (entry.path[0] !== 'defaults' && isSame(placedIn(pkg, entry.path), path)) yield entry
    }
  }
}

/** An interpolation of a file, and the path that it reads. */
export interface ReadPath {
  readonly expression: WrittenExpression
  readonly path: readonly string[]
}

/** The plain references of a file. */
export function* readsOf({ source, packages }: TreeFile): Generator<ReadPath> {
  for (const expression of expressionsIn(source)) {
    const { means, entry } = expression
    if (means?.kind !== 'reference') continue
    for (const pkg of packages) {
      yield { expression, path: targetPath(placedIn(pkg, entry.path), means.dots, means.path) }
    }
  }
}

/** An entry of a defaults list with the group or config that it names, from the root of the tree. */
export interface NamedDefault {
  readonly written: WrittenDefault
  readonly name: string
}

export function namedDefaults({ source, name }: Pick<TreeFile, 'source' | 'name'>): readonly NamedDefault[] {
  return defaultsIn(source)
    .filter(({ kind }) => kind !== 'self')
    .map((written) => ({ written, name: absoluteName(written.name.text, name) }))
}

export function startsWith(path: readonly string[], front: readonly string[]): boolean {
  return front.length <= path.length && front.every((part, at) => part === path[at])
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && startsWith(a, b)
}

function placedIn(pkg: string, path: readonly string[]): readonly string[] {
  return placedPath({ package: pkg } as ListEntry, path)
}
