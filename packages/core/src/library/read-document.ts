import { PROGRAM, type Source } from '../text/source.js'
import type { KeyId } from '../value/key.js'
import { map, mapOf } from '../value/make.js'
import type { ListValue, MapValue, Value } from '../value/value.js'
import { parseYaml } from '../yaml/parse.js'
import { readDefaults } from './defaults-entries.js'
import type { Document } from './document.js'
import { NO_HEADER, readHeader } from './header.js'
import type { Rules } from './rules.js'
import type { ConfigContent, StoredContent } from './source.js'

/** Under which name a config was found, and where. */
export interface FoundAt {
  readonly name: string
  readonly provider: string
  readonly path: string
  readonly isSchema?: boolean
}

/**
 * Splits a config into header, defaults list and body. What was read from a `Source` is kept by it, so that a config
 * which did not change is never parsed again, however many compositions use it.
 */
export function readDocument(content: ConfigContent, found: FoundAt, rules: Rules): Document {
  const kept = rules.legacy ? legacyDocuments : documents
  const identity = content.kind === 'text' ? content.source : content.value
  const known = kept.get(identity)
  const provider = (content.kind === 'stored' ? content.provider : undefined) ?? found.provider
  if (known !== undefined && isFoundAt(known, { ...found, provider })) return known
  const document = content.kind === 'text' ? readText(content.source, found, rules) : readStored(content, found, rules)
  kept.set(identity, document)
  return document
}

const documents = new WeakMap<Source | MapValue, Document>()
const legacyDocuments = new WeakMap<Source | MapValue, Document>()

function isFoundAt(document: Document, { name, provider, path, isSchema = false }: FoundAt): boolean {
  const { name: readName, provider: by, path: at } = document
  return readName === name && at === path && document.isSchema === isSchema && by === provider
}

function readText(source: Source, { name, provider, path, isSchema = false }: FoundAt, rules: Rules): Document {
  const header = readHeader(source)
  const split = splitDefaults(configIn(source), name, rules)
  return { name, header, ...split, source, provider, path, isSchema }
}

function readStored(
  content: StoredContent,
  { name, provider, path, isSchema = false }: FoundAt,
  rules: Rules,
): Document {
  const header = content.package === undefined ? NO_HEADER : { package: content.package, keys: new Map() }
  const split = splitDefaults(content.value, name, rules)
  const source = content.value.origin.source
  return { name, header, ...split, source, provider: content.provider ?? provider, path, isSchema }
}

// Hydra reads a config that is only a string, `'a: 1'`, once more as YAML. The reader makes of it the key of a null
// that stands where the whole stands.
function configIn(source: Source): MapValue | ListValue {
  const whole = parseYaml(source)
  if (whole.kind === 'list' || whole.items.size !== 1) return whole
  const [text, value] = [...whole.items][0] as [string, Value]
  const isLoneText = value.kind === 'null' && value.origin === whole.origin
  return isLoneText ? parseYaml({ kind: source.kind, name: source.name, text }) : whole
}

type Split = Pick<Document, 'defaults' | 'body' | 'warnings'>

function splitDefaults(whole: MapValue | ListValue, name: string, rules: Rules): Split {
  const written = whole.kind === 'map' ? whole.items.get('defaults') : undefined
  if (whole.kind !== 'map' || written === undefined) return { defaults: undefined, body: whole, warnings: NONE }
  const warnings: string[] = []
  const defaults = readDefaults(written, { config: name, whole, rules, warn: (text) => warnings.push(text) })
  return { defaults, body: without(whole, 'defaults'), warnings }
}

const NONE: readonly string[] = []

function without(of: MapValue, key: KeyId): MapValue {
  const items = new Map(of.items)
  items.delete(key)
  return mapOf(items, of.spelled, of.origin, of.shape)
}

/** An empty config that nobody wrote: stands for the primary config when none is named. */
export function emptyDocument(name: string): Document {
  return {
    name,
    header: NO_HEADER,
    defaults: undefined,
    body: map([], PROGRAM),
    source: PROGRAM.source,
    provider: 'hydra',
    path: 'structured://',
    isSchema: false,
    warnings: NONE,
  }
}
