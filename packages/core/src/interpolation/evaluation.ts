import {
  aboveTheRoot,
  chainTooLong,
  interpolationCycle,
  malformedOnTheWay,
  noKeyIn,
  noPlaceToResolveFrom,
  notAKeyPart,
  notANamePart,
  nothingBelow,
  referenceIndexNotInt,
  referenceNotFound,
  refersToMissing,
  refersToParent,
  resolverFailed,
  searchAboveRoot,
  textTooLong,
  unknownResolver,
  wrongResult,
} from '../messages/interpolation.js'
import { convert } from '../shape/convert.js'
import { declaredType, isContainerType } from '../shape/declared.js'
import type { Type } from '../shape/shape.js'
import { type Complaint, HydraconfError, raise } from '../text/errors.js'
import { nearest } from '../text/nearest.js'
import type { Origin } from '../text/source.js'
import { type Key, keyId } from '../value/key.js'
import { list, map, nullValue, str } from '../value/make.js'
import { readInt } from '../value/number.js'
import { fullKey, pathOf, splitKey } from '../value/path.js'
import { pythonText } from '../value/python-text.js'
import type { Follow, Spot } from '../value/spot.js'
import type { Argument, Reference, TemplatePart } from '../value/template.js'
import { type Container, isContainer, type Value } from '../value/value.js'
import { checkCount, OC, OcFailure, type OcResolver, type Outcome } from './oc.js'
import { isText, madeText, type Operand, valueIn } from './operand.js'
import { Place } from './place.js'
import { elementProgram, type Program, programOf, type Step } from './program.js'
import { type Resolver, ResolverCache, type ResolverContext } from './resolver.js'

export interface EvaluationOptions {
  /** Custom resolvers by name (`mine`, `ns.mine`). */
  readonly resolvers?: ReadonlyMap<string, Resolver> | undefined
  /** What `${oc.env:NAME}` reads. None unless given. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined
  /** Answers of cached resolvers, for who evaluates one config several times. */
  readonly cache?: ResolverCache | undefined
  /** Hears of deprecated keys (`oc.deprecated`). */
  readonly warn?: ((message: string, origin: Origin) => void) | undefined
  /** Reads the YAML text that `${oc.create:text}` is given. */
  readonly readYaml?: ((text: string) => Value) | undefined
  /**
   * Filled with the lists and maps that custom resolvers made. Unlike all other values these are one object wherever
   * they turn up: `toYaml` writes an anchor for one that turns up twice, as Python does.
   */
  readonly made?: Set<Value> | undefined
  /** Told of every reference that is followed: where it stands, and the node that it names. */
  readonly trace?: ((from: Spot, to: Spot) => void) | undefined
}

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
export class Evaluation {
  readonly root: Place
  private readonly frames: Frame[] = []
  private runs = 0
  /** The answer of the frame that was left last, and whether asking again would give the same. */
  private answer: Operand = nullValue()
  private isSure = true
  private readonly cache: ResolverCache

  constructor(
    root: Value,
    private readonly options: EvaluationOptions = {},
  ) {
    this.root = new Place(root, undefined, undefined, false)
    this.cache = options.cache ?? new ResolverCache()
  }

  /** What stands in a place: itself, or what its interpolation refers to or makes. */
  follow(place: Place): Place {
    if (place.value.kind !== 'interpolation') return place
    if (place.answer !== undefined) return place.answer
    const plain = this.followPlain(place, place.value.template.parts)
    if (plain !== undefined) return plain
    const { frames } = this
    const base = frames.length
    try {
      this.open(place)
      while (frames.length > base) this.run(frames[frames.length - 1]!)
      return this.answer as Place
    } catch (error) {
      for (const frame of frames.splice(base)) frame.close()
      throw error
    }
  }

  /** The short way, for text and references that lead straight to values: undefined when there is more to it. */
  private followPlain(place: Place, parts: readonly TemplatePart[]): Place | undefined {
    const { parent } = place
    if (parent === undefined || place.isOpen || this.options.trace !== undefined) return undefined
    if (parent.value.kind !== 'map' && parent.value.kind !== 'list') return undefined
    if (parent.value.shape !== undefined) return undefined
    let text = ''
    for (const part of parts) {
      if (typeof part === 'string') text += part
      else {
        const found = part.kind === 'reference' ? plainTarget(parent, part) : undefined
        if (found === undefined) return undefined
        if (parts.length === 1) {
          this.isSure = true
          place.answer = found
          return found
        }
        if (isContainer(found.value)) return undefined
        text += pythonText(found.value)
        if (text.length > LONGEST_TEXT) return undefined
      }
    }
    this.isSure = true
    place.answer = new Place(madeText(text, place.value.origin), place.id, parent, true)
    return place.answer
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
    return valueIn(this.inner(new Frame(this.root, this.root, program, true)))
  }

