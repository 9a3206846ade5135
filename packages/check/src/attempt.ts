import { type Composed, compose, type Environment, HydraconfError, type MapValue, type TreeNode } from '@hydraconf/core'
import { type Composing, choosing, environmentOf, inFolder, primaryFile } from './composing.js'
import { type Unresolvable, unresolvedIn } from './unresolved.js'

/** A composition that was tried, and what came of it. */
export interface Attempt extends Unresolvable {
  readonly composing: Composing
  /** The config that it was tried for: the primary config, or the option chosen last. */
  readonly subject: string
  /** What it composed to, without `hydra.runtime`; undefined where it was refused. */
  readonly config: MapValue | undefined
  readonly error: HydraconfError | undefined
  /** The files of the tree that are in it, by name. */
  readonly loaded: ReadonlySet<string>
  /** The option chosen of each group, by override key. */
  readonly choices: Composed['choices']
}

/** The same with all stages of the composition. There are many attempts: only of a few is that kept. */
export interface FullAttempt extends Attempt {
  readonly composed: Composed | undefined
}

/** Composes, with an option for every group that is left open (`???`). */
export function attempt(composing: Composing, subject: string, environment: Environment): FullAttempt {
  const first = tryCompose(composing, environment)
  if (first instanceof HydraconfError && first.code === 'option-not-chosen') {
    const complete = withOpenGroups(composing, environment)
    if (complete !== composing) return attemptOf(complete, subject, tryCompose(complete, environment))
  }
  return attemptOf(composing, subject, first)
}

function attemptOf(composing: Composing, subject: string, result: Composed | HydraconfError): FullAttempt {
  if (result instanceof HydraconfError) {
    const nothing = { config: undefined, composed: undefined, loaded: new Set<string>(), choices: {} }
    return { composing, subject, error: result, ...nothing, unresolved: [], failed: [] }
  }
  const loaded = new Set([primaryFile(composing)])
  for (const node of nodesOf(result.tree)) {
    if (node.kind === 'loaded' && node.document?.provider === 'main') {
      // A document has one name, whoever loads it.
      loaded.add(inFolder(composing.folder, node.document.name))
    }
  }
  const { choices } = result
  const config = withoutRuntime(result.config)
  return { composing, subject, config, composed: result, error: undefined, loaded, choices, ...unresolvedIn(result) }
}

/** What a run says of itself is long, another in each composition, and in no file. */
function withoutRuntime(config: MapValue): MapValue {
  const hydra = config.items.get('hydra')
  if (hydra?.kind !== 'map') return config
  const items = new Map(hydra.items)
  items.delete('runtime')
  return { ...config, items: new Map(config.items).set('hydra', { ...hydra, items }) }
}

/** What is kept of an attempt. */
export function inShort({ composed, ...kept }: FullAttempt): Attempt {
  return kept
}

/** Composes, or says why not. `MULTIRUN` passes over groups that are left open. */
export function tryCompose(
  composing: Composing,
  environment: Environment,
  mode: 'RUN' | 'MULTIRUN' = 'RUN',
): Composed | HydraconfError {
  const { configName, overrides } = composing
  try {
    return compose({ configName, overrides, mode }, environmentOf(composing, environment))
  } catch (error) {
    if (error instanceof HydraconfError) return error
    throw error
  }
}

/** An option may leave open a group of its own kind, without end. */
const MOST_OPEN = 50

function withOpenGroups(composing: Composing, environment: Environment): Composing {
  let complete = composing
  const met = new Set<string>()
  for (;;) {
    const composed = tryCompose(complete, environment, 'MULTIRUN')
    if (composed instanceof HydraconfError) return complete
    const open = [...openGroups(composed)].find(({ key }) => !met.has(key))
    if (open === undefined || met.size === MOST_OPEN) return complete
    met.add(open.key)
    const ways = composed.library.options(open.name, 'config').map((option) => choosing(complete, open.key, option))
    complete =
      ways.find((way) => !(tryCompose(way, environment, 'MULTIRUN') instanceof HydraconfError)) ?? ways[0] ?? complete
  }
}

function* openGroups({ tree }: Composed): Generator<{ readonly name: string; readonly key: string }> {
  for (const node of nodesOf(tree)) {
    if (node.kind === 'absent' && node.because === 'missing' && node.entry.group !== undefined) yield node.entry.group
  }
}

export function* nodesOf(node: TreeNode): Generator<TreeNode> {
  yield node
  if (node.kind === 'loaded') for (const child of node.children ?? []) yield* nodesOf(child)
}
