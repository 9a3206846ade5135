import type { Resolver } from './interpolation/resolver.js'
import { type Resolvers, resolversOf } from './interpolation/resolver-from-function.js'
import type { ConfigSource } from './library/config-source.js'
import type { StoredConfig } from './library/stored-source.js'
import { nameClash } from './messages/composition.js'
import { raise } from './text/errors.js'
import type { Key } from './value/key.js'
import type { Struct, Value } from './value/value.js'

/**
 * What a program adds to the engine: a plain value, handed over in an array whose order is the order in which
 * it is looked at. Nothing is registered anywhere.
 */
export interface Plugin {
  readonly name: string
  /** Configs, searched behind those of the app: a file of the user's with the same name wins. */
  readonly sources?: readonly ConfigSource[]
  /** Configs given as values, with their shapes, as in Hydra's `ConfigStore`. */
  readonly stored?: readonly StoredConfig[]
  /** What the options of a group have to look like, wherever a defaults list puts them. */
  readonly schemas?: ReadonlyMap<string, GroupSchema> | Readonly<Record<string, GroupSchema>> | undefined
  /** Functions for `${name:…}`; a name may be dotted: `{ 'math.mul': (a, b) => a * b }`. */
  readonly resolvers?: Resolvers | undefined
  /** Views that it adds to the page of the studio. */
  readonly panels?: readonly PluginPanel[] | undefined
}

/** A view that a plugin adds to the page of the studio; what its script has to do stands in `@hydraconf/studio`. */
export interface PluginPanel {
  /** As addresses have it: small letters, digits and `-`. */
  readonly name: string
  /** As its tab says it. */
  readonly label: string
  /** The `file:` URL of a classic script. */
  readonly script: string
}

/** What the configs of a group have to look like. */
export interface GroupSchema {
  /** Types, conversions and closed keys, as a structured config would bring them. */
  readonly shape?: Struct | undefined
  /** What is wrong with a composed option. Gets it with interpolations resolved as far as they can be. */
  readonly check?: ((value: Value) => readonly Finding[]) | undefined
  /** The same check for where the program does not run; undefined: it is no more than a function. */
  readonly written?: WrittenCheck | undefined
}

/** A check written out: `@hydraconf/schema` writes it, and reads it again in the page of the studio. */
export interface WrittenCheck {
  /** The text of a script; made when it is asked for. */
  script(): string
  /** Whether it finds all that `check` does. A schema of a library may have refinements, which are functions of the program. */
  readonly isAll: boolean
}

/** Something wrong with a value. */
export interface Finding {
  /** From the value that was checked to the place in question; an index of a list is a `bigint`. */
  readonly path: readonly Key[]
  readonly message: string
  readonly advice?: string | undefined
}

/** All plugins as one. */
export interface Extensions {
  readonly sources: readonly ConfigSource[]
  readonly stored: readonly StoredConfig[]
  readonly schemas: ReadonlyMap<string, GroupSchema>
  readonly resolvers: ReadonlyMap<string, Resolver>
}

/** What no plugins add. */
export const NO_EXTENSIONS: Extensions = { sources: [], stored: [], schemas: new Map(), resolvers: new Map() }

/**
 * What several plugins add together.
 *
 * @throws PluginException where two of them have a name in common, or add a schema of one group or a resolver of one name
 */
export function mergePlugins(plugins: readonly Plugin[]): Extensions {
  if (plugins.length === 0) return NO_EXTENSIONS
  const names = new Map<string, string>()
  for (const { name } of plugins) claim(names, 'plugin', name, name)
  return {
    sources: plugins.flatMap(({ sources = [] }) => sources),
    stored: plugins.flatMap(({ stored = [] }) => stored),
    schemas: united('schema', plugins, ({ schemas }) =>
      schemas instanceof Map ? schemas : new Map(Object.entries(schemas ?? {})),
    ),
    resolvers: united('resolver', plugins, ({ resolvers }) => resolvers && resolversOf(resolvers)),
  }
}

function united<T>(
  what: string,
  plugins: readonly Plugin[],
  of: (plugin: Plugin) => ReadonlyMap<string, T> | undefined,
): ReadonlyMap<string, T> {
  const owners = new Map<string, string>()
  const all = new Map<string, T>()
  for (const plugin of plugins) {
    for (const [name, one] of of(plugin) ?? []) {
      claim(owners, what, name, plugin.name)
      all.set(name, one)
    }
  }
  return all
}

function claim(owners: Map<string, string>, what: string, name: string, plugin: string): void {
  const owner = owners.get(name)
  if (owner !== undefined) throw raise(nameClash({ what, name, owner, plugin }))
  owners.set(name, plugin)
}
