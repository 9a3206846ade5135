import type { Library } from '../library/library.js'
import {
  configNotChosen,
  configNotFound,
  optionNotChosen,
  optionNotFound,
  primaryNotFound,
} from '../messages/defaults.js'
import { type HydraconfError, raise } from '../text/errors.js'
import { nearest } from '../text/nearest.js'
import type { Origin } from '../text/source.js'
import { nameOf } from './place.js'

/** The refusals of configs that are not there, with what is there instead. */

export function noOption(
  library: Library,
  { configPath, group, key, parent }: { configPath: string; group: string; key: string; parent: string | undefined },
  origin: Origin,
): HydraconfError {
  const options = library.options(group)
  const option = configPath.slice(group.length + 1)
  const near = nearest(option, options)
  return raise(
    optionNotFound({ configPath, group, option, key, options, near, parent, searchPath: shown(library) }),
    origin,
  )
}

export function noConfig(
  library: Library,
  configPath: string,
  parent: string | undefined,
  origin: Origin,
): HydraconfError {
  return raise(configNotFound(configPath, parent, neighbours(library, configPath), shown(library)), origin)
}

export function noPrimary(library: Library, configPath: string): HydraconfError {
  return raise(primaryNotFound(configPath, neighbours(library, configPath), shown(library)))
}

export function notChosen(library: Library, group: string, key: string, origin: Origin): HydraconfError {
  return raise(optionNotChosen(key, library.options(group)), origin)
}

export function openConfig(configPath: string, origin: Origin): HydraconfError {
  return raise(configNotChosen(configPath), origin)
}

/** Configs of the same folder with a name like it. */
function neighbours(library: Library, configPath: string): string[] {
  const folder = configPath.slice(0, Math.max(configPath.lastIndexOf('/'), 0))
  const near = nearest(nameOf(configPath), library.options(folder))
  return folder === '' ? [...near] : near.map((name) => `${folder}/${name}`)
}

function shown({ sources }: Library): string[] {
  return sources.map(({ provider, path }) => `provider=${provider}, path=${path}`)
}
