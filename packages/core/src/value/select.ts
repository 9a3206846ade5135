import { aboveRoot, emptyKey, missingValue, notAContainer, pathIndexNotInt } from '../messages/values.js'
import { HydraconfError, raise } from '../text/errors.js'
import { typedKey } from './lookup.js'
import { readInt } from './number.js'
import { fullKey, splitKey } from './path.js'
import { childSpot, type Follow, rootSpot, type Spot } from './spot.js'
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
export function select(config: Container | Spot, key: string, options: SelectOptions = {}): Value | undefined {
  const found = selectSpot('parent' in config ? config : rootSpot(config), key, options)
  return found === undefined || found.value.kind === 'missing' ? options.default : found.value
}

/** As `select`, but says where the value hangs, and shows a missing value as such. */
export function selectSpot(from: Spot, key: string, options: SelectOptions = {}): Spot | undefined {
  const [start, rest] = climb(from, key)
  if (rest === '') return start
  const parts = splitKey(rest)
  if (parts.length === 0) throw raise(emptyKey(key), from.value.origin)
  let at: Spot | undefined = start
  for (let index = 0; index < parts.length - 1; index++) {
    const next = step(at, parts[index]!, options)
    at = next === undefined ? undefined : followed(next, options)
    if (at === undefined || at.isResult || !isContainer(at.value)) return undefined
  }
  const last = step(at, parts[parts.length - 1]!, options)
  return last === undefined ? undefined : followed(last, options)
}

/** Leading dots: the first says that the key is relative, each further one goes up. */
function climb(from: Spot, key: string): [Spot, string] {
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
function step(at: Spot, part: string, options: SelectOptions): Spot | undefined {
  const { value } = at
  let child: Spot | undefined
  if (value.kind === 'list') {
    const index = readInt(part)
    if (index === undefined) {
      if (options.throwOnResolutionFailure === false) return undefined
      throw raise(pathIndexNotInt(part, fullKey(at)), value.origin)
    }
    child = index < 0n ? undefined : childSpot(at, index)
  } else if (value.kind === 'map') {
    const key = typedKey(value, part)
    child = key === undefined ? undefined : childSpot(at, key)
  } else if (value.kind !== 'null') {
    throw raise(notAContainer(fullKey(at), value.kind), value.origin)
  }
  if (child?.value.kind === 'missing' && options.throwOnMissing) {
    throw raise(missingValue(fullKey(child)), child.value.origin)
  }
  return child
}

function followed(spot: Spot, { follow, throwOnResolutionFailure }: SelectOptions): Spot | undefined {
  if (spot.value.kind !== 'interpolation' || follow === undefined) return spot
  try {
    return follow(spot)
  } catch (error) {
    const failed = error instanceof HydraconfError && error.isA('InterpolationResolutionError')
    if (failed && throwOnResolutionFailure === false) return undefined
    throw error
  }
}
