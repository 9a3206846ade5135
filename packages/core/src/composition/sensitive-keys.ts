import type { StoredConfig } from '../library/stored-source.js'
import type { Extensions } from '../plugin.js'
import { typeIn } from '../shape/declared-type.js'
import { childNodes } from '../value/child-nodes.js'
import { rootNode } from '../value/config-node.js'
import { type Key, keyId } from '../value/key.js'
import { keyText } from '../value/path.js'
import { isContainer, type MapValue, type Struct, type Type, type Value } from '../value/value.js'
import { WeakCache } from '../value/weak-cache.js'
import type { Layer } from './composition.js'

/**
 * The places of a config that schemas call sensitive: what is in them, and below them, is not shown. It goes by types, since
 * configs and overrides on the way have items and keys that the config at the end has not.
 */
export class SensitiveKeys {
  private readonly declared: DeclaredAt[] = []

  /** Undefined where there are none, as in most configs. */
  static of(config: MapValue, layers: readonly Layer[]): SensitiveKeys | undefined {
    // Only what a program stores, or types by a schema, declares fields.
    const typed = layers.filter(({ isTyped, entry }) => isTyped && entry.document?.source.kind !== 'builtin')
    return typed.length === 0 ? undefined : SensitiveKeys.among([config, ...typed.map((layer) => layer.value)])
  }

  /** Those that the types of several configs declare. */
  static among(configs: readonly Value[]): SensitiveKeys | undefined {
    const keys = new SensitiveKeys()
    for (const value of configs) keys.addOf(value, [], undefined)
    return keys.declared.length === 0 ? undefined : keys
  }

  /** Whether a place is one of them, or below one. */
  has(path: readonly Key[]): boolean {
    const names = path.map(keyText)
    return this.declared.some(({ at, type }) => leadsTo(at, names) && isHidden(type, names.slice(at.length)))
  }

  /** Whether there is one below a place. */
  hasBelow(path: readonly Key[]): boolean {
    const names = path.map(keyText)
    return this.declared.some(({ at, type }) => {
      if (at.length >= names.length) return leadsTo(at.slice(0, names.length), names)
      return leadsTo(at, names) && holdsSensitive(typeAt(type, names.slice(at.length)))
    })
  }

  /** `known` is the type of a place as what is around it declares it, which is among them already. */
  private addOf(value: Value, at: Place, known: Type | undefined): void {
    if (!isContainer(value)) return
    const own = value.shape?.type ?? known
    if (own !== known && !isSameStruct(own, known)) this.add(at, own)
    const names = own?.kind === 'struct' ? own.struct.fields : undefined
    const isOpen = value.kind === 'list' || own?.kind === 'dict' || (own?.kind === 'struct' && own.struct.rest)
    for (const { key, value: child } of childNodes(rootNode(value))) {
      const name = keyText(key!)
      const place = [...at, isOpen && !names?.has(name) ? undefined : name]
      const single = value.shape?.fields?.get(keyId(key!))
      if (single !== undefined) this.add(place, single)
      this.addOf(child, place, single ?? typeAt(own, [name]))
    }
  }

  private add(at: Place, type: Type | undefined): void {
    if (type === undefined || !holdsSensitive(type)) return
    const place = JSON.stringify(at)
    const isSame = (one: DeclaredAt): boolean => one.type === type || isSameStruct(one.type, type)
    if (!this.declared.some((one) => isSame(one) && JSON.stringify(one.at) === place)) this.declared.push({ at, type })
  }
}

/** A place where a type with something sensitive in it is declared. */
interface DeclaredAt {
  readonly at: Place
  readonly type: Type
}

/** A name for each step; undefined for any item of a list, and any key of a map that declares none. */
type Place = readonly (string | undefined)[]

function leadsTo(place: Place, names: readonly string[]): boolean {
  return place.length <= names.length && place.every((name, at) => name === undefined || name === names[at])
}

/** Whether something of a type is sensitive at a path in it, or above that. */
function isHidden(type: Type, names: readonly string[]): boolean {
  return names.some((name, at) => {
    const around = typeAt(type, names.slice(0, at))
    return around?.kind === 'struct' && around.struct.fields.get(name)?.isSensitive === true
  })
}

function typeAt(type: Type | undefined, names: readonly string[]): Type | undefined {
  return names.reduce<Type | undefined>((around, name) => typeIn({ type: around }, name), type)
}

function isSameStruct(one: Type | undefined, other: Type | undefined): boolean {
  return one?.kind === 'struct' && other?.kind === 'struct' && one.struct === other.struct
}

function holdsSensitive(type: Type | undefined): boolean {
  if (type?.kind === 'list' || type?.kind === 'dict') return holdsSensitive(type.element)
  if (type?.kind !== 'struct') return false
  const known = sensitiveIn.get(type.struct)
  if (known !== undefined) return known
  const names = new Set<string>()
  addFields(type.struct, names, new Set())
  sensitiveIn.set(type.struct, names.size > 0)
  return names.size > 0
}

const sensitiveIn = new WeakCache<Struct, boolean>()

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

/** The same of what the types of a config declare. */
export function sensitiveNamesIn(config: Value): ReadonlySet<string> {
  const names = new Set<string>()
  addNames(config, names, new Set())
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
