import { following } from '../interpolation/dereference.js'
import { unlessRefused } from '../text/errors.js'
import { childNodes } from '../value/child-nodes.js'
import { type ConfigNode, type Follow, rootNode, rootOf } from '../value/config-node.js'
import { configNodeOf } from '../value/config-objects.js'
import { pathOf } from '../value/path.js'
import { pythonText } from '../value/python-text.js'
import { isContainer, type Value } from '../value/value.js'
import { maskedRefusal, NO_SECRETS, type Secrets } from './masked-refusal.js'
import { SensitiveKeys, sensitiveNamesIn } from './sensitive-keys.js'

/** The texts of what is sensitive in a config; of an interpolation that is what it stands for. */
export function secretTexts(config: Value, keys: SensitiveKeys, follow: Follow): readonly string[] {
  return [...textsBelow(rootNode(config), keys, follow)]
}

function* textsBelow(node: ConfigNode, keys: SensitiveKeys, follow: Follow): Generator<string> {
  const path = pathOf(node)
  if (keys.has(path)) yield* textsIn(node, follow)
  else if (keys.hasBelow(path)) for (const child of childNodes(node)) yield* textsBelow(child, keys, follow)
}

function* textsIn(node: ConfigNode, follow: Follow): Generator<string> {
  const found = unlessRefused(() => follow(node))
  if (found === undefined) return
  const { value } = found
  if (isContainer(value)) for (const child of childNodes(found)) yield* textsIn(child, follow)
  // One of two, or nothing, is no secret; but the words of refusals are full of them.
  else if (!OPEN.has(value.kind)) yield pythonText(value)
}

const OPEN: ReadonlySet<Value['kind']> = new Set(['null', 'missing', 'bool', 'interpolation'])

/**
 * What a refusal about a config object is thrown as, so that it shows nothing sensitive of the config that the object is of.
 * Undefined for an object that is of none.
 */
export function refusalsOf(object: object): ((error: unknown) => unknown) | undefined {
  const node = configNodeOf(object)
  return node === undefined ? undefined : (error) => maskedRefusal(error, secretsIn(rootOf(node).value))
}

function secretsIn(config: Value): Secrets {
  const keys = SensitiveKeys.among([config])
  if (keys === undefined) return NO_SECRETS
  return { names: sensitiveNamesIn(config), texts: secretTexts(config, keys, following()) }
}
