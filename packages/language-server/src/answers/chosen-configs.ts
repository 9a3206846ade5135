import { inFolder, nodesOf } from '@hydraconf/check'
import type { Origin, TreeNode } from '@hydraconf/core'
import type { WrittenDefault } from '../places/defaults-places.js'
import { absoluteName } from '../places/tree-names.js'
import type { TreeDocument } from '../trees/tree-document.js'

/** A config that an entry of a defaults list brings in. */
export interface ChosenConfig {
  /** As the tree knows it: `db/mysql`. */
  readonly name: string
  /** Where it lands; undefined where that is not known, since nothing composes. */
  readonly package: string | undefined
  /** Who chose it, where that is not the entry itself. */
  readonly because: Origin | undefined
}

/** What an entry brings in: in the composition that has it, which may choose otherwise, else as it is written. */
export function chosenBy(written: WrittenDefault, document: TreeDocument): readonly ChosenConfig[] {
  const { seen, source } = document
  const asWritten = writtenConfigs(written, document)
  if (seen === undefined) return asWritten
  const composed: ChosenConfig[] = []
  for (const node of nodesOf(seen.composed.tree)) {
    const from = writtenOrigin(node)
    if (from === undefined || from.source !== source || from.start !== written.span.start) continue
    if (node.kind !== 'loaded' || node.document === undefined) continue
    const { configPath, package: pkg, origin } = node.entry
    const isOwn = origin.source === source && origin.start === written.span.start
    composed.push({
      name: inFolder(seen.composing.folder, configPath),
      package: pkg,
      because: isOwn ? undefined : origin,
    })
  }
  return composed.length > 0 ? composed : asWritten
}

function writtenOrigin(node: TreeNode): Origin | undefined {
  return node.kind === 'self' ? node.written?.origin : node.entry.written?.origin
}

/** The configs that an entry names. */
export function writtenConfigs(
  { kind, name, options }: WrittenDefault,
  { name: holder }: TreeDocument,
): readonly ChosenConfig[] {
  const path = absoluteName(name.text, holder)
  const names = kind === 'config' ? [path] : options.map(({ text }) => `${path}/${text}`)
  return names.map((each) => ({ name: each.replace(/\.ya?ml$/, ''), package: undefined, because: undefined }))
}
