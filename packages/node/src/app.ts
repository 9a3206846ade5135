import { statSync } from 'node:fs'
import { basename, dirname, extname, isAbsolute, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  append,
  atCaller,
  createSearchPath,
  type DialectName,
  describeOrigin,
  type Environment,
  fromJs,
  type MapValue,
  mergePlugins,
  type Origin,
  type Plugin,
  type PyYamlVersion,
  prepend,
  printableLines,
  ResolverCache,
  type Resolvers,
  raise,
  type SearchPath,
  type StoredConfig,
} from '@hydraconf/core'
import { confinedOpener } from './confined-source.js'
import type { Host } from './host.js'
import { pluginConfigs } from './hydra-plugins/stored-configs.js'
import { configPathIsFile, extraDirNotFound } from './messages.js'
import { sourceOpener } from './open-source.js'
import { checkAppOptions } from './options/check-options.js'
import type { NodePlugin } from './plugin.js'
import { targetOf } from './plugin-target.js'
import { realPath } from './real-path.js'
import { type FactsOptions, factsOf } from './run-facts.js'
import type { Launcher } from './sweep/launcher.js'
import { LOCAL_SETTINGS } from './sweep/local-launcher-config.js'
import type { Sweeper } from './sweep/sweeper.js'
import { ZIP_SETTINGS } from './sweep/sweepers/zip-settings.js'
import { type VariableFiles, variableFiles } from './variable-file.js'

/** What a program says of its configs: the arguments of Python's `@hydra.main`, and what Python finds out by itself. */
export interface AppOptions {
  /**
   * The folder of configs (`config_path` in Python): absolute, a `file:` URL, `pkg://name/folder` in a Node package, or
   * relative to the folder of the program. Undefined: no configs of its own.
   */
  readonly configDir?: string | URL | undefined
  /** The primary config, relative to `configDir`. Undefined: only what the command line adds. */
  readonly configName?: string | undefined
  /** Whose rules: `1.1`, `1.2` or `1.3`; the newest unless told, as Python's `None` says it too. */
  readonly versionBase?: string | null | undefined
  /** Whose language the configs are written in: that of Hydra 1.3, unless told, or of 1.4. */
  readonly dialect?: DialectName | undefined
  /**
   * The PyYAML whose merging by `<<` is followed in dialect 1.3: 6.0.4, unless told, or 6.0.3, which stands for all before it.
   */
  readonly pyyaml?: PyYamlVersion | undefined
  /**
   * The folders of Python packages, relative to the working directory: with `{ shop: 'src/shop' }`, `pkg://shop.conf` is
   * `src/shop/conf`. A name that is not among them is that of a Node package.
   */
  readonly packages?: Readonly<Record<string, string>> | undefined
  /** Functions for `${name:…}`: `{ double: (x) => 2 * x }`; `OmegaConf.register_new_resolver` in Python. */
  readonly resolvers?: Resolvers | undefined
  /** What others bring, or several programs share: resolvers, configs, schemas, launchers, sweepers, callbacks. */
  readonly plugins?: readonly (Plugin | NodePlugin)[] | undefined
  /** `hydra.job.name`; the program's file name unless told. */
  readonly jobName?: string | undefined
  /**
   * The configs are not trusted: they see no environment variables, and nothing outside the folders and files of variables that
   * this program and its command line name.
   */
  readonly safe?: boolean | undefined
  /**
   * Whether reading a key that the config does not have throws, with the closest one, as in Python; without it that is
   * `undefined`, as of any object.
   */
  readonly strict?: boolean | undefined
  /**
   * Variables of the environment that stand for keys: `{ DB_PASSWORD: 'db.password' }`. One that is set wins over the configs,
   * and gives way to an override. Its text becomes what the key holds: a number, a boolean, a list as an override has it.
   */
  readonly env?: Readonly<Record<string, string>> | undefined
  /**
   * Files of variables, relative to the working directory, for `${oc.env:NAME}` and for `env`: `.env`, read as Node does. What
   * the environment has wins, and then the later file. `process.env` stays as it is.
   */
  readonly envFile?: VariableFiles | undefined
  /** Whether `--help` has what schemas say of keys (`description`) beside them. */
  readonly describeKeys?: boolean | undefined
  /** What `${python_version:}` answers; without it that resolver refuses. */
  readonly pythonVersion?: string | undefined
}

/** A program and its configs, made out of its options and what the command line says instead. */
export interface App {
  readonly configName: string | undefined
  readonly jobName: string
  readonly environment: Environment
}

/** What the command line may say instead of the program. */
export interface AppFlags {
  readonly configPath?: string | undefined
  readonly configName?: string | undefined
  /** More folders of configs, relative to the working directory; what is in two is taken from the first. */
  readonly configDirs?: readonly string[] | undefined
}

/**
 * Where a program's configs are and what is known of the process.
 *
 * @throws HydraException for an option that is not what it has to be, and for a config path that names a file; SearchPathException for an extra directory that is not there
 */
