import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { primariesIn } from '@hydraconf/check'
import { type Composed, compose, type DialectName, type Environment, printableLines, raise } from '@hydraconf/core'
import { type App, type AppFlags, type AppOptions, appOf, type Host, openLibraryFor } from '@hydraconf/node'
import type { ConfigWords } from './command.js'
import { noConfigNamed, noSettings } from './messages.js'

/** The files that may say what the flags leave out. */
const SETTINGS = ['hydraconf.config.mjs', 'hydraconf.config.js']

/**
 * The options of the project in the working directory: what `hydraconf.config.mjs` exports by default (configs, version
 * base, plugins), as a program would give them to `hydraMain`; or the file that `--settings` names. With `--safe` only that.
 * Without such a file the configs are in `conf`.
 */
export async function projectOptions(host: Host): Promise<AppOptions> {
  const dir = host.cwd()
  const { safe, settings, dialect } = projectFlags(host.argv)
  const file = settings === undefined ? (safe ? undefined : foundIn(dir)) : resolve(dir, settings)
  if (settings !== undefined && !existsSync(file!)) throw raise(noSettings({ file: settings }))
  const given = file === undefined ? {} : ((await import(pathToFileURL(file).href)) as { default?: AppOptions }).default
  const flags = { ...(safe ? { safe } : {}), ...(dialect === undefined ? {} : { dialect: dialect as DialectName }) }
  return { jobName: 'app', configDir: existsSync(join(dir, 'conf')) ? 'conf' : '.', ...given, ...flags }
}

function foundIn(dir: string): string | undefined {
  return SETTINGS.map((name) => join(dir, name)).find((path) => existsSync(path))
}

interface ProjectFlags {
  readonly safe: boolean
  readonly settings: string | undefined
  readonly dialect: string | undefined
}

/** `--safe`, `--settings FILE` and `--dialect NAME`: what has to be known before anything of the working directory is run. */
function projectFlags(argv: readonly string[]): ProjectFlags {
  const end = argv.indexOf('--')
  const words = end === -1 ? argv : argv.slice(0, end)
  const wordAfter = (flag: string): string | undefined => {
    const at = words.findIndex((word) => word === flag || word.startsWith(`${flag}=`))
    return words[at]?.startsWith(`${flag}=`) ? words[at].slice(flag.length + 1) : at === -1 ? undefined : words[at + 1]
  }
  return { safe: words.includes('--safe'), settings: wordAfter('--settings'), dialect: wordAfter('--dialect') }
}

/** The options with what the command line adds to them: Python packages, and files of variables behind those of the project. */
export function withWords(options: AppOptions, { packages, envFiles }: Given): AppOptions {
  const ofProject: readonly string[] = [options.envFile ?? []].flat()
  return { ...options, packages: { ...options.packages, ...packages }, envFile: [...ofProject, ...envFiles] }
}

type Given = Pick<ConfigWords, 'packages' | 'envFiles'>

/** The app that the flags name; the primary config is `config` where there is one. @throws HydraException where none is */
export function appFor(options: AppOptions, flags: AppFlags, host: Host): App {
  const app = appNamed(options, flags, host)
  if (app.configName !== undefined) return app
  throw raise(noConfigNamed({ found: primariesIn(app.environment) }))
}

/** The same where it may be that no primary config is named, nor there. */
export function appNamed(options: AppOptions, flags: AppFlags, host: Host): App {
  const app = appOf(options, host, flags)
  if (app.configName !== undefined) return app
  return openLibraryFor(app.environment, undefined).hasConfig('config') ? { ...app, configName: 'config' } : app
}

/** Composes, and says on stderr what there is to warn of. */
export function composeFor(
  { configName, environment }: { configName: string | undefined; environment: Environment },
  overrides: readonly string[],
  host: Host,
): Composed {
  const composed = compose({ configName, overrides }, environment)
  for (const warning of composed.warnings) host.err(`UserWarning: ${printableLines(warning)}\n`)
  return composed
}
