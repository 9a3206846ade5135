import { type Environment, type Override, parseOverride, printOverride } from '@hydraconf/core'

/** One composition to try. */
export interface Composing {
  /** Which folder of the tree is its root: '' for the config folder itself, `jobs` for a tree of its own below that. */
  readonly folder: string
  readonly configName: string
  /** Options are chosen as values, since not every name can be written on a command line. */
  readonly overrides: readonly Override[]
}

/** The same with an option chosen for a group that is in the defaults list; `key` is `db` or `db@source`. */
export function choosing(composing: Composing, key: string, option: string): Composing {
  const chosen = override('change', splitKey(key), option)
  // What was added to the list is added still: `+db=mysql` becomes `+db=postgres`.
  const before = composing.overrides.find((other) => isSameKey(other.key, chosen.key))
  return withOverride(composing, before?.op === 'add' ? override('add', before.key, option) : chosen)
}

/** The same with an option of a group added to the defaults list. */
export function appending(composing: Composing, group: string, option: string): Composing {
  return withOverride(composing, override('add', { name: group, package: undefined }, option))
}

/** The same with configs looked for in these places too, instead of those that the primary config names. */
export function searching(composing: Composing, paths: readonly string[]): Composing {
  const items = paths.map((value) => ({ kind: 'quoted', value, quote: 'single' }) as const)
  return withOverride(composing, overrideOf('change', SEARCH_PATH, { kind: 'list', items }))
}

/** Whether the configs are looked for elsewhere than the tree itself says. */
export function isSearching({ overrides }: Composing): boolean {
  return overrides.some(({ key }) => isSameKey(key, SEARCH_PATH))
}

const SEARCH_PATH = { name: 'hydra.searchpath', package: undefined }

/** The same with nothing for a group. */
export function deleting(composing: Composing, key: string): Composing {
  return withOverride(composing, override('delete', splitKey(key), undefined))
}

function withOverride(composing: Composing, added: Override): Composing {
  const others = composing.overrides.filter(({ key }) => !isSameKey(key, added.key))
  return { ...composing, overrides: [...others, added] }
}

function isSameKey(a: Override['key'], b: Override['key']): boolean {
  return a.name === b.name && a.package === b.package
}

function override(op: Override['op'], key: Override['key'], option: string | undefined): Override {
  const value: Override['value'] =
    option === undefined
      ? undefined
      : isPlain(option)
        ? { kind: 'text', value: option }
        : { kind: 'quoted', value: option, quote: 'single' }
  return overrideOf(op, key, value)
}

function overrideOf(op: Override['op'], key: Override['key'], value: Override['value']): Override {
  const text = printOverride({ op, key, value })
  const source = { kind: 'override', name: 'override', text } as const
  return { op, key, value, text, origin: { source, start: 0, end: text.length } }
}

//   db@source   ->   db, source
function splitKey(key: string): Override['key'] {
  const at = key.indexOf('@')
  return at === -1 ? { name: key, package: undefined } : { name: key.slice(0, at), package: key.slice(at + 1) }
}

function isPlain(option: string): boolean {
  return /^[A-Za-z_][\w.\-/]*$/.test(option) && !/^(null|true|false|inf|nan)$/i.test(option)
}

/** The file that a composition starts from, relative to the config folder. */
export function primaryFile({ folder, configName }: Composing): string {
  return inFolder(folder, configName)
}

/** A name in a folder of the tree, relative to the config folder; each file has one: `a/../db/mysql` is `db/mysql`. */
export function inFolder(folder: string, name: string): string {
  const path = folder === '' ? name : `${folder}/${name}`
  return ROUNDABOUT.test(path) ? normalized(path) : path
}

const ROUNDABOUT = /(^|\/)\.{0,2}(\/|$)/

/** A path without `.`, `..` and doubled slashes; what leads out of the folder keeps its `..`. */
function normalized(path: string): string {
  const walked: string[] = []
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..' && walked.length > 0 && walked.at(-1) !== '..') walked.pop()
    else walked.push(part)
  }
  return walked.join('/')
}

/** Where the configs of a composition are looked for. */
export function environmentOf({ folder }: Composing, environment: Environment): Environment {
  if (folder === '') return environment
  const searchPath = environment.searchPath.map((entry) =>
    entry.provider === 'main' ? { ...entry, path: `${entry.path.replace(/\/+$/, '')}/${folder}` } : entry,
  )
  return { ...environment, searchPath }
}

/** What tells it from others: two with the same key come to the same. */
export function composingKey({ folder, configName, overrides }: Composing): string {
  return [folder, configName, ...overrides.map(({ text }) => text)].join('\n')
}

/** The groups and options that the name of a config may be read as, the longest group first. */
//   a/b/c   ->   [a/b, c], [a, b/c]
export function splitsOf(name: string): readonly (readonly [group: string, option: string])[] {
  const parts = name.split('/')
  return parts.slice(1).map((_, at) => {
    const cut = parts.length - 1 - at
    return [parts.slice(0, cut).join('/'), parts.slice(cut).join('/')] as const
  })
}

/** As people would name it: `config db=mysql`. */
export function composingText({ folder, configName, overrides }: Composing): string {
  const at = folder === '' ? '' : ` (in ${folder})`
  return [`${configName}${at}`, ...overrides.map(({ text }) => text)].join(' ')
}

/** Whether a command line can ask for it: groups such as `10x10` have no spelling there. */
export function isWritable({ folder, overrides }: Composing): boolean {
  return folder === '' && overrides.every(({ text, key }) => readsAs(text, key.name))
}

function readsAs(text: string, name: string): boolean {
  try {
    return parseOverride(text).key.name === name
  } catch {
    return false
  }
}
