import type { DialectName } from '../dialect/dialect.js'
import type { EvaluationNode } from '../interpolation/evaluation-node.js'
import type { EvaluationOptions } from '../interpolation/evaluation-options.js'
import { resolveData } from '../interpolation/resolve-config.js'
import type { KnownContainers, ResolvedContainer } from '../interpolation/resolve-container.js'
import { isContainer, type MapValue, type Value } from '../value/value.js'
import { ConfigPlace } from './config-place.js'
import type { Dependency, Resolving } from './dependencies.js'
import { InterpolationDependencies } from './interpolation-dependencies.js'
import { RecentEntries } from './recent-entries.js'

/** Resolved lists and maps by their places. */
export class ResolvedCache {
  private top = new ConfigPlace()
  private byPlace = new Map<ConfigPlace, RecentEntries<ResolvedEntry>>()
  private dialect: DialectName | undefined = undefined
  private rounds = 0
  private isBusy = false

  /**
   * As `resolve` to data, but a list or map is resolved once for as long as its own values, and all that its interpolations
   * read elsewhere, are the same.
   */
  resolve(config: MapValue, options: EvaluationOptions): MapValue {
    // A resolver may compose on its own, and ask for what it came to.
    if (this.isBusy) return resolveData(config, options)
    if (this.byPlace.size > MOST_PLACES || options.dialect !== this.dialect) this.forget(options.dialect)
    this.isBusy = true
    const resolving = { number: ++this.rounds, root: config, options }
    try {
      return resolveData(config, options, new KnownInPlaces(this.top, this.byPlace, resolving))
    } finally {
      this.isBusy = false
    }
  }

  private forget(dialect: DialectName | undefined): void {
    this.dialect = dialect
    this.top = new ConfigPlace()
    this.byPlace = new Map()
  }
}

/** Those of the largest configs; a sweep that adds ever new keys comes to more in the end. */
const MOST_PLACES = 100_000

/** A list or map that was resolved, and what that depends on outside of it. */
interface ResolvedEntry extends ResolvedContainer {
  readonly of: Value
  readonly reads: readonly Dependency[]
}

class KnownInPlaces implements KnownContainers {
  private readonly interpolations: InterpolationDependencies
  /** What nodes of this config came to, where that may be kept. */
  private readonly entries = new Map<EvaluationNode, ResolvedEntry>()

  constructor(
    top: ConfigPlace,
    private readonly byPlace: Map<ConfigPlace, RecentEntries<ResolvedEntry>>,
    private readonly resolving: Resolving,
  ) {
    this.interpolations = new InterpolationDependencies(top, resolving)
  }

  get(node: EvaluationNode): ResolvedContainer | undefined {
    const place = this.interpolations.placeOf(node)
    const recent = place && this.byPlace.get(place)
    const found = recent?.find(
      ({ of, reads }) => of === node.value && reads.every((read) => read.holdsIn(this.resolving)),
    )
    if (found !== undefined) this.entries.set(node, found)
    return found
  }

  set(node: EvaluationNode, { value, size }: ResolvedContainer): void {
    // The whole config is another one each time.
    const place = node.parent === undefined ? undefined : this.interpolations.placeOf(node)
    const reads = place && this.readsOf(node)
    if (place === undefined || reads === undefined) return
    const outside = [...reads].filter((read) => !read.isBelow(place))
    const entry: ResolvedEntry = { of: node.value, value, size, reads: outside }
    this.entries.set(node, entry)
    if (outside.length > MOST_READS) return
    const recent = this.byPlace.get(place) ?? new RecentEntries<ResolvedEntry>()
    recent.add(entry)
    this.byPlace.set(place, recent)
  }

  /** All that the values in a container depend on; undefined where that is not known. */
  private readsOf(node: EvaluationNode): Set<Dependency> | undefined {
    const { value } = node
    const reads = new Set<Dependency>()
    if (!isContainer(value)) return undefined
    for (const [key, child] of value.items.entries()) {
      if (child.kind !== 'interpolation' && !isContainer(child)) continue
      const childNode = typeof key === 'number' && value.kind === 'list' ? node.item(key) : node.childOf(key)
      const known = childNode && this.readsOfChild(childNode)
      if (known === undefined) return undefined
      for (const read of known) reads.add(read)
    }
    return reads
  }

  private readsOfChild(child: EvaluationNode): Iterable<Dependency> | undefined {
    if (isContainer(child.value)) return this.entries.get(child)?.reads
    const own = this.interpolations.of(child)
    const target = child.answer
    if (own === undefined || target === undefined) return undefined
    if (target.isResult || !isContainer(target.value)) return own
    const content = this.entries.get(target)?.reads
    return content && [...own, ...content]
  }
}

/** What depends on more is resolved again: to ask for all of it would take as long. */
const MOST_READS = 256
