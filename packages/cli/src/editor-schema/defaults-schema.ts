import type { Document, Library } from '@hydraconf/core'
import { definition, type JsonSchema } from './json-schema.js'

/** What an entry of a defaults list may be in a config of this folder. */
export function defaultsSchema(
  folder: string,
  groups: readonly string[],
  open: ReadonlySet<string>,
  library: Library,
): JsonSchema {
  const properties: Record<string, JsonSchema> = {}
  const patternProperties: Record<string, JsonSchema> = {}
  for (const group of groups) {
    const options = optionsSchema(group, open, library)
    const relative = folder === '' ? group : group.startsWith(`${folder}/`) ? group.slice(folder.length + 1) : undefined
    if (relative !== undefined) properties[relative] = options
    properties[`override /${group}`] = options
    const name = relative === undefined ? `/${escaped(group)}` : `(/${escaped(group)}|${escaped(relative)})`
    patternProperties[`^((override|optional) )*${name}(@.*)?$`] = options
  }
  const entry = {
    anyOf: [
      { const: '_self_', description: 'The values of this config itself.' },
      { type: 'string' },
      { type: 'object', properties, patternProperties },
    ],
  }
  return {
    description: 'The configs that are merged, in this order.',
    anyOf: [{ type: 'array', items: entry }, { type: 'null' }, definition('interpolation')],
  }
}

function optionsSchema(group: string, open: ReadonlySet<string>, library: Library): JsonSchema {
  if (open.has(group)) return {}
  const names = library.options(group, 'config')
  // With an ending, or in a group below.
  const written = { type: 'string', pattern: '\\.ya?ml$|/' }
  const one = [{ enum: [...names, null] }, written, definition('interpolation')]
  return {
    anyOf: [...one, { type: 'array', items: { anyOf: [{ enum: names }, written, definition('interpolation')] } }],
  }
}

/** The groups that a list chooses something of which is not there: it may come from a folder that only the program knows. */
export function openGroups(documents: readonly Document[], library: Library): ReadonlySet<string> {
  const open = new Set<string>()
  for (const { name, defaults = [] } of documents) {
    const folder = name.slice(0, name.lastIndexOf('/') + 1)
    for (const entry of defaults) {
      if (entry.kind !== 'group') continue
      const group = entry.group.startsWith('/') ? entry.group.slice(1) : `${folder}${entry.group}`
      const { choice } = entry
      const names = choice.kind === 'option' ? [choice.name] : choice.kind === 'options' ? choice.names : []
      if (names.some((option) => !library.hasConfig(`${group}/${option}`))) open.add(group)
    }
  }
  return open
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
