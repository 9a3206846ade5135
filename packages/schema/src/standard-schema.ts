import type { StandardJSONSchemaV1, StandardSchemaV1 } from '@standard-schema/spec'
import type { JsonSchema } from './json-schema.js'

/**
 * A schema of a library that checks values and says what it is as JSON Schema (https://standardschema.dev): zod's,
 * arktype's. TypeBox's schemas are JSON Schema themselves.
 */
export interface StandardSchema<Output = unknown> {
  readonly '~standard': StandardSchemaV1.Props<unknown, Output> & StandardJSONSchemaV1.Props<unknown, Output>
}

/** JSON Schema in an interface, which TypeScript does not take for a record of keywords: TypeBox's. */
export interface ObjectSchema {
  readonly type: 'object'
  readonly properties: object
}

/** A schema in any form. */
export type AnySchema = JsonSchema | ObjectSchema | StandardSchema

/**
 * The JSON Schema that a schema is, or says that it is.
 *
 * @throws TypeError for a Standard Schema of a library that does not write JSON Schema
 */
export function jsonSchemaOf(schema: AnySchema): JsonSchema {
  if (!isStandard(schema)) return schema as JsonSchema
  const { jsonSchema, vendor } = schema['~standard']
  if (jsonSchema === undefined)
    throw new TypeError(`A schema of ${vendor} cannot be read: it does not write JSON Schema`)
  return jsonSchema.input({ target: 'draft-2020-12' })
}

export function isStandard(schema: AnySchema): schema is StandardSchema {
  return typeof schema !== 'boolean' && '~standard' in schema
}
