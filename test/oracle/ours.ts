import {
  type Composed,
  type Container,
  type DialectName,
  type EvaluationOptions,
  following,
  HydraconfError,
  InPlaceResolver,
  isContainer,
  type MapValue,
  map,
  mapOf,
  mergeAll,
  nullValue,
  parseOverrides,
  parseYaml,
  planSweep,
  type ReadYamlOptions,
  resolve,
  selectNode,
  type TreeNode,
  toYaml,
  type Value,
} from '@hydraconf/core'
import { declaredConfigs } from '../../packages/node/src/hydra-plugins/declarations.js'
import { answer as describeOverride } from '../conformance/src/suites/hydra/overrides.js'
import { answer as loadYaml } from '../conformance/src/suites/omegaconf/yaml-load.js'
import { toTyped } from '../conformance/src/typed-json.js'
import { composeTree, resolvedYaml } from './composing.js'
import { RECORDED } from './dialect.js'
import type { Answer } from './oracle.js'
import { PLACES, placeOf } from './plans.js'

/** What hydraconf answers to a question of the oracle, in the oracle's shapes, as far as both have the same. */
export function ours(op: string, question: Record<string, unknown>, how: ReadYamlOptions = RECORDED): Answer {
  try {
    // biome-ignore lint/suspicious/noExplicitAny: what a question holds is its operation's business
    return { ok: OPERATIONS[op]!(question as any, how) }
  } catch (error) {
    if (error instanceof HydraconfError) return { error: { type: error.type, message: error.message } }
    // Not a refusal but a fault of ours: no class of real Hydra's may look like it.
    return { error: { type: 'Crash', message: String((error as Error).stack ?? error) } }
  }
}

// biome-ignore lint/suspicious/noExplicitAny: as above
const OPERATIONS: Record<string, (question: any, how: ReadYamlOptions) => unknown> = {
  parse_override: ({ text }, how) => parsedOverride(text, how),
  yaml_load: ({ text }, how) => loadedYaml(text, how),
  to_yaml: ({ source }, how) => toYaml(parseYaml(source, how), how),
  merge: ({ sources }, how) => valueAndYaml(mergedTexts(sources, how), how),
  interpolate: ({ source }, how) =>
    valueAndYaml(resolve(parseYaml(source, how), { ...optionsOf(how), as: 'config' }), how),
  resolve: ({ source, env, at }, how) =>
    resolvedInPlace(parseYaml(source, how), { ...optionsOf(how), env }, at ?? undefined),
  sweep: ({ overrides, max_batch_size, options }, { dialect }) =>
    sweepBatches(overrides, max_batch_size, options, dialect),
  compose: ({ tree, config_name, overrides, version_base, run_mode, hydra, classes = [], store = [] }, how) => {
    const request = { configName: config_name, overrides, mode: run_mode }
    const composed = composeTree(tree, request, version_base, declaredConfigs(classes, store, how.dialect), how)
    const told = composition(composed, how)
    return hydra === 'bare' ? told : { ...told, ...hydraNode(composed) }
  },
}

function resolvedInPlace(config: Container, options: EvaluationOptions, at: string | undefined): object {
  const inPlace = new InPlaceResolver(config, options)
  const { root, follow } = inPlace
  const part = at === undefined ? root : selectNode(root, at, { follow })
  if (part === undefined || part.isResult || !isContainer(part.value)) {
    return {
      part: toTyped(part === undefined || part.value.kind === 'missing' ? nullValue() : part.value, { plain: true }),
    }
  }
  const [one, whole] = [inPlace.resolve(part), root.current] as Container[]
  return { part: valueAndYaml(one!, options), whole: valueAndYaml(whole!, options) }
}

export function parsedOverride(text: string, { dialect } = RECORDED): Record<string, unknown> {
  const answer = describeOverride({ id: '', suite: 'overrides', input: text, dialect })
  return (answer as { expect: unknown }).expect as Record<string, unknown>
}

