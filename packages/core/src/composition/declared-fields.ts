import { typeIn } from '../shape/declared-type.js'
import type { ConfigNode } from '../value/config-node.js'
import { keyId } from '../value/key.js'
import { type Field, isContainer, type Type } from '../value/value.js'

/** The fields that a struct declares of a map: the one that the map is, or that what is around it declares there. */
export function fieldsOf({ value }: ConfigNode, declared: Type | undefined): ReadonlyMap<string, Field> {
  const own = isContainer(value) ? value.shape?.type : undefined
  const type = own?.kind === 'struct' ? own : declared
  return type?.kind === 'struct' ? type.struct.fields : NONE
}

/** The type that is declared for a place, by the container around it or by the type that is declared for that. */
export function typeBelow({ key, parent }: ConfigNode, ofParent: Type | undefined): Type | undefined {
  if (parent === undefined || key === undefined || !isContainer(parent.value)) return undefined
  const id = parent.value.kind === 'list' ? Number(key) : keyId(key)
  return typeIn(parent.value.shape ?? {}, id) ?? typeIn({ type: ofParent }, id)
}

const NONE: ReadonlyMap<string, Field> = new Map()
