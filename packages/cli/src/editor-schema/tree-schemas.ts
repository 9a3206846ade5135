import { mainSource, treeFiles } from '@hydraconf/check'
import {
  type Document,
  type Environment,
  HYDRA_SETTINGS,
  type Library,
  openLibraryFor,
  unlessRefused,
} from '@hydraconf/core'
import { observeStruct } from './declared-values.js'
import { defaultsSchema, openGroups } from './defaults-schema.js'
import { nothingObserved, type Observed, observe, propertiesOf } from './infer-schema.js'
import { DEFINITIONS, type JsonSchema } from './json-schema.js'

/** The schema of the configs of one folder. */
export interface FolderSchema {
  /** `db/engine`; empty for the root of the tree. */
  readonly folder: string
  readonly schema: JsonSchema
}

/**
 * A schema for each folder of a tree: the options of a group have the same keys, more or less, and what one of them has the
 * others may have, and so do structured configs and schemas that a program brings for the group. A config that cannot be read says
 * nothing.
 */
export function treeSchemas(environment: Environment): readonly FolderSchema[] {
  const library = openLibraryFor(environment, undefined)
  const main = mainSource(environment)
  const documents = (main === undefined ? [] : treeFiles(main).configs).flatMap(
    (name) => unlessRefused(() => library.load(name)) ?? [],
  )
  const open = openGroups(documents, library)
  const byFolder = new Map<string, Document[]>()
  for (const document of documents) {
    const folder = document.name.slice(0, Math.max(0, document.name.lastIndexOf('/')))
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), document])
  }
  const groups = [...byFolder.keys()].filter((folder) => folder !== '')
  return [...byFolder].map(([folder, own]) => ({
    folder,
    schema: folderSchema(folder, own, {
      defaults: defaultsSchema(folder, groups, open, library),
      declared: declaredIn(folder, library, environment),
    }),
  }))
}

/** What a program brings for a folder beside its files. */
function declaredIn(folder: string, library: Library, { extensions }: Environment): Observed {
  const declared = nothingObserved()
  const shape = extensions?.schemas.get(folder)?.shape
  if (shape !== undefined) observeStruct(declared, shape)
  for (const { group = '', name } of extensions?.stored ?? []) {
    if (group !== folder) continue
    const stored = unlessRefused(() => library.load(folder === '' ? name : `${folder}/${name}`))
    const type = stored?.body.shape?.type
    if (type?.kind === 'struct') observeStruct(declared, type.struct)
    else if (stored !== undefined) observe(declared, stored.body)
  }
  return declared
}

interface FolderParts {
  readonly defaults: JsonSchema
  /** What the values of its configs are observed on top of. */
  readonly declared: Observed
}

function folderSchema(folder: string, documents: readonly Document[], { defaults, declared }: FolderParts): JsonSchema {
  const observed = declared
  for (const { body } of documents) observe(observed, body)
  const { properties, ...others } = propertiesOf(observed) as { properties: Record<string, JsonSchema> }
  const isAtRoot = folder === '' || documents.some(({ header }) => header.package === '_global_')
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: folder === '' ? 'configs' : folder,
    type: observed.kinds.has('list') ? ['object', 'array', 'null'] : ['object', 'null'],
    properties: { ...properties, defaults, ...(isAtRoot ? { hydra: hydraSchema(observed) } : {}) },
    ...others,
    $defs: DEFINITIONS,
  }
}

/** What the settings of Hydra's own node mean. */
function hydraSchema({ keys }: Observed): JsonSchema {
  const own = keys.get('hydra')
  const described = (path: string, observed: Observed | undefined): JsonSchema => {
    const front = `${path}.`
    const names = Object.keys(HYDRA_SETTINGS).filter(
      (key) => key.startsWith(front) && !key.slice(front.length).includes('.'),
    )
    const below = observed === undefined ? { properties: {} } : propertiesOf(observed)
    const properties = { ...(below.properties as Record<string, JsonSchema>) }
    for (const key of names) {
      const name = key.slice(front.length)
      properties[name] = { ...properties[name], ...described(key, observed?.keys.get(name)) }
    }
    return {
      description: HYDRA_SETTINGS[path],
      ...(Object.keys(properties).length === 0 ? {} : { properties }),
    }
  }
  return described('hydra', own)
}
