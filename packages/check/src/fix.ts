import { isMap, isScalar, isSeq, type Node, type Pair, parseDocument } from 'yaml'
import type { Problem } from './problem.js'

/** What mends a file: a text to put in at one place. */
export interface Fix {
  /** What was done, or would be: `added "- _self_"`. */
  readonly done: string
  /** Where in the source of the problem's origin, in UTF-16 units. */
  readonly at: number
  readonly insert: string
}

/** What has one safe answer. */
export const FIXABLE: ReadonlySet<string> = new Set(['self-left-out', 'multiple-choices'])

/** What mends a problem that has one safe answer; comments and layout stay as they are. */
export function fixOf({ code, origin }: Problem): Fix | undefined {
  if (origin?.source.kind !== 'file' || !FIXABLE.has(code)) return undefined
  const { text } = origin.source
  return code === 'self-left-out' ? selfAdded(text) : overrideAdded(text, origin.start)
}

/** `- _self_` behind the last entry, in its column. */
function selfAdded(text: string): Fix | undefined {
  const items = defaultsIn(text)
  const last = items?.at(-1)
  if (last?.range === undefined || last.range === null) return undefined
  const [start, end] = last.range
  const lineStart = text.lastIndexOf('\n', start - 1) + 1
  const indent = /^(\s*)-\s+/.exec(text.slice(lineStart))
  const done = 'added "- _self_"'
  //   defaults: [db: mysql]
  //                      ^ end of the last entry
  if (indent === null) return { done, at: end, insert: ', _self_' }
  const lineEnd = text.indexOf('\n', end - 1)
  const at = lineEnd === -1 ? text.length : lineEnd
  return { done, at, insert: `\n${indent[0]}_self_` }
}

/** `override ` in front of the group of the entry at a place. */
function overrideAdded(text: string, offset: number): Fix | undefined {
  for (const item of defaultsIn(text) ?? []) {
    if (!isMap(item)) continue
    const [pair] = item.items as Pair<Node, Node>[]
    const key = pair?.key
    if (key?.range === undefined || key.range === null || !isScalar(key)) continue
    const [start, end] = [key.range[0], pair!.value?.range?.[1] ?? key.range[1]]
    if (offset < start || offset > end || /^(override|optional)\b/.test(String(key.value))) continue
    return { done: 'added "override"', at: start, insert: 'override ' }
  }
  return undefined
}

function defaultsIn(text: string): readonly Node[] | undefined {
  const document = parseDocument(text, { version: '1.1', keepSourceTokens: true })
  const defaults = isMap(document.contents) ? document.get('defaults', true) : undefined
  return isSeq(defaults) ? (defaults.items as readonly Node[]) : undefined
}
