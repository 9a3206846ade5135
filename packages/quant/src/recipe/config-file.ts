import {
  keyId,
  loadYamlDocuments,
  type MapValue,
  type Origin,
  type RawTuple,
  type RawValue,
  raise,
  type Source,
  type Value,
} from '@hydraconf/core'
import * as refuse from './messages.js'

/** A config file as ModelOpt reads it, before its imports are resolved. */
export interface ConfigFile {
  readonly source: Source
  readonly schema: SchemaComment | undefined
  readonly imports: Value | undefined
  /** What the imports are for; only of a mapping, and of a list that follows a header, are references resolved. */
  readonly body: Value
  readonly mayRefer: boolean
  readonly origin: Origin
}

/** A schema comment: `# modelopt-schema: modelopt.torch.quantization.config.QuantizeConfig`. */
export interface SchemaComment {
  readonly name: string
  readonly origin: Origin
}

/**
 * Reads a config file: a mapping or a list, or a header and a body. Two mappings are one, in which the second wins; of a
 * header before a list only `imports` counts. `e4m3` and the like become pairs of bits, under `num_bits` and `scale_bits`.
 *
 * YAML is read by PyYAML's own rules, not by OmegaConf's: `1e-3` is a text, and of a key given twice the last counts.
 *
 * @throws HydraconfError `ConfigValueError` for what is no config file, or PyYAML's errors
 */
export function readConfigFile(source: Source): ConfigFile {
  const schema = schemaComment(source)
  const documents = loadYamlDocuments(source)
  const origin = documents[0]?.origin ?? { source, start: 0, end: 0 }
  const [first, second] = documents.map(withBits)
  if (documents.length > 2) throw raise(refuse.tooManyDocuments(documents.length), documents[2]!.origin)
  if (first === undefined || first.kind === 'null') {
    return { source, schema, imports: undefined, body: emptyMap(origin), mayRefer: true, origin }
  }
  if (second === undefined) {
    if (first.kind === 'list') return { source, schema, imports: undefined, body: first, mayRefer: false, origin }
    if (first.kind !== 'map') throw raise(refuse.neitherMapNorList(first.kind), origin)
    return { source, schema, ...split(first), mayRefer: true, origin }
  }
  if (first.kind !== 'map') throw raise(refuse.headerNotMap(first.kind), origin)
  const body = second.kind === 'null' ? emptyMap(second.origin) : second
  if (body.kind === 'list') return { source, schema, imports: itemOf(first, 'imports'), body, mayRefer: true, origin }
  if (body.kind !== 'map') throw raise(refuse.neitherMapNorList(body.kind), body.origin)
  return { source, schema, ...split(updated(first, body)), mayRefer: true, origin }
}

/** `# modelopt-schema: NAME`, among the comments in front of everything else. */
function schemaComment(source: Source): SchemaComment | undefined {
  let schema: SchemaComment | undefined
  let start = 0
  for (const line of source.text.split(/\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/)) {
    const text = line.trim()
    if (text !== '' && !text.startsWith('#')) break
    const name = /^\s*#\s*modelopt-schema:\s*(\S+)\s*$/.exec(line)?.[1]
    if (name !== undefined) {
      const at = start + line.lastIndexOf(name)
      const origin = { source, start: at, end: at + name.length }
      if (schema !== undefined) throw raise(refuse.severalSchemas(), origin)
      schema = { name, origin }
    }
    start += line.length + 1
  }
  return schema
}

function split(map: MapValue): { imports: Value | undefined; body: Value } {
  return { imports: itemOf(map, 'imports'), body: without(map, 'imports') }
}

const BITS_KEYS = new Set<unknown>(['num_bits', 'scale_bits'])
const BITS = /^[Ee](\d+)[Mm](\d+)$/

/** The value with `e4m3` as a pair wherever it stands under a key for bits. */
function withBits(value: RawValue): Value {
  if (value.kind === 'list') return { ...value, items: value.items.map(withBits) }
  if (value.kind !== 'map') return value as Value
  const items = [...value.items].map(([id, item]) => {
    const bits = BITS_KEYS.has(id) && item.kind === 'str' ? BITS.exec(item.value) : null
    return [id, bits === null ? withBits(item) : pairOf(bits, item.origin)] as const
  })
  return { ...value, items: new Map(items) }
}

/** A pair stands in the tree as PyYAML's own pairs do. */
function pairOf([, exponent, mantissa]: RegExpExecArray, origin: Origin): Value {
  const items = [exponent, mantissa].map((digits): Value => ({ kind: 'int', value: BigInt(digits!), origin }))
  return { kind: 'tuple', items, origin } satisfies RawTuple as unknown as Value
}

export function emptyMap(origin: Origin): MapValue {
  return { kind: 'map', items: new Map(), spelled: undefined, shape: undefined, origin }
}

export function itemOf(map: MapValue, key: string): Value | undefined {
  return map.items.get(keyId(key))
}

export function without(map: MapValue, key: string): MapValue {
  const id = keyId(key)
  return map.items.has(id) ? { ...map, items: new Map([...map.items].filter(([each]) => each !== id)) } : map
}

/** As Python's `{**a, **b}`: keys of the first keep their place. */
export function updated(a: MapValue, b: MapValue): MapValue {
  const spelled =
    a.spelled === undefined && b.spelled === undefined
      ? undefined
      : new Map([...(b.spelled ?? []), ...(a.spelled ?? [])])
  return { ...a, items: new Map([...a.items, ...b.items]), spelled }
}
