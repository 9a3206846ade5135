import type { DialectName, Finding, GroupSchema, Value } from '@hydraconf/core'
import { toJs } from '@hydraconf/core'
import { Ajv2020, type Options } from 'ajv/dist/2020.js'
import standaloneCode from 'ajv/dist/standalone/index.js'
import { findingsBy, holdsUnknown, pathOf } from './findings.js'
import type { JsonSchema } from './json-schema.js'
import { type AnySchema, isStandard, jsonSchemaOf, type StandardSchema } from './standard-schema.js'
import { shapeOf } from './struct-from-json-schema.js'

/**
 * A JSON Schema as what a plugin attaches to a group: types, conversions and closed keys, and the checks that types
 * cannot say.
 *
 * @throws TypeError for a schema that is not one of an object, Error of ajv for one that is not well formed
 */
export function groupSchema(schema: AnySchema, name?: string, dialect?: DialectName): GroupSchema {
  return { shape: shapeOf(schema, name, dialect), ...checkedBy(schema) }
}

/**
 * A JSON Schema as what a plugin attaches to a group, for its checks alone: the options keep the types that they have.
 *
 * @throws Error of ajv for a schema that is not well formed
 */
export function checkedBy(schema: AnySchema): Pick<GroupSchema, 'check' | 'written'> {
  return {
    check: validatorOf(schema),
    written: { script: () => scriptOf(jsonSchemaOf(schema)), isAll: !isStandard(schema) },
  }
}

/** Says what is wrong with a value. `???` and interpolations that do not resolve yet are held to nothing. */
export function validatorOf(schema: AnySchema): (value: Value) => readonly Finding[] {
  const isValid = new Ajv2020(OPTIONS).compile(jsonSchemaOf(schema) as object | boolean)
  const check = (value: Value): readonly Finding[] => findingsBy(isValid, value)
  if (!isStandard(schema)) return check
  // What JSON Schema cannot say (refinements) is asked of the library, once nothing is unknown any more.
  return (value) => {
    const findings = check(value)
    return findings.length > 0 || holdsUnknown(value) ? findings : issuesOf(schema, value)
  }
}

function issuesOf(schema: StandardSchema, value: Value): readonly Finding[] {
  const result = schema['~standard'].validate(toJs(value))
  // Composing does not wait: what only a promise could tell is not checked.
  if (result instanceof Promise) return []
  return (result.issues ?? []).map(({ message, path = [] }) => {
    const parts = path.map((part) => String(typeof part === 'object' ? part.key : part))
    return {
      message,
      path: pathOf(value, parts.map((part) => `/${part.replace(/~/g, '~0').replace(/\//g, '~1')}`).join('')),
    }
  })
}

const OPTIONS: Options = { allErrors: true, strict: false, verbose: true, messages: true, validateFormats: false }

/** What ajv makes of a schema, as the text of a module of CommonJS: who runs it makes no code of texts, as ajv itself does. */
function scriptOf(schema: JsonSchema): string {
  const ajv = new Ajv2020({ ...OPTIONS, code: { source: true } })
  return standaloneCode.default(ajv, ajv.compile(schema as object | boolean))
}
