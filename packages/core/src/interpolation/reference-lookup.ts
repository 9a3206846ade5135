import type { KeyRules } from '../dialect/dialect.js'
import {
  aboveTheRoot,
  noKeyIn,
  nothingBelow,
  referenceIndexNotInt,
  referenceNotFound,
  refersToMissing,
  refersToParent,
  searchAboveRoot,
} from '../messages/interpolation.js'
import { declaredType, isContainerType } from '../shape/declared-type.js'
import { closeMatches } from '../text/close-matches.js'
import type { Complaint, HydraconfError } from '../text/errors.js'
import type { ConfigNode } from '../value/config-node.js'
import { readInt } from '../value/number.js'
import { fullKey, splitKey } from '../value/path.js'
import { countedFrom } from '../value/select.js'
import { keyNamed } from '../value/typed-key.js'
import { isContainer } from '../value/value.js'
import { type EvaluationNode, startOfReference } from './evaluation-node.js'
import { OcFailure } from './oc-resolvers.js'
import type { Operand } from './operand.js'

/** Whoever follows a reference: the node it stands in, where it starts from, and how its errors are told. */
export interface Referrer {
  readonly node: EvaluationNode
  /** The container that relative references start from. */
  readonly home: EvaluationNode
  refuse(complaint: Complaint): HydraconfError
  where(): { readonly place: string; readonly askedBy: readonly string[] }
}

/** What is done with the node that a resolver asked for, or with its absence. */
type Finish = (found: EvaluationNode | undefined) => Operand

/** The search for what a reference names. */
export function lookUpReference(from: Referrer, dots: number, path: readonly string[], text: string): ReferenceLookup {
  const start = startOfReference(from.home, dots)
  if (start === undefined) throw from.refuse(aboveTheRoot(from.where(), text))
  return new ReferenceLookup(from, start, path, text, undefined)
}

/** As `lookUpReference`, for a reference whose text is known only now. */
export function lookUpText(from: Referrer, text: string): ReferenceLookup {
  const dots = leadingDots(text)
  return lookUpReference(from, dots, keysAfter(dots, text, from), text)
}

/** As `lookUpReference`, for a key that a resolver asks for. */
export function lookUpForResolver(from: Referrer, text: string, finish: Finish, rules: KeyRules): ReferenceLookup {
  const dots = leadingDots(text)
  const start = startOfReference(from.home, dots)
  if (start === undefined && !rules.endsAboveRoot) throw new OcFailure(searchAboveRoot(text))
  const search = new ReferenceLookup(from, start ?? from.home, keysAfter(dots, text, from), text, finish)
  if (start === undefined) search.lose()
  return search
}

/**
 * A reference that is being followed for its referrer, key by key. An interpolation on the way stops it until that one is
 * evaluated, which is not for the search to do.
 *
 * For resolvers what cannot be walked is not there, and `???` is a value.
 */
export class ReferenceLookup {
  /** `path[index]` comes next, below `at`; `child` is what it was found to be. */
  private index = 0
  private child: EvaluationNode | undefined = undefined
  private isLost = false

  constructor(
    private readonly from: Referrer,
    private at: EvaluationNode,
    private readonly path: readonly string[],
    private readonly text: string,
    private readonly finish: Finish | undefined,
  ) {}

  /** There is nothing to walk to. */
  lose(): void {
    this.isLost = true
  }

  /** Walks on: to the end (undefined), or to an interpolation that has to be evaluated first and is passed then. */
  advance(rules: KeyRules, trace?: (from: ConfigNode, to: ConfigNode) => void): EvaluationNode | undefined {
    const { path, from, finish } = this
    while (this.index < path.length && !this.isLost) {
      const child = this.childOf(this.at, path[this.index]!, rules)
      if (child === undefined) {
        if (finish === undefined) throw from.refuse(referenceNotFound(from.where(), this.text, this.alternatives()))
        this.isLost = true
        break
      }
      if (trace !== undefined && this.index === path.length - 1) trace(from.node, child)
      if (child.value.kind === 'missing' && finish === undefined) {
        throw from.refuse(refersToMissing(from.where(), fullKey(child)))
      }
      this.child = child
      const found = child.value.kind === 'interpolation' ? child.answer : child
      if (found === undefined) return child
      this.pass(found)
    }
    return undefined
  }

