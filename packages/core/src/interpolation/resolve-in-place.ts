import type { InterpolationRules } from '../dialect/dialect.js'
import { readonlyPlace } from '../messages/container-access.js'
import {
  chainTooLong,
  containerNotTaken,
  interpolationCycle,
  madeConfigNotTaken,
  resultNotAConfig,
  tooManyValues,
} from '../messages/interpolation.js'
import { convertPart } from '../shape/convert-container.js'
import { declaredType, elementOf, isContainerType, isOpenChild, itemsIn, nodeIn } from '../shape/declared-type.js'
import { HydraconfError, raise } from '../text/errors.js'
import { type ConfigNode, type Follow, isReadonly } from '../value/config-node.js'
import { missing } from '../value/constructors.js'
import type { KeyId } from '../value/key.js'
import { fullKey } from '../value/path.js'
import { type Container, isContainer, type Type, type Value } from '../value/value.js'
import { asRead } from './as-read.js'
import { EvaluationNode } from './evaluation-node.js'
import type { EvaluationOptions } from './evaluation-options.js'
import { Evaluator } from './evaluator.js'
import { MOST_VALUES } from './resolve-container.js'

/**
 * A config whose interpolations are replaced one after the other, from top to bottom, each by what it stands for at that
 * moment, as `OmegaConf.resolve` does. What comes later sees what became of the earlier: a text that reads `${…}` once it
 * is resolved is an interpolation for those below, and the text of a map shows of it what is resolved already. An
 * interpolation of a container has that container resolved, then becomes a copy of it, on its own from then on.
 */
export class InPlaceResolver {
  /** The config as it is by now, for who looks for a part of it with `follow`. */
  readonly root: EvaluationNode
  private readonly evaluation: Evaluator
  private readonly layers: Layer[] = []
  private asked = 0

  constructor(
    config: Value,
    private readonly options: EvaluationOptions = {},
  ) {
    this.evaluation = new Evaluator(config, options, true)
    this.root = this.evaluation.root
  }

  readonly follow: Follow = (from) => this.evaluation.follow(this.evaluation.nodeFor(from))

  /** A value under a key of the root that the root itself does not hold; what it refers to is in the config. */
  beside(key: string, value: Value): ConfigNode {
    return new EvaluationNode(value, key, this.root, false)
  }

  /**
   * The container in a node with its interpolations replaced, except where they became interpolations only now. What holds
   * none is the same object as before. What it refers to is replaced as well, wherever in the config that is.
   *
   * @throws what `resolve` throws; UnsupportedValueType for a list or map of a resolver, unless `oc.create` made it;
   * ReadonlyConfigError for an interpolation in a part that is read-only
   */
  resolve(at: ConfigNode = this.root): Value {
    const node = this.evaluation.nodeFor(at)
    if (!isContainer(node.value)) return node.value
    if (node.isResult) throw raise(resultNotAConfig(fullKey(node), node.value.kind), node.value.origin)
    this.begin(node, undefined)
    for (let layer = this.top; layer !== undefined; layer = this.top) {
      const child = layer.nextToResolve()
      if (child === undefined) this.leave(layer)
      else if (child.value.kind === 'interpolation') this.replace(child, layer)
      else this.resolveFirst(child, undefined, layer)
    }
    return node.current
  }

  private get rules(): InterpolationRules {
    return this.evaluation.dialect.interpolations
  }

  private get top(): Layer | undefined {
    return this.layers[this.layers.length - 1]
  }

  private replace(node: EvaluationNode, layer: Layer): void {
    const target = this.targetOf(node)
    if (target !== undefined && isContainer(target.value)) {
      if (isMade(target) && this.rules.refusesMadeConfigs) {
        throw raise(madeConfigNotTaken(fullKey(node), target.value.kind), node.value.origin)
      }
      if (!target.isResult) this.resolveFirst(target, node, layer)
      else if (this.rules.takesResults) this.resolveFirst(this.assign(node, target), undefined, layer)
      else if (containerTypeOf(node) !== undefined) this.done(this.assign(node, target), layer)
      else throw raise(resultNotAConfig(fullKey(node), target.value.kind), node.value.origin)
    } else this.done(this.assign(node, target), layer)
  }

  /** Undefined: it refers to a missing value, so it becomes missing itself. */
  private targetOf(node: EvaluationNode): EvaluationNode | undefined {
    try {
      return this.evaluation.follow(node)
    } catch (error) {
      const isMissing = error instanceof HydraconfError && error.type === 'InterpolationToMissingValueError'
      if (isMissing && (this.options.keepsMissing || !this.rules.refusesMissingTargets)) return undefined
      throw error
    }
  }

  /** Resolves a container, unless that is done; then the place that asks for it becomes a copy of it. */
  private resolveFirst(node: EvaluationNode, asking: EvaluationNode | undefined, layer: Layer): void {
    if (node.resolved === undefined) this.begin(node, asking)
    else this.end(node, asking, layer)
  }

  /** A container is resolved: the place that asks for it becomes a copy of it, which is resolved in its turn in OmegaConf 2.4. */
  private end(node: EvaluationNode, asking: EvaluationNode | undefined, layer: Layer): void {
    const place = asking === undefined ? node : this.assign(asking, node)
    const isCopyLeft = asking !== undefined && isContainer(place.value) && place.resolved === undefined
    if (isCopyLeft && this.rules.resolvesCopies) this.begin(place, undefined)
    else this.done(place, layer)
  }

