import { isContainer, type Value } from './value.js'

/** Whether Python calls two values equal: `1`, `1.0` and `true` are, lists by item, maps whatever their order. */
export function equalValues(left: Value, right: Value): boolean {
  if (left === right) return left.kind !== 'float' || !Number.isNaN(left.value)
  if (left.kind === 'map' && right.kind === 'map') {
    if (left.items.size !== right.items.size) return false
    for (const [id, value] of left.items) {
      const other = right.items.get(id)
      if (other === undefined || !equalValues(value, other)) return false
    }
    return true
  }
  if (left.kind === 'list' && right.kind === 'list') {
    return (
      left.items.length === right.items.length && left.items.every((item, at) => equalValues(item, right.items[at]!))
    )
  }
  const [one, other] = [numberOf(left), numberOf(right)]
  // JavaScript compares a bigint with a number by their exact values, as Python does.
  // biome-ignore lint/suspicious/noDoubleEquals: strict equality would ask for the same type
  if (one !== undefined && other !== undefined) return one == other
  if (left.kind === 'bytes' && right.kind === 'bytes') {
    return left.value.length === right.value.length && left.value.every((byte, at) => byte === right.value[at])
  }
  if (left.kind === 'enum' && right.kind === 'enum') return left.enum === right.enum && left.value === right.value
  if (isContainer(left) || isContainer(right)) return false
  return left.kind === right.kind && left.value === right.value
}

function numberOf(value: Value): bigint | number | undefined {
  if (value.kind === 'bool') return value.value ? 1n : 0n
  return value.kind === 'int' || value.kind === 'float' ? value.value : undefined
}
