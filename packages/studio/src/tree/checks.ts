import type { GroupSchema, WrittenCheck } from '@hydraconf/core'
import { stringify } from 'devalue'
import type { SchemaData } from './tree-data.js'

/** Schemas of groups, as a page gets them. */
export interface ReadSchemas {
  readonly data: readonly SchemaData[]
  /** By group: what `checksScript` is made of. */
  readonly written: ReadonlyMap<string, WrittenCheck>
  /** What of them only the program has, in words. */
  readonly lacking: readonly string[]
}

export function readSchemas(schemas: ReadonlyMap<string, GroupSchema>): ReadSchemas {
  const written = new Map<string, WrittenCheck>()
  const lacking: string[] = []
  for (const [group, schema] of schemas) {
    if (schema.written !== undefined) written.set(group, schema.written)
    if (schema.written?.isAll === false) lacking.push(`the refinements of the schema of ${group}`)
    else if (schema.check !== undefined && schema.written === undefined) lacking.push(`the checks of ${group}`)
  }
  const data = [...schemas].map(([group, { shape }]) => ({
    group,
    shape: shape === undefined ? undefined : stringify(structuredClone(shape)),
  }))
  return { data, written, lacking }
}

/**
 * The checks as a classic script, which the worker of the page loads: ajv makes code of a schema, and the page's policy lets no
 * text become code.
 */
export function checksScript(written: ReadonlyMap<string, WrittenCheck>): string {
  return [...written]
    .map(
      ([group, check]) =>
        `hydraconf.check(${JSON.stringify(group)}, function (module, require) {${check.script()}\n})\n`,
    )
    .join('')
}
