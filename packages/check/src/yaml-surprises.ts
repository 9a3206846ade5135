import type { Document as ConfigDocument, Origin, Source, Value } from '@hydraconf/core'
import {
  type Alias,
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  visit,
} from 'yaml'
import type { Problem } from './problem.js'

/**
 * What YAML 1.1 reads otherwise than most people do: `012` is ten, `1:30` is ninety, `on` and `no` are booleans; and lists
 * of merges whose maps have keys in common, which releases of PyYAML read differently.
 */
export function yamlSurprises(document: ConfigDocument): readonly Problem[] {
  const { source } = document
  const before = known.get(source)
  if (before !== undefined) return before
  const found = SUSPECT.test(source.text) ? surprisesOf(document) : []
  known.set(source, found)
  return found
}

/** A file that did not change since it was checked last is not parsed again. */
const known = new WeakMap<Source, readonly Problem[]>()

/** Values are known from composing. What is a key, or merged, shows in the text alone; what a defaults list names is a text. */
function surprisesOf(document: ConfigDocument): readonly Problem[] {
  return hasMoreThanValues(document) ? surprisesIn(document.source) : surprisingValues(document)
}

/** Whether something may surprise that is no value of the body, or stands behind an anchor or tag: then the text is parsed again. */
function hasMoreThanValues({ source: { text } }: ConfigDocument): boolean {
  return /<<|[&!]/.test(text) || SUSPECT_KEY.test(text)
}

function surprisingValues({ source, body }: ConfigDocument): readonly Problem[] {
  const problems: Problem[] = []
  for (const { origin } of scalarsIn(body)) {
    const text = source.text.slice(origin.start, origin.end)
    const read = surprise(text)
    if (read !== undefined) problems.push(surprising(text, read, 'this', origin))
  }
  return problems
}

function* scalarsIn(value: Value): Generator<Value> {
  if (value.kind === 'map' || value.kind === 'list') for (const item of value.items.values()) yield* scalarsIn(item)
  else if (value.kind === 'bool' || value.kind === 'int' || value.kind === 'float') yield value
}

function surprisesIn(source: Source): readonly Problem[] {
  const document = parseDocument(source.text, {
    version: '1.1',
    strict: false,
    uniqueKeys: false,
    logLevel: 'silent',
  })
  const problems: Problem[] = []
  const merged: Known = { keys: new Map(), anchors: new Map() }
  visit(document, {
    Scalar(key, node) {
      const { type, tag, source: text, range } = node
      if (type !== 'PLAIN' || text === undefined || (tag !== undefined && !CORE_TAGS.has(tag)) || range == null) return
      const read = surprise(text)
      const origin = { source, start: range[0], end: range[1] }
      if (read !== undefined) problems.push(surprising(text, read, key === 'key' ? 'this key' : 'this', origin))
    },
    Map(_, node) {
      for (const { keys, range } of overlappingMerges(node.items as readonly Pair<Node, Node>[], document, merged)) {
        const message = `The maps merged here have '${keys.join("', '")}' in common: which of them wins depends on the release of PyYAML, and on whether the key has more than one character`
        const advice = 'Write the key itself below the merge, so that it has one value everywhere'
        const origin = { source, start: range[0]!, end: range[1]! }
        problems.push({
          severity: 'note',
          code: 'merge-order',
          message,
          advice,
          origin,
          also: [],
          composing: undefined,
        })
      }
    },
  })
  return problems
}

function surprising(text: string, read: Reading, what: string, origin: Origin): Problem {
  return {
    severity: 'note',
    code: read.code,
    message: `'${text}' is ${read.meaning}: YAML 1.1 takes ${what} so`,
    advice: adviceFor(text, read),
    origin,
    also: [],
    composing: undefined,
  }
}

/** Most files have nothing of the sort: they are not parsed again. */
const SUSPECT = /<<[ \t]*:|(?<![\w.])[-+]?(0[0-7_]|\d[\d_]*[:_]\d)|(?<![\w.])(on|off|yes|no|y|n)(?![\w.])/i

const SUSPECT_KEY = /(?<![\w.])([-+]?\d[\d_:]*|on|off|yes|no|y|n)[ \t]*:(?!\S)/i

interface Reading {
  readonly code: string
  readonly meaning: string
  /** As it would be written without the surprise. */
  readonly plainly: string
}