  /** Goes on to what the next key stands for. */
  pass(found: EvaluationNode): void {
    const { from, path, text, finish } = this
    if (this.index === path.length - 1 || isNode(found)) {
      this.at = found
      this.index++
    } else if (finish === undefined) {
      throw from.refuse(nothingBelow(from.where(), text, fullKey(this.child!), found.value.kind))
    } else this.isLost = true
  }

  /** What the referrer goes on with, once the end is reached. */
  result(): Operand {
    const { from, at, finish } = this
    if (finish !== undefined) return finish(this.isLost ? undefined : at)
    for (let up: EvaluationNode | undefined = from.home; up !== undefined; up = up.parent) {
      if (up === at) throw from.refuse(refersToParent(from.where(), this.text))
    }
    return at
  }

  private childOf(at: EvaluationNode, part: string, rules: KeyRules): EvaluationNode | undefined {
    if (at.value.kind !== 'list') return at.named(part) ?? (rules.findsInts ? numbered(at, part) : undefined)
    const index = readInt(part)
    const { from, text } = this
    if (index === undefined) throw from.refuse(referenceIndexNotInt(from.where(), text, part, fullKey(at)))
    return at.item(Number(countedFrom(at.value, index, rules)))
  }

  /** References that may be meant: the same keys from a nearer container, or keys that are spelled much like the lost one. */
  private alternatives(): string[] {
    const { at, path, index, text } = this
    const dots = leadingDots(text)
    const nearer = dots === 0 && index === 0 ? this.relativeForms() : []
    if (at.value.kind !== 'map') return nearer
    const keys = [...at.value.items.keys()].filter((id) => typeof id === 'string')
    const similar = closeMatches(path[index]!, keys).map(
      (key) => '.'.repeat(dots) + [...path.slice(0, index), key].join('.'),
    )
    return nearer.length > 0 ? nearer : similar
  }

  /** `.b` for `b`, which counts from the root, where `b` stands beside the interpolation; `..b` where it stands above that. */
  private relativeForms(): string[] {
    const { from, path } = this
    for (let dots = 1; ; dots++) {
      const start = startOfReference(from.home, dots)
      if (start?.parent === undefined) return []
      const found = start.value.kind === 'map' ? start.named(path[0]!) : undefined
      if (found !== undefined && found !== from.node) return ['.'.repeat(dots) + path.join('.')]
    }
  }
}

/** The child of a map by an int that a part of a reference spells. */
function numbered(at: EvaluationNode, part: string): EvaluationNode | undefined {
  const key = at.value.kind === 'map' ? keyNamed(at.value, part, { findsInts: true }) : undefined
  return typeof key === 'bigint' ? at.child(key) : undefined
}

/** Whether there can be something below: a container of the config, or one that is declared and null. */
function isNode({ value, isResult, parent, id }: EvaluationNode): boolean {
  if (isResult) return false
  if (isContainer(value)) return true
  if (value.kind !== 'null' || parent === undefined || id === undefined || !isContainer(parent.value)) return false
  return isContainerType(declaredType(parent.value, id))
}

/** How many dots a reference begins with. */
export function leadingDots(text: string): number {
  let dots = 0
  while (text[dots] === '.') dots++
  return dots
}

/** The keys in a text that is known only now; none at all stands for the container itself. */
function keysAfter(dots: number, text: string, from: Referrer): string[] {
  if (dots === text.length) return []
  const keys = splitKey(text.slice(dots))
  if (keys.length === 0) throw from.refuse(noKeyIn(from.where(), text))
  return keys
}
