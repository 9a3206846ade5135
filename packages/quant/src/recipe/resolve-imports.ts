import { entriesOf, isContainer, keyId, type MapValue, type Origin, raise, type Value } from '@hydraconf/core'
import { type ConfigFile, itemOf, readConfigFile, updated, without } from './config-file.js'
import { type FoundFile, findConfig, isShadowing, type RecipeLibrary } from './library.js'
import * as refuse from './messages.js'
import { schemaNamed } from './modelopt-schemas.js'
import { childSchema, elementSchema, isSameSchema, type Schema } from './schema.js'
import { validate } from './validate.js'

/** What resolving a file leads through: where files are found, and what is to be told of it. */
export interface Resolving {
  readonly library: RecipeLibrary
  /** Worth knowing of what was composed, and not refused by ModelOpt. */
  note(code: string, message: string, origin: Origin): void
}

/** An import that is being loaded, with the place that asks for it. */
export interface Loading {
  readonly file: FoundFile
  readonly origin: Origin
}

interface Imported {
  readonly value: Value
  readonly schema: Schema
}

/**
 * The body of a file with every `$import` in it replaced.
 *
 * - Every file under `imports` is loaded and held to its schema, whether it is referred to or not.
 * - In a mapping, `$import: a` (or a list of names, of which later ones win) brings the keys of what was imported; keys
 *   written beside it win wherever they stand. Shallow: a nested mapping is replaced whole.
 * - Alone in a list, `$import: a` is an item of the list's type, or a list of them that is spliced in.
 * - Imports are a file's own: they do not reach into what it imports, nor out of it.
 *
 * @throws HydraconfError `ConfigValueError`; it names the place and the files that led there
 */
export function resolveImports(
  file: ConfigFile,
  schema: Schema | undefined,
  chain: readonly Loading[],
  resolving: Resolving,
): Value {
  if (!file.mayRefer) return file.body
  const imports = isNothing(file.imports) ? undefined : file.imports
  if (imports !== undefined && imports.kind !== 'map') throw raise(refuse.importsNotMap(imports.kind), imports.origin)
  const imported = new Map<unknown, Imported>()
  if (imports !== undefined) {
    for (const [name, path] of entriesOf(imports)) {
      imported.set(nameOf(name), loadImport(String(nameOf(name)), path, chain, resolving))
    }
  }
  const lookUp = (reference: Value): Imported => {
    const found = isContainer(reference) ? undefined : imported.get(reference.value)
    if (found === undefined)
      throw raise(
        refuse.unknownImport(textOf(reference), [...imported.keys()].map(String), linksOf(chain)),
        reference.origin,
      )
    return found
  }
  return resolved(file.body, schema, { lookUp, hasImports: imports !== undefined })
}

interface References {
  lookUp(reference: Value): Imported
  readonly hasImports: boolean
}

const IMPORT = '$import'

function resolved(value: Value, schema: Schema | undefined, references: References): Value {
  if (value.kind === 'list') return resolvedList(value.items, value.origin, schema, references)
  if (value.kind !== 'map') return value
  const reference = itemOf(value, IMPORT)
  if (reference !== undefined) return resolved(brought(value, reference, references), schema, references)
  const items = [...value.items].map(([id, item]) => [id, resolved(item, childSchema(schema, id), references)] as const)
  return { ...value, items: new Map(items) }
}

/** What a mapping with `$import` in it is: the imported mappings, and on them its other keys. */
function brought(map: MapValue, reference: Value, { lookUp }: References): MapValue {
  const names = reference.kind === 'list' ? reference.items : [reference]
  let merged: MapValue | undefined
  for (const name of names) {
    const { value } = lookUp(name)
    if (value.kind !== 'map') throw raise(refuse.importedNoMap(textOf(name), value.kind), name.origin)
    merged = merged === undefined ? { ...value, origin: map.origin } : updated(merged, value)
  }
  const own = without(map, IMPORT)
  return merged === undefined ? own : updated(merged, own)
}

function resolvedList(
  items: readonly Value[],
  origin: Origin,
  schema: Schema | undefined,
  references: References,
): Value {
  const element = elementSchema(schema)
  const made = items.flatMap((item): readonly Value[] => {
    const reference = item.kind === 'map' && item.items.size === 1 ? itemOf(item, IMPORT) : undefined
    if (reference === undefined) return [resolved(item, element, references)]
    if (reference.kind === 'list' && references.hasImports) throw raise(refuse.importsInList(), reference.origin)
    return splicedOrAppended(references.lookUp(reference), schema, reference)
  })
  return { kind: 'list', items: made, shape: undefined, origin }
}

function splicedOrAppended(imported: Imported, schema: Schema | undefined, reference: Value): readonly Value[] {
  const element = elementSchema(schema)
  const name = textOf(reference)
  if (schema === undefined || element === undefined) throw raise(refuse.listNotTyped(name), reference.origin)
  const { value } = imported
  if (isSameSchema(imported.schema, schema)) {
    if (value.kind !== 'list') throw raise(refuse.importedNoList(name, value.kind), reference.origin)
    return value.items
  }
  if (isSameSchema(imported.schema, element)) return [value]
  throw raise(refuse.wrongSchema(name, imported.schema.name, schema.name, element.name), reference.origin)
}

function loadImport(name: string, path: Value, chain: readonly Loading[], resolving: Resolving): Imported {
  if (isNothing(path)) throw raise(refuse.emptyImport(name), path.origin)
  if (path.kind !== 'str') throw raise(refuse.importNotText(name, path.kind), path.origin)
  const found = findConfig(path.value, resolving.library)
  if (found === undefined) throw raise(refuse.importNotFound(name, path.value, linksOf(chain)), path.origin)
  const links = [...chain, { file: found, origin: path.origin }]
  if (chain.some(({ file }) => file.id === found.id)) {
    throw raise(refuse.circularImport(links.map(({ file }) => file.source.name)), path.origin)
  }
  if (isShadowing(found, resolving.library)) {
    resolving.note(
      'shadows-built-in',
      `${found.source.name} of the working directory stands in front of ModelOpt's own`,
      path.origin,
    )
  }
  const file = readConfigFile(found.source)
  if (file.schema === undefined)
    throw raise(refuse.importWithoutSchema(name, found.source.name, linksOf(links)), path.origin)
  const schema = schemaNamed(file.schema)
  const value = resolveImports(file, schema, links, resolving)
  const [problem] = validate(value, schema, resolving.library.release.modelopt).problems
  if (problem !== undefined)
    throw raise(refuse.notOfSchema(found.source.name, schema.name, problem, linksOf(links)), problem.origin)
  return { value, schema }
}

/** What Python takes for false: an import of nothing. */
function isNothing(value: Value | undefined): boolean {
  if (value === undefined) return true
  if (value.kind === 'list') return value.items.length === 0
  if (value.kind === 'map') return value.items.size === 0
  return (
    value.kind === 'null' ||
    ('value' in value && (value.value === '' || value.value === false || value.value === 0n || value.value === 0))
  )
}

/** `n` for a name that is a text or a number: what a reference is compared with. */
function nameOf(key: Parameters<typeof keyId>[0]): unknown {
  return typeof key === 'object' && key !== null && 'kind' in key ? keyId(key) : key
}

function textOf(reference: Value): string {
  return isContainer(reference) ? `a ${reference.kind}` : String(reference.value)
}

function linksOf(chain: readonly Loading[]): readonly refuse.Link[] {
  // The first is the file that was asked for: nothing imports it.
  return chain.slice(1).map(({ file, origin }) => ({ name: file.source.name, origin }))
}