function surprise(source: string): Reading | undefined {
  if (/^(yes|no|on|off)$/i.test(source) && BOOLEANS.has(source)) {
    const plainly = /^(yes|on)$/i.test(source) ? 'true' : 'false'
    return { code: 'boolean-word', meaning: `the boolean ${plainly}`, plainly }
  }
  if (OCTAL.test(source) && /[1-7]/.test(source)) {
    const plainly = signed(source, (digits) => BigInt(`0o${digits.replaceAll('_', '')}`))
    return { code: 'octal-number', meaning: `the number ${plainly}, written with base 8`, plainly }
  }
  if (SEXAGESIMAL.test(source)) {
    const plainly = signed(source, (digits) => sexagesimal(digits))
    return { code: 'sexagesimal-number', meaning: `the number ${plainly}, written with base 60`, plainly }
  }
  if (UNDERSCORED.test(source)) {
    const plainly = source.replaceAll('_', '')
    return { code: 'underscored-number', meaning: `the number ${plainly}`, plainly }
  }
  return undefined
}

const CORE_TAGS: ReadonlySet<string> = new Set([
  'tag:yaml.org,2002:int',
  'tag:yaml.org,2002:float',
  'tag:yaml.org,2002:bool',
])

/** PyYAML knows each word in three spellings. `y` and `n` are texts to it. */
const BOOLEANS: ReadonlySet<string> = new Set(
  ['yes', 'no', 'on', 'off'].flatMap((word) => [word, word.toUpperCase(), word[0]!.toUpperCase() + word.slice(1)]),
)

const OCTAL = /^[-+]?0[0-7_]+$/
const SEXAGESIMAL = /^[-+]?[1-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?$/
const UNDERSCORED = /^[-+]?[1-9][0-9]*(_[0-9_]*)(\.[0-9_]*)?$|^[-+]?[1-9][0-9]*\.[0-9]*_[0-9_]*$/

function adviceFor(source: string, { plainly }: Reading): string {
  return `Write ${plainly} to say that, or '${source}' in quotes for the text`
}

function signed(source: string, read: (digits: string) => bigint | number): string {
  return source.startsWith('-') ? `-${read(source.slice(1))}` : String(read(source.replace(/^\+/, '')))
}

function sexagesimal(digits: string): number {
  return digits
    .replaceAll('_', '')
    .split(':')
    .reduce((total, part) => total * 60 + Number(part), 0)
}

interface Overlap {
  readonly keys: readonly string[]
  readonly range: readonly number[]
}

/** Keys that more than one of the maps behind `<<` brings, and that the map does not say itself. */
function overlappingMerges(pairs: readonly Pair<Node, Node>[], document: Document, known: Known): readonly Overlap[] {
  const merges = pairs.filter(isMerge)
  const sources = merges.flatMap(({ value }) => (isSeq(value) ? (value.items as Node[]) : [value]))
  if (sources.length < 2) return []
  const own = new Set(pairs.filter((pair) => !isMerge(pair)).map(({ key }) => String(key)))
  const counts = new Map<string, number>()
  for (const source of sources) {
    for (const key of keysOf(source, document, known)) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const keys = [...counts].filter(([key, count]) => count > 1 && !own.has(key)).map(([key]) => key)
  const range = merges[0]!.key.range
  return keys.length === 0 || range == null ? [] : [{ keys, range }]
}

function isMerge({ key }: Pair<Node, Node>): boolean {
  return isScalar(key) && (key as Scalar).source === '<<'
}

/** What was found out about a document: the keys of its maps, and what its anchors name, each of which is in it once. */
interface Known {
  readonly keys: Map<unknown, ReadonlySet<string>>
  readonly anchors: Map<string, unknown>
}

/** What an alias stands for. The document is searched for it once for each name. */
function target(alias: Alias, document: Document, { anchors }: Known): unknown {
  const { source } = alias
  const found = anchors.has(source) ? anchors.get(source) : alias.resolve(document)
  anchors.set(source, found)
  return found
}

/** All keys of a map, with those that it merges. Maps may be merged many times over: each is looked at once. */
function keysOf(node: unknown, document: Document, known: Known): ReadonlySet<string> {
  const map = isAlias(node) ? target(node, document, known) : node
  const before = known.keys.get(map)
  if (before !== undefined || !isMap(map)) return before ?? new Set()
  const keys = new Set<string>()
  known.keys.set(map, keys)
  for (const pair of map.items as Pair<Node, Node>[]) {
    const merged = isMerge(pair) ? (isSeq(pair.value) ? pair.value.items : [pair.value]) : []
    for (const each of merged) for (const key of keysOf(each, document, known)) keys.add(key)
    if (!isMerge(pair)) keys.add(String(pair.key))
  }
  return keys
}
