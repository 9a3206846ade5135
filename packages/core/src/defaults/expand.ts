import type { Override } from '../grammar/override.js'
import { following } from '../interpolation/dereference.js'
import { type Document, hasContent } from '../library/document.js'
import type { Library } from '../library/library.js'
import { emptyDocument } from '../library/read-document.js'
import type { VersionRules } from '../library/version-rules.js'
import {
  agingInterpolation,
  emptyGroup,
  foundBefore,
  interpolationInOptions,
  missingSelf,
  oldExtension,
  oldInterpolation,
  optionsNotText,
  selfRequired,
  tooDeep,
  tooMany,
  unresolvedChoice,
} from '../messages/defaults.js'
import { raise } from '../text/errors.js'
import type { Origin } from '../text/source.js'
import { type Children, type Deferred, settleTree } from './deferred-choices.js'
import {
  entriesOfConfig,
  type LocatedEntry,
  type LocatedGroup,
  type LocatedSelf,
  refuseSelfAsOption,
} from './entries-of-config.js'
import type { ExpandOptions, Expansion } from './expansion.js'
import { NO_CONFIG } from './expansion.js'
import { type Choice, type GroupIntent, groupOverridesOf } from './group-overrides.js'
import { type HoldingConfig, VIRTUAL_ROOT } from './holding-config.js'
import { type ChoiceScope, choiceScope, entriesInScope, resolveChoice } from './interpolated-choice.js'
import { noConfig, noOption, noPrimary, notChosen, openConfig } from './not-found.js'
import { type OverrideWalk, registerOverrideEntries } from './override-entries.js'
import { configPathOf, headerPackage } from './package-path.js'
import { placedEntry, underRoot } from './placed-entry.js'
import { refuseChoice } from './refuse-paths.js'
import type { AbsentNode, LoadedNode, PlacedEntry, TreeNode } from './tree.js'
import {
  configVisit,
  cycleTo,
  deferredVisit,
  groupVisit,
  holderOf,
  optionVisit,
  pathBefore,
  rootVisit,
  type Visit,
} from './visit.js'

/**
 * The defaults tree of a primary config.
 *
 * Visits entries right to left, so that an `override` in a later sibling is known before an earlier sibling is opened.
 * The first to choose an option keeps it; the command line chooses before anyone. Choices that are interpolations
 * wait for the other entries of their list. Mirrors `create_defaults_list` up to its final checks.
 *
 * Throws MissingConfigException for a config that no source has, and ConfigCompositionException for lists that
 * contradict themselves.
 */
export function expandDefaults(
  library: Library,
  primary: string | undefined,
  intent: GroupIntent,
  options: ExpandOptions = {},
): Expansion {
  const groupOverrides = groupOverridesOf(intent)
  const warnings = new Set<string>()
  const warn = (text: string): void => void warnings.add(text)
  const walk: Walk = {
    library,
    rules: library.rules,
    options,
    appends: intent.appends,
    groupOverrides,
    warn,
    overridable: undefined,
    visits: { count: 0 },
  }
  const config = visitPrimary(walk, primary)
  const hydra = options.prependHydra ? [visit(walk, rootVisit('hydra/config', VIRTUAL_ROOT, library.rules))] : []
  const roots = [...hydra, config]
  if (library.rules.dialect.defaults.seesOuterChoices) settleWaitingTree(walk, roots)
  const tree = options.prependHydra || config.kind === 'absent' ? underRoot(roots) : config
  return { tree, choices: groupOverrides.choices, warnings: [...warnings], unused: groupOverrides.unused() }
}

/** What lives as long as one walk. */
interface Walk extends OverrideWalk {
  readonly library: Library
  readonly options: ExpandOptions
  readonly appends: readonly Override[]
  /** The keys that may be overridden here; undefined: all. */
  readonly overridable: ReadonlySet<string> | undefined
  readonly visits: { count: number }
}

/** Hydra ends where Python's stack does, at a depth of 475. */
const MAX_DEPTH = 500

/** Lists that include each other many times over can double at every level; nobody wants this many configs. */
const MOST_VISITS = 100_000

function visitPrimary(walk: Walk, name: string | undefined): LoadedNode | AbsentNode {
  const { library, groupOverrides } = walk
  const it = rootVisit(name ?? NO_CONFIG, undefined, library.rules)
  const document = name === undefined ? emptyDocument(NO_CONFIG) : library.load(it.configPath)
  if (document === undefined) throw noPrimary(library, it.configPath)
  const { deletesConfigs } = library.rules.dialect.defaults
  if (deletesConfigs && groupOverrides.deletes(it.configPath, null)) return absent(walk, it, document, 'deleted')
  return openedConfig(walk, it, document, true)
}

