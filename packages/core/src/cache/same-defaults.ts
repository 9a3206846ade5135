import type { Defaults } from '../defaults/defaults-list.js'
import type { LoadedNode } from '../defaults/tree.js'
import { type Document, hasContent } from '../library/document.js'

/** Whether an edited config leads a walk nowhere else: the same defaults list in the same place of the text, the same package. */
export function hasSameDefaults(before: Document, now: Document): boolean {
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
  const end = defaults.reduce((last, { origin }) => Math.max(last, origin.end), 0)
  return source.text.slice(0, end)
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
export function replaceDocumentsIn(
  { tree, list, ...rest }: Defaults,
  edited: ReadonlyMap<Document, Document>,
): Defaults {
  const within = (node: LoadedNode): LoadedNode => {
    const children =
      node.children && mapped(node.children, (child) => (child.kind === 'loaded' ? within(child) : child))
    return editedOf(children === node.children ? node : { ...node, children }, edited)
  }
  return { ...rest, tree: within(tree), list: replaceDocuments(list, edited) }
}

interface OfDocument {
  readonly document: Document | undefined
}

/** The same, each with its document as it is now. */
export function replaceDocuments<T extends OfDocument>(
  all: readonly T[],
  edited: ReadonlyMap<Document, Document>,
): readonly T[] {
  return mapped(all, (one) => editedOf(one, edited))
}

function editedOf<T extends OfDocument>(of: T, edited: ReadonlyMap<Document, Document>): T {
  const document = of.document && edited.get(of.document)
  return document === undefined ? of : { ...of, document }
}

/** As `map`, but the very array where nothing in it changes. */
function mapped<T>(all: readonly T[], changed: (one: T) => T): readonly T[] {
  let copy: T[] | undefined
  for (const [at, one] of all.entries()) {
    const now = changed(one)
    if (now === one) continue
    copy ??= [...all]
    copy[at] = now
  }
  return copy ?? all
}