  /** Makes a place what its interpolation stands for. */
  private assign(node: EvaluationNode, target: EvaluationNode | undefined): EvaluationNode {
    if (isReadonly(node)) throw raise(readonlyPlace(fullKey(node), 'resolve'), node.value.origin)
    const type = containerTypeOf(node)
    const given = target === undefined ? missing(node.value.origin) : readIn(target)
    if (isContainer(given)) refuseWhereSingle(node, given)
    if (given.kind === 'path') this.options.made?.add(given)
    node.become(type === undefined ? given : convertPart(given, type, fullKey(node), this.evaluation.dialect.merge))
    if (target === undefined) return node
    const isSame = node.value === target.value
    node.size = target.size
    node.resolved = isSame ? target.resolved : undefined
    // Whoever was answered by way of this place was given what it stood for; that is another now.
    if (!isSame || !isResolved(node) || node.value.kind === 'missing') this.evaluation.forget()
    return node
  }

  private begin(node: EvaluationNode, asking: EvaluationNode | undefined): void {
    const { layers } = this
    if (++node.timesBegun > MOST_TIMES_BEGUN) {
      const keys = layers.map((layer) => fullKey(layer.node))
      const circle = [...keys.slice(keys.lastIndexOf(fullKey(node))), fullKey(node)]
      throw raise(interpolationCycle(circle), node.value.origin)
    }
    if (asking !== undefined && ++this.asked > MOST_ASKED) {
      throw raise(chainTooLong({ place: fullKey(asking), askedBy: [] }, MOST_ASKED), asking.value.origin)
    }
    layers.push(new Layer(node, asking))
  }

  private leave({ node, asking, isResolved, size }: Layer): void {
    this.layers.pop()
    node.timesBegun--
    node.size = size
    node.resolved = isResolved ? node.current : undefined
    if (asking !== undefined) this.asked--
    if (this.top !== undefined) this.end(node, asking, this.top)
  }

  /** Counts a child that needs nothing more, for now. */
  private done(node: EvaluationNode, layer: Layer): void {
    layer.size += node.size
    layer.isResolved &&= isResolved(node)
    if (layer.size > MOST_VALUES) throw raise(tooManyValues(MOST_VALUES), layer.node.value.origin)
  }
}

/**
 * A container can come to be resolved inside itself: in a circle, which never ends. What it refers to may have changed
 * since it was begun first, so that it is none; but not often.
 */
const MOST_TIMES_BEGUN = 10

/** Containers that are being resolved because others refer to them: what makes new ones for ever has no other end. */
const MOST_ASKED = 2_000

/** A container that is being resolved, and the place that is to become a copy of it. */
class Layer {
  size = 1
  isResolved = true
  private next = 0
  private readonly ids: readonly KeyId[] | undefined

  constructor(
    readonly node: EvaluationNode,
    readonly asking: EvaluationNode | undefined,
  ) {
    this.ids = node.value.kind === 'map' ? [...node.value.items.keys()] : undefined
  }

  /** The next child that is an interpolation or a container; undefined at the end. */
  nextToResolve(): EvaluationNode | undefined {
    const { node, ids } = this
    for (;;) {
      const { value } = node
      const at = this.next++
      const id = ids === undefined ? at : ids[at]
      const written = value.kind === 'map' ? value.items.get(id!) : value.kind === 'list' ? value.items[at] : undefined
      if (written === undefined) return undefined
      if (isOpen(written)) {
        const child = ids === undefined ? node.item(at) : node.childOf(id!)
        if (isOpen(child!.value)) return child
      }
      this.size++
    }
  }
}

function isOpen(value: Value): boolean {
  return value.kind === 'interpolation' || isContainer(value)
}

/** Whether nothing in a place can be resolved any more. */
function isResolved({ value, resolved }: EvaluationNode): boolean {
  return resolved !== undefined || !isOpen(value)
}

/** What stands in a place once it is part of another; a container that is one already has been read. */
function readIn({ current, isResult }: EvaluationNode): Value {
  return isContainer(current) && !isResult ? current : asRead(current)
}

/** Whether a config was made by a resolver, and hangs nowhere. */
function isMade({ id, parent, isResult }: EvaluationNode): boolean {
  return id === undefined && parent !== undefined && !isResult
}

/** A value that was there before its map was declared as one of single values has none of its own type, but takes no other than a single one. */
function refuseWhereSingle(node: EvaluationNode, given: Container): void {
  const { parent, id } = node
  if (parent?.value.kind !== 'map' || id === undefined || !isOpenChild(parent.value.shape, id)) return
  const type = elementOf(parent.value.shape)
  if (type !== undefined) throw raise(containerNotTaken(fullKey(node), given.kind, type), node.value.origin)
}

const LIST_OF_ANY: Type = { kind: 'list', element: { kind: 'any', optional: true }, optional: true }

/** The type that is declared for a place where that is one of containers, or a union: OmegaConf converts only for these. */
function containerTypeOf({ parent, id }: EvaluationNode): Type | undefined {
  if (parent === undefined || id === undefined || !isContainer(parent.value)) return undefined
  if (nodeIn(parent.value.shape, id) === 'list') return itemsIn(parent.value.shape, id) ?? LIST_OF_ANY
  const type = declaredType(parent.value, id)
  return type !== undefined && (isContainerType(type) || type.kind === 'union') ? type : undefined
}
