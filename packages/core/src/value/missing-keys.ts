import { tooDeep } from '../messages/container-access.js'
import { raise } from '../text/errors.js'
import { childNodes } from './child-nodes.js'
import { type ConfigNode, type Follow, rootNode } from './config-node.js'
import { MAX_DEPTH } from './depth-limit.js'
import { fullKey } from './path.js'
import { type Container, isContainer } from './value.js'

/**
 * The full keys of everything that is still `???`, as `OmegaConf.missing_keys`, sorted by where it stands. Looks through
 * interpolations of containers when there is `follow`.
 */
export function missingKeys(
  config: Container | ConfigNode,
  { follow }: { follow?: Follow | undefined } = {},
): string[] {
  const found = new Set<string>()
  gather('parent' in config ? config : rootNode(config), 0)
  return [...found]

  function gather(at: ConfigNode, depth: number): void {
    if (depth > MAX_DEPTH) throw raise(tooDeep(MAX_DEPTH), at.value.origin)
    for (const child of childNodes(at)) {
      if (child.value.kind === 'missing') found.add(fullKey(child))
      else {
        const target = child.value.kind === 'interpolation' && follow !== undefined ? follow(child) : child
        if (isContainer(target.value)) gather(target, depth + 1)
      }
    }
  }
}
