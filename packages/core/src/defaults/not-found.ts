import type { Library, OptionKind } from '../library/library.js'
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
  const meant = withOldExtension(library, configPath)
  const searchPath = shown(library)
  return raise(
    optionNotFound({
      configPath,
      group,
      isGroup,
      key,
      options,
      near,
      meant,
      parent: writerOf(parent, origin),
      searchPath,
    }),
    origin,
  )
}

export function noConfig(
  library: Library,
  configPath: string,
  parent: string | undefined,
  origin: Origin,
): HydraconfError {
  const meant = asChoice(library, configPath) ?? withOldExtension(library, configPath)
  const near = meant === undefined ? neighbours(library, configPath) : []
  return raise(configNotFound(configPath, writerOf(parent, origin), { near, meant }, shown(library)), origin)
}

/** `- db mysql` for `- db: mysql`, and a keyword in front of what takes none. */
function asChoice(library: Library, configPath: string): string | undefined {
  const [, group, option] = /^(\S+)\s+(\S+)$/.exec(configPath) ?? []
  if (group === 'optional') return `Only the option of a group can be optional: - optional GROUP: ${option}`
  if (group === 'override') return `An override names the option of a group: - override ${option}: OPTION`
  if (group === undefined || !library.hasConfig(`${group}/${option}`)) return undefined
  return `An option is chosen with a colon: - ${group}: ${option}`
}

/** A file that is there, and that Hydra passes over. */
function withOldExtension({ sources }: Library, configPath: string): string | undefined {
  const file = `${configPath}.yml`
  if (!sources.some((source) => source.has(file))) return undefined
  return `There is ${file}: rename it, only files that end in .yaml are configs`
}

/** The config to look into; none where the command line chose. */
function writerOf(parent: string | undefined, { source }: Origin): string | undefined {
  return source.kind === 'override' ? undefined : parent
}

export function noPrimary(library: Library, configPath: string): HydraconfError {
  // A name that begins so is Hydra's own, and nobody meant it.
  const near = neighbours(library, configPath).filter((path) => !path.startsWith('_'))
  const name = [configPath, `${configPath}.yaml`].find((path) => library.isGroup(path))
  const configs = name === undefined ? [] : offered(library, name).map((option) => joined(name, option))
  const folder = name === undefined ? undefined : { name, configs }
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
  const inFolder = closeMatches(name, offered(library, folder)).map((option) => joined(folder, option))
  if (inFolder.length > 0 || folder === '') return inFolder
  const [above, last] = splitLast(folder)
  return closeMatches(last, offered(library, above, 'group'))
    .map((group) => `${joined(above, group)}/${name}`)
    .filter((path) => library.hasConfig(path))
}

/** A folder that cannot be listed, as one with .yml files in dialect 1.4, has no names to offer. */
function offered(library: Library, folder: string, kind?: OptionKind): readonly string[] {
  try {
    return library.options(folder, kind)
  } catch {
    return []
  }
}

function splitLast(path: string): [folder: string, name: string] {
  const at = path.lastIndexOf('/')
  return [path.slice(0, Math.max(at, 0)), path.slice(at + 1)]
}

function joined(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}

/** Where was looked. A place that is not there is often the cause: Hydra warns of it, and goes on to what is missing. */
function shown({ sources }: Library): string[] {
  return sources.map((source) => {
    const { provider, path } = source
    return `provider=${provider}, path=${path}${source.available() ? '' : ' (not there)'}`
  })
}
