import { dirname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Composed, closeMatches, neededSetting, raise } from '@hydraconf/core'
import type { Host } from '../host.js'
import type { Logging } from '../logging/logging.js'
import { callbackNotASetting, callbackTakesNoSettings, callbackWithoutTarget, unknownTarget } from '../messages.js'
import type { NodePlugin } from '../plugin.js'
import type { Callback, NamedCallback } from './callback.js'

type Settings = Readonly<Record<string, unknown>>
type MakeCallback = (settings: Settings) => Callback

/** What making callbacks needs of the program. */
export interface CallbackSurroundings {
  readonly plugins: readonly NodePlugin[]
  readonly logging: Logging
  readonly host: Host
  warn(message: string): void
}

/**
 * The callbacks that `hydra.callbacks` names, in its order. A `_target_` is a name that a plugin offers, one of Hydra's own,
 * or a module beside the program: `./callbacks.mjs` (its default export) or `./callbacks.mjs#name`. An entry that is null
 * is switched off.
 *
 * @throws PluginException for a target that there is not, MissingMandatoryValue for `???`
 */
export async function callbacksOf(
  composed: Composed,
  { plugins, logging, host, warn }: CallbackSurroundings,
): Promise<readonly NamedCallback[]> {
  const settings = neededSetting(composed, 'hydra.callbacks', { isWhole: true })
  if (settings === null || typeof settings !== 'object') return []
  const hydras = hydraCallbacks(logging)
  const known: Record<string, MakeCallback> = { ...hydras }
  for (const { callbacks = {} } of plugins) Object.assign(known, callbacks)
  const made: NamedCallback[] = []
  for (const [id, entry] of Object.entries(settings as Settings)) {
    const key = `hydra.callbacks.${id}`
    if (entry === null) continue
    if (typeof entry !== 'object') throw raise(callbackNotASetting({ key, found: JSON.stringify(entry) }))
    const { _target_: target, ...rest } = entry as Settings
    if (target === undefined) {
      warn(callbackWithoutTarget({ key }))
      continue
    }
    const name = String(target)
    const make = Object.hasOwn(known, name) ? known[name] : await fromModule(name, host)
    if (make === undefined) {
      const names = Object.keys(known)
      throw raise(unknownTarget({ key, target, known: names, near: closeMatches(name, names) }))
    }
    const [given] = Object.keys(rest)
    if (make === hydras[name] && given !== undefined) throw raise(callbackTakesNoSettings({ key, target: name, given }))
    made.push({ name: name.split(/[.#/]/).at(-1)!, callback: make(rest) })
  }
  return made
}

/** Hydra's own that mean something here; the other one pickles Python objects. They take no settings. */
function hydraCallbacks(logging: Logging): Record<string, MakeCallback> {
  const logger = logging.logger('hydra.experimental.callbacks.LogJobReturnCallback')
  return {
    'hydra.experimental.callback.Callback': () => ({}),
    'hydra.experimental.callbacks.LogJobReturnCallback': () => ({
      onJobEnd({ job }) {
        if (job.status === 'completed')
          logger.info(`Succeeded with return value: ${JSON.stringify(job.value) ?? 'None'}`)
        else logger.error(job.error instanceof Error ? (job.error.stack ?? job.error.message) : String(job.error))
      },
    }),
  }
}

//   ./callbacks.mjs#Watcher
//   ^ relative to the program
async function fromModule(target: string, { program, cwd }: Host): Promise<MakeCallback | undefined> {
  if (!/^\.{0,2}\//.test(target)) return undefined
  const [file = '', name = 'default'] = target.split('#')
  const base = program === undefined ? cwd() : dirname(program)
  const module = (await import(pathToFileURL(resolve(base, file)).href)) as Readonly<Record<string, unknown>>
  const found = module[name]
  if (typeof found !== 'function') return undefined
  const isClass = /^class\b/.test(Function.prototype.toString.call(found))
  return isClass
    ? (settings) => new (found as new (of: unknown) => Callback)(settings)
    : (settings) => (found as MakeCallback)(settings)
}
