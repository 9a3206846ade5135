import { tooDeep } from '../messages/values.js'
import { raise } from '../text/errors.js'
import { childrenOf } from './children.js'
import { DEEPEST } from './depth.js'
import { fullKey } from './path.js'
import { type Follow, rootSpot, type Spot } from './spot.js'
import { type Container, isContainer } from './value.js'

/**
 * The full keys of everything that is still `???`, as `OmegaConf.missing_keys`, sorted by where it stands. Looks through
 * interpolations of containers when there is `follow`.
 */
export function missingKeys(config: Container | Spot, { follow }: { follow?: Follow | undefined } = {}): string[] {
  const found = new Set<string>()
  gather('parent' in config ? config : rootSpot(config), 0)
  return [...found]

  function gather(at: Spot, depth: number): void {
    if (depth > DEEPEST) throw raise(tooDeep(DEEPEST), at.value.origin)
    for (const child of childrenOf(at)) {
      if (child.value.kind === 'missing') found.add(fullKey(child))
      else {
        const target = child.value.kind === 'interpolation' && follow !== undefined ? follow(child) : child
        if (isContainer(target.value)) gather(target, depth + 1)
      }
    }
  }
}
