import { type DefaultsEntry, type Document, type Library, unlessRefused } from '@hydraconf/core'
import { drain } from './drain.js'

/**
 * What the files of a tree are for, as far as they say so themselves: how a config is used decides which compositions
 * show that it is sound.
 */
export interface Roles {
  /** Undefined: there is no such file, or it cannot be read. */
  document(name: string): Document | undefined
  /** Whether other configs include it by its path (`- db/base`), and none chooses it as an option. */
  isIncludedOnly(name: string): boolean
  /** Whether it is put on top of a primary config (`+experiment=fast`) and never composed alone. */
  isOverlay(name: string): boolean
  /** Whether it is composed alone, although it lies deeper in the tree. */
  isNestedPrimary(name: string): boolean
}

export function rolesIn(library: Library, configs: readonly string[]): Roles {
  return drain(rolesAmong(library, configs))
}

/** The same file by file, for who has other things to do in between. */
export function* rolesAmong(library: Library, configs: readonly string[]): Generator<void, Roles> {
  const documents = new Map<string, Document>()
  for (const name of configs) {
    yield
    const document = unlessRefused(() => library.load(name))
    if (document !== undefined) documents.set(name, document)
  }
  const included = new Set<string>()
  const chosen = new Set<string>()
  for (const [name, { defaults = [] }] of documents) {
    for (const entry of defaults) {
      if (entry.kind === 'config') included.add(absolute(entry.path, name))
      if (entry.kind === 'group')
        for (const option of optionsOf(entry)) chosen.add(`${absolute(entry.group, name)}/${option}`)
    }
  }
  return {
    document: (name) => documents.get(name),
    isIncludedOnly: (name) => included.has(name) && !chosen.has(name),
    isOverlay: (name) => isOverlay(name, documents.get(name)),
    isNestedPrimary: (name) => isNestedPrimary(name, documents.get(name)),
  }
}

/** What a list says is relative to the folder of its config. */
function absolute(path: string, holder: string): string {
  if (path.startsWith('/')) return path.slice(1)
  const folder = holder.slice(0, holder.lastIndexOf('/') + 1)
  return `${folder}${path}`
}

function optionsOf({ choice }: Extract<DefaultsEntry, { kind: 'group' }>): readonly string[] {
  if (choice.kind === 'option') return [choice.name]
  return choice.kind === 'options' ? choice.names : []
}

/** Placed at the root by its header, and in a folder of that name or without choices of its own. */
function isOverlay(name: string, document: Document | undefined): boolean {
  if (document?.header.package !== '_global_') return false
  return isExperiment(name) || !choosesItself(document)
}

/**
 * Placed at the root by its header, and choosing rather than overriding; or setting up Hydra itself without being put on
 * top of something. What is in a group called `experiment` is never one: that is Hydra's word for an overlay.
 */
export function isNestedPrimary(name: string, document: Document | undefined): boolean {
  if (document === undefined || isExperiment(name) || !name.includes('/')) return false
  if (document.header.package === '_global_') return choosesItself(document)
  return document.body.kind === 'map' && document.body.items.has('hydra')
}

function isExperiment(name: string): boolean {
  return /(^|\/)experiments?\//.test(name)
}

function choosesItself({ defaults = [] }: Document): boolean {
  return defaults.some((entry) => entry.kind === 'group' && !entry.override)
}
