import { type Complaint, type HydraconfError, raise } from '../text/errors.js'
import type { Origin } from '../text/source.js'
import { fullKey } from '../value/path.js'
import { isContainer, type Value } from '../value/value.js'
import type { EvaluationNode } from './evaluation-node.js'
import type { Instructions } from './instructions.js'
import { type Operand, valueIn } from './operand.js'
import type { ReferenceLookup } from './reference-lookup.js'

/** An interpolation that is being evaluated. */
export class EvaluationFrame {
  /** The step of the program that comes next, and what the steps so far have left for it. */
  next = 0
  readonly stack: Operand[] = []
  /** The reference that is being followed: it comes before the next step. */
  search: ReferenceLookup | undefined = undefined
  /** The frame above has to be done first: its answer is for the search, or else for the stack. */
  isWaiting = false
  /** Nothing that it used can change from one time to the next. */
  isSure = true
  /** The resolver that was called last, for messages. */
  calling: string | undefined = undefined
  readonly depth: number
  /** How many texts are being decoded, this one among them. */
  decodes: number
  private handed: Map<Value, EvaluationNode> | undefined = undefined

  constructor(
    /** The frame that waits for this one. */
    readonly below: EvaluationFrame | undefined,
    readonly node: EvaluationNode,
    /** The container that relative references start from. */
    readonly home: EvaluationNode,
    readonly program: Instructions,
    /** Evaluates something for the same place on behalf of the frame below. */
    readonly isInner: boolean,
  ) {
    this.depth = below === undefined ? 1 : below.depth + 1
    this.decodes = below === undefined ? 0 : below.decodes
  }

  get origin(): Origin {
    return this.node.value.origin
  }

  /** The last operands on the stack, taken off it. */
  pop(count: number): Operand[] {
    return this.stack.splice(this.stack.length - count)
  }

  /** Values that go to a resolver, on their own or in a list or map: it may give one of them back. */
  handOver(operands: readonly Operand[]): Value[] {
    return operands.map((operand) => {
      const value = valueIn(operand)
      if (operand !== value && isContainer(value)) this.remember(operand as EvaluationNode)
      return value
    })
  }

  remember(node: EvaluationNode): void {
    this.handed ??= new Map()
    this.handed.set(node.value, node)
  }

  /** The node that a container was before it was handed to a resolver. */
  nodeOf(handed: Value): EvaluationNode | undefined {
    return this.handed?.get(handed)
  }

  close(): void {
    if (!this.isInner) this.node.isOpen = false
  }

  /** An error of the interpolation, which stands where the interpolation does. */
  refuse(complaint: Complaint, cause?: unknown): HydraconfError {
    return raise(complaint, this.origin, cause)
  }

  /** Where messages say that it happened: the key that is evaluated, and the keys that led to it, the first one first. */
  where(): { place: string; askedBy: readonly string[] } {
    const keys = keysFrom(this, undefined)
    return { place: keys.at(-1) ?? '', askedBy: keys.slice(0, -1) }
  }

  /** The keys that lead from a place back to it. */
  circleTo(node: EvaluationNode): string[] {
    return [...keysFrom(this, node), fullKey(node)]
  }
}

/** The keys under evaluation from a place on, or all of them, up to that of a frame. */
function keysFrom(top: EvaluationFrame, first: EvaluationNode | undefined): string[] {
  const keys: string[] = []
  for (let frame: EvaluationFrame | undefined = top; frame !== undefined; frame = frame.below) {
    if (frame.isInner) continue
    keys.push(fullKey(frame.node))
    if (frame.node === first) break
  }
  return keys.reverse()
}
