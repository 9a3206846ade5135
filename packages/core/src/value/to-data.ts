import { missingValue, tooDeep } from '../messages/container-access.js'
import { raise } from '../text/errors.js'
import { childNodes } from './child-nodes.js'
import { type ConfigNode, type Follow, rootNode } from './config-node.js'
import { list, mapOf } from './constructors.js'
import { MAX_DEPTH } from './depth-limit.js'
import { type KeyId, keyId } from './key.js'
import { fullKey } from './path.js'
import { isContainer, type Value } from './value.js'

/** How a config is turned into data. */
export interface DataOptions {
  /** Refuse `???` instead of leaving it as it is. */
  readonly throwOnMissing?: boolean | undefined
  /** Resolves interpolations on the way; without it they stay. */
  readonly follow?: Follow | undefined
}

/**
 * A config as mere data, as `OmegaConf.to_container(config, resolve, throw_on_missing)` walks it: in config order, so that
 * the first trouble is the one that is told. What needs no change is the same object as before.
 *
 * @throws MissingMandatoryValue when asked to, and what following an interpolation throws
 */
export function toData(config: Value | ConfigNode, options: DataOptions = {}): Value {
  const at = 'parent' in config ? config : rootNode(config)
  return options.follow === undefined && options.throwOnMissing !== true ? at.value : dataOf(at, options, 0)
}

function dataOf(at: ConfigNode, options: DataOptions, depth: number): Value {
  const { value } = at
  if (value.kind === 'missing' && options.throwOnMissing) throw raise(missingValue(fullKey(at)), value.origin)
  if (value.kind === 'interpolation' && options.follow !== undefined) {
    const target = options.follow(at)
    return target.isResult || !isContainer(target.value) ? target.value : dataOf(target, options, depth)
  }
  if (!isContainer(value)) return value
  if (depth > MAX_DEPTH) throw raise(tooDeep(MAX_DEPTH), value.origin)
  const children = childNodes(at)
  const data = children.map((child) => dataOf(child, options, depth + 1))
  if (data.every((item, index) => item === children[index]!.value)) return value
  if (value.kind === 'list') return list(data, value.origin, value.shape)
  const items = new Map<KeyId, Value>()
  for (let index = 0; index < data.length; index++) items.set(keyId(children[index]!.key!), data[index]!)
  return mapOf(items, value.spelled, value.origin, value.shape)
}
