import { aboveRoot, emptyKey, missingValue, notAContainer, pathIndexNotInt } from '../messages/container-access.js'
import { HydraconfError, raise } from '../text/errors.js'
import { type ConfigNode, childNode, type Follow, rootNode } from './config-node.js'
import { readInt } from './number.js'
import { fullKey, splitKey } from './path.js'
import { typedKey } from './typed-key.js'
import type { Container, Value } from './value.js'
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
  const [start, rest] = climb(from, key)
  if (rest === '') return start
  const parts = splitKey(rest)
  if (parts.length === 0) throw raise(emptyKey(key), from.value.origin)
  let at: ConfigNode | undefined = start
  for (let index = 0; index < parts.length - 1; index++) {
    const next = step(at, parts[index]!, options)
    at = next === undefined ? undefined : followed(next, options)
    if (at === undefined || at.isResult || !isContainer(at.value)) return undefined
  }
  const last = step(at, parts[parts.length - 1]!, options)
  return last === undefined ? undefined : followed(last, options)
}

/** Leading dots: the first says that the key is relative, each further one goes up. */
function climb(from: ConfigNode, key: string): [ConfigNode, string] {
  let at = from
  let rest = key.startsWith('.') ? key.slice(1) : key
  while (rest.startsWith('.')) {
    if (at.parent === undefined) throw raise(aboveRoot(key, fullKey(from)), from.value.origin)
    at = at.parent
    rest = rest.slice(1)
  }
  return [at, rest]
}

/** One part of a key down from a container. A key path holds only strings, so a map's other keys are out of reach. */
function step(at: ConfigNode, part: string, options: SelectOptions): ConfigNode | undefined {
  const { value } = at
  let child: ConfigNode | undefined
  if (value.kind === 'list') {
    const index = readInt(part)
    if (index === undefined) {
      if (options.throwOnResolutionFailure === false) return undefined
      throw raise(pathIndexNotInt(part, fullKey(at)), value.origin)
    }
    child = index < 0n ? undefined : childNode(at, index)
  } else if (value.kind === 'map') {
    const key = typedKey(value, part)
    child = key === undefined ? undefined : childNode(at, key)
  } else if (value.kind !== 'null') {
    throw raise(notAContainer(fullKey(at), value.kind), value.origin)
  }
  if (child?.value.kind === 'missing' && options.throwOnMissing) {
    throw raise(missingValue(fullKey(child)), child.value.origin)
  }
  return child
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
