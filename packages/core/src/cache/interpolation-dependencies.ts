import { type EvaluationNode, startOfReference } from '../interpolation/evaluation-node.js'
import { leadingDots } from '../interpolation/reference-lookup.js'
import { resolverNamed } from '../interpolation/resolver-from-function.js'
import type { KeyId } from '../value/key.js'
import { readInt } from '../value/number.js'
import { splitKey } from '../value/path.js'
import type { Argument, Call, Expression, TemplatePart } from '../value/template.js'
import { isContainer } from '../value/value.js'
import { type ConfigPlace, isPlain } from './config-place.js'
import {
  type Dependency,
  PlaceDependency,
  ResolverDependency,
  type Resolving,
  VariableDependency,
} from './dependencies.js'

/**
 * What the interpolations of a config that is being resolved have read, told from their texts and from the answers that are
 * there by now. Not all of them tell: a key that is made of another value, a resolver that may answer otherwise the next time,
 * a way through something declared. Of these nothing is known.
 */
export class InterpolationDependencies {
  private readonly found = new Map<EvaluationNode, readonly Dependency[] | undefined>()
  private readonly reads = new Map<ConfigPlace | string, Dependency>()
  private depth = 0

  constructor(
    private readonly top: ConfigPlace,
    private readonly resolving: Resolving,
  ) {}

  /** All that the answer of an interpolation depends on beside its own text; undefined where that is not known. */
  of(node: EvaluationNode): readonly Dependency[] | undefined {
    if (this.found.has(node)) return this.found.get(node)
    // A chain comes back here for each of its links.
    if (this.depth > LONGEST_CHAIN) return undefined
    this.depth++
    const reads = new Set<Dependency>()
    const isKnown = node.value.kind === 'interpolation' && this.ofParts(node.value.template.parts, node, reads)
    this.depth--
    const all = isKnown && reads.size <= MOST_READS ? [...reads] : undefined
    this.found.set(node, all)
    return all
  }

  /** The place of a node; undefined for what a resolver made, for all that hangs in it, and far down. */
  placeOf(node: EvaluationNode): ConfigPlace | undefined {
    const way: KeyId[] = []
    let at = node
    for (; at.parent !== undefined; at = at.parent) {
      if (at.isResult || at.id === undefined || way.length > MOST_LEVELS) return undefined
      way.push(at.id)
    }
    if (at.value !== this.resolving.root) return undefined
    return way.reduceRight((place, id) => place.at(id), this.top)
  }

  private ofParts(parts: readonly TemplatePart[], node: EvaluationNode, reads: Set<Dependency>): boolean {
    return parts.every((part) => typeof part === 'string' || this.ofExpression(part, node, reads))
  }

  private ofExpression(of: Expression, node: EvaluationNode, reads: Set<Dependency>): boolean {
    switch (of.kind) {
      case 'reference':
        return this.ofReference(of, node, reads, false)
      case 'call':
        return this.ofCall(of, node, reads)
      default:
        return false
    }
  }

  private ofCall({ name, args }: Call, node: EvaluationNode, reads: Set<Dependency>): boolean {
    if (!name.every((part) => typeof part === 'string')) return false
    const called = name.join('.')
    const custom = resolverNamed(this.resolving.options.resolvers, called)
    reads.add(this.once(`resolver ${called}`, () => new ResolverDependency(called, custom)))
    if (custom !== undefined) {
      if (!custom.pure || custom.cache) return false
      const given = new Set<Dependency>()
      const isKnown = args.every((arg) => this.ofArgument(arg, node, given))
      for (const read of given) reads.add(read)
      // A list or map is given with what its own interpolations stand for.
      return isKnown && ![...given].some((read) => read.isContainer)
    }
    const [first, ...others] = args
    const text = first === undefined ? undefined : plainText(first)
    if (text === undefined || !others.every((arg) => this.ofArgument(arg, node, reads))) return false
    switch (called) {
      case 'oc.env':
        reads.add(this.once(`variable ${text}`, () => new VariableDependency(text, this.resolving)))
        return true
      case 'oc.select': {
        const dots = leadingDots(text)
        // Dots alone stand for the container itself, of which nothing is known.
        const path = dots === text.length ? [] : splitKey(text.slice(dots))
        return this.ofReference({ dots, path }, node, reads, true)
      }
      default:
        return false
    }
  }

  private ofArgument(arg: Argument, node: EvaluationNode, reads: Set<Dependency>): boolean {
    switch (arg.kind) {
      case 'text':
        return this.ofParts(arg.template.parts, node, reads)
      case 'list':
        return arg.items.every((item) => this.ofArgument(item, node, reads))
      case 'map':
        return arg.entries.every(([, value]) => this.ofArgument(value, node, reads))
      default:
        return true
    }
  }

  /** Goes the way of a reference once more. One that is searched for may end before it is there. */
  private ofReference({ dots, path }: Way, node: EvaluationNode, reads: Set<Dependency>, isSearch: boolean): boolean {
    let at = node.parent === undefined ? undefined : startOfReference(node.parent, dots)
    if (path.length === 0) return false
    for (const [index, part] of path.entries()) {
      if (at === undefined || at.isResult || !isPlain(at.value)) return false
      const isList = at.value.kind === 'list'
      const key = isList ? Number(readInt(part)) : part
      const place = this.placeOf(at)?.at(key)
      if (place === undefined) return false
      const child = typeof key === 'number' ? at.item(key) : at.childOf(key)
      if (child === undefined) {
        // It may name a key that is an int.
        if (readInt(part) !== undefined) return false
        reads.add(this.once(place, () => new PlaceDependency(place, undefined)))
        return isSearch && !isList
      }
      const isLast = index === path.length - 1
      if (isLast || !isContainer(child.value))
        reads.add(this.once(place, () => new PlaceDependency(place, child.value)))
      at = child
      if (child.value.kind === 'interpolation') {
        const inner = this.of(child)
        if (inner === undefined) return false
        for (const read of inner) reads.add(read)
        at = child.answer
      }
      if (!isLast && (at === undefined || at.isResult || !isContainer(at.value))) return isSearch && at !== undefined
    }
    return at !== undefined
  }

  private once(of: ConfigPlace | string, make: () => Dependency): Dependency {
    const known = this.reads.get(of)
    if (known !== undefined) return known
    const read = make()
    this.reads.set(of, read)
    return read
  }
}

/** The keys of a reference, and the dots in front of it. */
interface Way {
  readonly dots: number
  readonly path: readonly string[]
}

/** A text without interpolations. */
function plainText(arg: Argument): string | undefined {
  if (arg.kind !== 'text') return undefined
  const { parts } = arg.template
  return parts.every((part) => typeof part === 'string') ? parts.join('') : undefined
}

/** What reads more than this, or by way of so many others, is resolved again: to ask would take as long. */
const MOST_READS = 64
const LONGEST_CHAIN = 32
const MOST_LEVELS = 100
