import { closeMatches, isDialectName, isPyYamlVersion, raise } from '@hydraconf/core'
import { noTask, optionKind, unknownOption } from './messages.js'

/** What an option has to be. */
interface Kind {
  /** As a sentence says it: `a text`. */
  readonly takes: string
  readonly example: string
  fits(value: unknown): boolean
  /** Looks further into a value that fits. */
  check?(value: never): void
}

type Kinds = Readonly<Record<string, Kind>>

const text = (example: string): Kind => ({ takes: 'a text', example, fits: (value) => typeof value === 'string' })

const record = (takes: string, example: string): Kind => ({ takes, example, fits: isObject })

const list = (takes: string, example: string): Kind => ({ takes, example, fits: Array.isArray })

const RESOLVERS: Kind = {
  ...record('an object (or a Map) of functions', 'resolvers: { double: (x) => 2 * x }'),
  check(value: object) {
    const functions = value instanceof Map ? Object.fromEntries(value) : value
    for (const [name, one] of Object.entries(functions)) {
      if (typeof (one as { call?: unknown } | null)?.call === 'function') continue
      const example = `resolvers: { ${name}: (x) => ... }`
      throw raise(optionKind({ name: `resolvers.${name}`, takes: 'a function', example, given: described(one) }))
    }
  },
}

const PLUGIN: Kinds = {
  name: text("{ name: 'app', resolvers: { ... } }"),
  sources: list('a list of config sources', "sources: [memorySource('defaults', { config: 'a: 1' })]"),
  stored: list('a list of stored configs', "stored: [store({ group: 'db', name: 'test', node: { port: 1 } })]"),
  schemas: record('an object (or a Map) of schemas by group', 'schemas: { optim: groupSchema(OPTIM) }'),
  resolvers: RESOLVERS,
  panels: list(
    'a list of panels',
    "panels: [{ name: 'cost', label: 'Cost', script: new URL('panel.js', import.meta.url).href }]",
  ),
  launchers: record('an object of launchers', 'launchers: { mine: { launch(jobs, context) { ... } } }'),
  sweepers: record('an object of sweepers', 'sweepers: { mine: { sweep(context) { ... } } }'),
  callbacks: record('an object of functions', 'callbacks: { notify: (settings) => ({ onJobEnd() { ... } }) }'),
}

const PLUGINS: Kind = {
  ...list('a list of plugins', "plugins: [{ name: 'app', resolvers: { double: (x) => 2 * x } }]"),
  check(value: readonly unknown[]) {
    value.forEach((plugin, at) => {
      const name = `plugins[${at}]`
      if (!isObject(plugin)) {
        const example = "plugins: [{ name: 'app', resolvers: { ... } }]"
        throw raise(optionKind({ name, takes: 'a plugin, an object with a name', example, given: described(plugin) }))
      }
      checkKinds(PLUGIN, plugin, `${name} has`, `${name}.`)
      if (plugin.name === undefined) {
        throw raise(optionKind({ name: `${name}.name`, ...PLUGIN.name!, given: described(undefined) }))
      }
    })
  },
}

const FOLDER: Kind = {
  takes: 'a folder, as a text or a URL',
  example: "configDir: 'conf'",
  fits: (value) => typeof value === 'string' || value instanceof URL,
}

const SHARED: Kinds = {
  configName: text("configName: 'config'"),
  versionBase: {
    takes: 'a text or null',
    example: "versionBase: '1.3'",
    fits: (value) => typeof value === 'string' || value === null,
  },
  dialect: { takes: "'1.3' or '1.4'", example: "dialect: '1.4'", fits: isDialectName },
  pyyaml: { takes: "'6.0.3' or '6.0.4'", example: "pyyaml: '6.0.3'", fits: isPyYamlVersion },
  plugins: PLUGINS,
  resolvers: RESOLVERS,
  jobName: text("jobName: 'train'"),
  pythonVersion: text("pythonVersion: '3.11.4'"),
  safe: { takes: 'true or false', example: 'safe: true', fits: (value) => typeof value === 'boolean' },
  strict: { takes: 'true or false', example: 'strict: true', fits: (value) => typeof value === 'boolean' },
  env: {
    ...record('an object of keys by environment variable', "env: { DB_PASSWORD: 'db.password' }"),
    check(value: object) {
      for (const [name, key] of Object.entries(value)) {
        if (typeof key === 'string' && key !== '') continue
        const example = "env: { DB_PASSWORD: 'db.password' }"
        throw raise(optionKind({ name: `env.${name}`, takes: 'a key of the config', example, given: described(key) }))
      }
    },
  },
  envFile: {
    takes: 'a path, or a list of paths',
    example: "envFile: '.env'",
    fits: (value) => [value].flat().every((one) => typeof one === 'string'),
  },
  describeKeys: {
    takes: 'true or false',
    example: 'describeKeys: true',
    fits: (value) => typeof value === 'boolean',
  },
  packages: record('an object of folders by package', "packages: { shop: 'src/shop' }"),
}