  /** As `follow`, for a resolver that is being called: it is called on the JavaScript stack. */
  followNested(place: Place): Place {
    if (this.runs > MOST_NESTED_RUNS) throw raise(chainTooLong(this.at(), MOST_NESTED_RUNS), place.value.origin)
    this.runs++
    try {
      return this.follow(place)
    } finally {
      this.runs--
    }
  }

  /** Runs a frame that is not for the interpolation of a place. */
  private inner(frame: Frame): Operand {
    const { frames } = this
    const base = frames.length
    frames.push(frame)
    this.runs++
    try {
      while (frames.length > base) this.run(frames[frames.length - 1]!)
      return this.answer
    } catch (error) {
      for (const open of frames.splice(base)) open.close()
      throw error
    } finally {
      this.runs--
    }
  }

  private open(place: Place): void {
    const { value, parent } = place
    if (value.kind !== 'interpolation') return
    if (parent === undefined) throw raise(noPlaceToResolveFrom(), value.origin)
    if (place.isOpen) throw raise(interpolationCycle(this.circle(place)), value.origin)
    if (this.frames.length >= MOST_FRAMES) throw raise(chainTooLong(this.at(), MOST_FRAMES), value.origin)
    place.isOpen = true
    this.frames.push(new Frame(place, parent, programOf(value.template), false))
  }

  /** Takes steps of a frame until it is done, or until another frame has to be done first. */
  private run(frame: Frame): void {
    try {
      if (frame.awaits === 'value') {
        frame.awaits = undefined
        frame.stack.push(this.answer)
        frame.isSure &&= this.isSure
      }
      for (;;) {
        if (frame.search !== undefined && !this.advance(frame, frame.search)) return
        const step = frame.program[frame.pc]
        if (step === undefined) break
        frame.pc++
        this.take(step, frame)
        if (frame.awaits !== undefined) return
      }
    } catch (error) {
      throw this.asResolutionError(error, frame)
    }
    this.leave(frame)
  }

  private take(step: Step, frame: Frame): void {
    const { stack } = frame
    switch (step.op) {
      case 'push':
        stack.push(step.value)
        break
      case 'refer': {
        const { dots, path, text } = step.reference
        this.refer(frame, dots, path, text)
        break
      }
      case 'check': {
        const value = valueIn(stack[stack.length - 1]!)
        if (isText(value)) break
        const words = step.of === 'key' ? notAKeyPart : notANamePart
        throw this.refuse(words(this.at(), pythonText(value), value.kind), frame)
      }
      case 'refer-to': {
        const text = stack
          .splice(stack.length - step.count)
          .map(textOf)
          .join('')
        const key = text.replace(/^\.+/, '')
        this.refer(frame, text.length - key.length, this.keysIn(key, text, frame), text)
        break
      }
      case 'join':
        stack.push(madeText(this.joined(stack.splice(stack.length - step.count), frame), frame.origin))
        break
      case 'list':
        stack.push(list(this.handedOver(stack.splice(stack.length - step.count), frame), frame.origin))
        break
      case 'map': {
        const values = this.handedOver(stack.splice(stack.length - step.keys.length), frame)
        stack.push(
          map(
            step.keys.map((key, index) => [mapKey(key), values[index]!] as const),
            frame.origin,
          ),
        )
        break
      }
      case 'call':
        this.call(step, frame)
        break
      case 'refuse':
        throw raise(step.complaint, frame.origin)
      default:
        step satisfies never
    }
  }

  /** Values that go to a resolver, on their own or in a list or map: it may give one of them back. */
  private handedOver(operands: readonly Operand[], frame: Frame): Value[] {
    return operands.map((operand) => {
      if (operand instanceof Place && isContainer(operand.value)) frame.remember(operand)
      return valueIn(operand)
    })
  }

  private joined(operands: readonly Operand[], frame: Frame): string {
    let text = ''
    for (const operand of operands) {
      text += textOf(operand)
      if (text.length > LONGEST_TEXT) throw this.refuse(textTooLong(this.at(), LONGEST_TEXT), frame)
    }
    return text
  }

