import type { DialectName, KeyRules } from '../dialect/dialect.js'
import { dialectOf } from '../dialect/dialects.js'
import { aboveRoot, emptyKey, missingValue, notAContainer, pathIndexNotInt } from '../messages/container-access.js'
import { HydraconfError, raise } from '../text/errors.js'
import { type ConfigNode, childNode, type Follow, rootNode } from './config-node.js'
import { readInt } from './number.js'
import { fullKey, splitKey } from './path.js'
import { keyNamed } from './typed-key.js'
import type { Container, ListValue, Value } from './value.js'
import { isContainer } from './value.js'

/** How a key is looked for. */
export interface SelectOptions {
  /** What to answer for a key that is absent or missing (`???`). */
  readonly default?: Value | undefined
  /** Refuse `???`, at the key or on the way to it, with `MissingMandatoryValue`. */
  readonly throwOnMissing?: boolean | undefined
  /** Refuse an interpolation that fails; otherwise the key counts as absent. True unless said otherwise. */
  readonly throwOnResolutionFailure?: boolean | undefined
  /** Goes through interpolations. Without it they are values like others, and nothing hangs below them. */
  readonly follow?: Follow | undefined
  /** Whose rules the path is walked by; Hydra 1.3's unless said otherwise. */
  readonly dialect?: DialectName | undefined
}

/**
 * The value under a key such as `a.b[0].c`, as `OmegaConf.select`: undefined when it is absent or missing (`???`),
 * a null value when it is null. A key with leading dots is relative: `.a` is `a`, `..a` starts at the parent.
 *
 * @throws ConfigTypeError where a list is indexed by something else than an int
 * @throws ConfigKeyError where leading dots climb above the root
 * @throws InterpolationResolutionError, MissingMandatoryValue as the options ask
 */
export function select(config: Container | ConfigNode, key: string, options: SelectOptions = {}): Value | undefined {
  const found = selectNode('parent' in config ? config : rootNode(config), key, options)
  return found === undefined || found.value.kind === 'missing' ? options.default : found.value
}

/** As `select`, but says where the value hangs, and shows a missing value as such. */
export function selectNode(from: ConfigNode, key: string, options: SelectOptions = {}): ConfigNode | undefined {
  const found = selectPlace(from, key, options)
  return found === undefined ? undefined : followed(found, options)
}

/** As `selectNode`, without going through an interpolation at the end: the place that a change of the key would be made in. */
export function selectPlace(from: ConfigNode, key: string, options: SelectOptions = {}): ConfigNode | undefined {
  const rules = dialectOf(options.dialect).keys
  const climbed = climb(from, key, rules)
  if (climbed === undefined) return undefined
  const [start, rest] = climbed
  if (rest === '') return start
  const parts = splitKey(rest, rules)
  if (parts.length === 0) throw raise(emptyKey(key), from.value.origin)
  let at: ConfigNode | undefined = start
  for (let index = 0; index < parts.length - 1; index++) {
    const next = step(at, parts[index]!, options, rules)
    at = next === undefined ? undefined : followed(next, options)
    if (at === undefined || at.isResult || !isContainer(at.value)) return undefined
  }
  return step(at, parts[parts.length - 1]!, options, rules)
}

/** Leading dots: the first says that the key is relative, each further one goes up. */
function climb(from: ConfigNode, key: string, { endsAboveRoot }: KeyRules): [ConfigNode, string] | undefined {
  let at = from
  let rest = key.startsWith('.') ? key.slice(1) : key
  while (rest.startsWith('.')) {
    if (at.parent === undefined && endsAboveRoot) return undefined
    if (at.parent === undefined) throw raise(aboveRoot(key, fullKey(from)), from.value.origin)
    at = at.parent
    rest = rest.slice(1)
  }
  return [at, rest]
}

/** One part of a key down from a container. A key path holds only strings, so a map's other keys are out of reach. */
function step(at: ConfigNode, part: string, options: SelectOptions, rules: KeyRules): ConfigNode | undefined {
  const { value } = at
  let child: ConfigNode | undefined
  if (value.kind === 'list') {
    const index = readInt(part)
    if (index === undefined) {
      if (options.throwOnResolutionFailure === false) return undefined
      throw raise(pathIndexNotInt(part, fullKey(at)), value.origin)
    }
    child = childNode(at, countedFrom(value, index, rules))
  } else if (value.kind === 'map') {
    const key = keyNamed(value, part, rules)
    child = key === undefined ? undefined : childNode(at, key)
  } else if (value.kind !== 'null') {
    throw raise(notAContainer(fullKey(at), value.kind), value.origin)
  }
  if (child?.value.kind === 'missing' && options.throwOnMissing) {
    throw raise(missingValue(fullKey(child)), child.value.origin)
  }
  return child
}

/** Where the rules have it so, a negative index counts from the end. */
export function countedFrom(
  { items }: ListValue,
  index: bigint,
  { countsFromEnd }: Pick<KeyRules, 'countsFromEnd'>,
): bigint {
  return index < 0n && countsFromEnd ? index + BigInt(items.length) : index
}

function followed(node: ConfigNode, { follow, throwOnResolutionFailure }: SelectOptions): ConfigNode | undefined {
  if (node.value.kind !== 'interpolation' || follow === undefined) return node
  try {
    return follow(node)
  } catch (error) {
    const failed = error instanceof HydraconfError && error.isA('InterpolationResolutionError')
    if (failed && throwOnResolutionFailure === false) return undefined
    throw error
  }
}
