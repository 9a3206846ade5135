import type { Document } from '@hydraconf/core'
import { isMap, isScalar, isSeq, type Node, type Pair, parseDocument } from 'yaml'
import type { PlacedEntries } from './placed-entries.js'
import { rewrittenEntry } from './rewritten-entry.js'
import type { TextEdit } from './text-edit.js'

/** What has to change in a defaults list for Hydra 1.4, as far as that has one safe answer; comments and layout stay. */
export function entryEdits(document: Document, placed: PlacedEntries): readonly TextEdit[] {
  const { source, name, defaults = [] } = document
  if (source.kind !== 'file' || defaults.length === 0) return []
  const folder = name.slice(0, Math.max(name.lastIndexOf('/'), 0))
  const edits: TextEdit[] = []
  for (const item of itemsIn(source.text)) {
    const [key, value] = partsOf(item)
    if (key?.range == null || !isScalar(key)) continue
    const [start, end] = [key.range[0], key.range[1]]
    const entry = defaults.find(({ origin }) => origin.start <= start && start < Math.max(origin.end, origin.start + 1))
    const rewritten = entry === undefined ? undefined : rewrittenEntry(entry, placed.of(entry), folder)
    const text = rewritten?.key ?? withoutBadWords(String(key.value))
    if (text === undefined && rewritten === undefined) continue
    const behind = value?.range?.[1] ?? end
    const edit = (from: number, to: number, put: string): TextEdit[] =>
      source.text.slice(from, to) === put ? [] : [{ file: source.name, start: from, end: to, text: put, done: '' }]
    const option = rewritten?.value
    const made =
      option === null
        ? edit(start, behind, text!)
        : [
            ...edit(start, end, text!),
            ...(option === undefined || value?.range == null ? [] : edit(value.range[0], behind, option)),
          ]
    const before = source.text.slice(start, behind)
    const after =
      option === null || value?.range == null
        ? text!
        : `${text}: ${option ?? source.text.slice(value.range[0], behind)}`
    for (const one of made) edits.push({ ...one, done: `"${before}" becomes "${after}"` })
  }
  return edits
}

/** A key without words that are no keywords, and without `optional` beside `override`. */
function withoutBadWords(key: string): string | undefined {
  const words = key.split(' ')
  const kept = words.filter((word, index) => index === words.length - 1 || word === 'override' || word === 'optional')
  const isBoth = kept.includes('override') && kept.includes('optional')
  const text = kept.filter((word, index) => !(isBoth && word === 'optional' && index < kept.length - 1)).join(' ')
  return text === key ? undefined : text
}

function partsOf(item: Node): readonly [Node | undefined, Node | undefined] {
  if (!isMap(item)) return [item, undefined]
  const [pair] = item.items as Pair<Node, Node>[]
  return [pair?.key, pair?.value ?? undefined]
}

function itemsIn(text: string): readonly Node[] {
  const document = parseDocument(text, { version: '1.1', keepSourceTokens: true })
  const defaults = isMap(document.contents) ? document.get('defaults', true) : undefined
  return isSeq(defaults) ? (defaults.items as readonly Node[]) : []
}
