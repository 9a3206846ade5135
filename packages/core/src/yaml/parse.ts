import {
  characterNotAllowed,
  contentExpected,
  documentStartExpected,
  rootNotSupported,
  severalDocuments,
} from '../messages/yaml.js'
import type { Source } from '../text/source.js'
import { map, nullValue } from '../value/make.js'
import type { ListValue, MapValue, Value } from '../value/value.js'
import { refuseGrowth } from './alias-growth.js'
import { readBlockValue } from './block.js'
import { NUL, PERCENT } from './characters.js'
import { refuseNoConfig } from './config-check.js'
import { refuseLateRepeats } from './construction-order.js'
import { isDocumentMarker } from './cursor.js'
import { scanDirectives } from './directives.js'
import { found } from './node.js'
import type { RawValue } from './raw.js'
import { Reading } from './reading.js'

/**
 * Reads a config from YAML text, as `OmegaConf.create(text)` and `OmegaConf.load` do: YAML 1.1 in PyYAML's dialect,
 * with OmegaConf's rule for floats, no dates, and no key given twice. `???` becomes missing, `${…}` an interpolation.
 * An empty document is `{}`, and a document that is only the text `s` is `{s: null}`.
 *
 * @throws ReaderError, ScannerError, ParserError, ComposerError or ConstructorError for what is no YAML,
 * GrammarParseError for a malformed interpolation, KeyValidationError, UnsupportedValueType or ConfigTypeError for
 * YAML that is no config.
 */
export function parseYaml(input: string | Source): MapValue | ListValue {
  const reading = new Reading(sourceOf(input), 'config')
  const root = readDocument(reading)
  if (root === undefined || root.kind === 'null') return map([], root?.origin ?? reading.origin(0, 0))
  if (root.kind === 'str' || root.kind === 'missing' || root.kind === 'interpolation' || root.kind === 'malformed') {
    return map([[root.value, nullValue(root.origin)]], root.origin)
  }
  if (root.kind !== 'map' && root.kind !== 'list') {
    throw reading.refuse(rootNotSupported(root.kind), root.origin.start, root.origin.end)
  }
  refuseNoConfig(reading, root)
  refuseGrowth(reading, root)
  return root
}

/**
 * Reads a single config value from YAML text, as OmegaConf reads the right side of `a.b=…`: any value that a config can
 * hold, a scalar included. An empty document is null.
 *
 * @throws as `parseYaml` does.
 */
export function parseYamlValue(input: string | Source): Value {
  const reading = new Reading(sourceOf(input), 'config')
  const value = readDocument(reading) ?? nullValue(reading.origin(0, 0))
  refuseNoConfig(reading, value)
  return value as Value
}

/**
 * Reads whatever a YAML document holds, as `yaml.load` with OmegaConf's loader does: also scalars, sets, dates,
 * null keys. An empty document is null.
 */
export function loadYaml(input: string | Source): RawValue {
  const reading = new Reading(sourceOf(input), 'anything')
  return readDocument(reading) ?? nullValue(reading.origin(0, 0))
}

function sourceOf(input: string | Source): Source {
  return typeof input === 'string' ? { kind: 'program', name: '<program>', text: input } : input
}

/** The one document of a text; undefined when there is none. */
function readDocument(reading: Reading): RawValue | undefined {
  let value: RawValue | undefined
  try {
    value = readWhole(reading)
  } catch (error) {
    refuseUnreadable(reading)
    throw error
  }
  // The scanners take NUL for the end.
  if (reading.hasUnusual || reading.pos !== reading.source.text.length) refuseUnreadable(reading)
  return value
}

function readWhole(reading: Reading): RawValue | undefined {
  const { text } = reading
  reading.toNextToken()
  if (text.charCodeAt(reading.pos) === NUL) return undefined

  if (isDirective(reading)) reading.handles = scanDirectives(reading)
  if (isMarker(reading, '---')) {
    reading.pos += 3
    reading.mayStartKey = false
  } else if (isMarker(reading, '...')) {
    throw reading.refuse(contentExpected('the end of the document'), reading.pos, reading.pos + 3)
  }
  const value = readBlockValue(reading, -1, 'in-list', 'value')
  endOfDocument(reading)
  refuseLateRepeats(reading, value)
  return value
}

function endOfDocument(reading: Reading): void {
  const { text } = reading
  const isEnded = isMarker(reading, '...')
  while (isMarker(reading, '...')) {
    reading.pos += 3
    reading.mayStartKey = false
    reading.toNextToken()
  }
  if (text.charCodeAt(reading.pos) === NUL) return
  if (isDirective(reading)) scanDirectives(reading)
  if (isMarker(reading, '---')) throw reading.refuse(severalDocuments(), reading.pos, reading.pos + 3)
  throw reading.refuse(documentStartExpected(isEnded ? 'more text' : found(reading)))
}

function isDirective(reading: Reading): boolean {
  return reading.pos === reading.lineStart && reading.text.charCodeAt(reading.pos) === PERCENT
}

function isMarker(reading: Reading, marker: '---' | '...'): boolean {
  const { text, pos, lineStart } = reading
  return pos === lineStart && text.startsWith(marker, pos) && isDocumentMarker(text, pos)
}

const SUSPECT = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd]/
const UNREADABLE = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

/** Control characters and halves of surrogate pairs cannot stand in YAML: what else is wrong counts for less. */
function refuseUnreadable(reading: Reading): void {
  const { text } = reading.source
  if (!SUSPECT.test(text)) return
  const match = UNREADABLE.exec(text)
  if (match !== null) throw reading.refuse(characterNotAllowed(match[0].codePointAt(0)!), match.index)
}