export function appOf(options: AppOptions, host: Host, flags: AppFlags = {}, facts: FactsOptions = {}): App {
  return atCaller(appOf, host.env.HYDRA_FULL_ERROR === '1', () => madeApp(options, host, flags, facts))
}

function madeApp(options: AppOptions, host: Host, flags: AppFlags, facts: FactsOptions): App {
  checkAppOptions(options)
  const { plugins = [], resolvers, versionBase, dialect, pyyaml, pythonVersion } = options
  const ofProgram = resolvers === undefined ? [] : [{ name: 'the program', resolvers }]
  const jobName = options.jobName ?? taskName(host.program)
  const main = mainPath(flags.configPath ?? options.configDir, host)
  const searchPath = (flags.configDirs ?? []).reduce(
    (found, dir) => withExtraDir(found, dir, host),
    createSearchPath(main),
  )
  const cwd = host.cwd()
  const open = sourceOpener(cwd, options.packages)
  const files = variableFiles(options.envFile, cwd)
  return {
    configName: flags.configName ?? options.configName,
    jobName,
    environment: {
      searchPath,
      open: options.safe === true ? confinedOpener(open, new Set(searchPath.map(({ path }) => path)), cwd) : open,
      facts: factsOf(options.safe === true ? { ...host, env: {} } : host, jobName, {
        pythonVersion,
        dialect,
        variableFiles: files,
        ...facts,
      }),
      versionBase,
      dialect,
      pyyaml,
      strict: options.strict,
      variableKeys: options.env,
      extensions: mergePlugins([ofHydra(dialect), ...ofProgram, ...plugins, ...[OWN, ...plugins].flatMap(launchersOf)]),
      warn: warnOnce(host),
      cache: new ResolverCache(),
    },
  }
}

/** Each warning once, as Python has it, and where the config has what it is about. */
function warnOnce(host: Host): (message: string, origin: Origin) => void {
  const said = new Set<string>()
  return (message, origin) => {
    if (said.has(message)) return
    said.add(message)
    host.err(`${describeOrigin(origin)}: UserWarning: ${printableLines(message)}\n`)
  }
}

/** `my app.mjs` is `my_app`: what Python makes of a file name. */
export function taskName(program: string | undefined): string {
  if (program === undefined) return 'app'
  const name = basename(program, extname(program))
  return name
    .trim()
    .replaceAll(' ', '_')
    .replace(/[^-\p{L}\p{N}_.]/gu, '')
}

function mainPath(config: string | URL | undefined, host: Host): string | undefined {
  if (config === undefined) return undefined
  const path = config instanceof URL || config.startsWith('file:') ? fileURLToPath(String(config)) : config
  if (/\.ya?ml$/.test(path)) throw raise(configPathIsFile({ path }))
  if (path.startsWith('pkg://')) return path
  if (isAbsolute(path)) return `file://${path}`
  return `file://${resolve(host.program === undefined ? host.cwd() : realPath(dirname(host.program)), path)}`
}

function withExtraDir(searchPath: SearchPath, dir: string, host: Host): SearchPath {
  const path = resolve(host.cwd(), dir)
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw raise(extraDirNotFound({ path }))
  const entry = { provider: 'command-line', path: `file://${path}` }
  return searchPath.some(({ provider }) => provider === 'schema')
    ? prepend(searchPath, entry, 'schema')
    : append(searchPath, entry)
}

/** What Hydra's own plugins store; whoever stores a config of the same name wins. */
function ofHydra(dialect: DialectName = '1.3'): Plugin {
  return { name: "Hydra's plugins", stored: pluginConfigs(dialect) }
}

/** What comes with this package, as if a plugin brought it. */
const OWN = {
  name: 'hydraconf',
  launchers: { local: { settings: LOCAL_SETTINGS } },
  sweepers: { zip: { settings: ZIP_SETTINGS } },
}

/** A plugin's launchers and sweepers are options of `hydra/launcher` and `hydra/sweeper`, with their settings. */
function launchersOf(plugin: WithSettings): readonly Plugin[] {
  const { name, launchers = {}, sweepers = {} } = plugin
  const stored = [...options('hydra/launcher', launchers, name), ...options('hydra/sweeper', sweepers, name)]
  return stored.length === 0 ? [] : [{ name: `${name} launchers and sweepers`, stored }]
}

interface WithSettings {
  readonly name: string
  readonly launchers?: Readonly<Record<string, Chosen>>
  readonly sweepers?: Readonly<Record<string, Chosen>>
}

type Chosen = Pick<Launcher | Sweeper, 'settings' | 'target'>

/** Without those that do the work of one of Hydra's plugins: their group is known. */
function options(group: string, of: Readonly<Record<string, Chosen>>, provider: string): readonly StoredConfig[] {
  return Object.entries(of)
    .filter(([, { target }]) => target === undefined)
    .map(([name, { settings }]) => ({
      group,
      name,
      value: fromJs({ _target_: targetOf(name), ...settings }) as MapValue,
      provider,
    }))
}