  private refer(frame: Frame, dots: number, path: readonly string[], text: string): void {
    const start = climbed(frame.home, dots)
    if (start === undefined) throw this.refuse(aboveTheRoot(this.at(), text), frame)
    frame.search = {
      from: start,
      at: start,
      path,
      index: 0,
      text,
      isLenient: false,
      finish: undefined,
      isWaiting: false,
    }
  }

  /** As `refer`, for a key that a resolver asks for. */
  private searchFor(frame: Frame, { key, finish }: Extract<Outcome, { kind: 'search' }>): void {
    const rest = key.replace(/^\.+/, '')
    if (climbed(frame.home, key.length - rest.length) === undefined) throw new OcFailure(searchAboveRoot(key))
    this.refer(frame, key.length - rest.length, this.keysIn(rest, key, frame), key)
    frame.search = { ...frame.search!, isLenient: true, finish }
  }

  /** The keys in a text that is known only now; none at all stands for the container itself. */
  private keysIn(key: string, text: string, frame: Frame): string[] {
    const keys = key === '' ? [] : splitKey(key)
    if (keys.length === 0 && key !== '') throw this.refuse(noKeyIn(this.at(), text), frame)
    return keys
  }

  /** Walks on towards what a reference names. False: an interpolation on the way has got a frame and comes first. */
  private advance(frame: Frame, search: Search): boolean {
    const { path, isLenient } = search
    let found: Place | undefined = search.at
    while (search.index < path.length) {
      const last = search.index === path.length - 1
      const child: Place | undefined = search.isWaiting ? search.child : this.childOf(search, frame)
      if (child === undefined) {
        found = undefined
        break
      }
      if (last && !search.isWaiting) this.options.trace?.(frame.place, child)
      if (child.value.kind === 'missing' && !isLenient) {
        throw this.refuse(refersToMissing(this.at(), fullKey(child)), frame)
      }
      if (child.value.kind !== 'interpolation') found = child
      else if (search.isWaiting) {
        found = this.answer as Place
        frame.isSure &&= this.isSure
        search.isWaiting = false
      } else if (child.answer !== undefined) found = child.answer
      else {
        search.isWaiting = true
        search.child = child
        this.open(child)
        return false
      }
      if (last) break
      if (!isNode(found)) {
        if (isLenient) {
          found = undefined
          break
        }
        throw this.refuse(nothingBelow(this.at(), search.text, fullKey(child), found.value.kind), frame)
      }
      search.at = found
      search.index++
    }
    frame.search = undefined
    if (search.finish !== undefined) frame.stack.push(search.finish(found))
    else if (found === undefined) {
      throw this.refuse(referenceNotFound(this.at(), search.text, alternatives(search)), frame)
    } else {
      for (let up: Place | undefined = frame.home; up !== undefined; up = up.parent) {
        if (up === found) throw this.refuse(refersToParent(this.at(), search.text), frame)
      }
      frame.stack.push(found)
    }
    return true
  }

  private childOf({ at, path, index, text }: Search, frame: Frame): Place | undefined {
    const part = path[index]!
    if (at.value.kind !== 'list') return at.named(part)
    const number = readInt(part)
    if (number === undefined) throw this.refuse(referenceIndexNotInt(this.at(), text, part, fullKey(at)), frame)
    return number < 0n ? undefined : at.item(Number(number))
  }

  private call({ name: given, count, argTexts }: Extract<Step, { op: 'call' }>, frame: Frame): void {
    const { stack } = frame
    const args = stack.splice(stack.length - count)
    const name =
      typeof given === 'string'
        ? given
        : stack
            .splice(stack.length - given)
            .map(textOf)
            .join('.')
    const custom = this.options.resolvers?.get(name)
    if (custom !== undefined) {
      stack.push(this.callCustom(custom, name, args, argTexts, frame))
      return
    }
    const known = OC.get(name)
    if (known === undefined) {
      const names = [...(this.options.resolvers?.keys() ?? []), ...OC.keys()]
      throw this.refuse(unknownResolver(this.at(), name, nearest(name, names)), frame)
    }
    frame.calling = name
    const outcome = this.callOc(known, args, frame)
    if (outcome.kind === 'done') stack.push(outcome.operand)
    else if (outcome.kind === 'search') this.searchFor(frame, outcome)
    else {
      frame.awaits = 'value'
      this.frames.push(new Frame(frame.place, frame.home, elementProgram(outcome.element), true))
    }
  }

