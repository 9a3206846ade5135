import type { JsonSchema } from './json-schema.js'

/** The schema that a `$ref` into the same document names: `#`, `#/$defs/layer`. Undefined for any other. */
export function target(root: JsonSchema, ref: string): JsonSchema | undefined {
  if (!ref.startsWith('#')) return undefined
  let at: unknown = root
  for (const part of pointerParts(ref.slice(1))) {
    at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[part] : undefined
  }
  return typeof at === 'object' || typeof at === 'boolean' ? (at as JsonSchema) : undefined
}

/** The names in a JSON pointer: `/a/b~1c` is `a`, `b/c`. */
export function pointerParts(pointer: string): readonly string[] {
  if (pointer === '') return []
  return pointer
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
}
