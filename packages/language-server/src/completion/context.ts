/** What is being typed at a place of a text. Told from the lines alone: a half-written file is seldom sound YAML. */
export type TypedContext =
  /** Behind `# @package `. */
  | { readonly kind: 'header'; readonly word: Typed }
  /** In a `${`: `inside` is all behind the innermost brace. */
  | { readonly kind: 'expression'; readonly inside: string; readonly path: readonly string[]; readonly word: Typed }
  /** At the front of an entry of a defaults list: `- over`, `- override /d`, `- db@m`. */
  | { readonly kind: 'default'; readonly keywords: readonly string[]; readonly word: Typed; readonly isAlone: boolean }
  /** Behind the colon of one, or in its list of options. */
  | { readonly kind: 'option'; readonly keywords: readonly string[]; readonly group: string; readonly word: Typed }
  /** A key of a mapping at a path. */
  | { readonly kind: 'key'; readonly path: readonly string[]; readonly word: Typed; readonly isAlone: boolean }
  /** The value of the key at a path. */
  | { readonly kind: 'value'; readonly path: readonly string[]; readonly word: Typed }

/** The word before the cursor, and where it begins. */
export interface Typed {
  readonly text: string
  readonly start: number
}

export function contextAt(text: string, offset: number): TypedContext | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1
  const before = text.slice(lineStart, offset)
  const lineEnd = text.indexOf('\n', offset)
  const behind = text.slice(offset, lineEnd === -1 ? text.length : lineEnd).trimEnd()
  const word = (typed: string): Typed => ({ text: typed, start: offset - typed.length })

  const header = /^\s*#\s*@package\s+(\S*)$/.exec(before)
  if (header !== null) return { kind: 'header', word: word(header[1]!) }

  const lines = text.slice(0, lineStart).split('\n').slice(0, -1)
  const inside = openExpression(before)
  if (inside !== undefined) {
    return {
      kind: 'expression',
      inside,
      path: pathOfLine(lines, before),
      word: word(/[^.:,{[\]\s]*$/.exec(inside)![0]),
    }
  }
  if (/(^|\s)#/.test(before)) return undefined
  return inDefaults(lines, before) ? defaultContext(before, behind, word) : bodyContext(lines, before, behind, word)
}

/** What stands behind the last `${` that is not closed before the cursor. */
function openExpression(before: string): string | undefined {
  const open: number[] = []
  for (let at = 0; at < before.length; at++) {
    if (before.startsWith('${', at)) {
      open.push(at + 2)
      at++
    } else if (before[at] === '}') open.pop()
  }
  const last = open.at(-1)
  return last === undefined ? undefined : before.slice(last)
}

/** Whether a line is one of the list below `defaults:`, or in its brackets. */
function inDefaults(above: readonly string[], line: string): boolean {
  if (/^defaults:\s*\[[^\]]*$/.test(line)) return true
  if (/^\S/.test(line) && !line.startsWith('-')) return false
  for (let at = above.length - 1; at >= 0; at--) {
    const other = above[at]!
    if (/^defaults:\s*(\[[^\]]*)?(#.*)?$/.test(other)) return true
    if (/^\S/.test(other) && !/^[-#]/.test(other)) return false
  }
  return false
}

//   - override /db@pkg: my|          [db: my|
//     ^^^^^^^^ ^^^      ^^
function defaultContext(before: string, behind: string, word: (typed: string) => Typed): TypedContext | undefined {
  const written = /(?:^\s*-\s+|[[,]\s*|^\s*-?$)([^[\],]*)$/.exec(before)?.[1]
  const listed = /^\s*-\s+([^:]*):\s+\[(?:[^\]]*,)?\s*([^\],\s]*)$/.exec(before)
  if (listed !== null) return optionContext(listed[1]!, listed[2]!, word)
  if (written === undefined) return undefined
  const chosen = /^([^:]*):\s+(\S*)$/.exec(written)
  if (chosen !== null) return optionContext(chosen[1]!, chosen[2]!, word)
  if (written.includes(':')) return undefined
  const words = written.split(/\s+/)
  return {
    kind: 'default',
    keywords: words.slice(0, -1),
    word: word(words.at(-1)!),
    isAlone: behind === '' || /^[\],]/.test(behind),
  }
}

function optionContext(front: string, typed: string, word: (typed: string) => Typed): TypedContext {
  const words = front.trim().split(/\s+/)
  return { kind: 'option', keywords: words.slice(0, -1), group: words.at(-1)!.split('@')[0]!, word: word(typed) }
}

function bodyContext(
  above: readonly string[],
  before: string,
  behind: string,
  word: (typed: string) => Typed,
): TypedContext | undefined {
  const value = /^\s*(?:- +)*[^\s#:][^:]*:\s+(?:['"])?([^\s'"]*)$/.exec(before)
  if (value !== null) return { kind: 'value', path: pathOfLine(above, before), word: word(value[1]!) }
  const key = /^(\s*)((?:- +)*)([\w.-]*)$/.exec(before)
  if (key === null) return undefined
  const column = key[1]!.length + key[2]!.length
  return { kind: 'key', path: pathAbove(above, column), word: word(key[3]!), isAlone: !behind.includes(':') }
}

/** The keys that lead to the key of a line. */
function pathOfLine(above: readonly string[], line: string): readonly string[] {
  const own = KEY.exec(line)
  if (own === null) return pathAbove(above, line.length - line.trimStart().length)
  return [...pathAbove(above, own[1]!.length), own[2]!]
}

/** The keys of the lines above that are further to the left, each time. */
function pathAbove(lines: readonly string[], column: number): readonly string[] {
  const path: string[] = []
  let limit = column
  for (let at = lines.length - 1; at >= 0 && limit > 0; at--) {
    const found = KEY.exec(lines[at]!)
    if (found === null || found[1]!.length >= limit) continue
    path.unshift(found[2]!)
    limit = found[1]!.length
  }
  return path
}

/** The indent of a key (that of an item counts with its dash), and the key. */
const KEY = /^((?:\s|- )*)["']?([^\s#:"'-][^:"']*)["']?:(?:\s|$)/
