import { type Dirent, readdirSync, readFileSync, realpathSync, type Stats, statSync } from 'node:fs'
import { dirname, join, resolve, sep } from 'node:path'
import { type ConfigSource, type Listing, raise, type Source, type TextContent } from '@hydraconf/core'
import { workingDirectory } from './host.js'
import { folderUnlistable } from './messages.js'

export interface FileSourceOptions {
  /** What a relative directory is relative to; the working directory unless told. */
  readonly cwd?: string
  /** As the search path names it; `file://<dir>` unless told. */
  readonly path?: string
}

/**
 * A directory of configs. A file is read when it is asked for, and read again only when its size, times or inode have
 * changed: until then the same `Source` comes back, with all that was parsed from it. What is not asked for is neither
 * read nor listed.
 *
 * A folder does not list a link that leads back to a folder it is in (`g/up -> ..`): it can be asked for by name, as in
 * Hydra, and whoever walks the groups comes to an end.
 */
export function fileSource(
  provider: string,
  dir: string,
  { cwd = workingDirectory(), path }: FileSourceOptions = {},
): ConfigSource {
  const root = resolve(cwd, dir)
  // Compositions ask for the same names again and again, and a text that is put together anew has to be gone through first.
  const paths = new Map<string, string>()
  const fullPath = (name: string): string => {
    const known = paths.get(name)
    if (known !== undefined) return known
    // A name that begins with "/" leads away from the directory, as in Hydra.
    const path = name.startsWith('/') ? name : `${root}/${name}`
    if (name.includes('../')) return realPath(path)
    if (paths.size >= MOST_FILES) paths.clear()
    paths.set(name, path)
    return path
  }
  const isFolder = (name: string): boolean => statOf(fullPath(name))?.isDirectory() ?? false
  return {
    scheme: 'file',
    provider,
    path: path ?? `file://${dir}`,
    available: () => isFolder(''),
    read: (file) => readKept(fullPath(file), cwd),
    has: (file) => statOf(fullPath(file))?.isFile() ?? false,
    isGroup: isFolder,
    list: (group) => listed(fullPath(group), root, cwd),
  }
}

/** `nowhere/../config` is `config`, as in Hydra: a folder that is not there is left again by its name alone. */
function realPath(path: string): string {
  return path.includes('/../') && statOf(path) === undefined ? resolve(path) : path
}

/** A folder of a Node package: `pkg://name/path/in/it`, with the package looked for from `from`. */
export function packageSource(provider: string, path: string, from: string = workingDirectory()): ConfigSource {
  const named = path.slice('pkg://'.length)
  const dir = packageDir(named, from)
  const missing = join(from, 'node_modules', named)
  return { ...fileSource(provider, dir ?? missing, { path }), scheme: 'pkg' }
}

/**
 * A module of a Python package whose folder is known: `pkg://shop.conf` and `pkg://shop/conf` are one to Python. Undefined
 * where no folder is given for it.
 */
export function pythonPackageSource(
  provider: string,
  path: string,
  folders: ReadonlyMap<string, string>,
  cwd: string,
): ConfigSource | undefined {
  const names = path.slice('pkg://'.length).split(/[./]/)
  for (let count = names.length; count > 0; count--) {
    const folder = folders.get(names.slice(0, count).join('.'))
    if (folder === undefined) continue
    return { ...fileSource(provider, join(folder, ...names.slice(count)), { cwd, path }), scheme: 'pkg' }
  }
  return undefined
}

interface Kept {
  readonly content: TextContent
  readonly version: Version
}

/** What tells one state of a file from another. (Not all that the disk says of it: many files are kept.) */
type Version = Pick<Stats, 'mtimeMs' | 'ctimeMs' | 'size' | 'ino' | 'dev'>

/**
 * The files read so far, by full path: a cache that cannot be seen, since every use asks the disk whether it holds. Of a
 * process that reads ever new folders it keeps the files of late: what was not asked for while the young half filled up
 * is let go with the old one.
 */
let young = new Map<string, Kept>()
let old = new Map<string, Kept>()
let youngLength = 0

/** Of one half: so many files, or characters of text. */
const MOST_FILES = 4096
const MOST_TEXT = 2 ** 24

function keptFile(file: string): Kept | undefined {
  const known = young.get(file)
  if (known !== undefined) return known
  const older = old.get(file)
  if (older !== undefined) keep(file, older)
  return older
}

function keep(file: string, read: Kept): void {
  if (young.size >= MOST_FILES || youngLength >= MOST_TEXT) {
    old = young
    young = new Map()
    youngLength = 0
  }
  young.set(file, read)
  youngLength += read.content.source.text.length
}

