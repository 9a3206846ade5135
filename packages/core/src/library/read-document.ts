import type { Dialect } from '../dialect/dialect.js'
import { PROGRAM, type Source } from '../text/source.js'
import { map, mapOf } from '../value/constructors.js'
import { copyOfItems } from '../value/copy-of-items.js'
import type { KeyId } from '../value/key.js'
import type { ListValue, MapValue, Value } from '../value/value.js'
import { WeakCache } from '../value/weak-cache.js'
import { readConfig } from '../yaml/parse.js'
import type { ConfigContent } from './config-source.js'
import type { Document } from './document.js'
import { type Header, NO_HEADER, readHeader } from './package-header.js'
import { readDefaults } from './read-defaults.js'
import type { VersionRules } from './version-rules.js'

/** Under which name a config was found, and where. */
export interface FoundAt {
  readonly name: string
  readonly file: string
  readonly provider: string
  readonly path: string
  readonly isSchema?: boolean
}

/**
 * Splits a config into header, defaults list and body. What was read from a `Source` is kept by it, so that a config
 * which did not change is never parsed again, however many compositions use it, and under whatever name.
 *
 * @throws the errors of reading YAML, and HydraException for a defaults list that is none
 */
export function readDocument(content: ConfigContent, found: FoundAt, rules: VersionRules): Document {
  const kept = documentsOf(rules)
  const identity = content.kind === 'text' ? content.source : content.value
  const known = kept.get(identity)
  if (known !== undefined && isThere(known, content, found)) return known
  const { name, file, path, isSchema = false } = found
  const { defaults, body, warnings } = known ?? splitDefaults(content, name, rules)
  const document: Document = {
    name,
    file,
    header: headerOf(content),
    defaults,
    body,
    source: sourceOf(content),
    provider: providerOf(content, found),
    path,
    isSchema,
    warnings,
  }
  kept.set(identity, document)
  return document
}

type Documents = WeakCache<Source | MapValue, Document>
const documents = new WeakMap<Dialect, Documents>()
const legacyDocuments = new WeakMap<Dialect, Documents>()

function documentsOf({ legacy, dialect }: VersionRules): Documents {
  const ofRules = legacy ? legacyDocuments : documents
  const kept = ofRules.get(dialect) ?? new WeakCache()
  ofRules.set(dialect, kept)
  return kept
}

function isThere(document: Document, content: ConfigContent, found: FoundAt): boolean {
  const { name, path, isSchema = false } = found
  if (document.name !== name || document.path !== path || document.isSchema !== isSchema) return false
  if (document.provider !== providerOf(content, found)) return false
  return content.kind === 'text' || document.header.package === content.package
}

function providerOf(content: ConfigContent, { provider }: FoundAt): string {
  return (content.kind === 'stored' ? content.provider : undefined) ?? provider
}

function sourceOf(content: ConfigContent): Source {
  return content.kind === 'text' ? content.source : content.value.origin.source
}

function headerOf(content: ConfigContent): Header {
  if (content.kind === 'text') return readHeader(content.source)
  return content.package === undefined ? NO_HEADER : { package: content.package, keys: new Map() }
}

type Split = Pick<Document, 'defaults' | 'body' | 'warnings'>

function splitDefaults(content: ConfigContent, name: string, rules: VersionRules): Split {
  const whole = content.kind === 'text' ? configIn(content.source, rules.dialect) : content.value
  const written = whole.kind === 'map' ? whole.items.get('defaults') : undefined
  if (whole.kind !== 'map' || written === undefined) return { defaults: undefined, body: whole, warnings: NONE }
  const warnings: string[] = []
  const defaults = readDefaults(written, { config: name, whole, rules, warn: (text) => warnings.push(text) })
  return { defaults, body: without(whole, 'defaults'), warnings }
}

const NONE: readonly string[] = []

// Hydra reads a config that is only a string, `'a: 1'`, once more as YAML. The reader makes of it the key of a null
// that stands where the whole stands.
function configIn(source: Source, dialect: Dialect): MapValue | ListValue {
  const whole = readConfig(source, dialect)
  if (whole.kind === 'list' || whole.items.size !== 1) return whole
  const [text, value] = [...whole.items][0] as [string, Value]
  const isLoneText = value.kind === 'null' && value.origin === whole.origin
  return isLoneText ? readConfig({ kind: source.kind, name: source.name, text }, dialect) : whole
}

function without(of: MapValue, key: KeyId): MapValue {
  const items = copyOfItems(of.items)
  items.delete(key)
  return mapOf(items, of.spelled, of.origin, of.shape)
}

/** An empty config that nobody wrote: stands for the primary config when none is named. */
export function emptyDocument(name: string): Document {
  return {
    name,
    file: '',
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
