import type { Source } from '@hydraconf/core'
import {
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  type Range as YamlRange,
} from 'yaml'

/** A stretch of a text, in UTF-16 units, the end not in it. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** A key of a file, or an item of a list, with where it is written. */
export interface Entry {
  /** From the top of the file; an item of a list by its index. */
  readonly path: readonly string[]
  /** Undefined for an item of a list. */
  readonly key: Span | undefined
  /** Undefined where nothing is behind the key. */
  readonly value: Span | undefined
  readonly kind: 'map' | 'list' | 'scalar' | 'alias' | 'nothing'
  /** How a scalar is written, which says what its quotes and escapes are. */
  readonly style: 'plain' | 'quoted' | 'block' | undefined
  readonly children: readonly Entry[]
}

/** The keys of a file as they are nested, broken ones as far as they can be made out. */
export interface Structure {
  readonly entries: readonly Entry[]
}

/** Those asked for last, the last one at the end: what is made of a file is ten times as large as the file. */
const kept = new Map<Source, Structure>()

const MOST_KEPT = 64

/** Read once for as long as the text is unchanged, and looked at now and then. */
export function structureOf(source: Source): Structure {
  const known = kept.get(source)
  if (known !== undefined) {
    kept.delete(source)
    kept.set(source, known)
    return known
  }
  const { contents } = parseDocument(source.text, {
    version: '1.1',
    strict: false,
    uniqueKeys: false,
    logLevel: 'silent',
  })
  const made = { entries: entriesOf(contents as Node | null, []) }
  kept.set(source, made)
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value!)
  return made
}

/** Every entry, those that hold others first. */
export function* allEntries(entries: readonly Entry[]): Generator<Entry> {
  for (const entry of entries) {
    yield entry
    yield* allEntries(entry.children)
  }
}

/** The entries around an offset, the outermost first. */
export function entriesAt(entries: readonly Entry[], offset: number): readonly Entry[] {
  const at = entries.find((entry) => isIn(wholeOf(entry), offset))
  return at === undefined ? [] : [at, ...entriesAt(at.children, offset)]
}

/** The entry at a path; undefined where the file has none. */
export function entryAt(entries: readonly Entry[], path: readonly string[]): Entry | undefined {
  let among = entries
  let found: Entry | undefined
  for (const part of path) {
    found = among.findLast(({ path }) => path.at(-1) === part)
    if (found === undefined) return undefined
    among = found.children
  }
  return found
}

/** An entry from its key to the end of its value. */
export function wholeOf({ key, value }: Entry): Span {
  return { start: (key ?? value!).start, end: (value ?? key!).end }
}

export function isIn({ start, end }: Span, offset: number): boolean {
  return offset >= start && offset <= end
}

function entriesOf(node: Node | null | undefined, above: readonly string[]): Entry[] {
  if (isMap(node)) {
    return node.items.flatMap((pair) => {
      const { key, value } = pair as Pair<Node, Node | null>
      const span = spanOf(key)
      // `<<: *base` brings keys that are written elsewhere.
      if (span === undefined || !isScalar(key) || key.source === '<<') return []
      return [entryOf([...above, String(key.source ?? key.value)], span, value)]
    })
  }
  if (!isSeq(node)) return []
  return node.items.flatMap((item, at) => {
    const value = isPair(item) ? undefined : (item as Node)
    return spanOf(value) === undefined ? [] : [entryOf([...above, String(at)], undefined, value)]
  })
}

function entryOf(path: readonly string[], key: Span | undefined, node: Node | null | undefined): Entry {
  const value = spanOf(node)
  // Nothing is a node of its own there, as long as nothing.
  const isNothing = value === undefined || (isScalar(node) && node.source === '' && value.start === value.end)
  return {
    path,
    key,
    value: isNothing && key !== undefined ? undefined : value,
    kind: isNothing ? 'nothing' : isMap(node) ? 'map' : isSeq(node) ? 'list' : isAlias(node) ? 'alias' : 'scalar',
    style: isScalar(node) ? styleOf(node.type) : undefined,
    children: isCollection(node) ? entriesOf(node, path) : [],
  }
}

function styleOf(type: string | undefined): Entry['style'] {
  if (type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE') return 'quoted'
  return type === 'BLOCK_FOLDED' || type === 'BLOCK_LITERAL' ? 'block' : 'plain'
}

function spanOf(node: Node | null | undefined): Span | undefined {
  const range = node?.range as YamlRange | null | undefined
  return range == null ? undefined : { start: range[0], end: range[1] }
}
