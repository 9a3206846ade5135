import {
  directiveMalformed,
  directiveRepeated,
  directiveUnknown,
  documentStartExpected,
  nameExpected,
  versionNotSupported,
} from '../messages/yaml.js'
import { HASH, isBreakOrEnd, isDigit, isNameCharacter, isSpaceOrEnd, PERCENT, SPACE } from './characters.js'
import { type Cursor, isDocumentMarker } from './cursor.js'
import { DEFAULT_HANDLES, scanTagHandle, scanUri, type TagHandles } from './scan-tag.js'

/**
 * Reads `%YAML`, `%TAG` and unknown directives up to the `---` that must follow them, which is left at the cursor.
 * Gives the tag handles that hold in the document.
 */
export function scanDirectives(cursor: Cursor): TagHandles {
  const { text, rules } = cursor
  const { refusesOtherDirectives } = rules
  const declared = new Map<string, string>()
  let hasVersion = false
  while (text.charCodeAt(cursor.pos) === PERCENT && cursor.pos === cursor.lineStart) {
    const start = cursor.pos
    const name = scanDirectiveName(cursor)
    if (name === 'YAML') {
      const version = scanVersion(cursor)
      if (hasVersion) throw cursor.refuse(directiveRepeated('%YAML'), start, cursor.pos)
      const { major, minor } = version
      const isKnown = !refusesOtherDirectives || Number(minor) === 1 || Number(minor) === 2
      if (Number(major) !== 1 || !isKnown) throw cursor.refuse(versionNotSupported(), start, cursor.pos)
      hasVersion = true
    } else if (name === 'TAG') {
      const { handle, prefix } = scanTagDeclaration(cursor)
      if (declared.has(handle)) throw cursor.refuse(directiveRepeated(`%TAG ${handle}`), start, cursor.pos)
      declared.set(handle, prefix)
    } else if (refusesOtherDirectives) {
      throw cursor.refuse(directiveUnknown(name), start, cursor.pos)
    } else {
      cursor.pos = cursor.lineEnd(cursor.pos)
    }
    endOfDirective(cursor)
    cursor.toNextToken()
  }
  if (cursor.pos !== cursor.lineStart || !isDocumentMarker(text, cursor.pos) || text[cursor.pos] !== '-') {
    throw cursor.refuse(documentStartExpected('text without "---"'))
  }
  return new Map([...DEFAULT_HANDLES, ...declared])
}

function scanDirectiveName(cursor: Cursor): string {
  const { text } = cursor
  const start = cursor.pos + 1
  let at = start
  while (isNameCharacter(text.charCodeAt(at))) at++
  if (at === start || !isSpaceOrEnd(text.charCodeAt(at)))
    throw cursor.refuse(nameExpected('directive'), start - 1, at + 1)
  cursor.pos = at
  return text.slice(start, at)
}

/** ` 1.2` */
function scanVersion(cursor: Cursor): { major: string; minor: string } {
  skipSpaces(cursor)
  const major = scanDigits(cursor)
  if (cursor.text[cursor.pos] !== '.') throw cursor.refuse(directiveMalformed('a version such as 1.1'))
  cursor.pos++
  const minor = scanDigits(cursor)
  if (!isSpaceOrEnd(cursor.text.charCodeAt(cursor.pos)))
    throw cursor.refuse(directiveMalformed('a version such as 1.1'))
  return { major, minor }
}

function scanDigits(cursor: Cursor): string {
  const start = cursor.pos
  while (isDigit(cursor.text.charCodeAt(cursor.pos))) cursor.pos++
  if (cursor.pos === start) throw cursor.refuse(directiveMalformed('a version such as 1.1'))
  return cursor.text.slice(start, cursor.pos)
}

/** ` !e! tag:example.com,2000:` */
function scanTagDeclaration(cursor: Cursor): { handle: string; prefix: string } {
  skipSpaces(cursor)
  const handle = scanTagHandle(cursor)
  if (cursor.text.charCodeAt(cursor.pos) !== SPACE) throw cursor.refuse(directiveMalformed('a space behind the handle'))
  skipSpaces(cursor)
  const prefix = scanUri(cursor)
  if (!isSpaceOrEnd(cursor.text.charCodeAt(cursor.pos)))
    throw cursor.refuse(directiveMalformed('a space behind the prefix'))
  return { handle, prefix }
}

function endOfDirective(cursor: Cursor): void {
  skipSpaces(cursor)
  if (cursor.text.charCodeAt(cursor.pos) === HASH) cursor.pos = cursor.lineEnd(cursor.pos)
  if (!isBreakOrEnd(cursor.text.charCodeAt(cursor.pos))) throw cursor.refuse(directiveMalformed('the end of the line'))
}

function skipSpaces(cursor: Cursor): void {
  while (cursor.text.charCodeAt(cursor.pos) === SPACE) cursor.pos++
}