  private callOc(resolver: OcResolver, args: readonly Operand[], frame: Frame): Outcome {
    const { env = {}, warn = () => {}, readYaml } = this.options
    const { place, home, origin } = frame
    checkCount(resolver, args.length)
    return resolver.call(args, { place, home, origin, env, warn, readYaml })
  }

  private callCustom(
    { call, cache, pure }: Resolver,
    name: string,
    args: readonly Operand[],
    argTexts: readonly string[],
    frame: Frame,
  ): Operand {
    const key = cache ? JSON.stringify(argTexts) : ''
    const answers = cache ? (this.cache.of(name) as Map<string, Operand>) : undefined
    const known = answers?.get(key)
    if (known !== undefined) return known
    if (!pure && !cache) frame.isSure = false
    frame.calling = name
    const context = new Context(this, frame)
    const value = call(this.handedOver(args, frame), context)
    const answer = context.nodeOf(value) ?? asResult(value)
    if (answer === value && isContainer(value) && !pure) this.options.made?.add(value)
    answers?.set(key, answer)
    return answer
  }

  /** `oc.select`'s view from a container, for a resolver. */
  selectFrom(home: Place, key: string): Place | undefined {
    if (this.runs > MOST_NESTED_RUNS) throw raise(chainTooLong(this.at(), MOST_NESTED_RUNS), home.value.origin)
    let found: Place | undefined
    const finish = (place: Place | undefined): Operand => {
      found = place
      return nullValue()
    }
    const frame = new Frame(home, home, [], true)
    this.searchFor(frame, { kind: 'search', key, finish })
    this.inner(frame)
    return found
  }

  private leave(frame: Frame): void {
    const operand = frame.stack.pop() ?? nullValue()
    this.frames.pop()
    this.isSure = frame.isSure
    if (frame.isInner) {
      this.answer = operand
      return
    }
    const { place } = frame
    place.isOpen = false
    const answer = this.fitted(operand, frame)
    if (frame.isSure) place.answer = answer
    this.answer = answer
  }

  /** The operand as a node, converted where a type is declared for the interpolation's place. */
  private fitted(operand: Operand, { place, home }: Frame): Place {
    const declared = place.id === undefined ? undefined : declaredType(home.value as Container, place.id)
    const value = valueIn(operand)
    const fitting = declared === undefined || !isScalarType(declared) ? value : this.converted(value, declared, place)
    if (fitting.kind === value.kind && operand instanceof Place) return operand
    return new Place(fitting.kind === value.kind ? value : fitting, place.id, place.parent, true)
  }

  private converted(value: Value, type: Type, place: Place): Value {
    try {
      return convert(value.kind === 'missing' ? str(value.value, value.origin) : value, type, fullKey(place))
    } catch (error) {
      if (!(error instanceof HydraconfError) || !error.isA('ValidationError')) throw error
      const text = place.value.kind === 'interpolation' ? place.value.value : ''
      const at = { place: fullKey(place), askedBy: this.keys() }
      throw raise(wrongResult(at, text, error.summary), place.value.origin, error)
    }
  }

  /** OmegaConf lets its own resolution errors through and wraps all others, those of resolvers included. */
  private asResolutionError(error: unknown, frame: Frame): unknown {
    if (error instanceof HydraconfError) {
      if (error.isA('InterpolationResolutionError')) return error
      const isOwnText = error.type === 'GrammarParseError' && frame.calling === undefined
      if (isOwnText && this.frames.length === 1) return error
      const complaint = isOwnText
        ? malformedOnTheWay(this.at(), error.summary)
        : resolverFailed(this.at(), frame.calling ?? '', error.summary)
      return this.refuse(complaint, frame, error)
    }
    const why = error instanceof Error ? error.message : String(error)
    return this.refuse(resolverFailed(this.at(), frame.calling ?? '', why), frame, error)
  }

  private refuse(complaint: Complaint, frame: Frame, cause?: unknown): HydraconfError {
    return raise(complaint, frame.origin, cause instanceof OcFailure ? undefined : cause)
  }

  private at(): { place: string; askedBy: readonly string[] } {
    const keys = this.keys()
    return { place: keys[keys.length - 1] ?? '', askedBy: keys.slice(0, -1) }
  }

  private keys(): string[] {
    return this.frames.filter((frame) => !frame.isInner).map((frame) => fullKey(frame.place))
  }

  private circle(place: Place): string[] {
    const from = this.frames.findIndex((frame) => frame.place === place)
    return [...this.frames.slice(Math.max(from, 0)).map((frame) => fullKey(frame.place)), fullKey(place)]
  }
}

