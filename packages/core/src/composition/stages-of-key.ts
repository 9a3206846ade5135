import type { DialectName } from '../dialect/dialect.js'
import { mergeAll } from '../merge/merge.js'
import type { Follow } from '../value/config-node.js'
import { map } from '../value/constructors.js'
import { type Key, type KeyId, keyId } from '../value/key.js'
import { isContainer, type MapValue, type Value } from '../value/value.js'
import type { Layer } from './composition.js'

/**
 * What the layers came to, up to each of them, as far as one key of the root goes: the others are left out. Undefined where that
 * hangs on what stands at others: where an interpolation is followed to merge onto what it stands for, or a root declares
 * something.
 */
export function stagesOfKey(
  layers: readonly Layer[],
  key: Key,
  dialect: DialectName | undefined,
): readonly MapValue[] | undefined {
  const id = keyId(key)
  const said: (MapValue | undefined)[] = []
  for (const { value } of layers) {
    if (value.kind !== 'map' || value.shape !== undefined) return undefined
    const here = value.items.get(id)
    said.push(here === undefined ? undefined : map([[key, here]], value.origin))
  }
  const mayFollow = layers.some(isTypedByProgram) || mergesOntoTargets(said.filter((one) => one !== undefined))
  try {
    let made = map([])
    return said.map((one) => {
      if (one !== undefined) {
        made = mergeAll([made, one], { follow: mayFollow ? outOfSight : undefined, dialect }) as MapValue
      }
      return made
    })
  } catch (error) {
    if (error === HANGS_ON_OTHERS) return undefined
    throw error
  }
}

const HANGS_ON_OTHERS = new Error('What stands at this key hangs on what stands at others.')

const outOfSight: Follow = () => {
  throw HANGS_ON_OTHERS
}

function isTypedByProgram({ isTyped, entry }: Layer): boolean {
  return isTyped && entry.document?.source.kind !== 'builtin'
}

/** Whether it may matter, when maps are merged, what an interpolation in them stands for; where one is replaced, it does not. */
function mergesOntoTargets(maps: readonly MapValue[]): boolean {
  const runs = new Map<KeyId, Value[]>()
  for (const { items, shape } of maps) {
    if (shape !== undefined) return true
    for (const [id, value] of items) {
      const run = runs.get(id)
      if (run === undefined) runs.set(id, [value])
      else run.push(value)
    }
  }
  for (const run of runs.values()) {
    if (run.some((value) => isContainer(value) && value.shape !== undefined)) return true
    if (run.length > 1 && (meetsTarget(run) || mergesOntoTargets(run.filter((value) => value.kind === 'map'))))
      return true
  }
  return false
}

function meetsTarget([first, ...others]: readonly Value[]): boolean {
  let left = first!
  for (const right of others) {
    const isMissing = right.kind === 'missing'
    if (left.kind === 'interpolation' && left.template.parts.length === 1) {
      // Hydra's own node is declared in any case.
      if (isMissing || isContainer(right) || /\bhydra\b/.test(left.value)) return true
    }
    if (!isMissing) left = right
  }
  return false
}
