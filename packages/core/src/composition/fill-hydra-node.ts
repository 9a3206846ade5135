import type { Choices } from '../defaults/tree.js'
import type { Override } from '../grammar/override.js'
import { textValue } from '../grammar/text-value.js'
import { variableNamed } from '../interpolation/variables.js'
import type { ConfigSource } from '../library/config-source.js'
import { runNotDescribable, variableNotSet } from '../messages/run.js'
import { raise } from '../text/errors.js'
import { type Origin, PROGRAM } from '../text/source.js'
import { type ConfigNode, childNode, type Follow, rootNode } from '../value/config-node.js'
import { list, map, mapOf, nullValue, str } from '../value/constructors.js'
import { copyOfItems } from '../value/copy-of-items.js'
import type { KeyId } from '../value/key.js'
import { selectNode } from '../value/select.js'
import { type ContainerShape, isContainer, type ListValue, type MapValue, type Value } from '../value/value.js'
import { WeakCache } from '../value/weak-cache.js'
import { CONFIG_SOURCE } from './builtin/structs.js'
import type { VersionRules } from './composition.js'
import type { RunFacts } from './environment.js'
import { type DirnameOptions, overrideDirname } from './override-dirname.js'
import { isHydraOverride } from './refuse-sweeps.js'

type Entry = readonly [key: string, value: Value]

/** What a run is described by, beside its config. */
export interface Run {
  readonly configName: string | undefined
  readonly overrides: readonly Override[]
  readonly choices: Choices
  readonly sources: readonly ConfigSource[]
  readonly rules: VersionRules
  readonly facts: RunFacts
  /** Names of sensitive keys. */
  readonly sensitive: ReadonlySet<string>
  /** Resolves the settings that are read here, where they are interpolations. */
  readonly follow: Follow
}

/**
 * The config with what `hydra.*` says of the run itself: its overrides, choices, sources, versions, the name of its job.
 * The last step of composing, and the only one that looks at the facts.
 *
 * @throws ConfigCompositionException where something in `hydra` was replaced by what this cannot fill, or `env_copy`
 *   names a variable that is not set
 */
export function fillHydraNode(config: MapValue, run: Run): MapValue {
  const hydra: Override[] = []
  const task: Override[] = []
  for (const override of run.overrides) (isHydraOverride(override) ? hydra : task).push(override)
  return within(config, 'hydra', (node) => {
    const overrides = mapAt(node, 'overrides')
    const listed = replaced(overrides, [
      ['hydra', appended(overrides, 'hydra', hydra)],
      ['task', appended(overrides, 'task', task)],
    ])
    const runtime = describeRuntime(mapAt(node, 'runtime'), run)
    const job = describeJob(mapAt(node, 'job'), task, run, rootNode(config))
    return replaced(node, [
      ['overrides', listed],
      ['runtime', runtime],
      ['job', job],
    ])
  })
}

/** The jobs of a sweep that choose the same say the same of where they run, and their choices keep it. */
function describeRuntime(runtime: MapValue, { choices, sources, rules, facts }: Run): MapValue {
  const of = [runtime, facts.version, rules.versionBase, facts.cwd]
  for (const { path, scheme, provider } of sources) of.push(path, scheme, provider)
  const known = lastRuntime.get(choices)
  if (known !== undefined && of.length === known.of.length && of.every((one, at) => one === known.of[at])) {
    return known.value
  }
  const chosen = within(runtime, 'choices', (made) => replaced(made, [...choices].map(choiceEntry)))
  const value = replaced(chosen, [
    ['version', str(facts.version)],
    ['version_base', str(rules.versionBase)],
    ['cwd', str(facts.cwd)],
    ['config_sources', list(sources.map(describeSource))],
  ])
  lastRuntime.set(choices, { of, value })
  return value
}

const lastRuntime = new WeakCache<Choices, { readonly of: readonly unknown[]; readonly value: MapValue }>()

function describeJob(job: MapValue, task: readonly Override[], run: Run, root: ConfigNode): MapValue {
  const { facts, configName } = run
  const node: ConfigNode = { value: job, key: 'job', parent: childNode(root, 'hydra') }
  const { copied, origin } = onceUnlessFollowed(copying, job, run.follow, (follow) => copiedVariables(node, follow))
  const withEnv =
    copied.length === 0 ? job : within(job, 'env_set', (set) => replaced(set, variables(copied, facts, origin)))
  const isNamed = job.items.has('name') && job.items.get('name')?.kind !== 'missing'
  const dirname = (): string => {
    const options = onceUnlessFollowed(naming, job, run.follow, (follow) => dirnameOptions(node, follow))
    return overrideDirname(task, { ...options, sensitive: run.sensitive })
  }
  return replaced(withEnv, [
    ...(isNamed ? [] : [['name', str(facts.jobName)] as const]),
    ...(run.rules.dialect.run.resolvesOverrideDirname ? [] : [['override_dirname', textValue(dirname())] as const]),
    ['config_name', configName === undefined ? nullValue() : textValue(configName)],
  ])
}

