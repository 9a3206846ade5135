import {
  chainTooLong,
  interpolationCycle,
  malformedOnTheWay,
  noPlaceToResolveFrom,
  notAKeyPart,
  notANamePart,
  resolverFailed,
  textTooLong,
} from '../messages/interpolation.js'
import { HydraconfError, raise } from '../text/errors.js'
import { type Key, keyId } from '../value/key.js'
import { list, map, nullValue } from '../value/make.js'
import { pythonText } from '../value/python-text.js'
import type { Spot } from '../value/spot.js'
import type { Argument } from '../value/template.js'
import type { Value } from '../value/value.js'
import { type Caller, call } from './call.js'
import type { EvaluationOptions } from './evaluation-options.js'
import { fit } from './fit.js'
import { Frame } from './frame.js'
import { OcFailure } from './oc.js'
import { isText, madeText, type Operand, textOf, valueIn } from './operand.js'
import { Place } from './place.js'
import { elementProgram, type Program, programOf, type Step } from './program.js'
import { ResolverCache } from './resolver.js'
import { type Search, searchFor, searchForResolver, searchForText } from './search.js'
import { shortAnswer } from './short-way.js'

/** Resolvers that ask for values which need resolvers, and so on: each takes JavaScript stack. */
const MOST_NESTED_RUNS = 100
const MOST_FRAMES = 1_000_000
const LONGEST_TEXT = 2 ** 27

/**
 * The evaluation of one config's interpolations: `follow` gives what the one in a place stands for.
 *
 * It is a machine: a frame for each interpolation begun, a step at a time. When a step needs the value of another
 * interpolation, that one gets a frame on top, and the step is taken up again when its answer is there. So a chain of
 * references costs memory, never JavaScript stack; and a place that is begun twice is a cycle.
 */
export class Evaluation implements Caller {
  readonly root: Place
  readonly cache: ResolverCache
  private top: Frame | undefined = undefined
  private runs = 0
  /** The answer of the frame that was left last, and whether asking again would give the same. */
  private answer: Operand = nullValue()
  private isSure = true

  constructor(
    root: Value,
    readonly options: EvaluationOptions = {},
  ) {
    this.root = new Place(root, undefined, undefined, false)
    this.cache = options.cache ?? new ResolverCache()
  }

  /** What stands in a place: itself, or what its interpolation refers to or makes. */
  follow(place: Place): Place {
    if (place.value.kind !== 'interpolation') return place
    if (place.answer !== undefined) return place.answer
    if (this.options.trace === undefined) {
      place.answer = shortAnswer(place)
      if (place.answer !== undefined) return place.answer
    }
    const below = this.top
    this.open(place)
    return this.runDownTo(below) as Place
  }

  /** The evaluation's own place for a spot that was reached in another way. */
  placeOf(spot: Spot): Place {
    if (spot instanceof Place) return spot
    const { value, key } = spot
    if (spot.parent === undefined || key === undefined) {
      return value === this.root.value ? this.root : new Place(value, undefined, undefined, false)
    }
    const parent = this.placeOf(spot.parent)
    const known = parent.child(key)
    if (known !== undefined && known.value === value) return known
    return new Place(value, parent.value.kind === 'list' ? Number(key) : keyId(key), parent, parent.isResult)
  }

  /** The value of a template or of a resolver's argument, as if it stood in the root. */
  evaluate(program: Program): Value {
    return valueIn(this.runInner(new Frame(this.top, this.root, this.root, program, true)))
  }

  followNested(frame: Frame, from: Spot): Place {
    this.refuseDeepRuns(frame)
    this.runs++
    try {
      return this.follow(this.placeOf(from))
    } finally {
      this.runs--
    }
  }

  select(frame: Frame, key: string): Place | undefined {
    this.refuseDeepRuns(frame)
    let found: Place | undefined
    const inner = new Frame(this.top, frame.home, frame.home, [], true)
    inner.search = searchForResolver(inner, key, (place) => {
      found = place
      return nullValue()
    })
    this.runInner(inner)
    return found
  }

