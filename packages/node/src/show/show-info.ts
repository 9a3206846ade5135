import {
  type Composed,
  type Defaults,
  type DialectName,
  hydraVersionOf,
  MASK,
  type OverrideAliases,
  type TreeNode,
} from '@hydraconf/core'
import { aliasesText } from './aliases-text.js'
import { heading, table } from './text-table.js'

/** What `--info` is about: what it prints is made when it is printed, so that what fails fails behind its title. */
export interface InfoSubject {
  composed(): Composed
  defaults(): Defaults
  readonly plugins: readonly PluginKind[]
  readonly dialect?: DialectName | undefined
  /** Where the dialect has aliases. */
  readonly aliases?: AliasSubject | undefined
}

/** The aliases that there are, and the overrides as they were typed. */
export interface AliasSubject {
  known(): OverrideAliases
  readonly overrides: readonly string[]
  /** An override as it may be shown. */
  shown(text: string): string
}

/** Plugins of one kind, by name. */
export interface PluginKind {
  readonly kind: string
  readonly names: readonly string[]
}

type Info = 'aliases' | 'all' | 'config' | 'defaults' | 'defaults-tree' | 'plugins' | 'searchpath'

/** The lines that `--info` prints, one after another. */
export function* showInfo(info: Info, subject: InfoSubject): Generator<string> {
  switch (info) {
    case 'all':
      yield* heading(`Hydra ${hydraVersionOf(subject.dialect)}`, '=')
      yield* plugins(subject)
      yield* aliases(subject)
      return yield* config(subject)
    case 'aliases':
      return yield* aliases(subject)
    case 'config':
      return yield* config(subject)
    case 'defaults':
      return yield* defaultsList(subject)
    case 'defaults-tree':
      return yield* defaultsTree(subject)
    case 'plugins':
      return yield* plugins(subject)
    case 'searchpath':
      return yield* searchPath(subject)
  }
}

function* aliases({ aliases: subject }: InfoSubject): Generator<string> {
  if (subject === undefined) return
  const { overrides } = subject
  const known = subject.known()
  yield aliasesText(known) || 'No override aliases defined.'
  if (overrides.length === 0) return
  yield 'Input -> Expanded override'
  for (const text of overrides) {
    const meant = known.expand(text)
    const shown = subject.shown(meant)
    // What an alias sets is hidden where what it stands for is.
    yield shown === meant ? `${text} -> ${meant}` : `${text.split('=', 1)[0]}=${MASK} -> ${shown}`
  }
}

function* plugins({ plugins: kinds }: InfoSubject): Generator<string> {
  yield* heading('Installed Hydra Plugins', '*')
  for (const { kind, names } of kinds) {
    if (names.length === 0) continue
    yield* heading(`${kind}:`, '-').map((line) => `\t${line}`)
    for (const name of names) yield `\t\t${name}`
  }
}

function* config(subject: InfoSubject): Generator<string> {
  yield* searchPath(subject)
  yield* defaultsTree(subject)
  yield* defaultsList(subject)
  const yaml = subject.composed().yaml({ of: 'job' })
  yield* heading('Config', '*')
  yield yaml
}

function* searchPath({ composed }: InfoSubject): Generator<string> {
  yield ''
  yield* heading('Config search path', '*')
  const { library } = composed()
  const rows = library.sources.map(({ provider, path, scheme }) => [
    provider,
    path.startsWith(`${scheme}://`) ? path : `${scheme}://${path}`,
  ])
  yield* table(['Provider', 'Search path'], rows)
}

function* defaultsList({ defaults }: InfoSubject): Generator<string> {
  const rows = defaults().list.map(({ configPath, package: pkg, isSelf, parent }) => [
    configPath,
    pkg,
    isSelf ? 'True' : 'False',
    parent ?? '',
  ])
  yield ''
  yield* heading('Defaults List', '*')
  // Hydra leaves a space behind this one title line.
  yield* table(['Config path', 'Package', '_self_', 'Parent'], rows, '| ')
}

function* defaultsTree({ defaults }: InfoSubject): Generator<string> {
  const { tree } = defaults()
  yield ''
  yield* heading('Defaults Tree', '*')
  yield* branch(tree, '')
}

function* branch(node: TreeNode, pad: string): Generator<string> {
  const label = labelOf(node)
  const children = node.kind === 'loaded' ? (node.children ?? []) : []
  yield `${pad}${label}${children.length > 0 ? ':' : ''}`
  for (const child of children) yield* branch(child, `${pad}  `)
}

function labelOf(node: TreeNode): string {
  return node.kind === 'self'
    ? node.placedLabel
    : node.entry.group === undefined
      ? node.entry.configPath
      : `${node.entry.group.key}: ${node.entry.group.option ?? 'null'}`
}
