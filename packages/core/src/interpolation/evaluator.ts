import type { Dialect } from '../dialect/dialect.js'
import { dialectOf } from '../dialect/dialects.js'
import {
  chainTooLong,
  interpolationCycle,
  madeItem,
  malformedOnTheWay,
  noPlaceToResolveFrom,
  notAKeyPart,
  notANamePart,
  resolverFailed,
  resultMissing,
  textTooLong,
} from '../messages/interpolation.js'
import { HydraconfError, raise } from '../text/errors.js'
import type { ConfigNode } from '../value/config-node.js'
import { list, map, nullValue, str } from '../value/constructors.js'
import { type Key, keyId } from '../value/key.js'
import { fullKey } from '../value/path.js'
import { LONGEST_TEXT, pythonText } from '../value/python-text.js'
import type { Argument } from '../value/template.js'
import { isContainer, type Value } from '../value/value.js'
import { asRead } from './as-read.js'
import { type Caller, callResolver } from './call-resolver.js'
import { convertResult } from './convert-result.js'
import { EvaluationFrame } from './evaluation-frame.js'
import { EvaluationNode } from './evaluation-node.js'
import type { EvaluationOptions } from './evaluation-options.js'
import { tryFastPath } from './fast-path.js'
import { elementInstructions, type Instruction, type Instructions, instructionsOf } from './instructions.js'
import { OcFailure } from './oc-resolvers.js'
import { isText, madeText, type Operand, textOf, valueIn } from './operand.js'
import { lookUpForResolver, lookUpReference, lookUpText, type ReferenceLookup } from './reference-lookup.js'
import { ResolverCache } from './resolver.js'

/** Resolvers that ask for values which need resolvers, and so on: each takes JavaScript stack. */
const MOST_NESTED_RUNS = 100
const MOST_FRAMES = 100_000
/** Texts that are decoded to texts that are decoded. */
const MOST_DECODES = 1000

/**
 * The evaluation of one config's interpolations: `follow` gives what the one in a place stands for.
 *
 * It is a machine: a frame for each interpolation begun, a step at a time. When a step needs the value of another
 * interpolation, that one gets a frame on top, and the step is taken up again when its answer is there. So a chain of
 * references costs memory, never JavaScript stack; and a place that is begun twice is a cycle.
 */
export class Evaluator implements Caller {
  readonly root: EvaluationNode
  readonly cache: ResolverCache
  readonly dialect: Dialect
  private top: EvaluationFrame | undefined = undefined
  private runs = 0
  /** The answer of the frame that was left last, and whether asking again would give the same. */
  private answer: Operand = nullValue()
  private isSure = true
  /** The nodes whose answers are kept, where they may have to be forgotten. */
  private readonly answered: EvaluationNode[] = []

  constructor(
    root: Value,
    readonly options: EvaluationOptions = {},
    /** Values are replaced while this goes on, from outside; only answers that no content of a container is in are kept. */
    private readonly isInPlace = false,
  ) {
    this.root = new EvaluationNode(root, undefined, undefined, false)
    this.cache = options.cache ?? new ResolverCache()
    this.dialect = dialectOf(options.dialect)
  }

  /** Forgets every answer, now that a node has become something that others may see differently. */
  forget(): void {
    for (const node of this.answered) node.answer = undefined
    this.answered.length = 0
  }

  /** What stands in a place: itself, or what its interpolation refers to or makes. */
  follow(node: EvaluationNode): EvaluationNode {
    if (node.value.kind !== 'interpolation') return node
    if (node.answer !== undefined) return node.answer
    if (this.options.trace === undefined) {
      const answer = tryFastPath(node)
      if (answer !== undefined && answer.value.kind !== 'missing') return this.keep(node, answer)
    }
    const below = this.top
    this.open(node)
    return this.runDownTo(below) as EvaluationNode
  }

  /** The evaluation's own place for a node that was reached in another way. */
  nodeFor(node: ConfigNode): EvaluationNode {
    if (node instanceof EvaluationNode) return node
    const { value, key } = node
    if (node.parent === undefined || key === undefined) {
      return value === this.root.value ? this.root : new EvaluationNode(value, undefined, undefined, false)
    }
    const parent = this.nodeFor(node.parent)
    const known = parent.child(key)
    if (known !== undefined && known.value === value) return known
    return new EvaluationNode(value, parent.value.kind === 'list' ? Number(key) : keyId(key), parent, parent.isResult)
  }

  /** The value of a template or of a resolver's argument, as if it stood in the root. */
  evaluate(program: Instructions): Value {
    return valueIn(this.runInner(new EvaluationFrame(this.top, this.root, this.root, program, true)))
  }

  followNested(frame: EvaluationFrame, from: ConfigNode): EvaluationNode {
    this.refuseDeepRuns(frame)
    this.runs++
    try {
      return this.follow(this.nodeFor(from))
    } finally {
      this.runs--
    }
  }

