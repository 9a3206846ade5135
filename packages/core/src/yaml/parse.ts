import type { Dialect, DialectName, PyYamlVersion } from '../dialect/dialect.js'
import { dialectOf } from '../dialect/dialects.js'
import {
  characterNotAllowed,
  contentExpected,
  documentStartExpected,
  rootNotSupported,
  severalDocuments,
} from '../messages/yaml.js'
import type { Source } from '../text/source.js'
import { map, nullValue } from '../value/constructors.js'
import type { ListValue, MapValue, Value } from '../value/value.js'
import { refuseAliasExpansion } from './alias-expansion.js'
import { readBlockValue } from './block.js'
import { NUL, PERCENT } from './characters.js'
import { Composer } from './composer.js'
import { refuseLateRepeats } from './construction-order.js'
import { isDocumentMarker } from './cursor.js'
import { scanDirectives } from './directives.js'
import { found } from './indicators.js'
import { refuseManyNodes } from './node-count.js'
import type { RawValue } from './raw-value.js'
import { refuseCollidingKeys } from './refuse-colliding-keys.js'
import { refuseCircles, refuseRawValues } from './refuse-raw-values.js'

/** How YAML is read. */
export interface ReadYamlOptions {
  /** Whose YAML: that of Hydra 1.3, unless told, or of 1.4. */
  readonly dialect?: DialectName | undefined
  /** Which PyYAML's merging by `<<` is followed: that of 6.0.4, the newest, unless told. Hydra 1.4 does not go by it. */
  readonly pyyaml?: PyYamlVersion | undefined
}

const dialectFor = ({ dialect, pyyaml }: ReadYamlOptions): Dialect => dialectOf(dialect, pyyaml)

/**
 * Reads a config from YAML text, as `OmegaConf.create(text)` and `OmegaConf.load` do: YAML 1.1 in PyYAML's dialect,
 * with OmegaConf's rule for floats, no dates, and no key given twice. `???` becomes missing, `${…}` an interpolation.
 * An empty document is `{}`, and a document that is only the text `s` is `{s: null}`.
 *
 * @throws ReaderError, ScannerError, ParserError, ComposerError or ConstructorError for what is no YAML,
 * GrammarParseError for a malformed interpolation, KeyValidationError, UnsupportedValueType or ConfigTypeError for
 * YAML that is no config.
 */
export function parseYaml(input: string | Source, options: ReadYamlOptions = {}): MapValue | ListValue {
  return readConfig(sourceOf(input), dialectFor(options))
}

/** As `parseYaml`, by the rules of a dialect. */
export function readConfig(source: Source, dialect: Dialect): MapValue | ListValue {
  const reader = new Composer(source, 'config', dialect)
  const root = readDocument(reader)
  if (root === undefined || root.kind === 'null') return map([], root?.origin ?? reader.origin(0, 0))
  if (root.kind === 'str' || root.kind === 'missing' || root.kind === 'interpolation' || root.kind === 'malformed') {
    return map([[root.value, nullValue(root.origin)]], root.origin)
  }
  if (root.kind !== 'map' && root.kind !== 'list') {
    throw reader.refuse(rootNotSupported(root.kind), root.origin.start, root.origin.end)
  }
  refuseManyNodes(reader, root)
  refuseRawValues(reader, root)
  refuseAliasExpansion(reader, root)
  refuseCollidingKeys(reader, root)
  return root
}

/**
 * Reads a single config value from YAML text, as OmegaConf reads the right side of `a.b=…`: any value that a config can
 * hold, a scalar included. An empty document is null.
 *
 * @throws as `parseYaml` does.
 */
export function parseYamlValue(input: string | Source, options: ReadYamlOptions = {}): Value {
  const reader = new Composer(sourceOf(input), 'config', dialectFor(options))
  const value = readDocument(reader) ?? nullValue(reader.origin(0, 0))
  refuseRawValues(reader, value)
  return value as Value
}

/**
 * Reads whatever a YAML document holds, as `yaml.load` with OmegaConf's loader does: also scalars, sets, dates,
 * null keys. An empty document is null.
 */
export function loadYaml(input: string | Source, options: ReadYamlOptions = {}): RawValue {
  return readAnything(new Composer(sourceOf(input), 'anything', dialectFor(options)))
}

