import {
  type Argument,
  type Composed,
  type ConfigNode,
  type Container,
  childNode,
  entriesOf,
  following,
  HydraconfError,
  type InterpolationValue,
  isContainer,
  type Key,
  type MapValue,
  type Origin,
  pathOf,
  rootNode,
  type Template,
  type Value,
} from '@hydraconf/core'

/** An interpolation that cannot be resolved in one composition. */
export interface Unresolved {
  readonly error: HydraconfError
  /** Where the interpolation is written that fails: it may be further on than the one that was asked for. */
  readonly origin: Origin
  /** The keys that it refers to and that are not there. */
  readonly targets: readonly (readonly string[])[]
}

/** What of a config does not resolve. */
export interface Unresolvable {
  readonly unresolved: readonly Unresolved[]
  /** Where every interpolation is written that failed, for whatever reason. */
  readonly failed: readonly Origin[]
}

/**
 * The interpolations of a composed config that refer to nothing, each place once. What the outside has to give (variables,
 * `???`) is no fault of the tree.
 */
export function unresolvedIn({ job, evaluation }: Composed): Unresolvable {
  const follow = following(evaluation)
  const found = new Map<string, Unresolved>()
  const failed: Origin[] = []
  for (const { path, value } of interpolationsBelow(job)) {
    if (isOfScalars({ map: job, isRoot: true }, { path, value })) continue
    const own = value.origin
    const node = nodeAt(job, path)
    try {
      follow(node)
    } catch (error) {
      if (!(error instanceof HydraconfError)) throw error
      failed.push(own)
      if (error.type !== 'InterpolationKeyError' && error.type !== 'UnsupportedInterpolationType') continue
      const origin = error.origin ?? own
      const isDirect = isSame(origin, own)
      const key = placeOf(origin)
      if (isDirect || !found.has(key)) {
        found.set(key, { error, origin, targets: isDirect ? missingTargets(node, value.template) : [] })
      }
    }
  }
  return { unresolved: [...found.values()], failed }
}

/** Those of these places where an interpolation stands that one of the compositions resolves. */
export function* resolvedAmong(
  places: readonly Origin[],
  attempts: readonly { readonly config: MapValue | undefined; readonly failed: readonly Origin[] }[],
): Generator<void, ReadonlySet<string>> {
  const wanted = new Set(places.map(placeOf))
  const resolved = new Set<string>()
  // What compositions have in common they share, and few of all places are wanted.
  const wantedIn = new Map<Value, readonly string[]>()
  for (const { config, failed } of attempts) {
    if (resolved.size === wanted.size) break
    if (config === undefined) continue
    yield
    const fails = new Set(failed.map(placeOf))
    for (const [key, child] of entriesOf(config)) {
      if (key === 'hydra') continue
      const known = wantedIn.get(child) ?? placesIn(child).filter((place) => wanted.has(place))
      wantedIn.set(child, known)
      for (const place of known) if (!fails.has(place)) resolved.add(place)
    }
  }
  return resolved
}

function placesIn(value: Value): readonly string[] {
  return (value.kind === 'interpolation' ? [value] : writtenBelow(value)).map(({ origin }) => placeOf(origin))
}

/** A place in a text, as text that is the same for the same place. */
export function placeOf({ source, start }: Origin): string {
  return `${source.name}:${start}`
}

/** An interpolation, and the way to it. */
interface Placed {
  readonly path: readonly Key[]
  readonly value: InterpolationValue
}

/** By the map or list: what compositions have in common they share, and it is walked once. */
const written = new WeakMap<Container, readonly InterpolationValue[]>()

function writtenBelow(value: Value): readonly InterpolationValue[] {
  if (!isContainer(value)) return []
  const before = written.get(value)
  if (before !== undefined) return before
  const found = [...childrenOf(value)].flatMap(([, child]) =>
    child.kind === 'interpolation' ? [child] : writtenBelow(child),
  )
  written.set(value, found)
  return found
}

/** As before, without those that resolve wherever the map or list hangs: `${.x}` beside a plain `x`. */
const open = new WeakMap<Container, readonly Placed[]>()

function openInterpolations(value: Container): readonly Placed[] {
  const before = open.get(value)
  if (before !== undefined) return before
  const found: Placed[] = []
  for (const placed of interpolationsBelow(value)) if (!resolvesWithin(value, placed)) found.push(placed)
  open.set(value, found)
  return found
}

function* interpolationsBelow(value: Container): Generator<Placed> {
  for (const [key, child] of childrenOf(value)) {
    if (child.kind === 'interpolation') yield { path: [key], value: child }
    else if (isContainer(child))
      for (const { path, value } of openInterpolations(child)) yield { path: [key, ...path], value }
  }
}

function resolvesWithin(value: Container, placed: Placed): boolean {
  return value.kind === 'map' && isOfScalars({ map: value, isRoot: false }, placed)
}

function* childrenOf(value: Container): Iterable<readonly [Key, Value]> {
  if (value.kind === 'map') yield* entriesOf(value)
  else for (const [at, item] of value.items.entries()) yield [BigInt(at), item]
}

/**
 * Whether it is made of texts and of `${a.b}` where plain values are, or others of its kind: then it resolves, and nothing has to
 * be evaluated. Without the root of the config only relative ones are known to be.
 */
function isOfScalars(home: Home, { path, value }: Placed, depth = 0): boolean {
  const { map, isRoot } = home
  for (const part of value.template.parts) {
    if (typeof part === 'string') continue
    if (part.kind !== 'reference' || (!isRoot && (part.dots === 0 || part.dots > path.length))) return false
    const target = [...(part.dots === 0 ? [] : path.slice(0, -part.dots)), ...part.path]
    let at: Value | undefined = map
    for (const key of target) at = at?.kind === 'map' && typeof key === 'string' ? at.items.get(key) : undefined
    if (at === undefined || isContainer(at) || at.kind === 'missing') return false
    if (at.kind !== 'interpolation') continue
    if (depth === MOST_LINKS || !isOfScalars(home, { path: target, value: at }, depth + 1)) return false
  }
  return true
}

/** A map that paths lead through, the config itself or one in it. */
interface Home {
  readonly map: MapValue
  readonly isRoot: boolean
}

/** Longer chains, and circles, are evaluated. */
const MOST_LINKS = 8

function nodeAt(root: MapValue, path: readonly Key[]): ConfigNode {
  return path.reduce((node: ConfigNode, key) => childNode(node, key)!, rootNode(root))
}

function isSame(a: Origin, b: Origin): boolean {
  return a.source === b.source && a.start === b.start
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