  private refuseDeepRuns(frame: Frame): void {
    if (this.runs > MOST_NESTED_RUNS) throw frame.refuse(chainTooLong(frame.where(), MOST_NESTED_RUNS))
  }

  /** Runs a frame that is not for the interpolation of a place. */
  private runInner(frame: Frame): Operand {
    this.top = frame
    this.runs++
    try {
      return this.runDownTo(frame.below)
    } finally {
      this.runs--
    }
  }

  /** Runs the frames above one, and gives the answer of the lowest of them. */
  private runDownTo(below: Frame | undefined): Operand {
    try {
      while (this.top !== below) this.run(this.top!)
      return this.answer
    } catch (error) {
      for (; this.top !== below; this.top = this.top!.below) this.top!.close()
      throw error
    }
  }

  private open(place: Place): void {
    const { top } = this
    const { value, parent } = place
    if (value.kind !== 'interpolation') return
    if (parent === undefined) throw raise(noPlaceToResolveFrom(), value.origin)
    if (place.isOpen) throw raise(interpolationCycle(top!.circleTo(place)), value.origin)
    if (top !== undefined && top.depth >= MOST_FRAMES) {
      throw raise(chainTooLong(top.where(), MOST_FRAMES), value.origin)
    }
    place.isOpen = true
    this.top = new Frame(top, place, parent, programOf(value.template), false)
  }

  /** Takes steps of a frame until it is done, or until another frame has to be done first. */
  private run(frame: Frame): void {
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
  private takeUp(frame: Frame): void {
    frame.isWaiting = false
    frame.isSure &&= this.isSure
    if (frame.search === undefined) frame.stack.push(this.answer)
    else frame.search.pass(this.answer as Place)
  }

  private walk(frame: Frame, search: Search): void {
    const unevaluated = search.advance(this.options.trace)
    if (unevaluated !== undefined) {
      this.open(unevaluated)
      frame.isWaiting = true
    } else {
      frame.search = undefined
      frame.stack.push(search.result())
    }
  }

  private take(step: Step, frame: Frame): void {
    const { stack } = frame
    switch (step.op) {
      case 'push':
        stack.push(step.value)
        break
      case 'refer': {
        const { dots, path, text } = step.reference
        frame.search = searchFor(frame, dots, path, text)
        break
      }
      case 'check': {
        const value = valueIn(stack[stack.length - 1]!)
        if (isText(value)) break
        const words = step.of === 'key' ? notAKeyPart : notANamePart
        throw frame.refuse(words(frame.where(), pythonText(value), value.kind))
      }
      case 'refer-to':
        frame.search = searchForText(frame, frame.pop(step.count).map(textOf).join(''))
        break
      case 'join':
        stack.push(madeText(joined(frame.pop(step.count), frame), frame.origin))
        break
      case 'list':
        stack.push(list(frame.handOver(frame.pop(step.count)), frame.origin))
        break
      case 'map': {
        const values = frame.handOver(frame.pop(step.keys.length))
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

  private call(step: Extract<Step, { op: 'call' }>, frame: Frame): void {
    const outcome = call(step, frame, this)
    switch (outcome.kind) {
      case 'done':
        frame.stack.push(outcome.operand)
        break
      case 'search':
        frame.search = searchForResolver(frame, outcome.key, outcome.finish)
        break
      case 'evaluate':
        frame.isWaiting = true
        this.top = new Frame(frame, frame.place, frame.home, elementProgram(outcome.element), true)
        break
      default:
        outcome satisfies never
    }
  }

  private leave(frame: Frame): void {
    const operand = frame.stack.pop() ?? nullValue()
    this.top = frame.below
    this.isSure = frame.isSure
    frame.close()
    if (frame.isInner) this.answer = operand
    else {
      const answer = fit(operand, frame)
      if (frame.isSure) frame.place.answer = answer
      this.answer = answer
    }
  }
}

/** OmegaConf lets its own resolution errors through and wraps all others, those of resolvers included. */
function asResolutionError(error: unknown, frame: Frame): unknown {
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

function joined(operands: readonly Operand[], frame: Frame): string {
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