  select(frame: EvaluationFrame, key: string): EvaluationNode | undefined {
    this.refuseDeepRuns(frame)
    let found: EvaluationNode | undefined
    const inner = new EvaluationFrame(this.top, frame.home, frame.home, [], true)
    const finish = (node: EvaluationNode | undefined): Operand => {
      found = node
      return nullValue()
    }
    inner.search = lookUpForResolver(inner, key, finish, this.dialect.keys)
    this.runInner(inner)
    return found
  }

  private refuseDeepRuns(frame: EvaluationFrame): void {
    if (this.runs > MOST_NESTED_RUNS) throw frame.refuse(chainTooLong(frame.where(), MOST_NESTED_RUNS))
  }

  /** Runs a frame that is not for the interpolation of a place. */
  private runInner(frame: EvaluationFrame): Operand {
    this.top = frame
    this.runs++
    try {
      return this.runDownTo(frame.below)
    } finally {
      this.runs--
    }
  }

  /** Runs the frames above one, and gives the answer of the lowest of them. */
  private runDownTo(below: EvaluationFrame | undefined): Operand {
    try {
      while (this.top !== below) this.run(this.top!)
      return this.answer
    } catch (error) {
      for (; this.top !== below; this.top = this.top!.below) this.top!.close()
      throw error
    }
  }

  private open(node: EvaluationNode): void {
    const { top } = this
    const { value, parent } = node
    if (value.kind !== 'interpolation') return
    if (parent === undefined) throw raise(noPlaceToResolveFrom(), value.origin)
    if (node.isOpen) throw raise(interpolationCycle(top!.circleTo(node)), value.origin)
    if (top !== undefined && top.depth >= MOST_FRAMES) {
      throw raise(chainTooLong(top.where(), MOST_FRAMES), value.origin)
    }
    node.isOpen = true
    this.top = new EvaluationFrame(top, node, parent, instructionsOf(value.template), false)
  }

  /** Takes steps of a frame until it is done, or until another frame has to be done first. */
  private run(frame: EvaluationFrame): void {
    try {
      if (frame.isWaiting) this.takeUp(frame)
      for (;;) {
        if (frame.search !== undefined) this.walk(frame, frame.search)
        if (frame.isWaiting) return
        const step = frame.program[frame.next]
        if (step === undefined) break
        frame.next++
        this.take(step, frame)
      }
    } catch (error) {
      throw asResolutionError(error, frame)
    }
    this.leave(frame)
  }

  /** Goes on with a frame now that the answer it waits for is there. */
  private takeUp(frame: EvaluationFrame): void {
    frame.isWaiting = false
    frame.isSure &&= this.isSure
    if (frame.search === undefined) frame.stack.push(this.answer)
    else frame.search.pass(this.answer as EvaluationNode)
  }

  private walk(frame: EvaluationFrame, search: ReferenceLookup): void {
    const unevaluated = search.advance(this.dialect.keys, this.options.trace)
    if (unevaluated !== undefined) {
      this.open(unevaluated)
      frame.isWaiting = true
    } else {
      frame.search = undefined
      frame.stack.push(search.result())
    }
  }

  private take(step: Instruction, frame: EvaluationFrame): void {
    const { stack } = frame
    switch (step.op) {
      case 'push':
        stack.push(step.value)
        break
      case 'refer': {
        const { dots, path, text } = step.reference
        frame.search = lookUpReference(frame, dots, path, text)
        break
      }
      case 'check': {
        const value = valueIn(stack[stack.length - 1]!)
        if (isText(value)) break
        if (step.of === 'key' && value.kind === 'int' && this.dialect.keys.findsInts) break
        const words = step.of === 'key' ? notAKeyPart : notANamePart
        throw frame.refuse(words(frame.where(), pythonText(value), value.kind))
      }
      case 'refer-to':
        frame.search = lookUpText(frame, frame.pop(step.count).map(textOf).join(''))
        break
      case 'join': {
        const parts = frame.pop(step.count)
        if (this.isInPlace && parts.some(isContent)) frame.isSure = false
        stack.push(madeText(joined(parts, frame), frame.origin))
        break
      }
      case 'list':
        stack.push(list(frame.handOver(this.literals(frame.pop(step.count))), frame.origin))
        break
      case 'map': {
        const values = frame.handOver(this.literals(frame.pop(step.keys.length)))
        const entries = step.keys.map((key, index) => [mapKey(key), values[index]!] as const)
        stack.push(map(entries, frame.origin))
        break
      }
      case 'call':
        this.call(step, frame)
        break
      case 'refuse':
        throw frame.refuse(step.complaint)
      default:
        step satisfies never
    }
  }

  /** What a list or map that is made holds. Resolved in place it becomes a part of the config, in which `???` that is written is a text. */
  private literals(operands: Operand[]): Operand[] {
    if (!this.isInPlace || !this.dialect.texts.escapesMissing) return operands
    return operands.map((of) =>
      of instanceof EvaluationNode || of.kind !== 'missing' ? of : { ...str(of.value, of.origin), isEscaped: true },
    )
  }