function visit(walk: Walk, it: Visit): LoadedNode | AbsentNode {
  const { library, groupOverrides, options } = walk
  const { configPath, name, key, place, origin, holder } = it
  if (holder !== undefined && holder.depth > MAX_DEPTH) throw raise(tooDeep(MAX_DEPTH, cycleTo(holder)), origin)
  if (walk.visits.count++ > MOST_VISITS) throw raise(tooMany(MOST_VISITS), origin)

  const document = name === null || name === '???' ? undefined : library.load(configPath)
  if (key === undefined && walk.rules.dialect.defaults.deletesConfigs && groupOverrides.deletes(configPath, null)) {
    return absent(walk, it, document, 'deleted')
  }
  if (key !== undefined) {
    if (place.group === '') throw raise(emptyGroup(holder?.configPath), origin)
    if (groupOverrides.deletes(key, name)) return absent(walk, it, document, 'deleted')
    groupOverrides.choose(key, name, place.group, origin)
  }
  if (name === null) return absent(walk, it, document, 'null')
  if (isOpen(it, walk.rules)) {
    if (!options.skipMissing) {
      throw key === undefined ? openConfig(configPath, origin) : notChosen(library, place.group, key, origin)
    }
    if (name === '???') return absent(walk, it, document, 'missing')
    return { kind: 'loaded', entry: placedEntry(it, document, walk), document: undefined, children: undefined }
  }
  if (document !== undefined) return openedConfig(walk, it, document, false)
  if (it.optional) return absent(walk, it, document, 'optional')
  const before = pathBefore(it, configPath)
  if (before !== configPath && library.hasConfig(before)) throw raise(foundBefore(configPath, before), origin)
  const parent = holder?.configPath
  throw key === undefined
    ? noConfig(library, configPath, parent, origin)
    : noOption(library, { configPath, group: place.group, key, parent }, origin)
}

/** Whether someone has to choose yet. */
function isOpen({ name, configPath }: Visit, { dialect }: VersionRules): boolean {
  return dialect.defaults.opensByWholeName ? name === '???' : configPath.endsWith('???')
}

function absent(walk: Walk, it: Visit, document: Document | undefined, because: AbsentNode['because']): AbsentNode {
  return { kind: 'absent', entry: placedEntry(it, document, walk), because }
}

function openedConfig(walk: Walk, it: Visit, document: Document, primary: boolean): LoadedNode {
  for (const text of document.warnings) walk.warn(text)
  if (walk.rules.legacy && it.configPath.endsWith('.yml')) walk.warn(oldExtension(it.configPath))
  const entry = { ...placedEntry(it, document, walk), primary }
  return { kind: 'loaded', entry, document, children: childrenOf(walk, it, entry, document) }
}

function childrenOf(walk: Walk, it: Visit, entry: PlacedEntry, document: Document): readonly TreeNode[] | undefined {
  const { rules } = walk
  const holder = holderOf(it, entry.package)
  const { items, lacksSelf } = entriesOfConfig(document, holder, rules, entry.primary ? walk.appends : NONE)
  if (items.length === 0) return undefined
  if (lacksSelf && entry.primary && !rules.dialect.defaults.impliesSelf && hasContent(document)) {
    if (walk.options.requireSelf) throw raise(selfRequired(entry.configPath))
    walk.warn(missingSelf(entry.configPath))
  }
  const list: ListWalk = { holder, items, taken: new Map(), nodes: [] }
  for (const item of registerOverrideEntries(items, holder, walk).toReversed()) {
    if (item.kind === 'group' && item.entry.override) walk.groupOverrides.override(item.key, item.entry, holder)
    else visitItem(walk, list, item)
  }
  const { takesSelfAsOption, seesOuterChoices } = rules.dialect.defaults
  const hasPackage = (it.place.package ?? headerPackage(document.header.package, it.place, rules)) !== undefined
  if (!hasPackage && !takesSelfAsOption) refuseSelfAsOption(items, entry.configPath)
  // What waits is visited with the whole tree in sight; nobody reads these children before that.
  const settled = seesOuterChoices ? (list.nodes as TreeNode[]) : settleList(walk, list)
  return settled.length === 0 ? undefined : settled.reverse()
}

/** One list while it is walked. */
interface ListWalk {
  readonly holder: HoldingConfig
  readonly items: readonly LocatedEntry[]
  /** What its groups chose when they were visited. A config below may still override one, in vain. */
  readonly taken: Map<LocatedGroup, Choice>
  /** What its entries became so far, the last one first. */
  readonly nodes: Children
}

