import { unknownResolver } from '../messages/interpolation.js'
import { closeMatches } from '../text/close-matches.js'
import type { ConfigNode, Follow } from '../value/config-node.js'
import type { Key } from '../value/key.js'
import { fullKey, pathOf } from '../value/path.js'
import { type Container, isContainer, type Value } from '../value/value.js'
import type { EvaluationFrame } from './evaluation-frame.js'
import { EvaluationNode } from './evaluation-node.js'
import type { EvaluationOptions } from './evaluation-options.js'
import type { Instruction } from './instructions.js'
import { checkCount, OC_RESOLVERS, type Outcome } from './oc-resolvers.js'
import { madeText, type Operand, textOf } from './operand.js'
import type { Resolver, ResolverCache, ResolverContext } from './resolver.js'
import { resolverNamed, resolverNames } from './resolver-from-function.js'

/** The evaluation that a resolver is called in. */
export interface Caller {
  readonly options: EvaluationOptions
  readonly cache: ResolverCache
  /** The node under a key as `oc.select` finds it from where a frame stands. */
  select(frame: EvaluationFrame, key: string): EvaluationNode | undefined
  /** What stands in a node, for a frame whose resolver is being called. */
  followNested(frame: EvaluationFrame, from: ConfigNode): EvaluationNode
}

/** Calls the resolver that a step names, with its arguments from the stack: a custom one, or else one of OmegaConf's. */
export function callResolver(
  step: Extract<Instruction, { op: 'call' }>,
  frame: EvaluationFrame,
  caller: Caller,
): Outcome {
  const args = frame.pop(step.count)
  const name = typeof step.name === 'string' ? step.name : frame.pop(step.name).map(textOf).join('.')
  const { resolvers, warn = () => {}, readYaml } = caller.options
  const custom = resolverNamed(resolvers, name)
  if (custom !== undefined) {
    return { kind: 'done', operand: callCustom(custom, { name, args, argTexts: step.argTexts }, frame, caller) }
  }
  const known = OC_RESOLVERS.get(name)
  if (known === undefined) {
    const names = [...resolverNames(resolvers), ...OC_RESOLVERS.keys()]
    throw frame.refuse(unknownResolver(frame.where(), name, closeMatches(name, names)))
  }
  frame.calling = name
  checkCount(known, args.length)
  const { node, home, origin } = frame
  return known.call(args, { node, home, origin, variables: caller.options, warn, readYaml })
}

/** `${name:a,b}` with its arguments evaluated, and as they are written. */
interface ResolverCall {
  readonly name: string
  readonly args: readonly Operand[]
  readonly argTexts: readonly string[]
}

function callCustom(
  { call, cache, pure, givesConfig }: Resolver,
  { name, args, argTexts }: ResolverCall,
  frame: EvaluationFrame,
  caller: Caller,
): Operand {
  const key = cache ? JSON.stringify(argTexts) : ''
  const answers = cache ? (caller.cache.of(name) as Map<string, Operand>) : undefined
  const known = answers?.get(key)
  if (known !== undefined) return known
  if (!pure && !cache && caller.options.asksOnce !== true) frame.isSure = false
  frame.calling = name
  const context = new Context(frame, caller)
  const value = call(frame.handOver(args), context)
  const made =
    givesConfig && isContainer(value) ? new EvaluationNode(value, undefined, frame.home, false) : asResult(value)
  const answer = context.nodeOf(value) ?? made
  if (answer === value && isContainer(value) && !pure) caller.options.made?.add(value)
  answers?.set(key, answer)
  return answer
}

class Context implements ResolverContext {
  constructor(
    private readonly frame: EvaluationFrame,
    private readonly caller: Caller,
  ) {}

  get path(): Key[] {
    return pathOf(this.frame.node)
  }

  get fullKey(): string {
    return fullKey(this.frame.node)
  }

  get parent(): Container {
    return this.frame.home.current as Container
  }

  get root(): Container {
    return this.frame.home.root.current as Container
  }

  // Functions, not methods: a resolver may take them out of its context.
  readonly select = (key: string): Value | undefined => {
    const found = this.caller.select(this.frame, key)
    if (found === undefined || found.value.kind === 'missing') return undefined
    const value = found.current
    this.frame.remember(found)
    return value
  }

  readonly follow: Follow = (from) => this.caller.followNested(this.frame, from)

  readonly nodeOf = (value: Value): EvaluationNode | undefined => {
    if (!isContainer(value)) return undefined
    const { home } = this.frame
    const node = this.frame.nodeOf(value) ?? (value === home.value ? home : value === this.root ? home.root : undefined)
    return node?.isResult === true ? undefined : node
  }
}

/** A resolver's answer is no interpolation, whatever its text. */
function asResult(value: Value): Value {
  return value.kind === 'interpolation' || value.kind === 'str' ? madeText(value.value, value.origin) : value
}
