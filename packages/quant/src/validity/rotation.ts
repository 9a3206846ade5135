import { Dict, isDict, type Literal } from '../literal/literal.js'
import { aBool, type Coercion, oneOf, orNull } from './coercion.js'

const FIELDS: Readonly<Record<string, { readonly read: Coercion; readonly fallback: Literal }>> = {
  enable: { read: aBool, fallback: false },
  mode: { read: oneOf('rotate', 'rotate_back'), fallback: 'rotate' },
  rotate_fp32: { read: aBool, fallback: false },
  block_size: { read: orNull(positiveInt), fallback: null },
}

/** Reads `rotate` where it is a mapping, with the fields that a release has. */
export function readRotation(names: readonly string[]): Coercion {
  return (value) => {
    if (!isDict(value)) return undefined
    for (const [key, item] of value.entries()) {
      const field = typeof key === 'string' && names.includes(key) ? FIELDS[key] : undefined
      if (field?.read(item) === undefined) return undefined
    }
    return new Dict(
      names.map((name) => [name, FIELDS[name]!.read(value.get(name) ?? FIELDS[name]!.fallback)!] as const),
    )
  }
}

/** Looked at before anything is converted: here `"64"` and `64.0` are no ints, though elsewhere they pass for one. */
function positiveInt(value: Literal): Literal | undefined {
  return typeof value === 'bigint' && value > 0n ? value : undefined
}