/**
 * Lets go of what was read below a directory, with all that was parsed from it. Never needed for a right answer: it is for
 * a process that composes from very many directories, and knows which it is through with.
 */
export function forgetFiles(dir: string): void {
  const root = resolve(dir)
  const below = root.endsWith(sep) ? root : root + sep
  for (const half of [young, old]) {
    for (const file of half.keys()) if (file.startsWith(below)) half.delete(file)
  }
}

function readKept(file: string, cwd: string): TextContent | undefined {
  const stat = statOf(file)
  if (stat === undefined || !stat.isFile()) return undefined
  const known = keptFile(file)
  if (known !== undefined && isUnchanged(known.version, stat)) return known.content
  const name = shownName(file, cwd)
  const source: Source = { kind: 'file', name, text: decoded(file, name) }
  const content: TextContent = { kind: 'text', source }
  const { mtimeMs, ctimeMs, size, ino, dev } = stat
  keep(file, { content, version: { mtimeMs, ctimeMs, size, ino, dev } })
  return content
}

/** How messages name a file: by its path from the working directory, if it is below that. */
function shownName(file: string, cwd: string): string {
  const from = cwd.endsWith(sep) ? cwd : cwd + sep
  return file.startsWith(from) ? file.slice(from.length) : file
}

function isUnchanged(a: Version, b: Version): boolean {
  return a.mtimeMs === b.mtimeMs && a.size === b.size && a.ino === b.ino && a.ctimeMs === b.ctimeMs && a.dev === b.dev
}

// The same object for every file: Node copies what it is given as a mere name.
const AS_TEXT = { encoding: 'utf8', flag: 'r' } as const

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function decoded(file: string, name: string): string {
  try {
    // Reading as text is by far the fastest, but puts U+FFFD for what is not UTF-8.
    const text = readFileSync(file, AS_TEXT)
    return text.includes('\ufffd') ? utf8.decode(readFileSync(file)) : text
  } catch (error) {
    const isText = error instanceof TypeError
    throw raise({
      type: 'HydraException',
      code: 'config-unreadable',
      message: `Could not read ${name}: ${isText ? 'it is not UTF-8 text' : (error as Error).message}`,
      advice: isText ? 'Save it as UTF-8.' : undefined,
    })
  }
}

/** Undefined for what is not there, and for what cannot be asked: a file used as a folder, a name too long or with a NUL. */
const ABSENT = { throwIfNoEntry: false } as const

function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, ABSENT)
  } catch {
    return undefined
  }
}

function listed(dir: string, root: string, cwd: string): Listing[] {
  const listings: Listing[] = []
  for (const entry of entriesOf(dir, cwd)) {
    const { name } = entry
    const path = `${dir}/${name}`
    const isLink = entry.isSymbolicLink()
    const of = isLink ? statOf(path) : entry
    if (of?.isFile()) listings.push({ name, kind: 'file' })
    else if (of?.isDirectory() && !(isLink && leadsBack(path, dir, root))) listings.push({ name, kind: 'group' })
  }
  return listings
}

function entriesOf(dir: string, cwd: string): readonly Dirent[] {
  try {
    return readdirSync(dir, { withFileTypes: true })
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    // It went away since it was asked for.
    if (code === 'ENOENT' || code === 'ENOTDIR') return []
    throw raise(folderUnlistable({ folder: shownName(dir, cwd), why: message }))
  }
}

/**
 * Whether a link in a folder leads to one of the folders on the way from the root to it, or to what holds one of them.
 * No walk comes twice to a folder without such a link.
 */
function leadsBack(link: string, dir: string, root: string): boolean {
  const target = realOf(link)
  for (let at = dir; ; at = dirname(at)) {
    const real = realOf(at)
    if (target === undefined || real === target || real?.startsWith(target.endsWith(sep) ? target : target + sep)) {
      return true
    }
    if (at.length <= root.length) return false
  }
}

function realOf(path: string): string | undefined {
  try {
    return realpathSync.native(path)
  } catch {
    return undefined
  }
}

//   pkg://@scope/name/conf   pkg://name/conf
//         ^^^^^^^^^^^              ^^^^ the package; the rest is a folder in it
function packageDir(named: string, from: string): string | undefined {
  const names = named.split('/')
  const count = named.startsWith('@') ? 2 : 1
  const name = names.slice(0, count).join('/')
  const { createRequire } = process.getBuiltinModule('node:module')
  const folders = createRequire(join(resolve(from), '_.js')).resolve.paths(name) ?? []
  const found = folders.map((folder) => join(folder, name)).find((dir) => statOf(dir)?.isDirectory())
  return found === undefined ? undefined : join(found, ...names.slice(count))
}
