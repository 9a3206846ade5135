import type { DefaultsList, ListEntry } from '../defaults/tree.js'
import type { DialectName } from '../dialect/dialect.js'
import type { Document } from '../library/document.js'
import { documentOf, isSchemaSource, type Library } from '../library/library.js'
import { type MergeOptions, merge, mergeAll } from '../merge/merge.js'
import { typeAt } from '../merge/merge-types.js'
import { layerNotMerged, nestedSearchPath, packageTooDeep, schemaAmongOtherKeys } from '../messages/composition.js'
import { matchedSchema, schemaNotMet, schemaWithDefaults } from '../messages/schema.js'
import type { GroupSchema } from '../plugin.js'
import { structOf } from '../shape/declared-type.js'
import { HydraconfError, raise } from '../text/errors.js'
import { describeOrigin, type Origin } from '../text/source.js'
import { type ConfigNode, childNode, type Follow, rootNode } from '../value/config-node.js'
import { keyOf, map, mapOf } from '../value/constructors.js'
import { copyOfItems } from '../value/copy-of-items.js'
import { keyId } from '../value/key.js'
import { fullKey, pathOf, splitKey } from '../value/path.js'
import { selectNode } from '../value/select.js'
import { dictOf, keyOfType } from '../value/typed-key.js'
import { isContainer, type MapValue, type Struct, type Value } from '../value/value.js'
import { WeakCache } from '../value/weak-cache.js'
import type { Layer } from './composition.js'
import { mergeRepeated, repeatedConfigs } from './merge-repeated.js'
import { refuseNestedAliases } from './refuse-other-aliases.js'

/** Layers, and what there is to warn of. */
export interface LoadedLayers {
  readonly layers: readonly Layer[]
  readonly warnings: readonly string[]
  /** Whether they may hang on what interpolations stand for: those that a schema types, and where search paths are refused. */
  readonly mayFollow: boolean
}

/** The bodies of the configs in the list, typed where a schema is at hand, each wrapped in its package. */
export function loadLayers(
  list: DefaultsList,
  library: Library,
  schemas: ReadonlyMap<string, GroupSchema>,
  options: MergeOptions,
): LoadedLayers {
  const layers: Layer[] = []
  const warnings: string[] = []
  let mayFollow = false
  const { follow } = options
  const follows: Follow | undefined =
    follow &&
    ((node) => {
      mayFollow = true
      return follow(node)
    })
  for (const entry of list) {
    const { document } = entry
    if (document === undefined) continue
    const schema = schemaBeside(document, library)
    if (schema !== undefined) warnings.push(matchedSchema(document.name))
    const body = typedByGroup(
      schema === undefined ? document.body : typedBy(schema, entry, document, options),
      document,
      schemas,
      library.rules.dialect.name,
    )
    mayFollow ||= body !== document.body
    const value = withoutHydraDefaults(inPackage(body, entry.package, document))
    refuseSearchPath(entry, value, follows)
    if (library.rules.dialect.run.hasAliases) refuseNestedAliases(entry, value, follows)
    layers.push({ entry, value, isTyped: body !== document.body || document.source.text === '' })
  }
  return { layers, warnings, mayFollow }
}

/** Who merges the values of layers, each onto what came before: the values of one call are all that its answer depends on. */
export interface LayerMerger {
  /** Hydra's own layers, in which no interpolation has to be followed. */
  builtin(values: readonly MapValue[]): MapValue
  /** What Hydra's own came to, and all that comes behind it; `areTyped` where one of these may declare types. */
  all(values: readonly Value[], areTyped: boolean, options: MergeOptions): MapValue
}

/** Merges all there is, every time. */
export const IN_ORDER: LayerMerger = {
  builtin: (values) => mergeAll([EMPTY, ...values]) as MapValue,
  all: (values, _, options) => mergeAll(values, options) as MapValue,
}

/**
 * The layers merged in order onto an empty config.
 *
 * @throws ConfigCompositionException that names the layer which did not fit onto those before it
 */
export function mergeLayers(layers: readonly Layer[], options: MergeOptions, merger = IN_ORDER): MapValue {
  try {
    return layers.reduce(withoutDefaultsOf, merged(layers, options, merger))
  } catch (error) {
    throw error instanceof HydraconfError ? refusalOf(layers, options, error) : error
  }
}