/** No environment: the variables that the cases name are set in neither program. */
function optionsOf(how: ReadYamlOptions): EvaluationOptions {
  return { env: {}, readYaml: (text: string) => parseYaml(text, how), dialect: how.dialect }
}

export function mergedTexts(sources: readonly string[], how = RECORDED): Container {
  const merged = mergeAll(
    sources.map((source) => parseYaml(source, how)),
    { follow: following(optionsOf(how)), dialect: how.dialect },
  )
  // Configs merge to a config.
  return merged as Container
}

export function loadedYaml(text: string, how = RECORDED): unknown {
  const answer = loadYaml({ id: '', suite: 'yaml-load', op: 'yaml', yaml: text, ...how })
  return (answer as { expect: { ok: unknown } }).expect.ok
}

function valueAndYaml(value: Container, { dialect }: ReadYamlOptions | EvaluationOptions): object {
  return { value: toTyped(value, { plain: true }), yaml: toYaml(value, { dialect }) }
}

function composition(composed: Composed, how: ReadYamlOptions): object {
  return {
    choices: composed.choices,
    defaults: defaultsOf(composed),
    tree: treeOf(composed.tree),
    override_dirname: plainAt(composed, ['hydra', 'job', 'override_dirname']),
    ...valueAndYaml(composed.job, how),
    ...resolved(composed),
  }
}

function resolved(composed: Composed): object {
  try {
    return { yaml_resolved: resolvedYaml(composed) }
  } catch (error) {
    if (error instanceof HydraconfError) return { resolve_error: { type: error.type, message: error.message } }
    throw error
  }
}

function plainAt({ config }: Composed, path: readonly string[]): unknown {
  let at: Value | undefined = config
  for (const key of path) at = at?.kind === 'map' ? at.items.get(key) : undefined
  return at !== undefined && 'value' in at ? at.value : undefined
}

/** Hydra's node without its help texts and without what a machine says, and where the run would write. */
function hydraNode(composed: Composed): object {
  const node = composed.config.items.get('hydra') as MapValue
  const runtime = node.items.get('runtime') as MapValue
  const told = ['choices', 'version_base'].map((key) => [key, runtime.items.get(key)!] as const)
  const items = new Map(node.items)
  for (const key of ['help', 'hydra_help']) items.delete(key)
  items.set('runtime', map(told))
  return {
    hydra: toTyped(mapOf(items, node.spelled, node.origin), { plain: true }),
    run: Object.fromEntries(PLACES.map((key) => [key, orError(() => placeOf(composed, `hydra.${key}`))])),
  }
}

function orError(answer: () => string): string | { error: string } {
  try {
    return answer()
  } catch (error) {
    if (error instanceof HydraconfError) return { error: error.type }
    throw error
  }
}

function sweepBatches(
  texts: readonly string[],
  maxBatchSize: number | undefined,
  groups: Record<string, string[]> = {},
  dialect?: DialectName,
) {
  const optionsOf = (group: string) => groups[group] ?? []
  const plan = planSweep(parseOverrides(texts, { dialect }), { maxBatchSize, optionsOf, dialect })
  return Array.from(plan.batches(), (batch) => Array.from(batch, (job) => job.texts))
}

export function defaultsOf({ list }: Composed): object[] {
  return list.map((entry) => ({
    config_path: entry.configPath,
    package: entry.package,
    parent: entry.parent ?? null,
    is_self: entry.isSelf,
    primary: entry.primary,
    override_key: entry.overrideKey ?? null,
  }))
}

export interface LabelTree {
  readonly node: string
  readonly children?: readonly LabelTree[]
}

export function treeOf(node: TreeNode): LabelTree {
  if (node.kind === 'self') return { node: node.label }
  const children = node.kind === 'loaded' ? node.children : undefined
  return { node: node.entry.label, ...(children === undefined ? {} : { children: children.map(treeOf) }) }
}
