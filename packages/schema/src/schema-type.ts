import type { StandardSchemaV1 } from '@standard-schema/spec'

/**
 * The TypeScript type of a config that a JSON Schema accepts, for schemas written `as const`:
 *
 * ```ts
 * const optim = { type: 'object', properties: { lr: { type: 'number' } }, required: ['lr'] } as const
 * type Optim = FromSchema<typeof optim>   // { lr: number }
 * ```
 *
 * Reads `type`, `enum`, `const`, `properties`, `required`, `additionalProperties`, `items`, `prefixItems`, `anyOf`,
 * `oneOf`, `allOf` and `$ref` into `$defs` or `definitions` of the same schema. What it does not read is `unknown`. Of a Standard
 * Schema, and of TypeBox's, it is the type of what that gives.
 */
export type FromSchema<Schema> =
  Schema extends StandardSchemaV1<unknown, infer Output>
    ? Output
    : Schema extends OfTypeBox<infer Output>
      ? Output
      : Read<Schema, Schema>

/** A schema of TypeBox 0.34, which says its type beside what it is; those of TypeBox 1 are read as any JSON Schema. */
interface OfTypeBox<Output> {
  readonly params: readonly unknown[]
  readonly static: Output
}

type Read<S, Root> = S extends true
  ? unknown
  : S extends false
    ? never
    : S extends { readonly $ref: infer Ref }
      ? Read<Target<Ref, Root>, Root>
      : S extends { readonly const: infer Constant }
        ? Writable<Constant>
        : S extends { readonly enum: readonly (infer Member)[] }
          ? Writable<Member>
          : S extends { readonly anyOf: infer Members }
            ? AnyOf<Members, Root> & Rest<S, 'anyOf', Root>
            : S extends { readonly oneOf: infer Members }
              ? AnyOf<Members, Root> & Rest<S, 'oneOf', Root>
              : S extends { readonly allOf: infer Members }
                ? AllOf<Members, Root> & Rest<S, 'allOf', Root>
                : S extends { readonly type: readonly (infer Name)[] }
                  ? OfType<Name, S, Root>
                  : S extends { readonly type: infer Name }
                    ? OfType<Name, S, Root>
                    : S extends { readonly properties: unknown }
                      ? ObjectOf<S, Root>
                      : unknown

/** What a schema says beside one of its keywords; nothing, when it says no more. */
type Rest<S, Keyword extends string, Root> =
  Omit<S, Keyword> extends { readonly type: unknown } | { readonly properties: unknown }
    ? Read<Omit<S, Keyword>, Root>
    : unknown

// Distributes over the names of a type list.
type OfType<Name, S, Root> = Name extends 'null'
  ? null
  : Name extends 'boolean'
    ? boolean
    : Name extends 'integer' | 'number'
      ? number
      : Name extends 'string'
        ? string
        : Name extends 'array'
          ? ArrayOf<S, Root>
          : Name extends 'object'
            ? ObjectOf<S, Root>
            : unknown

type ArrayOf<S, Root> = S extends { readonly prefixItems: infer Items extends readonly unknown[] }
  ? [
      ...Tuple<Items, Root>,
      ...(S extends { readonly items: infer More } ? (More extends false ? [] : Read<More, Root>[]) : unknown[]),
    ]
  : S extends { readonly items: infer Item }
    ? Read<Item, Root>[]
    : unknown[]

type Tuple<Items extends readonly unknown[], Root> = Items extends readonly [infer First, ...infer More]
  ? [Read<First, Root>, ...Tuple<More, Root>]
  : []

type ObjectOf<S, Root> = Simplify<Properties<S, Root> & Additional<S, Root>>

type Properties<S, Root> = S extends { readonly properties: infer P }
  ? { -readonly [K in keyof P as K extends Required<S> ? K : never]: Read<P[K], Root> } & {
      -readonly [K in keyof P as K extends Required<S> ? never : K]?: Read<P[K], Root>
    }
  : unknown

/** Keys that are always there: those required, and those with a default, which composing fills in. */
type Required<S> =
  | (S extends { readonly required: readonly (infer K)[] } ? K : never)
  | (S extends { readonly properties: infer P }
      ? { [K in keyof P]: P[K] extends { readonly default: unknown } ? K : never }[keyof P]
      : never)

type Additional<S, Root> = S extends { readonly additionalProperties: infer A }
  ? A extends false
    ? unknown
    : S extends { readonly properties: unknown }
      ? { [key: string]: unknown }
      : { [key: string]: Read<A, Root> }
  : S extends { readonly properties: unknown }
    ? unknown
    : { [key: string]: unknown }

type AnyOf<Members, Root> = Members extends readonly (infer Member)[]
  ? Member extends unknown
    ? Read<Member, Root>
    : never
  : never

type AllOf<Members, Root> = Members extends readonly [infer First, ...infer More]
  ? Read<First, Root> & AllOf<More, Root>
  : unknown

type Target<Ref, Root> = Ref extends '#'
  ? Root
  : Ref extends `#/${infer Section}/${infer Name}`
    ? Section extends keyof Root
      ? Name extends keyof Root[Section]
        ? Root[Section][Name]
        : unknown
      : unknown
    : unknown

type Writable<T> = T extends object ? { -readonly [K in keyof T]: Writable<T[K]> } : T

type Simplify<T> = T extends object ? { [K in keyof T]: T[K] } : T