function merged(layers: readonly Layer[], options: MergeOptions, merger: LayerMerger): MapValue {
  const own = layers.findIndex(({ entry }) => entry.document?.source.kind !== 'builtin')
  const [before, rest] = own === -1 ? [layers, []] : [layers.slice(0, own), layers.slice(own)]
  // Hydra's own layers come first and are nearly always the same.
  const builtin = merger.builtin(before.map(({ value }) => value as MapValue))
  const again = repeatedConfigs(rest)
  if (again.size > 0) return mergeRepeated(builtin, rest, again, wrapped, options)
  const values = [builtin, ...rest.map(({ value }) => value)]
  return merger.all(
    values,
    rest.some(({ isTyped }) => isTyped),
    options,
  )
}

const EMPTY: MapValue = map([])

/** A struct may declare its defaults list as a field, which merging then brings back: it is none of the config's. */
function withoutDefaultsOf(config: MapValue, { entry }: Layer): MapValue {
  const { body, source } = entry.document ?? {}
  if (source?.kind === 'builtin') return config
  const struct = body?.kind === 'map' ? structOf(body) : undefined
  if (struct === undefined) return config
  const place = entry.package === '' ? [] : splitKey(entry.package)
  refuseOtherKeys(config, place, struct)
  return struct.fields.has('defaults') ? withoutDefaults(config, place) : config
}

/** Hydra looks for the defaults list of a struct where the struct was merged, and a map whose keys are no texts has no such key. */
function refuseOtherKeys(config: MapValue, place: readonly string[], struct: Struct): void {
  const at = place.reduce((node: ConfigNode | undefined, key) => node && childNode(node, key), rootNode(config))
  if (at === undefined || at.value.kind === 'missing' || at.value.kind === 'null') return
  const dict = dictOf((isContainer(at.value) ? at.value.shape?.type : undefined) ?? typeAt(at))
  if (dict === undefined || keyOfType(dict.key, 'defaults') !== undefined) return
  const about = { place: fullKey(at), schema: struct.name, key: dict.key, isOwn: dict === struct.rest }
  throw raise(schemaAmongOtherKeys(about), at.value.origin)
}

function withoutDefaults(config: MapValue, [key, ...rest]: readonly string[]): MapValue {
  if (key === undefined) return withItem(config, 'defaults', undefined)
  const child = config.items.get(key)
  return child?.kind === 'map' ? withItem(config, key, withoutDefaults(child, rest)) : config
}

/** `hydra.defaults` is a field of Hydra's node that any config may set to a list, and that no composed config has. */
function withoutHydraDefaults(value: Value): Value {
  const hydra = value.kind === 'map' ? value.items.get('hydra') : undefined
  const given = hydra?.kind === 'map' ? hydra.items.get('defaults') : undefined
  if (given?.kind !== 'list' && given?.kind !== 'missing' && given?.kind !== 'interpolation') return value
  return withItem(value as MapValue, 'hydra', withItem(hydra as MapValue, 'defaults', undefined))
}

/** A config of the same name that the program stored: it types the one that is read. Hydra 1.4 dropped this. */
function schemaBeside(document: Document, library: Library): Document | undefined {
  if (library.rules.dialect.defaults.ignoresSchemasBeside) return undefined
  const store = library.sources.at(-1)
  if (document.isSchema || store === undefined || !isSchemaSource(store)) return undefined
  const { name } = document
  const content = store.read(document.file)
  if (content === undefined || (content.kind === 'stored' && content.asFile)) return undefined
  if (content.kind === 'stored' && content.value.items.has('defaults'))
    throw raise(schemaWithDefaults({ name }), document.body.origin)
  return documentOf(content, store, document, library.rules)
}

function typedBy(schema: Document, { primary }: ListEntry, document: Document, options: MergeOptions): Value {
  const { body, name } = document
  // A primary config may set Hydra's own node without its schema declaring it.
  const hydra = primary && body.kind === 'map' && !name.startsWith('hydra/') ? body.items.get('hydra') : undefined
  try {
    if (hydra === undefined) return merge(schema.body, body, options)
    const merged = merge(schema.body, withItem(body as MapValue, 'hydra', undefined), options) as MapValue
    return withItem(merged, 'hydra', hydra)
  } catch (error) {
    if (!(error instanceof HydraconfError)) throw error
    const { summary, type, advice, origin } = error
    throw raise(schemaNotMet({ name, type, summary, advice }), origin, error)
  }
}

