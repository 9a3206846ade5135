import {
  type Argument,
  type Composed,
  type ConfigNode,
  type Container,
  childNode,
  entriesOf,
  following,
  HydraconfError,
  isContainer,
  type Key,
  type Origin,
  pathOf,
  rootNode,
  type Source,
  type Template,
} from '@hydraconf/core'

/** An interpolation that cannot be resolved in one composition. */
export interface Unresolved {
  readonly error: HydraconfError
  /** Where the interpolation is written that fails: it may be further on than the one that was asked for. */
  readonly origin: Origin
  /** The keys that it refers to and that are not there. */
  readonly targets: readonly (readonly string[])[]
}

/** The places of interpolations that could be resolved in some composition. */
export type ResolvedPlaces = Map<Source, Set<number>>

/**
 * The interpolations of a composed config that refer to nothing, each place once. What the outside has to give (variables,
 * `???`) is no fault of the tree. Places of those that resolve are added to `resolved`.
 */
export function unresolvedIn({ job, evaluation }: Composed, resolved: ResolvedPlaces): readonly Unresolved[] {
  const follow = following(evaluation)
  const found = new Map<string, Unresolved>()
  for (const node of interpolationsIn(rootNode(job))) {
    const own = node.value.origin
    try {
      follow(node)
      note(own, resolved)
    } catch (error) {
      if (!(error instanceof HydraconfError)) throw error
      if (error.type !== 'InterpolationKeyError' && error.type !== 'UnsupportedInterpolationType') continue
      const origin = error.origin ?? own
      const isDirect = isSame(origin, own)
      const key = `${origin.source.name}:${origin.start}`
      if (isDirect || !found.has(key)) {
        const targets = isDirect && node.value.kind === 'interpolation' ? missingTargets(node, node.value.template) : []
        found.set(key, { error, origin, targets })
      }
    }
  }
  return [...found.values()]
}

export function isResolved({ source, start }: Origin, resolved: ResolvedPlaces): boolean {
  return resolved.get(source)?.has(start) === true
}

function note({ source, start }: Origin, resolved: ResolvedPlaces): void {
  const places = resolved.get(source) ?? new Set()
  resolved.set(source, places.add(start))
}

function isSame(a: Origin, b: Origin): boolean {
  return a.source === b.source && a.start === b.start
}

function* interpolationsIn(top: ConfigNode): Generator<ConfigNode> {
  const waiting = [top]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const { value } = node
    if (value.kind === 'interpolation') yield node
    else if (isContainer(value)) {
      for (const key of keysOf(value).reverse()) waiting.push(childNode(node, key)!)
    }
  }
}

function keysOf(value: Container): Key[] {
  return value.kind === 'map' ? Array.from(entriesOf(value), ([key]) => key) : value.items.map((_, at) => BigInt(at))
}

/** The absolute paths that a text refers to, of those that are not in the config around it. */
function missingTargets(node: ConfigNode, template: Template): string[][] {
  let root = node
  while (root.parent !== undefined) root = root.parent
  const targets: string[][] = []
  for (const { dots, path } of referencesIn(template)) {
    const home = dots === 0 ? [] : pathOf(node).slice(0, -dots).map(String)
    const target = [...home, ...path]
    if (!has(root, target)) targets.push(target)
  }
  return targets
}

/** Whether a config has something at a path. An interpolation on the way may stand for anything. */
export function has(root: ConfigNode, path: readonly string[]): boolean {
  let at: ConfigNode | undefined = root
  for (const part of path) {
    if (at.value.kind === 'interpolation') return true
    at = childNode(at, part) ?? (/^\d+$/.test(part) ? childNode(at, BigInt(part)) : undefined)
    if (at === undefined) return false
  }
  return true
}

interface WrittenReference {
  readonly dots: number
  readonly path: readonly string[]
}

function* referencesIn({ parts }: Template): Generator<WrittenReference> {
  for (const part of parts) {
    if (typeof part === 'string') continue
    if (part.kind === 'reference') yield part
    if (part.kind === 'call') for (const argument of part.args) yield* referencesOfArgument(argument)
  }
}

function* referencesOfArgument(argument: Argument): Generator<WrittenReference> {
  if (argument.kind === 'text') yield* referencesIn(argument.template)
  if (argument.kind === 'list') for (const item of argument.items) yield* referencesOfArgument(item)
  if (argument.kind === 'map') for (const [, value] of argument.entries) yield* referencesOfArgument(value)
}
