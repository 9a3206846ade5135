import type { ConfigNode, Container, ContainerShape, Key, KeyId, Type, Value } from '@hydraconf/core'
import * as core from '@hydraconf/core'
import { fromTyped, keyFromTyped, type Typed, toTyped } from './typed-json.js'

/** A config as cases give it: a text or a typed value, and flags on some of its containers. */
export interface ConfigSpec {
  readonly yaml?: string
  readonly value?: Typed
  readonly flags?: Flags
  readonly flags_at?: readonly { readonly path: readonly Typed[]; readonly flags: Flags }[]
}

export interface Flags {
  readonly struct?: boolean
  readonly readonly?: boolean
}

export function configOf(spec: ConfigSpec, how: core.ReadYamlOptions): Value {
  const config = spec.yaml === undefined ? nodeValue(spec.value!) : core.parseYaml(spec.yaml, how)
  let root = core.rootNode(config)
  for (const { path, flags } of spec.flags_at ?? []) root = core.rootOf(flagged(nodeAt(root, path), flags))
  return flagged(root, spec.flags ?? {}).value
}

/** The place that `at` names, found without resolving interpolations. */
export function nodeAt(root: ConfigNode, at: readonly Typed[] = []): ConfigNode {
  let node = root
  for (const key of at) node = core.childNode(node, indexed(node, keyFromTyped(key)))!
  return node
}

function indexed(node: ConfigNode, key: Key): Key {
  return node.value.kind === 'list' && typeof key === 'bigint' && key < 0n ? key + BigInt(node.value.items.length) : key
}

function flagged(node: ConfigNode, flags: Flags): ConfigNode {
  if (node.value.kind !== 'map' && node.value.kind !== 'list') return node
  const { shape } = node.value
  const closed = flags.struct ?? shape?.closed
  return core.replaceNode(node, core.withFlags(node.value, closed, flags.readonly ?? shape?.readonly))
}

/** A typed value with the typed nodes in it: what they declare goes into the shape of the container around them. */
export function nodeValue(typed: Typed): Value {
  switch (typed.t) {
    case 'list':
    case 'tuple': {
      const items = typed.v as Typed[]
      const fields = items.map((item, at) => [at, nodeType(item)] as const)
      return core.list(items.map(nodeValue), undefined, shapeOf(fields))
    }
    case 'dict': {
      const entries = (typed.v as [Typed, Typed][]).map(([key, value]) => [keyFromTyped(key), value] as const)
      const fields = entries.map(([key, value]) => [core.keyId(key), nodeType(value)] as const)
      return core.map(
        entries.map(([key, value]) => [key, nodeValue(value)] as const),
        undefined,
        shapeOf(fields),
      )
    }
    case 'node':
      return core.convert(nodeValue(typed.v as Typed), nodeType(typed)!)
    default:
      return fromTyped(typed, { text: core.textValue })
  }
}

/** The type that a typed node declares; undefined for a plain value. */
export function nodeType(typed: Typed): Type | undefined {
  if (typed.t !== 'node') return undefined
  return { kind: typed.kind as 'int', optional: typed.optional !== false }
}

function shapeOf(fields: readonly (readonly [KeyId | number, Type | undefined])[]): ContainerShape | undefined {
  const declared = fields.filter((field): field is [KeyId | number, Type] => field[1] !== undefined)
  return declared.length === 0 ? undefined : { fields: new Map(declared) }
}

/** The answer for a value that may be a config. */
export function found(value: Value | undefined): { ok: Typed; config?: true } {
  if (value === undefined) return { ok: { t: 'null' } }
  return value.kind === 'map' || value.kind === 'list' ? { ok: toTyped(value), config: true } : { ok: toTyped(value) }
}

export type { Container }
