import { type Finding, type Key, type KeyId, keyOf, type Value } from '@hydraconf/core'
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js'
import { pointerParts } from './json-pointer.js'
import { adviceOn, wordsOn } from './messages.js'

/** What ajv makes of a schema: a function that says whether a value is valid, and keeps what is wrong with it. */
export type Validate = Pick<ValidateFunction, 'errors'> & ((data: unknown) => boolean)

/** What is wrong with a value, in our words. `???` and interpolations that do not resolve yet are held to nothing. */
export function findingsBy(isValid: Validate, value: Value): readonly Finding[] {
  if (isValid(plainOf(value))) return []
  return (
    withoutBranches(isValid.errors ?? [])
      .map((error) => ({ error, path: pathOf(value, error.instancePath) }))
      .filter(({ error, path }) => !isOpen(error, at(value, path)))
      // What is wrong with a single value says more than what is wrong with everything around it.
      .sort((one, other) => other.path.length - one.path.length)
      .map(({ error, path }) => ({
        path: placeOf(error, path),
        message: wordsOn(error, path),
        advice: adviceOn(error),
      }))
  )
}

/** The value as ajv reads it: keys as strings, numbers as numbers. What is not known yet is a symbol, no type of JSON. */
function plainOf(value: Value): unknown {
  switch (value.kind) {
    case 'map': {
      const object: Record<string, unknown> = {}
      for (const [id, item] of value.items) {
        // Assigned, `__proto__` would not be a key.
        Object.defineProperty(object, keyName(keyOf(value, id)), { value: plainOf(item), enumerable: true })
      }
      return object
    }
    case 'list':
      return value.items.map(plainOf)
    case 'int':
      return Number(value.value)
    case 'missing':
    case 'interpolation':
      return UNKNOWN
    default:
      return value.value
  }
}

const UNKNOWN = Symbol('not known yet')

function isUnknown({ kind }: Value): boolean {
  return kind === 'missing' || kind === 'interpolation'
}

/** Whether an error may go away once everything is known. */
function isOpen({ keyword }: ErrorObject, value: Value | undefined): boolean {
  if (value === undefined) return false
  return isUnknown(value) || (COMPARES_WHOLE.has(keyword) && holdsUnknown(value))
}

const COMPARES_WHOLE = new Set(['anyOf', 'oneOf', 'allOf', 'not', 'if', 'const', 'enum', 'uniqueItems', 'contains'])

export function holdsUnknown(value: Value): boolean {
  if (value.kind === 'map') return [...value.items.values()].some(holdsUnknown)
  return value.kind === 'list' ? value.items.some(holdsUnknown) : isUnknown(value)
}

/** Where several alternatives fail, that is said once: not also what each of them lacks. */
function withoutBranches(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const choices = errors.filter(({ keyword }) => keyword === 'anyOf' || keyword === 'oneOf')
  return errors.filter(
    (error) =>
      error.keyword !== 'if' &&
      !choices.some((one) => one !== error && error.schemaPath.startsWith(`${one.schemaPath}/`)),
  )
}

/** A key that should not be there is the place itself. */
function placeOf(error: ErrorObject, path: readonly Key[]): readonly Key[] {
  const extra = error.params.additionalProperty ?? error.params.unevaluatedProperty
  return typeof extra === 'string' ? [...path, extra] : path
}

/** The keys that a JSON pointer names: it holds strings alone, the value's keys keep their types. */
export function pathOf(value: Value, pointer: string): readonly Key[] {
  const path: Key[] = []
  let here: Value | undefined = value
  for (const part of pointerParts(pointer)) {
    const key: Key = here === undefined ? part : keyNamed(here, part)
    path.push(key)
    here = here === undefined ? undefined : at(here, [key])
  }
  return path
}

function keyNamed(of: Value, part: string): Key {
  if (of.kind === 'list') return BigInt(part)
  if (of.kind !== 'map' || of.items.has(part)) return part
  for (const id of of.items.keys()) {
    const key = keyOf(of, id)
    if (keyName(key) === part) return key
  }
  return part
}

function at(value: Value, path: readonly Key[]): Value | undefined {
  let here: Value | undefined = value
  for (const key of path) {
    if (here?.kind === 'list') here = here.items[Number(key)]
    else if (here?.kind === 'map') here = here.items.get(idOf(here.items, key))
    else return undefined
  }
  return here
}

function idOf(items: ReadonlyMap<KeyId, unknown>, key: Key): KeyId {
  for (const id of items.keys()) if (id === key) return id
  return typeof key === 'boolean' ? (key ? 1n : 0n) : (key as KeyId)
}

function keyName(key: Key): string {
  if (typeof key !== 'object') return String(key)
  return key.kind === 'enum' ? key.name : key.kind
}
