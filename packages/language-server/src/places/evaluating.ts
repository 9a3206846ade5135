import {
  type Composed,
  type ConfigNode,
  following,
  HydraconfError,
  type Key,
  type Path,
  pathOf,
  textValue,
  type Value,
} from '@hydraconf/core'
import { homeOf } from './placing.js'

/** What an interpolation stands for in a composed config, or why for nothing. */
export type Evaluated =
  | { readonly kind: 'value'; readonly value: Value; readonly reads: readonly Path[] }
  | { readonly kind: 'refused'; readonly error: HydraconfError }

/**
 * What a text with interpolations comes to at a place of the config: where a file put it, whether or not it is what stands
 * there in the end. Undefined where nothing of the config is around that place.
 */
export function evaluateAt(
  { masked: composed }: Composed,
  path: readonly string[],
  text: string,
): Evaluated | undefined {
  const whole = path[0] === 'hydra' ? composed.config : composed.job
  const home = homeOf({ config: whole }, path)
  if (home === undefined) return undefined
  const reads: Path[] = []
  const trace = (_: ConfigNode, to: ConfigNode): void => void reads.push(pathOf(to))
  try {
    const node: ConfigNode = { value: textValue(text), key: keyOf(home, path.at(-1) ?? ''), parent: home }
    const { value } = following({ ...composed.evaluation, trace })(node)
    return { kind: 'value', value, reads }
  } catch (error) {
    if (error instanceof HydraconfError) return { kind: 'refused', error }
    throw error
  }
}

function keyOf({ value }: ConfigNode, part: string): Key {
  return value.kind === 'list' && /^\d+$/.test(part) ? BigInt(part) : part
}
