import type { Library } from '../library/library.js'
import {
  configNotChosen,
  configNotFound,
  optionNotChosen,
  optionNotFound,
  primaryNotFound,
} from '../messages/defaults.js'
import { closeMatches } from '../text/close-matches.js'
import { type HydraconfError, raise } from '../text/errors.js'
import type { Origin } from '../text/source.js'

/** The refusals of configs that are not there, with what is there instead. */

export function noOption(
  library: Library,
  { configPath, group, key, parent }: { configPath: string; group: string; key: string; parent: string | undefined },
  origin: Origin,
): HydraconfError {
  const options = library.options(group)
  const option = configPath.slice(group.length + 1)
  const near = options.length > 0 ? closeMatches(option, options) : neighbours(library, configPath)
  const isGroup = library.isGroup(group)
  const searchPath = shown(library)
  return raise(
    optionNotFound({ configPath, group, isGroup, key, options, near, parent: writerOf(parent, origin), searchPath }),
    origin,
  )
}

export function noConfig(
  library: Library,
  configPath: string,
  parent: string | undefined,
  origin: Origin,
): HydraconfError {
  const near = neighbours(library, configPath)
  return raise(configNotFound(configPath, writerOf(parent, origin), near, shown(library)), origin)
}

/** The config to look into; none where the command line chose. */
function writerOf(parent: string | undefined, { source }: Origin): string | undefined {
  return source.kind === 'override' ? undefined : parent
}

export function noPrimary(library: Library, configPath: string): HydraconfError {
  // A name that begins so is Hydra's own, and nobody meant it.
  const near = neighbours(library, configPath).filter((path) => !path.startsWith('_'))
  const folder = [configPath, `${configPath}.yaml`].find((name) => library.isGroup(name))
  return raise(primaryNotFound(configPath, near, folder, shown(library)))
}

export function notChosen(library: Library, group: string, key: string, origin: Origin): HydraconfError {
  return raise(optionNotChosen(key, library.options(group)), origin)
}

export function openConfig(configPath: string, origin: Origin): HydraconfError {
  return raise(configNotChosen(configPath), origin)
}

/** Configs with a name like it in its folder, or of its name in a folder like it. */
function neighbours(library: Library, configPath: string): string[] {
  const [folder, name] = splitLast(configPath)
  const inFolder = closeMatches(name, library.options(folder)).map((option) => joined(folder, option))
  if (inFolder.length > 0 || folder === '') return inFolder
  const [above, last] = splitLast(folder)
  return closeMatches(last, library.options(above, 'group'))
    .map((group) => `${joined(above, group)}/${name}`)
    .filter((path) => library.hasConfig(path))
}

function splitLast(path: string): [folder: string, name: string] {
  const at = path.lastIndexOf('/')
  return [path.slice(0, Math.max(at, 0)), path.slice(at + 1)]
}

function joined(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}

function shown({ sources }: Library): string[] {
  return sources.map(({ provider, path }) => `provider=${provider}, path=${path}`)
}
