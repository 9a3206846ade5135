import type { DialectName } from '../dialect/dialect.js'
import { dialectOf } from '../dialect/dialects.js'
import { tooDeep } from '../messages/container-access.js'
import { HydraconfError, raise } from '../text/errors.js'
import { childNodes } from './child-nodes.js'
import { type ConfigNode, type Follow, rootNode } from './config-node.js'
import { MAX_DEPTH } from './depth-limit.js'
import { fullKey } from './path.js'
import type { Expression, Template } from './template.js'
import { type Container, isContainer } from './value.js'

/** How missing keys are looked for. */
export interface MissingKeysOptions {
  readonly follow?: Follow | undefined
  /** In `1.4` an interpolation that leads to a missing value is one, too, and none with a resolver is asked. */
  readonly dialect?: DialectName | undefined
}

/**
 * The full keys of everything that is still `???`, as `OmegaConf.missing_keys`, sorted by where it stands. Looks through
 * interpolations of containers when there is `follow`.
 */
export function missingKeys(config: Container | ConfigNode, { follow, dialect }: MissingKeysOptions = {}): string[] {
  const { findsMissingTargets } = dialectOf(dialect).interpolations
  const found = new Set<string>()
  gather('parent' in config ? config : rootNode(config), 0)
  return [...found]

  /** Undefined: it leads to a missing value. */
  function targetOf(child: ConfigNode): ConfigNode | undefined {
    const { value } = child
    if (value.kind !== 'interpolation' || follow === undefined) return child
    if (!findsMissingTargets) return follow(child)
    if (hasCall(value.template)) return child
    try {
      return follow(child)
    } catch (error) {
      if (error instanceof HydraconfError && error.isA('InterpolationToMissingValueError')) return undefined
      throw error
    }
  }

  function gather(at: ConfigNode, depth: number): void {
    if (depth > MAX_DEPTH) throw raise(tooDeep(MAX_DEPTH), at.value.origin)
    for (const child of childNodes(at)) {
      if (child.value.kind === 'missing') found.add(fullKey(child))
      else {
        const target = targetOf(child)
        if (target === undefined) found.add(fullKey(child))
        else if (isContainer(target.value)) gather(target, depth + 1)
      }
    }
  }
}

function hasCall({ parts }: Template): boolean {
  return parts.some(isCall)
}

function isCall(part: string | Expression): boolean {
  if (typeof part === 'string') return false
  return part.kind === 'call' || (part.kind === 'computed' && part.pieces.some(isCall))
}