const APP: Kinds = { configDir: FOLDER, ...SHARED }

const COMPOSE_DIR: Kinds = {
  ...SHARED,
  overrides: {
    takes: 'a list of texts',
    example: "overrides: ['db=mysql', '+lr=0.1']",
    fits: (value) => Array.isArray(value) && value.every((one) => typeof one === 'string'),
  },
  mode: {
    takes: "'RUN' or 'MULTIRUN'",
    example: "mode: 'MULTIRUN'",
    fits: (value) => value === 'RUN' || value === 'MULTIRUN',
  },
}

/** How Python, or habit, calls an option. */
const OTHERWISE: Readonly<Record<string, string>> = {
  config_path: 'configDir',
  configPath: 'configDir',
  config_dir: 'configDir',
  path: 'configDir',
  dir: 'configDir',
  config: 'configName',
}

const ELSEWHERE: Readonly<Record<string, string>> = {
  overrides: 'Overrides are the words of the command line; composeDir(dir, { overrides }) takes them from the program',
  return_hydra_config: "The composition has it: composed.config, or composed.yaml({ of: 'all' })",
  task: 'The task is the second argument: hydraMain(options, (config, run) => { ... })',
}

/** Refuses options of an app that are not what they have to be. @throws HydraException with the closest name */
export function checkAppOptions(options: unknown): void {
  checkOptions(APP, options, 'options', "{ configDir: 'conf', configName: 'config' }")
}

/** The same for `composeDir`. */
export function checkComposeDirOptions(dir: unknown, options: unknown): void {
  if (!FOLDER.fits(dir)) {
    throw raise(optionKind({ name: 'dir', ...FOLDER, example: "composeDir('conf')", given: described(dir) }))
  }
  checkOptions(COMPOSE_DIR, options, 'options', "composeDir('conf', { configName: 'config', overrides: ['db=mysql'] })")
}

/** @throws HydraException where the task is no function */
export function checkTask(task: unknown): void {
  if (typeof task !== 'function') throw raise(noTask({ given: described(task) }))
}

function checkOptions(kinds: Kinds, options: unknown, name: string, example: string): void {
  if (!isObject(options)) {
    throw raise(optionKind({ name, takes: 'an object', example, given: described(options) }))
  }
  checkKinds(kinds, options, 'There is', '')
}

function checkKinds(kinds: Kinds, given: Readonly<Record<string, unknown>>, of: string, prefix: string): void {
  for (const [name, value] of Object.entries(given)) {
    const kind = Object.hasOwn(kinds, name) ? kinds[name]! : undefined
    if (kind === undefined) throw raise(unknownOption({ of, name, ...insteadOf(name, kinds) }))
    if (value === undefined) continue
    if (!kind.fits(value)) throw raise(optionKind({ name: `${prefix}${name}`, ...kind, given: described(value) }))
    kind.check?.(value as never)
  }
}

function insteadOf(name: string, kinds: Kinds) {
  const known = Object.keys(kinds)
  const plain = name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
  const same = [OTHERWISE[name], OTHERWISE[plain], plain].find((one) => one !== undefined && known.includes(one))
  return {
    known,
    instead: same === undefined ? closeMatches(name, known) : [same],
    advice: ELSEWHERE[plain] ?? ELSEWHERE[name],
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function described(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'string') return `the text '${value}'`
  if (typeof value === 'function') return 'a function'
  return typeof value === 'object' ? 'an object' : String(value)
}