interface CopiedVariables {
  readonly copied: readonly string[]
  readonly origin: Origin | undefined
}

const copying = new WeakCache<MapValue, CopiedVariables>()
const naming = new WeakCache<MapValue, DirnameOptions>()

/** What is read in a map: where no interpolation is followed for it, that depends on the map alone, and is kept beside it. */
function onceUnlessFollowed<T>(
  cache: WeakCache<MapValue, T>,
  of: MapValue,
  follow: Follow,
  read: (follow: Follow) => T,
): T {
  const known = cache.get(of)
  if (known !== undefined) return known
  let isFollowed = false
  const found = read((node) => {
    isFollowed = true
    return follow(node)
  })
  if (!isFollowed) cache.set(of, found)
  return found
}

function copiedVariables(job: ConfigNode, follow: Follow): CopiedVariables {
  const found = setting(job, 'env_copy', follow)
  return { copied: textsOf(found, follow), origin: found?.value.origin }
}

function dirnameOptions(job: ConfigNode, follow: Follow): DirnameOptions {
  const of = setting(job, 'config.override_dirname', follow)
  const given = (key: string) =>
    of !== undefined && isContainer(of.value) && !of.isResult ? setting(of, key, follow) : undefined
  return {
    kvSep: textOf(given('kv_sep')),
    itemSep: textOf(given('item_sep')),
    excludeKeys: textsOf(given('exclude_keys'), follow),
  }
}

function setting(of: ConfigNode, key: string, follow: Follow): ConfigNode | undefined {
  return selectNode(of, key, { follow, throwOnMissing: true })
}

function choiceEntry([key, option]: readonly [string, string | null]): Entry {
  return [key, option === null ? nullValue() : textValue(option)]
}

const SOURCE_SHAPE: ContainerShape = { type: { kind: 'struct', struct: CONFIG_SOURCE, optional: false } }

function describeSource({ path, scheme, provider }: ConfigSource): Value {
  const bare = path.startsWith(`${scheme}://`) ? path.slice(scheme.length + 3) : path
  const entries = [
    ['path', textValue(bare)],
    ['schema', str(scheme)],
    ['provider', str(provider)],
  ] as const
  return map(entries, PROGRAM, SOURCE_SHAPE)
}

function variables(names: readonly string[], facts: RunFacts, origin: Origin | undefined): readonly Entry[] {
  return names.map((name) => {
    const found = variableNamed(name, facts)
    if (found === undefined) throw raise(variableNotSet({ name }), origin)
    return [name, textValue(found.value)]
  })
}

function appended(overrides: MapValue, key: string, added: readonly Override[]): ListValue {
  const present = overrides.items.get(key)
  if (present?.kind !== 'list') throw raise(runNotDescribable({ key: `hydra.overrides.${key}`, needs: 'a list' }))
  return list([...present.items, ...added.map(({ text }) => textValue(text))], present.origin, present.shape)
}

function textOf(node: ConfigNode | undefined): string | undefined {
  return node?.value.kind === 'str' ? node.value.value : undefined
}

function textsOf(node: ConfigNode | undefined, follow: Follow): readonly string[] {
  if (node?.value.kind !== 'list') return []
  return node.value.items.flatMap((_, index) => {
    const item = childNode(node, BigInt(index))!
    return textOf(item.value.kind === 'interpolation' ? follow(item) : item) ?? []
  })
}

/** The map with one child map changed. */
function within(of: MapValue, key: string, changed: (child: MapValue) => MapValue): MapValue {
  return replaced(of, [[key, changed(mapAt(of, key))]])
}

function mapAt(of: MapValue, key: string): MapValue {
  const child = of.items.get(key)
  if (child?.kind === 'map') return child
  throw raise(runNotDescribable({ key: `hydra's '${key}'`, needs: 'a map' }), child?.origin)
}

function replaced(of: MapValue, entries: readonly Entry[]): MapValue {
  const items = copyOfItems<KeyId, Value>(of.items)
  for (const [key, value] of entries) items.set(key, value)
  return mapOf(items, of.spelled, of.origin, of.shape)
}
