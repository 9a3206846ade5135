import {
  type ConfigSource,
  configFile,
  type DefaultsEntry,
  type Document,
  type GroupChoice,
  type Library,
  type ListValue,
  loadFrom,
  type MapValue,
  type OptionKind,
  optionsOf,
  parseYaml,
  readHeader,
  rulesFor,
} from '@hydraconf/core'
import { libraryFor } from '../../search-path.js'
import type { Answer, Case, Context } from '../../suite.js'
import { toTyped } from '../../typed-json.js'

export function answer({ input, dialect }: Case, { root }: Context): Answer {
  switch (input.op) {
    case 'header': {
      const { keys, package: pkg } = readHeader({ kind: 'file', name: 'config', text: input.text })
      return { expect: { header: { ...Object.fromEntries(keys), package: pkg ?? null } } }
    }
    case 'normalize_file_name':
      return { expect: { filename: configFile(input.filename, rulesFor(input.version_base, dialect)) } }
    default:
      return { expect: { result: asked(libraryFor(input, root, dialect), input, root) } }
  }
}

function asked(library: Library, input: Case['input'], root: string): unknown {
  const source = library.sources[input.source ?? 0]!
  const { config_path: name, group, results_filter: filter } = input
  switch (input.op) {
    case 'load_config': {
      const document = library.load(name)
      if (document === undefined) return null
      return { ...found(document, library, root), defaults_list: entries(document) }
    }
    case 'config_exists':
      return library.hasConfig(name)
    case 'group_exists':
      return library.isGroup(name)
    case 'get_group_options':
      return library.options(group, kindOf(filter))
    case 'get_sources':
      return library.sources.map(({ provider, path, available }) => ({
        provider,
        path: path.replace(root, '$ROOT'),
        repr: `provider=${provider}, path=${path.replace(root, '$ROOT')}`,
        available: available(),
      }))
    case 'source.is_config':
      return source.has(configFile(name, library.rules))
    case 'source.is_group':
      return source.isGroup(name)
    case 'source.exists':
      return source.isGroup(name) || source.has(configFile(name, library.rules))
    case 'source.list':
      return [...new Set(optionsOf(source, name, kindOf(filter), library.rules))].sort()
    case 'source.load_config': {
      const document = loadFrom(source, name, library.rules)
      return { ...found(document, library, root), config: toTyped(whole(source, name, library), { plain: true }) }
    }
  }
}

function kindOf(filter: string | null): OptionKind {
  return filter === 'CONFIG' ? 'config' : filter === 'GROUP' ? 'group' : 'any'
}

function found({ name, provider, path, header, body, isSchema }: Document, library: Library, root: string): object {
  // Hydra takes the list out of a structured config only later; it still shows here.
  const stored = isSchema ? whole(library.sources.at(-1)!, name, library) : body
  const isStructured = stored.shape?.type?.kind === 'struct'
  return {
    provider,
    path: path.replace(root, '$ROOT'),
    header: { ...Object.fromEntries(header.keys), package: header.package ?? null },
    is_schema_source: isSchema,
    config: toTyped(isStructured ? stored : body, { plain: true }),
  }
}

/** A config with its defaults list still in it. */
function whole(source: ConfigSource, name: string, library: Library): MapValue | ListValue {
  const content = source.read(configFile(name, library.rules))!
  return content.kind === 'text' ? parseYaml(content.source) : content.value
}

function entries({ defaults = [] }: Document): object[] {
  return defaults.map((entry) => ({
    ...entryOf(entry),
    deleted: false,
    external_append: false,
    config_name_overridden: false,
    primary: false,
    package_header: null,
  }))
}

function entryOf(entry: DefaultsEntry): object {
  if (entry.kind === 'self') return { kind: 'config', path: '_self_', package: null, optional: false, override: false }
  // `_here_` is an empty package from the start in Hydra.
  const pkg = entry.package === '_here_' ? '' : (entry.package ?? null)
  const { kind, optional } = entry
  if (kind === 'config') return { kind, path: entry.path, package: pkg, optional, override: false }
  return { kind, group: entry.group, value: choice(entry.choice), package: pkg, optional, override: entry.override }
}

function choice(of: GroupChoice): unknown {
  switch (of.kind) {
    case 'option':
      return of.name
    case 'options':
      return of.names
    case 'interpolated':
      return of.text
    case 'missing':
      return '???'
    case 'none':
      return null
  }
}
