import { childNodes } from '../value/child-nodes.js'
import { type ConfigNode, childNode, rootNode } from '../value/config-node.js'
import { list } from '../value/constructors.js'
import { fullKey, type Path, pathOf } from '../value/path.js'
import type { Value } from '../value/value.js'
import { toYaml } from '../yaml/emit.js'

/** One value that is not the same in two configs: a scalar, or an empty list or map. */
export interface Difference {
  readonly key: string
  /** The same key by key: one that has a dot in it has no other name. */
  readonly path: Path
  readonly left: Value | undefined
  readonly right: Value | undefined
}

/**
 * Every value that differs between two configs: those of the left one in its order, then those that only the right one
 * has. Two values that were found equal are not looked into again, wherever else they stand.
 */
export function differences(left: Value, right: Value): readonly Difference[] {
  return new Comparison().of(rootNode(left), rootNode(right))
}

class Comparison {
  private readonly found: Difference[] = []
  private readonly onlyRight: Difference[] = []
  private readonly equal = new Map<Value, Set<Value>>()

  of(left: ConfigNode, right: ConfigNode): readonly Difference[] {
    this.compare(left, right)
    return [...this.found, ...this.onlyRight]
  }

  private compare(left: ConfigNode, right: ConfigNode): void {
    if (left.value === right.value || this.equal.get(left.value)?.has(right.value)) return
    const known = this.found.length + this.onlyRight.length
    if (isLeaf(left.value) && isLeaf(right.value)) this.compareLeaves(left, right)
    else if (left.value.kind !== right.value.kind || isLeaf(left.value) || isLeaf(right.value)) {
      this.onLeft(left)
      this.onRight(right)
    } else {
      for (const child of childNodes(left)) {
        const other = childNode(right, child.key!)
        if (other === undefined) this.onLeft(child)
        else this.compare(child, other)
      }
      for (const child of childNodes(right)) if (childNode(left, child.key!) === undefined) this.onRight(child)
    }
    if (this.found.length + this.onlyRight.length === known) {
      const equals = this.equal.get(left.value) ?? new Set()
      this.equal.set(left.value, equals.add(right.value))
    }
  }

  private compareLeaves(left: ConfigNode, right: ConfigNode): void {
    if (inline(left.value) === inline(right.value)) return
    this.found.push({ key: fullKey(left), path: pathOf(left), left: left.value, right: right.value })
  }

  private onLeft(node: ConfigNode): void {
    for (const { key, path, value } of leavesBelow(node)) this.found.push({ key, path, left: value, right: undefined })
  }

  private onRight(node: ConfigNode): void {
    for (const { key, path, value } of leavesBelow(node))
      this.onlyRight.push({ key, path, left: undefined, right: value })
  }
}

function* leavesBelow(
  root: ConfigNode,
): Generator<{ readonly key: string; readonly path: Path; readonly value: Value }> {
  const pending = [root]
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (!isLeaf(node.value)) for (const child of childNodes(node).reverse()) pending.push(child)
    else if (node.parent !== undefined) yield { key: fullKey(node), path: pathOf(node), value: node.value }
  }
}

/** Holds no others: an empty list or map is one too. */
function isLeaf(value: Value): boolean {
  return (value.kind === 'map' ? value.items.size : value.kind === 'list' ? value.items.length : 0) === 0
}

/** A value on one line, as YAML. */
export function inline(value: Value | undefined): string {
  if (value === undefined) return '(absent)'
  return toYaml(list([value]))
    .slice(2)
    .trimEnd()
    .replaceAll('\n', ' ')
}
