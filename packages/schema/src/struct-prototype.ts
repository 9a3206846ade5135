import { convert, type MapValue, map, missing, type Struct, type Type, type Value } from '@hydraconf/core'

/**
 * What a config of a struct holds before anyone gives it values: the defaults, and `???` where a value is required.
 * Other fields are not there until someone gives them.
 */
export function prototypeOf(struct: Struct, required: ReadonlySet<string>): MapValue {
  const entries: (readonly [string, Value])[] = []
  for (const [name, field] of struct.fields) {
    if (field.default !== undefined) entries.push([name, convert(field.default, field.type, name)])
    else if (required.has(name)) entries.push([name, missing()])
  }
  const type: Type = { kind: 'struct', struct, optional: false }
  return map(entries, undefined, { type })
}
