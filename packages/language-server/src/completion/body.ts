import { posix } from 'node:path'
import {
  entriesOf,
  type Field,
  HYDRA_SETTINGS,
  inlineText,
  isContainer,
  type MapValue,
  type Type,
  textOfKey,
  toYaml,
  type Value,
} from '@hydraconf/core'
import { CompletionItemKind } from 'vscode-languageserver'
import { nodeAt, placedPath } from '../places/placing.js'
import { type Entry, entryAt, structureOf } from '../places/structure.js'
import { firstEntry, type TreeDocument } from '../trees/tree-document.js'
import type { TypedContext } from './context.js'
import { compositionFor, type Offer } from './offer.js'

type KeyContext = Extract<TypedContext, { kind: 'key' }>
type ValueContext = Extract<TypedContext, { kind: 'value' }>

/** The keys that a mapping could have: those of the other options of the group, of the composed config, of its declared type. */
export function keysFor({ path, isAlone }: KeyContext, document: TreeDocument): readonly Offer[] {
  const own = new Set(childrenAt(structureOf(document.source).entries, path).map(({ path }) => path.at(-1)))
  const offers = new Map<string, Offer>()
  const add = (key: string, detail: string | undefined, isMap: boolean, rank: number): void => {
    if (own.has(key) || offers.has(key)) return
    offers.set(key, {
      text: key,
      kind: isMap ? CompletionItemKind.Module : CompletionItemKind.Property,
      detail,
      documentation: HYDRA_SETTINGS[[...placed(path, document), key].join('.')],
      insert: isAlone ? `${key}:${isMap ? '' : ' '}` : key,
      rank,
    })
  }
  for (const { name, entries, text } of siblings(document)) {
    for (const { path: at, kind, value } of childrenAt(entries, path)) {
      const shown =
        kind === 'scalar' && value !== undefined ? `${text.slice(value.start, value.end)} in ${name}` : `in ${name}`
      add(at.at(-1)!, shown, kind === 'map', 1)
    }
  }
  const composed = compositionFor(document)
  const value = composed === undefined ? undefined : nodeAt(composed, placed(path, document))?.value
  if (value?.kind === 'map') {
    for (const [key, child] of entriesOf(value)) add(textOfKey(key), inlineText(child, 60), isContainer(child), 2)
    for (const [key, { type }] of fieldsOf(value)) add(key, type.kind, type.kind === 'struct', 2)
  }
  if (path.length === 0) {
    for (const key of ['defaults', 'hydra']) add(key, undefined, true, 4)
  }
  if (placed(path, document)[0] === 'hydra') {
    for (const key of hydraKeysBelow(placed(path, document))) add(key, undefined, false, 3)
  }
  return [...offers.values()]
}

/** The values that a key could have: what its type allows, and what the other options of the group say. */
export function valuesFor({ path }: ValueContext, document: TreeDocument): readonly Offer[] {
  const offers = new Map<string, Offer>()
  const add = (text: string, detail: string | undefined, rank: number): void => {
    if (!offers.has(text)) offers.set(text, { text, kind: CompletionItemKind.Value, detail, rank })
  }
  const composed = compositionFor(document)
  const at = placed(path, document)
  const around = composed === undefined ? undefined : nodeAt(composed, at.slice(0, -1))?.value
  const value = composed === undefined ? undefined : nodeAt(composed, at)?.value
  const field = around?.kind === 'map' ? new Map(fieldsOf(around)).get(at.at(-1)!) : undefined
  const type = field?.type
  for (const one of field?.allowed ?? []) add(writtenAs(one), 'allowed', 1)
  for (const word of membersOf(type)) add(word, 'allowed', 1)
  if (at.join('.') === 'hydra.mode') for (const word of ['RUN', 'MULTIRUN']) add(word, undefined, 1)
  for (const { name, entries, text } of siblings(document)) {
    const entry = entryAt(entries, path)
    if (entry?.kind === 'scalar' && entry.value !== undefined && entry.style !== 'block') {
      add(text.slice(entry.value.start, entry.value.end), name, 2)
    }
  }
  if (value?.kind === 'bool' || type?.kind === 'bool') for (const word of ['true', 'false']) add(word, undefined, 1)
  if (value !== undefined && !isContainer(value)) add(inlineText(value, 200), 'now', 3)
  return [...offers.values()]
}

/** A scalar as YAML: a text that reads as something else has quotes. */
function writtenAs(value: Value): string {
  return toYaml({ kind: 'list', items: [value], shape: undefined, origin: value.origin })
    .slice('- '.length)
    .trimEnd()
}

function membersOf(type: Type | undefined): readonly string[] {
  if (type?.kind === 'enum') return [...type.members.keys()]
  return type?.kind === 'union' ? type.of.flatMap(membersOf) : []
}

function* fieldsOf({ shape }: MapValue): Generator<readonly [string, Field]> {
  if (shape?.type?.kind === 'struct') yield* shape.type.struct.fields
  for (const [key, type] of shape?.fields ?? []) yield [String(key), { type }]
}

interface Sibling {
  readonly name: string
  readonly entries: readonly Entry[]
  readonly text: string
}

/** The other options of the group that a file is in. */
function* siblings({ tree, name }: TreeDocument): Generator<Sibling> {
  const folder = posix.dirname(name)
  const others = tree.configs.filter((other) => other !== name && posix.dirname(other) === folder)
  for (const other of others.slice(0, MOST_SIBLINGS)) {
    const source = tree.sourceOf(other)
    if (source !== undefined) yield { name: other, entries: structureOf(source).entries, text: source.text }
  }
}

/** Of a group with very many options the first say enough. */
const MOST_SIBLINGS = 50

function childrenAt(entries: readonly Entry[], path: readonly string[]): readonly Entry[] {
  return path.length === 0 ? entries : (entryAt(entries, path)?.children ?? [])
}

function placed(path: readonly string[], document: TreeDocument): readonly string[] {
  const entry = firstEntry(document)
  return entry === undefined ? path : placedPath(entry, path)
}

function hydraKeysBelow(path: readonly string[]): readonly string[] {
  const front = `${path.join('.')}.`
  const keys = Object.keys(HYDRA_SETTINGS).filter((key) => key.startsWith(front))
  return [...new Set(keys.map((key) => key.slice(front.length).split('.')[0]!))]
}