  private call(step: Extract<Instruction, { op: 'call' }>, frame: EvaluationFrame): void {
    if (this.isInPlace && frame.stack.slice(-step.count).some(isContent)) frame.isSure = false
    const outcome = callResolver(step, frame, this)
    switch (outcome.kind) {
      case 'done':
        this.refuseMissing(outcome.operand, frame)
        frame.stack.push(outcome.operand)
        break
      case 'search':
        frame.search = lookUpForResolver(frame, outcome.key, outcome.finish, this.dialect.keys)
        break
      case 'evaluate':
        // What is decoded may decode itself again.
        if (frame.decodes >= MOST_DECODES) throw frame.refuse(chainTooLong(frame.where(), MOST_DECODES))
        frame.isWaiting = true
        this.top = new EvaluationFrame(frame, frame.node, frame.home, elementInstructions(outcome.element), true)
        this.top.decodes++
        break
      default:
        outcome satisfies never
    }
  }

  private leave(frame: EvaluationFrame): void {
    const operand = frame.stack.pop() ?? nullValue()
    this.top = frame.below
    this.isSure = frame.isSure
    frame.close()
    if (frame.isInner) this.answer = operand
    else {
      this.refuseMissing(operand, frame)
      const answer = this.placed(convertResult(operand, frame, this.dialect.interpolations), frame)
      // A container that a resolver made is made anew for who asks next, of what there is then.
      const isMade = this.isInPlace && isContainer(answer.value) && (answer.id === undefined || this.isMadeItem(answer))
      if (isMade) frame.isSure = this.isSure = false
      if (isMade && answer.isResult) this.refuseMadeItem(answer, frame)
      if (frame.isSure) this.keep(frame.node, answer)
      this.answer = answer
    }
  }

  /** Where OmegaConf 2.4 resolves in place, a list or map that a resolver makes stands in its place as soon as another refers to it. */
  private placed(answer: EvaluationNode, { node, below }: EvaluationFrame): EvaluationNode {
    const isMade = this.isInPlace && answer.isResult && isContainer(answer.value)
    if (!isMade || below === undefined || node.isResult || node.parent?.value.kind !== 'map') return answer
    if (!this.dialect.interpolations.takesResults) return answer
    node.become(asRead(answer.value))
    this.forget()
    return node
  }

  /** An item of a list that a resolver makes a list or map, which OmegaConf 2.4 finds no key for when another refers to it. */
  private isMadeItem({ parent, isResult }: EvaluationNode): boolean {
    return isResult && parent?.value.kind === 'list' && this.dialect.interpolations.takesResults
  }

  private refuseMadeItem(answer: EvaluationNode, { below, node }: EvaluationFrame): void {
    const asking = below?.search === undefined ? undefined : below
    if (asking !== undefined && this.isMadeItem(answer)) {
      throw asking.refuse(madeItem(asking.where(), fullKey(node), answer.value.kind))
    }
  }

  /** A result that reads `???`, where the dialect refuses it; what a reference leads to is no result. */
  private refuseMissing(operand: Operand, frame: EvaluationFrame): void {
    if (operand instanceof EvaluationNode || operand.kind !== 'missing') return
    if (this.dialect.interpolations.refusesMissingResults) throw frame.refuse(resultMissing(frame.where()))
  }

  private keep(node: EvaluationNode, answer: EvaluationNode): EvaluationNode {
    node.answer = answer
    if (this.isInPlace) this.answered.push(node)
    return answer
  }
}

/** Whether the content of a container is read: it may be another the next time. */
function isContent(operand: Operand): boolean {
  return isContainer(operand instanceof EvaluationNode ? operand.value : operand)
}

/** OmegaConf lets its own resolution errors through and wraps all others, those of resolvers included. */
function asResolutionError(error: unknown, frame: EvaluationFrame): unknown {
  const { calling = '' } = frame
  if (!(error instanceof HydraconfError)) {
    const why = error instanceof Error ? error.message : String(error)
    return frame.refuse(resolverFailed(frame.where(), calling, why), error instanceof OcFailure ? undefined : error)
  }
  if (error.isA('InterpolationResolutionError')) return error
  const isOwnText = error.type === 'GrammarParseError' && frame.calling === undefined
  if (isOwnText && frame.below === undefined) return error
  const complaint = isOwnText
    ? malformedOnTheWay(frame.where(), error.summary)
    : resolverFailed(frame.where(), calling, error.summary)
  return frame.refuse(complaint, error)
}

function joined(operands: readonly Operand[], frame: EvaluationFrame): string {
  let text = ''
  for (const operand of operands) {
    text += textOf(operand)
    if (text.length > LONGEST_TEXT) throw frame.refuse(textTooLong(frame.where(), LONGEST_TEXT))
  }
  return text
}

function mapKey(of: Argument): Key {
  switch (of.kind) {
    case 'text':
      return of.template.parts.join('')
    case 'bool':
    case 'int':
    case 'float':
      return of.value
    default:
      return { kind: 'null' }
  }
}
