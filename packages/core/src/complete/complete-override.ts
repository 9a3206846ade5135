import { type ComposeRequest, compose } from '../compose.js'
import type { Environment } from '../composition/environment.js'
import { openLibraryFor } from '../composition/open-library.js'
import type { OverrideAliases } from '../composition/override-aliases.js'
import { aliasesFor } from '../composition/read-overrides.js'
import { following } from '../interpolation/dereference.js'
import type { Library } from '../library/library.js'
import { nothingBelow } from '../messages/composition.js'
import { HydraconfError, raise } from '../text/errors.js'
import { MASK } from '../text/source.js'
import { type ConfigNode, childNode, type Follow, rootNode } from '../value/config-node.js'
import { entriesOf } from '../value/constructors.js'
import { keyText } from '../value/path.js'
import { pythonText } from '../value/python-text.js'
import { selectNode } from '../value/select.js'
import { isContainer } from '../value/value.js'
import { completeWithAliases } from './complete-with-aliases.js'

/** A composition as far as it is typed: the words in front of the one to complete. */
export interface CompletionRequest extends Omit<ComposeRequest, 'overrides'> {
  readonly overrides: readonly string[]
}

/**
 * What could stand in place of a word that is begun, sorted: groups and options, keys and values; behind `+` and `~` groups alone.
 * Mirrors `CompletionPlugin._query`.
 *
 * @throws OverrideParseException where an earlier word is no override
 */
export function completeOverride(
  word: string,
  request: CompletionRequest,
  environment: Environment,
): readonly string[] {
  const targets = aliasesIn(request, environment)
  return sorted(completeWithAliases(word, targets, (meant) => completeWord(meant, request, environment)))
}

function completeWord(word: string, request: CompletionRequest, environment: Environment): readonly string[] {
  const groups = completeGroups(word, openLibraryFor(environment, request.configName, request.overrides))
  if (groups.areOptions) return groups.matches
  return [...groups.matches, ...completeConfig(word, request, environment)]
}

/** Aliases that cannot be leave the rest of the line as it is. */
function aliasesIn({ configName }: CompletionRequest, environment: Environment): OverrideAliases['targets'] {
  try {
    return aliasesFor(environment, configName).targets
  } catch (error) {
    if (error instanceof HydraconfError && error.isA('ConfigCompositionException')) return new Map()
    throw error
  }
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
    const isAtPackage = library.rules.dialect.run.hasAliases
    const options = library.options(isAtPackage ? group.split('@', 1)[0]! : group, 'config')
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

function completeConfig(word: string, request: CompletionRequest, environment: Environment): readonly string[] {
  try {
    const composed = compose(request, environment)
    const { config, evaluation } = composed.masked
    const found = completeKeys(word, rootNode(config), following(evaluation))
    // A mask is nothing to set a key to.
    return composed.masking === undefined ? found : found.map((match) => (match === `${word}${MASK}` ? word : match))
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

function begunWith(word: string, names: readonly string[]): readonly string[] {
  return names.filter((name) => name.startsWith(word))
}

function sorted(matches: Iterable<string>): readonly string[] {
  return [...new Set(matches)].sort()
}