const NONE: readonly Override[] = []

function placedLabel({ label }: LocatedSelf, { base }: HoldingConfig): string {
  return base === '' || label !== '_self_' ? label : `${base}/${label}`
}

function visitItem(walk: Walk, { holder, taken, nodes }: ListWalk, item: LocatedEntry): void {
  const { rules } = walk
  switch (item.kind) {
    case 'self':
      nodes.push({ kind: 'self', written: item.written, label: item.label, placedLabel: placedLabel(item, holder) })
      return
    case 'config': {
      const { path, origin } = item.entry
      const text = rules.dialect.defaults.rereadsResolvedPaths ? path : configPathOf(path, holder)
      if (text.includes('${')) nodes.push(deferred(walk, item, { text, origin, holder }))
      else nodes.push(visit(walk, configVisit(item, holder)))
      return
    }
    case 'group': {
      const { choice, origin } = chosen(walk, item)
      if (rules.dialect.defaults.refusesParentFolders) refuseChoice(choice, holder.configPath, origin)
      taken.set(item, choice)
      if (typeof choice === 'object' && choice !== null) {
        for (const name of choice.toReversed()) {
          const option = { name: checkedOption(name, item, origin, holder), origin }
          nodes.push(visit(walk, optionVisit(item, option, holder, rules)))
        }
      } else if (choice?.includes('${')) nodes.push(deferred(walk, item, { text: choice, origin, holder }))
      else nodes.push(visit(walk, groupVisit(item, { name: choice, origin }, holder, rules)))
    }
  }
}

/** What a group entry chooses once everyone was heard who may override it. */
function chosen(
  { groupOverrides, overridable }: Walk,
  { key, choice, entry }: LocatedGroup,
): { readonly choice: Choice; readonly origin: Origin } {
  const own = { choice, origin: entry.choice.origin }
  return overridable === undefined || overridable.has(key) ? (groupOverrides.overridden(key) ?? own) : own
}

/** One of several options, which are names. */
function checkedOption(
  name: string | undefined,
  { entry }: LocatedGroup,
  origin: Origin,
  holder: HoldingConfig,
): string {
  if (name === undefined) throw raise(optionsNotText(entry.group), origin)
  if (name.includes('${')) throw raise(interpolationInOptions(holder.configPath, name), origin)
  return name
}

function deferred(
  { groupOverrides }: Walk,
  item: Deferred['item'],
  written: Pick<Deferred, 'text' | 'origin' | 'holder'>,
): Deferred {
  return { kind: 'deferred', item, ...written, overridden: groupOverrides.overriddenKeys() }
}

/** Visits what waited in the whole tree: see `settleTree`. */
function settleWaitingTree(walk: Walk, roots: Children): void {
  const { choices } = walk.groupOverrides
  const left = settleTree(roots, choices, ({ item, origin, holder, overridden }, name) => {
    const below = { ...walk, overridable: overridden }
    return visit(below, deferredVisit(item, { name, origin }, { ...holder, interpolated: true }, walk.rules))
  })
  if (left === undefined) return
  const keys = [...choices.keys()]
  throw raise(unresolvedChoice(left.text, keys, 'it refers to a group that has no choice here'), left.origin)
}

/** Visits what waited in a list, the last entry first, with all that its others have chosen in sight. */
function settleList(walk: Walk, { holder, items, taken, nodes }: ListWalk): TreeNode[] {
  if (!nodes.some(({ kind }) => kind === 'deferred')) return nodes as TreeNode[]
  const { groupOverrides, options } = walk
  const entries = entriesInScope(items, taken, holder)
  const scope = choiceScope(groupOverrides.choices, entries, options.follow ?? following())
  const interpolated = { ...holder, interpolated: true }
  return nodes.map((node) => (node.kind === 'deferred' ? visitDeferred(walk, node, scope, interpolated) : node))
}

function visitDeferred(
  walk: Walk,
  { item, text, origin }: Deferred,
  scope: ChoiceScope,
  holder: HoldingConfig,
): TreeNode {
  if (item.kind === 'group' && /^\$\{defaults\.\d\./.test(text)) {
    if (!walk.rules.legacy) throw raise(oldInterpolation(item.key, text), origin)
    walk.warn(agingInterpolation(holder.configPath, item.key, text))
  }
  const name = resolveChoice(text, scope, origin)
  return visit(walk, deferredVisit(item, { name, origin }, holder, walk.rules))
}
