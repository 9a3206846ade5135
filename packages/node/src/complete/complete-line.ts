import {
  type ConfigNode,
  childNode,
  compose,
  type Environment,
  entriesOf,
  type Follow,
  following,
  HydraconfError,
  isContainer,
  type Library,
  openLibraryFor,
  pythonText,
  raise,
  rootNode,
  selectNode,
} from '@hydraconf/core'
import { parseFlags } from '../flags/flags.js'
import { nothingBelow } from '../messages.js'
import { completeFiles, splitFileWord } from './complete-files.js'

/**
 * What could stand in place of the last word of a command line, sorted: groups and options, keys and values, files;
 * behind `+` and `~` groups alone. The line comes without the program's name. Mirrors `CompletionPlugin._query`.
 *
 * @throws OverrideParseException where an earlier word is no override; UsageError where the flags cannot be read
 */
export function completeLine(
  line: string,
  configName: string | undefined,
  environment: Environment,
  cwd: string = environment.facts.cwd,
): readonly string[] {
  const flags = parseFlags(line.split(/\s+/).filter((word) => word !== ''))
  const isNewWord = line === '' || line.endsWith(' ')
  const words = isNewWord ? flags.overrides : flags.overrides.slice(0, -1)
  const word = isNewWord ? '' : (flags.overrides.at(-1) ?? '')

  const file = splitFileWord(word)
  if (file !== undefined) return sorted(completeFiles(file.name, cwd).map((name) => file.before + name))

  const groups = completeGroups(word, openLibraryFor(environment, configName, words))
  if (groups.areOptions) return sorted(groups.matches)
  const request = { configName, overrides: words, mode: flags.multirun ? 'MULTIRUN' : 'RUN' } as const
  return sorted([...groups.matches, ...completeConfig(word, request, environment)])
}

interface GroupMatches {
  readonly matches: readonly string[]
  /** The word names a group with options: keys of the config are not meant. */
  readonly areOptions: boolean
}

//   +server/apache=b
//   ^ sign  group ^ option begun
function completeGroups(word: string, library: Library): GroupMatches {
  const sign = word.startsWith('+') || word.startsWith('~') ? word[0]! : ''
  const rest = word.slice(sign.length)
  const equals = rest.lastIndexOf('=')
  if (equals !== -1) {
    const group = rest.slice(0, equals)
    const options = library.options(group, 'config')
    const names = options.map((option) => (group === '' ? option : `${group}=${option}`))
    return { matches: begunWith(rest, names).map((name) => sign + name), areOptions: options.length > 0 }
  }
  const parent = rest.slice(0, Math.max(rest.lastIndexOf('/'), 0))
  const names = library.options(parent, 'group').map((name) => (parent === '' ? name : `${parent}/${name}`))
  const matches = begunWith(rest, names).map((name) => sign + name + groupEnding(name, sign, library))
  return { matches, areOptions: false }
}

/** What can only follow the group: an option, or a group in it. */
function groupEnding(group: string, sign: string, library: Library): string {
  const hasOptions = library.options(group, 'config').length > 0
  const hasGroups = library.options(group, 'group').length > 0
  if (hasGroups) return hasOptions ? '' : '/'
  return hasOptions && sign !== '~' ? '=' : ''
}

function completeConfig(
  word: string,
  request: Parameters<typeof compose>[0],
  environment: Environment,
): readonly string[] {
  try {
    const { config, evaluation } = compose(request, environment)
    return completeKeys(word, rootNode(config), following(evaluation))
  } catch (error) {
    // What is typed so far need not compose: an option may be missing that comes next.
    if (error instanceof HydraconfError && error.isA('ConfigCompositionException')) return []
    throw error
  }
}

function completeKeys(word: string, config: ConfigNode, follow: Follow): readonly string[] {
  if (word.endsWith('.') || word.endsWith('=')) {
    return below(config, word.slice(0, -1), follow).map((match) => word + match)
  }
  const dot = word.lastIndexOf('.')
  if (dot === -1) return begunWith(word, keysIn(config, follow))
  const found = selectNode(config, word.slice(0, dot), { follow })
  if (found === undefined || found.value.kind === 'null' || found.value.kind === 'missing') return []
  if (!isContainer(found.value)) throw raise(nothingBelow({ key: word.slice(0, dot), kind: found.value.kind }))
  return begunWith(word.slice(dot + 1), keysIn(found, follow)).map((match) => `${word.slice(0, dot)}.${match}`)
}

/** What can follow a key: the keys below it, or its value. */
function below(config: ConfigNode, key: string, follow: Follow): readonly string[] {
  const found = selectNode(config, key, { follow })
  if (found === undefined || found.value.kind === 'null') return []
  const { value } = found
  if (value.kind === 'missing') return ['']
  if (isContainer(value)) return keysIn(found, follow)
  return [value.kind === 'bool' ? String(value.value) : pythonText(value)]
}

function keysIn(node: ConfigNode, follow: Follow): readonly string[] {
  const { value } = node
  if (value.kind === 'map') {
    return Array.from(entriesOf(value), ([key, item]) => keyText(key) + (isContainer(item) ? '.' : '='))
  }
  if (value.kind !== 'list') return []
  return value.items.map((item, index) => {
    const at = item.kind === 'interpolation' ? follow(childNode(node, BigInt(index))!).value : item
    return `${index}${isContainer(at) ? '.' : '='}`
  })
}

function keyText(key: unknown): string {
  if (typeof key === 'boolean') return key ? 'True' : 'False'
  return String(key)
}

function begunWith(word: string, names: readonly string[]): readonly string[] {
  return names.filter((name) => name.startsWith(word))
}

function sorted(matches: Iterable<string>): readonly string[] {
  return [...new Set(matches)].sort()
}
