import type { Anchor, Composer } from './composer.js'
import { noContent } from './indicators.js'
import { scanName, scanTag } from './scan-tag.js'

/** `&anchor` and `!tag` before a value, in either order, each at most once. */
export interface Properties {
  readonly tag: string | undefined
  readonly anchor: Anchor | undefined
  /** Where the last of them ends. */
  readonly end: number
}

/** The properties at the cursor, up to what follows them on this line or on another one. */
export function readPropertiesOnLine(reader: Composer): Properties | undefined {
  const { lineStart } = reader
  let properties: Properties | undefined
  while (reader.lineStart === lineStart) {
    const more = readProperty(reader, properties)
    if (more === undefined) break
    properties = more
    reader.toNextToken()
  }
  return properties
}

/** Reads the property at the cursor into those before it; undefined when there is none, or already one of its kind. */
export function readProperty(reader: Composer, before: Properties | undefined): Properties | undefined {
  const start = reader.pos
  const code = reader.text.charCodeAt(start)
  if (code === AMPERSAND && before?.anchor === undefined) {
    const name = scanName(reader, 'anchor')
    if (reader.rules.tabsSeparate) reader.mayStartKey = false
    return { tag: before?.tag, anchor: reader.anchor(name, start), end: reader.pos }
  }
  if (code === EXCLAMATION && before?.tag === undefined) {
    const tag = scanTag(reader, reader.handles)
    if (reader.rules.tabsSeparate) reader.mayStartKey = false
    return { tag, anchor: before?.anchor, end: reader.pos }
  }
  return undefined
}

const AMPERSAND = 38

const EXCLAMATION = 33

/** The properties of one value that stand on several lines: each kind at most once. */
export function joined(
  reader: Composer,
  above: Properties | undefined,
  own: Properties | undefined,
): Properties | undefined {
  if (above === undefined || own === undefined) return above ?? own
  const isTwice =
    (above.anchor !== undefined && own.anchor !== undefined) || (above.tag !== undefined && own.tag !== undefined)
  if (isTwice) throw noContent(reader)
  return { tag: above.tag ?? own.tag, anchor: above.anchor ?? own.anchor, end: own.end }
}
