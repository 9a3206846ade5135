/** A JSON Schema, draft 2020-12, as far as it is written here. */
export type JsonSchema = { readonly [word: string]: unknown }

/** What may stand in place of any value. */
export const DEFINITIONS: Readonly<Record<string, JsonSchema>> = {
  interpolation: { type: 'string', pattern: '\\$\\{[\\s\\S]*\\}|^\\?\\?\\?$' },
  // YAML 1.1 has more spellings of numbers and booleans than 1.2, which most editors read.
  numberAsText: {
    type: 'string',
    pattern:
      '^[-+]?[0-9][0-9_]*(:[0-5]?[0-9])*(\\.[0-9_]*)?([eE][-+]?[0-9]+)?$|^[-+]?0[bxBX][0-9a-fA-F_]+$|^[-+]?\\.?([iI][nN][fF]|[nN][aA][nN])$|^[-+]?\\.[0-9_]+$',
  },
  booleanAsText: { type: 'string', pattern: '^([yY][eE][sS]|[nN][oO]|[oO][nN]|[oO][fF][fF])$' },
}

export function definition(name: keyof typeof DEFINITIONS): JsonSchema {
  return { $ref: `#/$defs/${name}` }
}
