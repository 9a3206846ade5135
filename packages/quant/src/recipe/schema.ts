import type { Dict } from '../literal/literal.js'
import { isSince, type ModelOpt } from '../release/version.js'

/**
 * The types that a schema comment may name, as far as `$import` and validation need them. `text`, `number` and `any` are
 * leaves; `attributes`, `entry` and `algorithm` have validation of their own.
 */
export type Schema =
  | {
      readonly kind: 'model'
      readonly name: string
      readonly fields: Readonly<Record<string, Field>>
      /** Whether other keys than these may be there; what they hold is not looked at. */
      readonly mayHaveMore?: true
      /** What its fields, with all defaults, need of each other: what is wrong, or undefined. */
      readonly refuse?: (whole: Dict) => string | undefined
    }
  | { readonly kind: 'attributes' | 'entry' | 'algorithm' | 'text' | 'bool' | 'any'; readonly name: string }
  | ({ readonly kind: 'int' | 'float'; readonly name: string } & Bounds)
  | { readonly kind: 'words'; readonly name: string; readonly words: readonly string[] }
  | { readonly kind: 'list'; readonly name: string; readonly element: Schema; readonly least?: number }
  /** A mapping, or a list, whose contents are ModelOpt's business: it is held to being one, no more. */
  | { readonly kind: 'open' | 'items'; readonly name: string }

/** What a number is held to; each end that is left out is open. */
export interface Bounds {
  readonly above?: number
  readonly from?: number
  readonly upTo?: number
  readonly except?: number
}

export interface Field {
  readonly schema: Schema
  /** Left out: the field must be given. */
  readonly fallback?: unknown
  readonly mayBeNull?: boolean
  /** The first release that has it, and the first that no longer has. */
  readonly since?: ModelOpt
  readonly until?: ModelOpt
}

export const TEXT: Schema = { kind: 'text', name: 'str' }
export const BOOL: Schema = { kind: 'bool', name: 'bool' }
export const ATTRIBUTES: Schema = { kind: 'attributes', name: 'QuantizerAttributeConfig' }
export const open = (name: string): Schema => ({ kind: 'open', name })

/** The fields that a release has. */
export function fieldsOf(
  schema: Schema & { kind: 'model' },
  modelopt: ModelOpt,
): readonly (readonly [string, Field])[] {
  return Object.entries(schema.fields).filter(
    ([, { since, until }]) =>
      (since === undefined || isSince(modelopt, since)) && (until === undefined || !isSince(modelopt, until)),
  )
}

/** The type of what stands under a key; undefined where nothing is known of it. */
export function childSchema(schema: Schema | undefined, key: unknown): Schema | undefined {
  if (schema === undefined) return undefined
  if (schema.kind === 'model') return typeof key === 'string' ? schema.fields[key]?.schema : undefined
  return schema.kind === 'entry' && key === 'cfg' ? CFG : undefined
}

/** What `cfg` of an entry may be: attributes, or a list of them. */
const CFG: Schema = { kind: 'any', name: 'QuantizerAttributeConfig | list[QuantizerAttributeConfig]' }

/** The type of the items of a typed list; undefined where a list is not typed. */
export function elementSchema(schema: Schema | undefined): Schema | undefined {
  if (schema === CFG) return ATTRIBUTES
  return schema?.kind === 'list' ? schema.element : undefined
}

/** Whether two types are the same; a list is what it lists. */
export function isSameSchema(a: Schema, b: Schema | undefined): boolean {
  if (b === undefined) return false
  if (a.kind === 'list' && b.kind === 'list') return isSameSchema(a.element, b.element)
  return a.kind === b.kind && a.name === b.name
}
