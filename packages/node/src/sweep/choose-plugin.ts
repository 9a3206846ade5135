import { type Composed, closeMatches, neededSetting, raise, setting } from '@hydraconf/core'
import { unknownTarget } from '../messages.js'
import type { NodePlugin } from '../plugin.js'
import { targetOf } from '../plugin-target.js'
import { basicLauncher } from './basic-launcher.js'
import type { Launcher } from './launcher.js'
import { pluginNotHere, unknownSetting } from './messages.js'
import type { Sweeper } from './sweeper.js'
import { basicSweeper } from './sweepers/basic-sweeper.js'

/** Those that few sweeps choose are loaded when one does. */
const SWEEPERS: Offered<Sweeper> = {
  'hydra._internal.core_plugins.basic_sweeper.BasicSweeper': async () => basicSweeper,
  [targetOf('zip')]: async () => (await import('./sweepers/zip-sweeper.js')).zipSweeper,
  'hydra_plugins.list_sweeper_plugin.list_sweeper.ListSweeper': async () =>
    (await import('./sweepers/list-sweeper.js')).listSweeper,
  'hydra_plugins.filter.FilterSweeper': async () => (await import('./sweepers/filter-sweeper.js')).filterSweeper,
  'hydra_plugins.random_sweeper_plugin.random_sweeper.BasicRandomSweeper': async () =>
    (await import('./sweepers/random-sweeper.js')).randomSweeper,
  'hydra_plugins.hydra_optuna_sweeper.optuna_sweeper.OptunaSweeper': async () =>
    (await import('./sweepers/optuna/optuna-sweeper.js')).optunaSweeper,
  'hydra_plugins.hydra_nevergrad_sweeper.nevergrad_sweeper.NevergradSweeper': async () =>
    (await import('./sweepers/nevergrad/nevergrad-sweeper.js')).nevergradSweeper,
  'hydra_plugins.hydra_ax_sweeper.ax_sweeper.AxSweeper': async () =>
    (await import('./sweepers/ax/ax-sweeper.js')).axSweeper,
}

const LAUNCHERS: Offered<Launcher> = {
  'hydra._internal.core_plugins.basic_launcher.BasicLauncher': async () => basicLauncher,
  [targetOf('local')]: async () => (await import('./local-launcher.js')).localLauncher,
  'hydra_plugins.hydra_joblib_launcher.joblib_launcher.JoblibLauncher': async () =>
    (await import('./joblib-launcher.js')).joblibLauncher,
  'hydra_plugins.hydra_submitit_launcher.submitit_launcher.LocalLauncher': async () =>
    (await import('./submitit-local-launcher.js')).submititLocalLauncher,
}

/** By `_target_`. */
type Offered<T> = Readonly<Record<string, () => Promise<T>>>

/** Who plans the jobs, by `hydra.sweeper._target_`. @throws PluginException where there is none, or it lacks a setting */
export function chosenSweeper(composed: Composed, plugins: readonly NodePlugin[]): Promise<Sweeper> {
  const added = plugins.flatMap(({ sweepers = {} }) => Object.entries(sweepers))
  return chosen(composed, 'hydra.sweeper', { ...SWEEPERS, ...offered(added) })
}

/** Who runs them, by `hydra.launcher._target_`. @throws PluginException where there is none, or it lacks a setting */
export function chosenLauncher(composed: Composed, plugins: readonly NodePlugin[]): Promise<Launcher> {
  const added = plugins.flatMap(({ launchers = {} }) => Object.entries(launchers))
  return chosen(composed, 'hydra.launcher', { ...LAUNCHERS, ...offered(added) })
}

/** What `hydra.launcher` or `hydra.sweeper` says, interpolations resolved. */
export function settingsOf(composed: Composed, key: string): Settings {
  const { _target_, ...settings } = (setting(composed, key) ?? {}) as Settings
  return settings
}

type Settings = Readonly<Record<string, unknown>>
type Chosen = Pick<Launcher | Sweeper, 'settings' | 'target'>

function offered<T extends Chosen>(of: readonly (readonly [name: string, T])[]): Offered<T> {
  return Object.fromEntries(of.map(([name, one]) => [one.target ?? targetOf(name), async () => one]))
}

async function chosen<T extends Chosen>(composed: Composed, key: string, known: Offered<T>): Promise<T> {
  const isKnown = (target: unknown): target is string => typeof target === 'string' && Object.hasOwn(known, target)
  // By itself: settings of what nothing here does may need resolvers that only its plugin has.
  const named = setting(composed, `${key}._target_`)
  if (isOfPlugins(named) && !isKnown(named)) throw raise(pluginNotHere({ key, target: named }))
  const { _target_: target } = (neededSetting(composed, key) ?? {}) as Settings
  const load = isKnown(target) ? known[target] : undefined
  if (load === undefined) throw unknownOf(key, target, Object.keys(known))
  const found = await load()
  refuseUnknown(composed, key, found)
  return found
}

function unknownOf(key: string, target: unknown, known: readonly string[]) {
  return raise(unknownTarget({ key, target, known, near: closeMatches(String(target), known) }))
}

/** Hydra's plugins live there. */
function isOfPlugins(target: unknown): target is string {
  return typeof target === 'string' && target.startsWith('hydra_plugins.')
}

/** A setting that the sweeper or launcher does not have is a slip: nobody would look at it. */
function refuseUnknown(composed: Composed, key: string, { settings: known }: Chosen): void {
  if (known === undefined) return
  const names = Object.keys(known)
  for (const name of Object.keys(settingsOf(composed, key))) {
    if (Object.hasOwn(known, name) || FOR_INSTANTIATE.has(name)) continue
    throw raise(unknownSetting({ key: `${key}.${name}`, known: names, near: closeMatches(name, names) }))
  }
}

/** What Hydra's `instantiate` takes for itself. */
const FOR_INSTANTIATE: ReadonlySet<string> = new Set(['_convert_', '_recursive_', '_partial_', '_args_'])
