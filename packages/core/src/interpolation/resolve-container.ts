import { interpolationCycle, tooManyValues } from '../messages/interpolation.js'
import { raise } from '../text/errors.js'
import { list, mapOf } from '../value/constructors.js'
import type { KeyId } from '../value/key.js'
import { fullKey } from '../value/path.js'
import { isContainer, type Value } from '../value/value.js'
import type { EvaluationNode } from './evaluation-node.js'
import type { Evaluator } from './evaluator.js'

/** As for YAML aliases: resolved containers share what they hold, and whoever walks them meets all of it. */
export const MOST_VALUES = 10_000_000

/** A container with nothing left to resolve in it, and how many values that is, spelled out. */
export interface ResolvedContainer {
  readonly value: Value
  readonly size: number
}

/** Containers of the config that were resolved in another version of it, and come to the same in this one. */
export interface KnownContainers {
  get(node: EvaluationNode): ResolvedContainer | undefined
  /** Hears of each container once it is resolved; those in it, and those that it refers to, have been there before. */
  set(node: EvaluationNode, resolved: ResolvedContainer): void
}

/** Goes through a config depth first, with a layer for each container begun, and so without JavaScript stack. */
export class ContainerResolver {
  private readonly layers: Layer[] = []
  private readonly begun = new Set<EvaluationNode>()

  constructor(
    private readonly evaluation: Evaluator,
    private readonly made: Set<Value> | undefined,
    private readonly known: KnownContainers | undefined,
  ) {}

  /** The container in a place with its interpolations replaced. */
  unfold(root: EvaluationNode): Value {
    const { layers } = this
    this.begin(root)
    for (;;) {
      const layer = layers[layers.length - 1]!
      if (layer.next === layer.children.length) {
        const value = this.end(layers.pop()!)
        if (layers.length === 0) return value
        this.add(layers[layers.length - 1]!, value, layer.isSure, layer.size)
        continue
      }
      const child = layer.children[layer.next]!
      if (child.kind === 'interpolation') this.unfoldInterpolation(layer)
      else if (isContainer(child)) this.unfoldContainer(layer, layer.childNode())
      else layer.add(child)
    }
  }

  private unfoldInterpolation(layer: Layer): void {
    const node = layer.childNode()
    const target = this.evaluation.follow(node)
    layer.isSure &&= node.answer !== undefined
    if (isContainer(target.value) && !target.isResult) this.unfoldContainer(layer, target)
    else {
      if (target.value.kind === 'path') this.made?.add(target.value)
      layer.add(target.value)
    }
  }

  private unfoldContainer(layer: Layer, node: EvaluationNode): void {
    if (node.resolved === undefined) this.recall(node)
    if (node.resolved !== undefined) this.add(layer, node.resolved, true, node.size)
    else this.begin(node)
  }

  private recall(node: EvaluationNode): void {
    const known = this.known?.get(node)
    if (known === undefined) return
    node.resolved = known.value
    node.size = known.size
  }

  private begin(node: EvaluationNode): void {
    if (this.begun.has(node)) {
      const keys = this.layers.map((layer) => fullKey(layer.node))
      throw raise(interpolationCycle([...keys.slice(keys.indexOf(fullKey(node))), fullKey(node)]), node.value.origin)
    }
    this.begun.add(node)
    this.layers.push(new Layer(node))
  }

  private end(layer: Layer): Value {
    const { node } = layer
    const value = layer.made()
    this.begun.delete(node)
    if (layer.isSure) {
      node.resolved = value
      node.size = layer.size
      this.known?.set(node, { value, size: layer.size })
    }
    return value
  }

  private add(layer: Layer, value: Value, isSure: boolean, size: number): void {
    layer.add(value)
    layer.isSure &&= isSure
    layer.size += size
    if (layer.size > MOST_VALUES) throw raise(tooManyValues(MOST_VALUES), layer.node.value.origin)
  }
}

/** A container that is being unfolded: the children up to `next` are done. */
class Layer {
  next = 0
  size = 1
  isSure = true
  readonly children: readonly Value[]
  private readonly ids: readonly KeyId[] | undefined
  private readonly values: Value[] = []
  private isChanged = false

  constructor(readonly node: EvaluationNode) {
    const { value } = node
    if (value.kind === 'map') {
      this.ids = [...value.items.keys()]
      this.children = [...value.items.values()]
    } else {
      this.ids = undefined
      this.children = value.kind === 'list' ? value.items : []
    }
  }

  childNode(): EvaluationNode {
    return (this.ids === undefined ? this.node.item(this.next) : this.node.childOf(this.ids[this.next]!))!
  }

  add(value: Value): void {
    if (value !== this.children[this.next]) this.isChanged = true
    this.values.push(value)
    this.next++
    this.size++
  }

  made(): Value {
    const { value } = this.node
    if (!this.isChanged || !isContainer(value)) return value
    if (value.kind === 'list') return list(this.values, value.origin, value.shape)
    const items = new Map<KeyId, Value>()
    for (let at = 0; at < this.values.length; at++) items.set(this.ids![at]!, this.values[at]!)
    return mapOf(items, value.spelled, value.origin, value.shape)
  }
}
