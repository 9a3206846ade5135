import type { StoredConfig } from '../library/stored-source.js'
import type { Extensions } from '../plugin.js'
import { childNodes } from '../value/child-nodes.js'
import { type ConfigNode, rootNode } from '../value/config-node.js'
import type { Key } from '../value/key.js'
import { keyText, pathOf } from '../value/path.js'
import { isContainer, type MapValue, type Struct, type Type, type Value } from '../value/value.js'
import { WeakCache } from '../value/weak-cache.js'
import type { Layer } from './composition.js'
import { fieldsOf, typeBelow } from './declared-fields.js'

/** The places of a config that schemas call sensitive: what is in them, and below them, is not shown. */
export class SensitiveKeys {
  private readonly places = new Map<string, readonly string[]>()

  /** Undefined where there are none, as in most configs. */
  static of(config: MapValue, layers: readonly Layer[]): SensitiveKeys | undefined {
    // Only what a program stores, or types by a schema, declares fields.
    const typed = layers.filter(({ isTyped, entry }) => isTyped && entry.document?.source.kind !== 'builtin')
    if (typed.length === 0) return undefined
    const keys = new SensitiveKeys()
    for (const value of [config, ...typed.map((layer) => layer.value)]) keys.addOf(rootNode(value))
    return keys.places.size === 0 ? undefined : keys
  }

  /** Whether a place is one of them, or below one. */
  has(path: readonly Key[]): boolean {
    const names = path.map(keyText)
    return names.some((_, at) => this.places.has(nameOf(names.slice(0, at + 1))))
  }

  /** Whether there is one below a place. */
  hasBelow(path: readonly Key[]): boolean {
    const names = path.map(keyText)
    return [...this.places.values()].some((place) => names.every((name, at) => name === place[at]))
  }

  private addOf(node: ConfigNode, declared?: Type): void {
    for (const [name, field] of fieldsOf(node, declared)) if (field.isSensitive) this.add([...pathOf(node), name])
    for (const child of childNodes(node)) this.addOf(child, typeBelow(child, declared))
  }

  private add(path: readonly Key[]): void {
    const names = path.map(keyText)
    this.places.set(nameOf(names), names)
  }
}

function nameOf(path: readonly string[]): string {
  return path.join('\n')
}

/** The names of all sensitive fields that a program's schemas declare: what is known before anything is composed. */
export function sensitiveNames(extensions: Extensions | undefined): ReadonlySet<string> {
  if (extensions === undefined) return NONE
  const known = namesOf.get(extensions)
  if (known !== undefined) return known
  const names = new Set<string>()
  const seen = new Set<Struct>()
  for (const config of extensions.stored) if (isMade(config)) addNames(config.value, names, seen)
  for (const { shape } of extensions.schemas.values()) if (shape !== undefined) addFields(shape, names, seen)
  namesOf.set(extensions, names)
  return names
}

/** The settings of Hydra's plugins are read when one is taken: nobody else waits for them, and nothing in them is sensitive. */
function isMade(config: StoredConfig): boolean {
  return Object.getOwnPropertyDescriptor(config, 'value')?.get === undefined
}

const NONE: ReadonlySet<string> = new Set()

const namesOf = new WeakCache<Extensions, ReadonlySet<string>>()

function addNames(value: Value, names: Set<string>, seen: Set<Struct>): void {
  if (!isContainer(value)) return
  addType(value.shape?.type, names, seen)
  for (const { value: child } of childNodes(rootNode(value))) addNames(child, names, seen)
}

function addType(type: Type | undefined, names: Set<string>, seen: Set<Struct>): void {
  if (type?.kind === 'struct') addFields(type.struct, names, seen)
  if (type?.kind === 'list' || type?.kind === 'dict') addType(type.element, names, seen)
}

function addFields(struct: Struct, names: Set<string>, seen: Set<Struct>): void {
  if (seen.has(struct)) return
  seen.add(struct)
  for (const [name, field] of struct.fields) {
    if (field.isSensitive) names.add(name)
    addType(field.type, names, seen)
  }
  addType(struct.rest, names, seen)
}
