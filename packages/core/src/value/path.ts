import type { KeyRules } from '../dialect/dialect.js'
import { pythonBytes, pythonFloat } from '../text/python-repr.js'
import type { ConfigNode } from './config-node.js'
import type { Key } from './key.js'

/** The keys from a root to a value, in order; a `bigint` is an index where the container is a list. */
export type Path = readonly Key[]

/**
 * The parts of a key as Hydra and OmegaConf write it: `a.b`, `a[b]` and `[a].b` are `a`, `b`; a leading dot is an empty
 * part (`.a` is ``, `a`). Text between a bracket and the next dot or bracket is dropped, as OmegaConf does.
 */
export function splitKey(key: string, rules?: Pick<KeyRules, 'readsEscapes'>): string[] {
  if (rules?.readsEscapes === true && key.includes('\\')) return splitEscapedKey(key)
  const bracket = key.indexOf('[')
  if (bracket === -1) return key.split('.')
  const headEnd = endOfHead(key)
  const parts = key.slice(0, headEnd).split('.')
  if (parts[parts.length - 1] === '') parts.pop()
  let at = headEnd
  while (at < key.length) {
    const open = key[at]
    if (open === '.') {
      const end = endOfPart(key, at + 1)
      parts.push(key.slice(at + 1, end))
      at = end
    } else {
      const close = open === '[' ? closingBracket(key, at + 1) : -1
      if (close !== -1) parts.push(key.slice(at + 1, close))
      at = close === -1 ? at + 1 : close + 1
    }
  }
  return parts
}

//   a\.b[c\]d].e   is  a.b, c]d, e
function splitEscapedKey(key: string): string[] {
  const parts = key.startsWith('[') ? [] : [unescapedKey(DOTTED_PART.exec(key)![0])]
  for (let at = parts.length === 0 ? 0 : DOTTED_PART.exec(key)![0].length; at < key.length; ) {
    const isDot = key[at] === '.'
    const part = (isDot ? DOTTED_PART : BRACKETED_PART).exec(key.slice(at + 1))
    // A bracket that is not closed: what follows is dropped.
    if (part === null) break
    parts.push(unescapedKey(isDot ? part[0] : part[1]!))
    at += 1 + part[0].length
  }
  return parts
}

const DOTTED_PART = /^(?:\\[.[\]=]|[^.[])*/
const BRACKETED_PART = /^((?:\\[.[\]=]|[^\]])*)\]/
const unescapedKey = (part: string): string => part.replace(/\\([.[\]=])/g, '$1')

/** The keys that lead to a node from its root. */
export function pathOf(node: ConfigNode): Key[] {
  const path: Key[] = []
  for (let at: ConfigNode | undefined = node; at !== undefined; at = at.parent) {
    if (at.key !== undefined) path.push(at.key)
  }
  return path.reverse()
}

/** How messages name a place: `a.b[0].c`, empty for the root. `key` names a child that may not be there. */
export function fullKey(node: ConfigNode, key?: Key): string {
  let text = key === undefined ? '' : keyPart(node, key)
  for (let at: ConfigNode = node; at.parent !== undefined; at = at.parent) {
    if (at.key === undefined) continue
    const part = keyPart(at.parent, at.key)
    text = text === '' || text.startsWith('[') ? part + text : `${part}.${text}`
  }
  return text
}

/** As `fullKey`, for a key of the map at a place that is given as text. */
export function keyBelow(place: string, key: Key): string {
  return place === '' ? keyText(key) : `${place}.${keyText(key)}`
}

/** `str` of a key in Python: `a`, `1`, `True`, `1.5`, `b'x'`; an enum member by its name. */
export function keyText(key: Key): string {
  // What is no key at all still has to be named in the refusal.
  if (key === null || key === undefined) return 'null'
  switch (typeof key) {
    case 'string':
      return key
    case 'bigint':
      return key.toString()
    case 'number':
      return pythonFloat(key)
    case 'boolean':
      return key ? 'True' : 'False'
    default:
      if (key.kind === 'null') return 'None'
      return key.kind === 'bytes' ? pythonBytes(key.value) : key.name
  }
}

function keyPart(of: ConfigNode, key: Key): string {
  return of.value.kind === 'list' ? `[${keyText(key)}]` : keyText(key)
}

//   ..a.b[c].d
//   ^^^ head: dots, then anything up to the next dot or bracket
function endOfHead(key: string): number {
  let at = 0
  while (key[at] === '.') at++
  return endOfPart(key, at)
}

function endOfPart(key: string, from: number): number {
  let at = from
  while (at < key.length && key[at] !== '.' && key[at] !== '[') at++
  return at
}

/** A bracket does not reach over the end of a line. */
function closingBracket(key: string, from: number): number {
  const close = key.indexOf(']', from)
  return close === -1 || key.slice(from, close).includes('\n') ? -1 : close
}
