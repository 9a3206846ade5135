import { closeMatches, raise } from '@hydraconf/core'
import { exportNotThere, exportTwice } from './messages.js'

/**
 * Modules, as the program imports them, with what configs may name of each: the exports, or the names that configs have for
 * them. `{ './optim.js': ['Adam'] }` puts `optim.Adam` on the list, `{ './optim.js': { 'my.optim.Adam': 'Adam' } }` that name.
 */
export type ModuleExports = Readonly<Record<string, readonly string[] | Readonly<Record<string, string>>>>

/** How modules are imported; see `targetsFrom`. */
export interface TargetsFromOptions {
  /** A config, plain data or composed: a module of which it names nothing is not imported. Unless given, all are. */
  readonly config?: unknown
}

/**
 * A list of targets out of modules. The program says which modules and which of their exports, and imports them itself, so that
 * paths are those of its own file: no config adds to either.
 *
 * ```ts
 * const list = await targetsFrom({ './optim.js': ['Adam', 'Sgd'] }, (module) => import(module))
 * ```
 *
 * @throws ImportError for a module without such an export, ValueError for a name that two exports have; what `load` throws
 */
export async function targetsFrom(
  modules: ModuleExports,
  load: (module: string) => Promise<object>,
  { config }: TargetsFromOptions = {},
): Promise<Readonly<Record<string, unknown>>> {
  const named = namesOf(modules)
  const wanted = config === undefined ? undefined : textsIn(config)
  const found = new Map<string, unknown>()
  for (const [module, names] of named) {
    if (wanted !== undefined && ![...names.keys()].some((name) => wanted.has(name))) continue
    const loaded = await load(module)
    for (const [name, exported] of names) found.set(name, exportOf(loaded, exported, module))
  }
  return Object.fromEntries(found)
}

/** The names that configs have for the exports of each module. */
function namesOf(modules: ModuleExports): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const owners = new Map<string, string>()
  const all = Object.entries(modules).map(([module, exports]) => {
    const names: readonly (readonly [string, string])[] = Array.isArray(exports)
      ? (exports as readonly string[]).map((name) => [`${dotted(module)}.${name}`, name] as const)
      : Object.entries(exports as Readonly<Record<string, string>>)
    for (const [name] of names) {
      const owner = owners.get(name)
      if (owner !== undefined) throw raise(exportTwice({ name, owner, module }))
      owners.set(name, module)
    }
    return [module, new Map(names)] as const
  })
  return new Map(all)
}

/** `./my/optim.js` is `my.optim`, as a module of Python is named. */
function dotted(module: string): string {
  return module
    .replace(/^(?:\.{1,2}\/)+/, '')
    .replace(/\.[cm]?[jt]sx?$/, '')
    .replaceAll('/', '.')
}

function exportOf(module: object, name: string, path: string): unknown {
  if (Object.hasOwn(module, name)) return module[name as never]
  throw raise(exportNotThere({ name, module: path, near: closeMatches(name, Object.keys(module)) }))
}

/** Every text of a config: `_target_`, and what `getMethod` is asked for later. */
function textsIn(config: unknown): ReadonlySet<string> {
  const texts = new Set<string>()
  const seen = new Set<unknown>()
  const look = (value: unknown): void => {
    if (typeof value === 'string') texts.add(value)
    if (typeof value !== 'object' || value === null || seen.has(value)) return
    seen.add(value)
    // By descriptors: a missing value throws when it is read.
    for (const { value: item } of Object.values(Object.getOwnPropertyDescriptors(value))) look(item)
  }
  look(config)
  return texts
}
