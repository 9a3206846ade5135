import {
  aliasesFor,
  type Composed,
  compose,
  defaultsOf,
  hasAliases,
  maskedOverrideText,
  neededSetting,
  sensitiveNames,
  setting,
} from '@hydraconf/core'
import { configureLogging } from '../logging/configure.js'
import type { NodePlugin } from '../plugin.js'
import { type AliasSubject, type InfoSubject, type PluginKind, showInfo } from '../show/show-info.js'
import type { Program } from './program-context.js'

/** Composes for a single run, and says what there is to warn of. */
export function composeConfig({ app, warn }: Program, overrides: readonly string[]): Composed {
  const composed = compose({ configName: app.configName, overrides }, app.environment)
  for (const warning of composed.warnings) warn(warning)
  return composed
}

/** The same, with logging set up: for what a person reads. */
export function composeForUser(program: Program): Composed {
  const composed = composeConfig(program, program.flags.overrides)
  logAsHydra(program, composed, program.flags.overrides)
  return composed
}

/** Sets Hydra's own logging up; at level DEBUG it tells how the config came about. */
export function logAsHydra(program: Program, composed: Composed, overrides: readonly string[]): void {
  const { logging, host } = program
  configureLogging(logging, neededSetting(composed, 'hydra.hydra_logging'), verboseOf(composed), host)
  const log = logging.logger('hydra._internal.hydra')
  if (log.isEnabledFor(10)) for (const line of showInfo('all', infoSubject(program, overrides))) log.debug('%s', line)
}

/** `hydra.verbose`; `???` counts as what it says, and is refused. */
function verboseOf(composed: Composed): unknown {
  return setting(composed, 'hydra.verbose') ?? '???'
}

/** What `--info` is about, for this program. */
export function infoSubject(program: Program, overrides: readonly string[]): InfoSubject {
  const { app } = program
  return {
    composed: () => composeConfig(program, overrides),
    defaults: () => defaultsOf(app.environment, app.configName, overrides),
    plugins: pluginKinds(program.plugins),
    dialect: app.environment.dialect,
    aliases: hasAliases(app.environment.dialect) ? aliasSubject(app, overrides) : undefined,
  }
}

function aliasSubject({ environment, configName }: Program['app'], overrides: readonly string[]): AliasSubject {
  const names = sensitiveNames(environment.extensions)
  const shown = (text: string): string => maskedOverrideText(text, names, environment.dialect)
  return { known: () => aliasesFor(environment, configName), overrides, shown }
}

function pluginKinds(plugins: readonly NodePlugin[]): readonly PluginKind[] {
  return [
    {
      kind: 'ConfigSource',
      names: [
        'file',
        'pkg',
        'structured',
        ...plugins.flatMap(({ sources = [] }) => sources.map(({ provider }) => provider)),
      ],
    },
    { kind: 'Completion', names: ['bash', 'fish', 'zsh'] },
    { kind: 'Launcher', names: ['basic', 'local', ...plugins.flatMap(({ launchers = {} }) => Object.keys(launchers))] },
    { kind: 'Sweeper', names: ['basic', ...plugins.flatMap(({ sweepers = {} }) => Object.keys(sweepers))] },
    { kind: 'Plugin', names: plugins.map(({ name }) => name) },
  ]
}
