import { type StoredConfig, type StoreEntry, store } from '@hydraconf/core'
import { type AnySchema, jsonSchemaOf } from './standard-schema.js'
import { shapeOf } from './struct-from-json-schema.js'
import { prototypeOf } from './struct-prototype.js'

export interface SchemaEntry extends Omit<StoreEntry, 'shape' | 'prototype'> {
  /** JSON Schema, TypeBox's among it, or a Standard Schema that writes it, as zod's. */
  readonly schema: AnySchema
}

/**
 * A config for the `stored` of a plugin whose types are those of a JSON Schema: as `store` of core with a shape. Named in a
 * defaults list, in front of the config that it is the schema of, it types that.
 *
 * @throws TypeError for a schema that is not one of an object
 */
export function storeSchema({ schema: given, ...entry }: SchemaEntry): StoredConfig {
  const schema = jsonSchemaOf(given)
  const required = typeof schema === 'object' ? (schema.required ?? []) : []
  return store({ ...entry, prototype: prototypeOf(shapeOf(schema, entry.name, entry.dialect), new Set(required)) })
}
