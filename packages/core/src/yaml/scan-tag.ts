import { nameExpected, tagHandleUnknown, tagMalformed } from '../messages/yaml.js'
import { COMMA, isBlank, isHexDigit, isNameCharacter, isSpaceOrEnd, PERCENT, SPACE, TAB, table } from './characters.js'
import type { Cursor } from './cursor.js'

/** What a tag handle (`!`, `!!`, `!e!`) stands for. */
export type TagHandles = ReadonlyMap<string, string>

export const YAML_TAG = 'tag:yaml.org,2002:'

export const DEFAULT_HANDLES: TagHandles = new Map([
  ['!', '!'],
  ['!!', YAML_TAG],
])

/** The name of the `&anchor` or `*alias` at the cursor, which is left behind it. */
export function scanName(cursor: Cursor, kind: 'anchor' | 'alias'): string {
  const { text } = cursor
  const start = cursor.pos + 1
  let at = start
  while (isNameCharacter(text.charCodeAt(at))) at++
  const after = text.charCodeAt(at)
  const mayFollow = isBlank(after) || (after < 128 && MAY_FOLLOW_NAME[after] === 1)
  if (at === start || !mayFollow) throw cursor.refuse(nameExpected(kind), cursor.pos, at + 1)
  cursor.pos = at
  return text.slice(start, at)
}

const MAY_FOLLOW_NAME = table('?:,]}%@`')

/**
 * The tag at the cursor, which is left behind it, with its handle replaced by what it stands for:
 * `!!int`, `!local`, `!e!name`, `!<verbatim>`, and `!` alone.
 */
export function scanTag(cursor: Cursor, handles: TagHandles): string {
  const { text } = cursor
  const start = cursor.pos
  const second = text.charCodeAt(start + 1)
  let tag: string
  if (text[start + 1] === '<') {
    cursor.pos += 2
    tag = scanUri(cursor, URI)
    if (text[cursor.pos] !== '>') throw cursor.refuse(tagMalformed('">"'), start, cursor.pos + 1)
    cursor.pos++
  } else if (isBlank(second) || (second === COMMA && endsAtComma(cursor))) {
    cursor.pos++
    tag = '!'
  } else {
    const { endsTagsAtCommas } = cursor.rules
    const handle = hasHandle(text, start, endsTagsAtCommas) ? scanTagHandle(cursor) : '!'
    if (cursor.pos === start) cursor.pos++
    const uri = scanUri(cursor, endsTagsAtCommas ? SHORT_URI : URI)
    const prefix = handles.get(handle)
    if (prefix === undefined) throw cursor.refuse(tagHandleUnknown(handle), start, cursor.pos)
    tag = prefix + uri
  }
  if (!mayFollowTag(cursor)) throw cursor.refuse(tagMalformed('a space behind it'), start, cursor.pos + 1)
  return tag
}

function mayFollowTag(cursor: Cursor): boolean {
  const { text, pos, rules } = cursor
  const code = text.charCodeAt(pos)
  if (isSpaceOrEnd(code) || (code === TAB && rules.tabsSeparate)) return true
  return code === COMMA && endsAtComma(cursor)
}

function endsAtComma({ flowDepth, rules }: Cursor): boolean {
  return flowDepth > 0 && rules.endsTagsAtCommas
}

/** `!`, `!!` or `!name!` at the cursor, which is left behind it. */
export function scanTagHandle(cursor: Cursor): string {
  const { text } = cursor
  const start = cursor.pos
  if (text[start] !== '!') throw cursor.refuse(tagMalformed('"!"'), start)
  let at = start + 1
  if (text.charCodeAt(at) !== SPACE) {
    while (isNameCharacter(text.charCodeAt(at))) at++
    if (text[at] !== '!') throw cursor.refuse(tagMalformed('"!" at the end of its handle'), start, at + 1)
    at++
  }
  cursor.pos = at
  return text.slice(start, at)
}

/** The rest of a tag, or the prefix of a `%TAG` line: URI characters, `%` escapes decoded. */
export function scanUri(cursor: Cursor, characters: Uint8Array = URI): string {
  const { text } = cursor
  const start = cursor.pos
  let out = ''
  let from = start
  for (;;) {
    let at = from
    let code = text.charCodeAt(at)
    while (code < 128 && characters[code] === 1) code = text.charCodeAt(++at)
    out += text.slice(from, at)
    cursor.pos = at
    if (code !== PERCENT) break
    out += scanUriEscapes(cursor)
    from = cursor.pos
  }
  if (cursor.pos === start) throw cursor.refuse(tagMalformed('a name'), start)
  return out
}

const SHORT_CHARACTERS = "-;/?:@&=+$_.!~*'()0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
const URI = table(`${SHORT_CHARACTERS},[]`)
const SHORT_URI = table(SHORT_CHARACTERS)

/** Whether a second `!` comes before the tag ends. */
function hasHandle(text: string, start: number, endsAtCommas: boolean): boolean {
  for (let at = start + 1; !isSpaceOrEnd(text.charCodeAt(at)); at++) {
    if (text[at] === '!') return true
    if (endsAtCommas && !isNameCharacter(text.charCodeAt(at))) return false
  }
  return false
}

function scanUriEscapes(cursor: Cursor): string {
  const { text } = cursor
  const start = cursor.pos
  let escapes = ''
  while (text.charCodeAt(cursor.pos) === PERCENT) {
    const at = cursor.pos
    if (!isHexDigit(text.charCodeAt(at + 1)) || !isHexDigit(text.charCodeAt(at + 2))) {
      throw cursor.refuse(tagMalformed('two hexadecimal digits behind "%"'), at, at + 3)
    }
    escapes += text.slice(at, at + 3)
    cursor.pos += 3
  }
  try {
    return decodeURIComponent(escapes)
  } catch {
    throw cursor.refuse(tagMalformed('the bytes of UTF-8 text behind "%"'), start, cursor.pos)
  }
}