/** An interpolation that is being evaluated. */
class Frame {
  pc = 0
  readonly stack: Operand[] = []
  search: Search | undefined = undefined
  awaits: 'value' | undefined = undefined
  /** Nothing that it used can change from one time to the next. */
  isSure = true
  /** The containers that were handed to resolvers, to know them again when one is the answer. */
  nodes: Map<Value, Place> | undefined = undefined
  /** The resolver that was called last, for messages. */
  calling: string | undefined = undefined

  constructor(
    readonly place: Place,
    /** The container that relative references start from. */
    readonly home: Place,
    readonly program: Program,
    /** Evaluates something for the same place on behalf of the frame below. */
    readonly isInner: boolean,
  ) {}

  get origin(): Origin {
    return this.place.value.origin
  }

  remember(node: Place): void {
    this.nodes ??= new Map()
    this.nodes.set(node.value, node)
  }

  close(): void {
    if (!this.isInner) this.place.isOpen = false
  }
}

/** A reference that is being followed: `at` is reached, `path[index]` comes next. */
interface Search {
  readonly from: Place
  at: Place
  readonly path: readonly string[]
  index: number
  readonly text: string
  /** For resolvers: what cannot be walked is not there, and `???` is a value. */
  readonly isLenient: boolean
  readonly finish: ((found: Place | undefined) => Operand) | undefined
  /** The interpolation `child` is being evaluated. */
  isWaiting: boolean
  child?: Place
}

class Context implements ResolverContext {
  constructor(
    private readonly evaluation: Evaluation,
    private readonly frame: Frame,
  ) {}

  get path(): Key[] {
    return pathOf(this.frame.place)
  }

  get fullKey(): string {
    return fullKey(this.frame.place)
  }

  get parent(): Container {
    return this.frame.home.value as Container
  }

  get root(): Container {
    return this.frame.home.root.value as Container
  }

  select(key: string): Value | undefined {
    const found = this.evaluation.selectFrom(this.frame.home, key)
    if (found === undefined || found.value.kind === 'missing') return undefined
    this.frame.remember(found)
    return found.value
  }

  readonly follow: Follow = (from) => this.evaluation.followNested(this.evaluation.placeOf(from))

  nodeOf(value: Value): Place | undefined {
    if (!isContainer(value)) return undefined
    const { nodes, home } = this.frame
    const place = nodes?.get(value) ?? (value === this.parent ? home : value === this.root ? home.root : undefined)
    return place?.isResult === true ? undefined : place
  }
}

function textOf(operand: Operand): string {
  return pythonText(valueIn(operand))
}

/** What a reference leads to when there is nothing to evaluate or to refuse on the way. */
function plainTarget(home: Place, { dots, path }: Reference): Place | undefined {
  let at = climbed(home, dots)
  for (const part of path) {
    if (at === undefined || at.isResult || at.value.kind !== 'map') return undefined
    at = at.named(part)
    if (at?.value.kind === 'interpolation') at = at.answer
    else if (at?.value.kind === 'missing') return undefined
  }
  for (let up: Place | undefined = home; up !== undefined; up = up.parent) if (up === at) return undefined
  return at
}

/** Where a reference starts from: without dots at the root, with one at its own container, and so on upwards. */
function climbed(home: Place, dots: number): Place | undefined {
  let start: Place | undefined = dots === 0 ? home.root : home
  for (let level = 1; level < dots; level++) start = start?.parent
  return start
}

/** Whether there can be something below: a container of the config, or one that is declared and null. */
function isNode(place: Place): boolean {
  if (place.isResult) return false
  if (isContainer(place.value)) return true
  const { parent, id } = place
  if (place.value.kind !== 'null' || parent === undefined || id === undefined || !isContainer(parent.value))
    return false
  return isContainerType(declaredType(parent.value, id))
}

function isScalarType({ kind }: Type): boolean {
  return kind !== 'any' && kind !== 'list' && kind !== 'dict' && kind !== 'struct' && kind !== 'union'
}

/** A resolver's answer is no interpolation, whatever its text. */
function asResult(value: Value): Value {
  return value.kind === 'interpolation' || value.kind === 'str' ? madeText(value.value, value.origin) : value
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

function alternatives({ at, path, index }: Search): string[] {
  const { value } = at
  if (value.kind !== 'map') return []
  const prefix = path.slice(0, index)
  return nearest(
    path[index]!,
    [...value.items.keys()].filter((id) => typeof id === 'string'),
  ).map((key) => [...prefix, key].join('.'))
}