/**
 * Reads every document of a text as `yaml.safe_load_all` does: YAML 1.1 by PyYAML's own rules, where `1e3` is a text and a
 * key may be given twice (the last value wins). Dates stay the texts they are. A document of nothing is null; comments
 * alone are no document. Origins are lines and columns of the whole text.
 *
 * @throws as `loadYaml` does.
 */
export function loadYamlDocuments(input: string | Source): readonly RawValue[] {
  return documentsOf(sourceOf(input)).map((source) => {
    return readAnything(new Composer(source, 'plain'))
  })
}

function readAnything(reader: Composer): RawValue {
  const value = readDocument(reader) ?? nullValue(reader.origin(0, 0))
  refuseCircles(reader, value)
  return value
}

/** One source a document. The lines before it are empty in its text, so that it keeps its place. */
function documentsOf(source: Source): readonly Source[] {
  const { text } = source
  const marks = [...text.matchAll(/^---(?=[ \t\r\n]|$)/gm)].map(({ index }) => index)
  const front = text.slice(0, marks[0] ?? text.length)
  const starts = HAS_CONTENT.test(front) ? [0, ...marks] : marks
  return starts.map((start, at) => {
    const linesBefore = text.slice(0, start).split('\n').length - 1
    return { ...source, text: '\n'.repeat(linesBefore) + text.slice(start, starts[at + 1] ?? text.length) }
  })
}

/** A line that is no comment, no directive and not blank. */
const HAS_CONTENT = /^(?![ \t]*(?:#|%|\r?$))./m

function sourceOf(input: string | Source): Source {
  return typeof input === 'string' ? { kind: 'program', name: '<program>', text: input } : input
}

/** The one document of a text; undefined when there is none. */
function readDocument(reader: Composer): RawValue | undefined {
  let value: RawValue | undefined
  try {
    value = readWhole(reader)
  } catch (error) {
    refuseUnreadable(reader)
    throw error
  }
  // The scanners take NUL for the end.
  if (reader.hasUnusual || reader.pos !== reader.source.text.length) refuseUnreadable(reader)
  return value
}

function readWhole(reader: Composer): RawValue | undefined {
  const { text } = reader
  reader.toNextToken()
  if (text.charCodeAt(reader.pos) === NUL) return undefined

  if (isDirective(reader)) reader.handles = scanDirectives(reader)
  if (isMarker(reader, '---')) {
    reader.pos += 3
    reader.mayStartKey = false
  } else if (isMarker(reader, '...')) {
    throw reader.refuse(contentExpected('the end of the document'), reader.pos, reader.pos + 3)
  }
  const value = readBlockValue(reader, -1, 'in-list', 'value')
  endOfDocument(reader)
  if (reader.firstCircle !== undefined && reader.rules.refusesAllCircles) throw reader.firstCircle
  refuseLateRepeats(reader, value)
  return value
}

function endOfDocument(reader: Composer): void {
  const { text } = reader
  const isEnded = isMarker(reader, '...')
  while (isMarker(reader, '...')) {
    reader.pos += 3
    reader.mayStartKey = false
    reader.toNextToken()
  }
  if (text.charCodeAt(reader.pos) === NUL) return
  if (isDirective(reader)) scanDirectives(reader)
  if (isMarker(reader, '---')) throw reader.refuse(severalDocuments(), reader.pos, reader.pos + 3)
  throw reader.refuse(documentStartExpected(isEnded ? 'more text' : found(reader)))
}

function isDirective(reader: Composer): boolean {
  return reader.pos === reader.lineStart && reader.text.charCodeAt(reader.pos) === PERCENT
}

function isMarker(reader: Composer, marker: '---' | '...'): boolean {
  const { text, pos, lineStart } = reader
  return pos === lineStart && text.startsWith(marker, pos) && isDocumentMarker(text, pos)
}

const SUSPECT = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd]/
const UNREADABLE = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

/** Control characters and halves of surrogate pairs cannot stand in YAML: what else is wrong counts for less. */
function refuseUnreadable(reader: Composer): void {
  const { text } = reader.source
  if (!SUSPECT.test(text)) return
  const match = UNREADABLE.exec(text)
  if (match !== null) throw reader.refuse(characterNotAllowed(match[0].codePointAt(0)!), match.index)
}
