import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { writeWhole } from '@hydraconf/node'
import { isMap, isScalar, isSeq, type Node, type Pair, parseDocument } from 'yaml'
import type { Problem } from './problem.js'

/** What has one safe answer. */
export const FIXABLE: ReadonlySet<string> = new Set(['self-left-out', 'multiple-choices'])

/**
 * Mends a file in place, if the problem is one that has one safe answer; comments and layout stay as they are. Says what
 * was done.
 */
export function fixProblem({ code, origin }: Problem, cwd: string): string | undefined {
  if (origin?.source.kind !== 'file' || !FIXABLE.has(code)) return undefined
  const { name } = origin.source
  const path = resolve(cwd, name)
  const text = readFileSync(path, 'utf8')
  if (text !== origin.source.text) return undefined
  const mended = code === 'self-left-out' ? withSelf(text) : withOverride(text, origin.start)
  if (mended === undefined) return undefined
  writeWhole(path, mended)
  return `${name}: ${code === 'self-left-out' ? 'added "- _self_"' : 'added "override"'}`
}

/** `- _self_` behind the last entry, in its column. */
function withSelf(text: string): string | undefined {
  const items = defaultsIn(text)
  const last = items?.at(-1)
  if (last?.range === undefined || last.range === null) return undefined
  const [start, end] = last.range
  const lineStart = text.lastIndexOf('\n', start - 1) + 1
  const indent = /^(\s*)-\s+/.exec(text.slice(lineStart))
  if (indent === null) return flowSelf(text, end)
  const lineEnd = text.indexOf('\n', end - 1)
  const at = lineEnd === -1 ? text.length : lineEnd
  return `${text.slice(0, at)}\n${indent[0]}_self_${text.slice(at)}`
}

//   defaults: [db: mysql]
//                      ^ end of the last entry
function flowSelf(text: string, end: number): string {
  return `${text.slice(0, end)}, _self_${text.slice(end)}`
}

/** `override ` in front of the group of the entry at a place. */
function withOverride(text: string, offset: number): string | undefined {
  for (const item of defaultsIn(text) ?? []) {
    if (!isMap(item)) continue
    const [pair] = item.items as Pair<Node, Node>[]
    const key = pair?.key
    if (key?.range === undefined || key.range === null || !isScalar(key)) continue
    const [start, end] = [key.range[0], pair!.value?.range?.[1] ?? key.range[1]]
    if (offset < start || offset > end || /^(override|optional)\b/.test(String(key.value))) continue
    return `${text.slice(0, start)}override ${text.slice(start)}`
  }
  return undefined
}

function defaultsIn(text: string): readonly Node[] | undefined {
  const document = parseDocument(text, { version: '1.1', keepSourceTokens: true })
  const defaults = isMap(document.contents) ? document.get('defaults', true) : undefined
  return isSeq(defaults) ? (defaults.items as readonly Node[]) : undefined
}
