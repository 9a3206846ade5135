import { type ConfigContent, type ConfigSource, type Listing, schemeOf } from './config-source.js'

/** A source that holds its files itself, by path: what there is in it never changes. */
export function snapshotSource(
  provider: string,
  path: string,
  files: Iterable<readonly [file: string, content: ConfigContent]>,
): ConfigSource {
  const tree = folderTree(files)
  return {
    scheme: schemeOf(path),
    provider,
    path,
    available: () => true,
    read: tree.get,
    has: (file) => tree.get(file) !== undefined,
    isGroup: tree.isGroup,
    list: tree.list,
  }
}

/** Files by path, seen as folders. */
interface FolderTree<Content> {
  get(file: string): Content | undefined
  isGroup(group: string): boolean
  list(group: string): readonly Listing[]
}

function folderTree<Content>(files: Iterable<readonly [path: string, Content]>): FolderTree<Content> {
  const root: Folder<Content> = new Map()
  const byPath = new Map<string, Content>()
  for (const [path, content] of files) {
    const walked = segments(path) ?? []
    put(root, walked, content)
    byPath.set(walked.join('/'), content)
  }

  const find = (path: string): Folder<Content> | Leaf<Content> | undefined => {
    const walked = segments(path)
    if (walked === undefined) return undefined
    let at: Folder<Content> | Leaf<Content> | undefined = root
    for (const name of walked) at = at instanceof Map ? at.get(name) : undefined
    return at
  }

  return {
    get(file) {
      const known = byPath.get(file)
      if (known !== undefined || !isRoundabout(file)) return known
      const found = file.endsWith('/') ? undefined : find(file)
      return found === undefined || found instanceof Map ? undefined : found.content
    },
    isGroup: (group) => find(group) instanceof Map,
    list(group) {
      const found = find(group)
      if (!(found instanceof Map)) return []
      return [...found].map(([name, node]) => ({ name, kind: node instanceof Map ? 'group' : 'file' }))
    },
  }
}

/** Whether a path may name the same as a shorter one: with `.`, `..` or nothing between two slashes. */
function isRoundabout(path: string): boolean {
  let before = SLASH
  for (let at = 0; at <= path.length; at++) {
    const code = at === path.length ? SLASH : path.charCodeAt(at)
    if (code === SLASH && (before === SLASH || before === DOT)) return true
    before = code
  }
  return false
}

const SLASH = 47
const DOT = 46

type Folder<Content> = Map<string, Folder<Content> | Leaf<Content>>

interface Leaf<Content> {
  readonly content: Content
}

function put<Content>(root: Folder<Content>, path: readonly string[], content: Content): void {
  let folder = root
  for (const name of path.slice(0, -1)) {
    const inner = folder.get(name)
    const next: Folder<Content> = inner instanceof Map ? inner : new Map()
    folder.set(name, next)
    folder = next
  }
  folder.set(path.at(-1) ?? '', { content })
}

/** The names of a path, `.` and `..` walked; undefined for one that leads out of the tree or is absolute. */
function segments(path: string): readonly string[] | undefined {
  if (path.startsWith('/')) return undefined
  const walked: string[] = []
  for (const name of path.split('/')) {
    if (name === '' || name === '.') continue
    if (name !== '..') walked.push(name)
    else if (walked.pop() === undefined) return undefined
  }
  return walked
}
