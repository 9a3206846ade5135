import type { Composed, DefaultsEntry, TreeNode } from '@hydraconf/core'
import { inFolder } from '../composing.js'

/** What an entry of a defaults list came to in one composition. */
export interface PlacedEntry {
  readonly written: Exclude<DefaultsEntry, { kind: 'self' }>
  /** The config that it stands for, from the top of the tree, without `.` and `..`. */
  readonly configPath: string
  readonly package: string
  /** The package of the config whose list it is in. */
  readonly around: string
  /** Whether the config says in its header where it goes. */
  readonly hasHeader: boolean
  /** The option of a group entry, whoever chose it; undefined for configs by path. */
  readonly option: string | null | undefined
  /** Whether the config whose list it is in was chosen as an option with a slash. */
  readonly isBelowSlash: boolean
}

/** Every written entry of the trees that were composed, with what it came to each time: by its source and its place. */
export class PlacedEntries {
  private readonly found = new Map<string, PlacedEntry[]>()

  add({ tree }: Composed): void {
    for (const [key, entry] of below(tree)) {
      const before = this.found.get(key)
      if (before === undefined) this.found.set(key, [entry])
      else before.push(entry)
    }
  }

  of(entry: DefaultsEntry): readonly PlacedEntry[] {
    return this.found.get(entryKey(entry)) ?? []
  }
}

/** What an entry is known by. */
function entryKey({ origin }: DefaultsEntry): string {
  return `${origin.source.name}:${origin.start}`
}

function* below(node: TreeNode): Generator<readonly [string, PlacedEntry]> {
  if (node.kind !== 'loaded') return
  const isBelowSlash = node.entry.group?.option?.includes('/') === true
  for (const child of node.children ?? []) {
    if (child.kind === 'self') continue
    const { written, configPath, package: pkg, group, origin } = child.entry
    if (written !== undefined && written.kind !== 'self' && written.origin.source.kind === 'file') {
      const isOfLine = origin.source.kind === 'override'
      yield [
        entryKey(written),
        {
          written,
          configPath: inFolder('', configPath),
          package: pkg,
          around: node.entry.package,
          hasHeader: (child.kind === 'loaded' ? child.document : undefined)?.header.package !== undefined,
          option: isOfLine ? undefined : group?.option,
          isBelowSlash,
        },
      ]
    }
    yield* below(child)
  }
}
