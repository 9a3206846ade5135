import { textValue } from '../grammar/text.js'
import { interpolationCycle, resultNotAConfig, tooManyValues } from '../messages/interpolation.js'
import { readonlyPlace } from '../messages/values.js'
import { declaredType, isContainerType } from '../shape/declared.js'
import { convertPart } from '../shape/fits.js'
import { HydraconfError, raise } from '../text/errors.js'
import type { KeyId } from '../value/key.js'
import { list, mapOf, missing } from '../value/make.js'
import { fullKey } from '../value/path.js'
import { isReadonly } from '../value/spot.js'
import { isContainer, type Value } from '../value/value.js'
import type { Evaluation } from './evaluation.js'
import type { Place } from './place.js'

/** Resolved containers share what they hold; spelled out they can still be too large for any use. */
const MOST_VALUES = 50_000_000

/** Goes through a config depth first, with a layer for each container begun, and so without JavaScript stack. */
export class Unfolding {
  private readonly layers: Layer[] = []
  private readonly begun = new Set<Place>()

  constructor(
    private readonly evaluation: Evaluation,
    /** The result is a config again: see `ResolveOptions.as`. */
    private readonly isConfig: boolean,
    private readonly made: Set<Value> | undefined,
  ) {}

  /** The container in a place with its interpolations replaced. */
  unfold(root: Place): Value {
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
      else if (isContainer(child)) this.unfoldContainer(layer, layer.childPlace())
      else layer.add(child)
    }
  }

  private unfoldInterpolation(layer: Layer): void {
    const place = layer.childPlace()
    const target = this.targetOf(place, layer)
    if (this.isConfig && isReadonly(place)) throw raise(readonlyPlace(fullKey(place), 'resolve'), place.value.origin)
    if (target === undefined) {
      place.value = missing(place.value.origin)
      layer.add(place.value)
    } else if (!isContainer(target.value)) {
      const value = this.scalar(target.value, place)
      layer.add(this.isConfig ? layer.fitting(value) : value)
    } else if (!target.isResult) this.unfoldContainer(layer, target)
    else if (this.isConfig) throw raise(resultNotAConfig(fullKey(place), target.value.kind), place.value.origin)
    else layer.add(target.value)
  }

  /** Undefined: it refers to a missing value, and the result may have missing values. */
  private targetOf(place: Place, layer: Layer): Place | undefined {
    try {
      const target = this.evaluation.follow(place)
      // OmegaConf resolves in place: whoever refers to this one from now on finds what it has become.
      if (this.isConfig) place.answer = target
      layer.isSure &&= place.answer !== undefined
      return target
    } catch (error) {
      const isMissing = error instanceof HydraconfError && error.type === 'InterpolationToMissingValueError'
      if (isMissing && this.isConfig) return undefined
      throw error
    }
  }

  private scalar(value: Value, place: Place): Value {
    if (value.kind === 'path') this.made?.add(value)
    if (!this.isConfig || value.kind !== 'str') return value
    const read = textValue(value.value, value.origin)
    if (read.kind === 'str') return value
    place.value = read
    place.answer = undefined
    return read
  }

  private unfoldContainer(layer: Layer, place: Place): void {
    if (place.resolved !== undefined) this.add(layer, place.resolved, true, place.size)
    else this.begin(place)
  }

  private begin(place: Place): void {
    if (this.begun.has(place)) {
      const keys = this.layers.map((layer) => fullKey(layer.place))
      throw raise(interpolationCycle([...keys.slice(keys.indexOf(fullKey(place))), fullKey(place)]), place.value.origin)
    }
    this.begun.add(place)
    this.layers.push(new Layer(place))
  }

  private end(layer: Layer): Value {
    const { place } = layer
    const value = layer.made()
    this.begun.delete(place)
    if (layer.isSure) {
      place.resolved = value
      place.size = layer.size
    }
    return value
  }

  private add(layer: Layer, value: Value, isSure: boolean, size: number): void {
    layer.add(this.isConfig ? layer.fitting(value) : value)
    layer.isSure &&= isSure
    layer.size += size
    if (layer.size > MOST_VALUES) throw raise(tooManyValues(MOST_VALUES), layer.place.value.origin)
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

  constructor(readonly place: Place) {
    const { value } = place
    if (value.kind === 'map') {
      this.ids = [...value.items.keys()]
      this.children = [...value.items.values()]
    } else {
      this.ids = undefined
      this.children = value.kind === 'list' ? value.items : []
    }
  }

  childPlace(): Place {
    return (this.ids === undefined ? this.place.item(this.next) : this.place.childOf(this.ids[this.next]!))!
  }

  add(value: Value): void {
    if (value !== this.children[this.next]) this.isChanged = true
    this.values.push(value)
    this.next++
    this.size++
  }

  /** What an interpolation stands for as its place declares it. OmegaConf does not ask before it resolves in place. */
  fitting(value: Value): Value {
    const { place, children, next } = this
    const child = children[next]!
    if (child.kind !== 'interpolation' || !isContainer(place.value) || place.value.shape === undefined) return value
    const type = declaredType(place.value, this.ids?.[next] ?? next)
    if (type === undefined || !(isContainerType(type) || type.kind === 'union')) return value
    return convertPart(value, type, fullKey(this.childPlace()))
  }

  made(): Value {
    const { value } = this.place
    if (!this.isChanged || !isContainer(value)) return value
    if (value.kind === 'list') return list(this.values, value.origin, value.shape)
    const items = new Map<KeyId, Value>()
    for (let at = 0; at < this.values.length; at++) items.set(this.ids![at]!, this.values[at]!)
    return mapOf(items, value.spelled, value.origin, value.shape)
  }
}
