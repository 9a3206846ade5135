import { unknownResolver } from '../messages/interpolation.js'
import { nearest } from '../text/nearest.js'
import type { Key } from '../value/key.js'
import { fullKey, pathOf } from '../value/path.js'
import type { Follow, Spot } from '../value/spot.js'
import { type Container, isContainer, type Value } from '../value/value.js'
import type { EvaluationOptions } from './evaluation-options.js'
import type { Frame } from './frame.js'
import { checkCount, OC, type Outcome } from './oc.js'
import { madeText, type Operand, textOf } from './operand.js'
import { Place } from './place.js'
import { resolverNamed, resolverNames } from './plain-resolver.js'
import type { Step } from './program.js'
import type { Resolver, ResolverCache, ResolverContext } from './resolver.js'

/** The evaluation that a resolver is called in. */
export interface Caller {
  readonly options: EvaluationOptions
  readonly cache: ResolverCache
  /** The node under a key as `oc.select` finds it from where a frame stands. */
  select(frame: Frame, key: string): Place | undefined
  /** What stands in a spot, for a frame whose resolver is being called. */
  followNested(frame: Frame, from: Spot): Place
}

/** Calls the resolver that a step names, with its arguments from the stack: a custom one, or else one of OmegaConf's. */
export function call(step: Extract<Step, { op: 'call' }>, frame: Frame, caller: Caller): Outcome {
  const args = frame.pop(step.count)
  const name = typeof step.name === 'string' ? step.name : frame.pop(step.name).map(textOf).join('.')
  const { resolvers, env = {}, warn = () => {}, readYaml } = caller.options
  const custom = resolverNamed(resolvers, name)
  if (custom !== undefined) {
    return { kind: 'done', operand: callCustom(custom, name, args, step.argTexts, frame, caller) }
  }
  const known = OC.get(name)
  if (known === undefined) {
    const names = [...resolverNames(resolvers), ...OC.keys()]
    throw frame.refuse(unknownResolver(frame.where(), name, nearest(name, names)))
  }
  frame.calling = name
  checkCount(known, args.length)
  const { place, home, origin } = frame
  return known.call(args, { place, home, origin, env, warn, readYaml })
}

function callCustom(
  { call, cache, pure, givesConfig }: Resolver,
  name: string,
  args: readonly Operand[],
  argTexts: readonly string[],
  frame: Frame,
  caller: Caller,
): Operand {
  const key = cache ? JSON.stringify(argTexts) : ''
  const answers = cache ? (caller.cache.of(name) as Map<string, Operand>) : undefined
  const known = answers?.get(key)
  if (known !== undefined) return known
  if (!pure && !cache) frame.isSure = false
  frame.calling = name
  const context = new Context(frame, caller)
  const value = call(frame.handOver(args), context)
  const made = givesConfig && isContainer(value) ? new Place(value, undefined, frame.home, false) : asResult(value)
  const answer = context.nodeOf(value) ?? made
  if (answer === value && isContainer(value) && !pure) caller.options.made?.add(value)
  answers?.set(key, answer)
  return answer
}

class Context implements ResolverContext {
  constructor(
    private readonly frame: Frame,
    private readonly caller: Caller,
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
    const found = this.caller.select(this.frame, key)
    if (found === undefined || found.value.kind === 'missing') return undefined
    this.frame.remember(found)
    return found.value
  }

  readonly follow: Follow = (from) => this.caller.followNested(this.frame, from)

  nodeOf(value: Value): Place | undefined {
    if (!isContainer(value)) return undefined
    const { home } = this.frame
    const place =
      this.frame.nodeOf(value) ?? (value === home.value ? home : value === this.root ? home.root : undefined)
    return place?.isResult === true ? undefined : place
  }
}

/** A resolver's answer is no interpolation, whatever its text. */
function asResult(value: Value): Value {
  return value.kind === 'interpolation' || value.kind === 'str' ? madeText(value.value, value.origin) : value
}
