import type { Composed, ListEntry, Source } from '@hydraconf/core'
import type { TreeDocument } from '../trees/tree-document.js'
import { defaultsIn, type WrittenDefault } from './defaults-places.js'
import { expressionsIn, type WrittenExpression } from './expressions.js'
import { placedPath, targetPath } from './placing.js'
import { type Entry, structureOf } from './structure.js'
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
export function filesOf(document: Pick<TreeDocument, 'tree' | 'seen'>): Generator<TreeFile> {
  return filesThat(document, () => true)
}

/** Those that may name a key of the composed config: a text that does not spell it out can only name what is around it. */
export function filesNamingKey(
  document: Pick<TreeDocument, 'tree' | 'seen'>,
  path: readonly string[],
): Generator<TreeFile> {
  return filesThat(document, (source, packages) => packages.some((pkg) => mayName(source, partsOf(pkg), path)))
}

/** Those with interpolations, and with a word anywhere. */
export function filesWithExpressions(document: Pick<TreeDocument, 'tree' | 'seen'>, word: string): Generator<TreeFile> {
  return filesThat(document, ({ text }) => text.includes(word) && text.includes('${'))
}

/** Those whose defaults lists may name a config or group. */
export function filesNamingConfig(document: Pick<TreeDocument, 'tree' | 'seen'>, config: string): Generator<TreeFile> {
  const path = config.split('/')
  return filesThat(document, (source, _, name) => mayName(source, name.split('/').slice(0, -1), path))
}

/** Asked for each of a thousand files when a cursor rests: what is not meant costs as little as can be. */
function* filesThat(
  { tree, seen }: Pick<TreeDocument, 'tree' | 'seen'>,
  isMeant: (source: Source, packages: readonly string[], name: string) => boolean,
): Generator<TreeFile> {
  const landed = seen === undefined ? NOWHERE : packagesIn(seen.composed)
  for (const name of tree.configs) {
    const source = tree.sourceOf(name)
    if (source === undefined) continue
    const packages = landed.get(source) ?? usualPackage(name, source)
    if (isMeant(source, packages, name)) yield { name, path: tree.pathOf(name), source, packages }
  }
}

/** Where the texts of a composition land: asked for several times between two edits. */
function packagesIn(composed: Composed): ReadonlyMap<Source, readonly string[]> {
  const known = landing.get(composed)
  if (known !== undefined) return known
  const packages = new Map<Source, string[]>()
  for (const { document, package: pkg } of composed.list) {
    if (document === undefined) continue
    const there = packages.get(document.source)
    if (there === undefined) packages.set(document.source, [pkg])
    else there.push(pkg)
  }
  landing.set(composed, packages)
  return packages
}

const landing = new WeakMap<Composed, ReadonlyMap<Source, readonly string[]>>()

const NOWHERE: ReadonlyMap<Source, readonly string[]> = new Map()

/** What is named from a place leaves out what it has in common with that; the rest is written. An escape may write anything. */
function mayName({ text }: Source, place: readonly string[], path: readonly string[]): boolean {
  let shared = 0
  while (shared < path.length && path[shared] === place[shared]) shared++
  for (const part of path.slice(shared)) if (!/^\d+$/.test(part) && !text.includes(part)) return text.includes('\\')
  return true
}

function partsOf(pkg: string): readonly string[] {
  return pkg === '' ? [] : pkg.split('.')
}

/** Where a config lands by itself: as its header says, or in the package of its group. */
function usualPackage(name: string, source: Source): readonly string[] {
  const known = usual.get(source) ?? [packageIn(name, source.text)]
  usual.set(source, known)
  return known
}

const usual = new WeakMap<Source, readonly string[]>()

function packageIn(name: string, text: string): string {
  const group = name.slice(0, Math.max(0, name.lastIndexOf('/'))).replaceAll('/', '.')
  const header = text.includes('@package') ? /^\s*#\s*@package\s+(\S+)/m.exec(text)?.[1] : undefined
  if (header === undefined || header === '_group_') return group
  return header === '_global_' ? '' : header.replace('_group_', group)
}

/** The keys of a file that land at a path. */
export function* entriesAtPath({ source, packages }: TreeFile, path: readonly string[]): Generator<Entry> {
  for (const pkg of packages) {
    const place = partsOf(pkg)
    if (place.length === path.length || !startsWith(path, place)) continue
    for (const entry of entriesAlong(structureOf(source).entries, path.slice(place.length))) {
      if (entry.path[0] !== 'defaults') yield entry
    }
  }
}

function* entriesAlong(entries: readonly Entry[], [first, ...rest]: readonly string[]): Generator<Entry> {
  for (const entry of entries) {
    if (entry.path.at(-1) !== first) continue
    if (rest.length === 0) yield entry
    else yield* entriesAlong(entry.children, rest)
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

function placedIn(pkg: string, path: readonly string[]): readonly string[] {
  return placedPath({ package: pkg } as ListEntry, path)
}