/** What a plugin says of the group's options: types, conversions, closed keys. */
function typedByGroup(
  body: Value,
  { name }: Document,
  schemas: ReadonlyMap<string, GroupSchema>,
  dialect: DialectName,
): Value {
  if (schemas.size === 0) return body
  const shape = schemas.get(name.slice(0, Math.max(name.lastIndexOf('/'), 0)))?.shape
  if (shape === undefined) return body
  const empty = map([], body.origin, { type: { kind: 'struct', struct: shape, optional: false } })
  return merge(empty, body, { dialect })
}

function withItem(of: MapValue, key: string, value: Value | undefined): MapValue {
  const items = copyOfItems(of.items)
  if (value === undefined) items.delete(key)
  else items.set(key, value)
  return mapOf(items, of.spelled, of.origin, of.shape)
}

/** A body under its package: `{lr: 1}` in `model.optim` is `{model: {optim: {lr: 1}}}`. */
function inPackage(body: Value, pkg: string, document: Document): Value {
  if (pkg === '') return body
  const known = lastWrapped.get(document)
  if (known?.body === body && known.package === pkg) return known.value
  const value = wrapped(body, pkg)
  lastWrapped.set(document, { body, package: pkg, value })
  return value
}

/** As deep as a document may nest. */
const MOST_KEYS = 500

function wrapped(body: Value, pkg: string): Value {
  if (pkg === '') return body
  let value = body
  const keys = splitKey(pkg)
  if (keys.length > MOST_KEYS) throw raise(packageTooDeep({ limit: MOST_KEYS }), body.origin)
  for (const key of keys.reverse()) value = mapOf(new Map([[key, value]]), undefined, body.origin)
  return value
}

// A body usually lands in the same package every time.
const lastWrapped = new WeakCache<Document, { readonly body: Value; readonly package: string; readonly value: Value }>()

/** Only the primary config may say where configs come from: by the time another is read, that is settled. */
function refuseSearchPath({ primary, configPath }: ListEntry, value: Value, follow: Follow | undefined): void {
  if (primary || configPath === 'hydra/config' || value.kind !== 'map' || !value.items.has('hydra')) return
  const searchPath = selectNode(rootNode(value), 'hydra.searchpath', { follow })?.value
  if (searchPath === undefined || searchPath.kind === 'null' || searchPath.kind === 'missing') return
  throw raise(nestedSearchPath({ config: configPath }), searchPath.origin)
}

/** Merges once more, one by one, to say which layer it was. */
function refusalOf(layers: readonly Layer[], options: MergeOptions, error: HydraconfError): HydraconfError {
  let merged: Value = EMPTY
  for (const { entry, value } of layers) {
    try {
      merged = mergeAll([merged, value], options)
    } catch {
      const { summary, advice, type, origin } = error
      const before = origin === undefined ? undefined : placeBefore(merged, value, origin)
      return raise(layerNotMerged({ config: entry.configPath, type, summary, advice, before }), origin, error)
    }
  }
  return error
}

/** Where a config says what another kind of container is merged onto. */
function placeBefore(merged: Value, value: Value, origin: Origin): string | undefined {
  const refused = (node: ConfigNode): ConfigNode | undefined => {
    if (node.value.origin === origin) return node
    if (node.value.kind !== 'map') return undefined
    for (const id of node.value.items.keys()) {
      const found = refused(childNode(node, keyOf(node.value, id))!)
      if (found !== undefined) return found
    }
    return undefined
  }
  const node = refused(rootNode(value))
  let there: Value | undefined = node === undefined ? undefined : merged
  for (const key of node === undefined ? [] : pathOf(node)) {
    there = there?.kind === 'map' ? there.items.get(keyId(key)) : undefined
  }
  const isWritten = there !== undefined && isContainer(there) && there.origin.source.kind === 'file'
  return isWritten && there !== node?.value ? describeOrigin(there!.origin) : undefined
}
