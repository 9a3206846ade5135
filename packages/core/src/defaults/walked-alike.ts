import type { Document } from '../library/document.js'
import type { Defaults } from './defaults-list.js'
import { hasContent } from './expand.js'
import type { LoadedNode, TreeNode } from './tree.js'

/** Whether an edited config leads a walk nowhere else: the same defaults list in the same place of the text, the same package. */
export function isWalkedAlike(before: Document, now: Document): boolean {
  return (
    before.header.package === now.header.package &&
    hasContent(before) === hasContent(now) &&
    isAlike(before.warnings, now.warnings) &&
    isAlike(before.defaults, now.defaults) &&
    // Messages and `explain` count lines in the text that an entry was read from.
    headOf(before) === headOf(now)
  )
}

/** The text up to the end of the defaults list. */
function headOf({ defaults = [], source }: Document): string {
  return source.text.slice(0, Math.max(0, ...defaults.map(({ origin }) => origin.end)))
}

/** Whether two parts of a defaults list are the same, wherever they were read from. */
function isAlike(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  if (a instanceof Map || b instanceof Map) return a instanceof Map && b instanceof Map && isAlike([...a], [...b])
  const [ours, theirs] = [Object.entries(a), Object.entries(b)]
  return (
    ours.length === theirs.length &&
    ours.every(([key, value], at) => {
      const [name, other] = theirs[at]!
      return key === name && (key === 'source' || isAlike(value, other))
    })
  )
}

/** What a walk came to, with other documents in the places of those that were edited. */
export function withDocuments({ tree, list, ...rest }: Defaults, edited: ReadonlyMap<Document, Document>): Defaults {
  const now = <T extends { readonly document: Document | undefined }>(of: T): T => {
    const document = of.document && edited.get(of.document)
    return document === undefined ? of : { ...of, document }
  }
  const within = (node: LoadedNode): LoadedNode => {
    if (node.children === undefined) return now(node)
    const children = node.children.map((child): TreeNode => (child.kind === 'loaded' ? within(child) : child))
    const isSame = children.every((child, at) => child === node.children?.[at])
    return now(isSame ? node : { ...node, children })
  }
  return { ...rest, tree: within(tree), list: list.map(now) }
}
