import { type StoredConfig, type StoreEntry, store } from '@hydraconf/core'
import type { JsonSchema } from './json-schema.js'
import { shapeOf } from './struct-from-json-schema.js'
import { prototypeOf } from './struct-prototype.js'

export interface SchemaEntry extends Omit<StoreEntry, 'shape' | 'prototype'> {
  readonly schema: JsonSchema
}

/**
 * A config for the `stored` of a plugin whose types are those of a JSON Schema: as `store` of core with a shape. Named in a
 * defaults list, in front of the config that it is the schema of, it types that.
 *
 * @throws TypeError for a schema that is not one of an object
 */
export function storeSchema({ schema, ...entry }: SchemaEntry): StoredConfig {
  const required = typeof schema === 'object' ? (schema.required ?? []) : []
  return store({ ...entry, prototype: prototypeOf(shapeOf(schema, entry.name), new Set(required)) })
}
