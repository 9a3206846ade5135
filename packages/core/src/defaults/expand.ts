import type { Override } from '../grammar/override.js'
import { following } from '../interpolation/dereference.js'
import type { Document } from '../library/document.js'
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
  oldHeaderKeyword,
  oldInterpolation,
  optionsNotText,
  selfRequired,
  tooDeep,
  tooMany,
  unresolvedChoice,
} from '../messages/defaults.js'
import { raise } from '../text/errors.js'
import { type Origin, PROGRAM } from '../text/source.js'
import type { Follow } from '../value/config-node.js'
import { type Children, type Deferred, settleTree } from './deferred-choices.js'
import {
  entriesOfConfig,
  type LocatedEntry,
  type LocatedGroup,
  type LocatedSelf,
  refuseSelfAsOption,
  regrouped,
} from './entries-of-config.js'
import { type Choice, type GroupIntent, groupOverridesOf, type Unused } from './group-overrides.js'
import { type HoldingConfig, VIRTUAL_ROOT } from './holding-config.js'
import { type ChoiceScope, choiceScope, type EntryInScope, resolveChoice } from './interpolated-choice.js'
import { noConfig, noOption, noPrimary, notChosen, openConfig } from './not-found.js'
import { type OverrideWalk, registerOverrideEntries } from './override-entries.js'
import { configPathOf, headerPackage, packageOf } from './package-path.js'
import { refuseChoice, refusePath } from './refuse-paths.js'
import type { AbsentNode, Choices, DefaultsTree, LoadedNode, PlacedEntry, TreeNode } from './tree.js'
import {
  configVisit,
  cycleTo,
  groupVisit,
  holderOf,
  optionVisit,
  pathBefore,
  resolvedVisit,
  rootVisit,
  type Visit,
} from './visit.js'

export interface ExpandOptions {
  /** Put Hydra's own `hydra/config` in front, as every composition of an app does. */
  readonly prependHydra?: boolean
  /** Pass over options that are `???` instead of refusing: the outer config of a sweep may leave them to its jobs. */
  readonly skipMissing?: boolean
  /** Refuse a primary config whose list lacks `_self_`, instead of warning: Hydra's SELF_WARNING_AS_ERROR. */
  readonly requireSelf?: boolean
  /** What interpolated choices are followed with: resolvers and their environment. Unless given, there is none. */
  readonly follow?: Follow
}

export interface Expansion {
  readonly tree: DefaultsTree
  readonly choices: Choices
  readonly warnings: readonly string[]
  /** Overrides and deletions that met no entry, in the order they were given. */
  readonly unused: Unused
}

/** The name that Hydra gives to the config of an app that names none. It never reaches the final list. */
export const NO_CONFIG = '_dummy_empty_config_'

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
  const decisions = groupOverridesOf(intent)
  const warnings = new Set<string>()
  const warn = (text: string): void => void warnings.add(text)
  const walk: Walk = {
    library,
    rules: library.rules,
    options,
    appends: intent.appends,
    decisions,
    warn,
    overridable: undefined,
    visits: { count: 0 },
  }
  const config = visitPrimary(walk, primary)
  const hydra = options.prependHydra ? [visit(walk, rootVisit('hydra/config', VIRTUAL_ROOT, library.rules))] : []
  const roots = [...hydra, config]
  if (library.rules.dialect.defaults.seesOuterChoices) settleWaiting(walk, roots)
  const tree = options.prependHydra || config.kind === 'absent' ? underRoot(roots) : config
  return { tree, choices: decisions.choices, warnings: [...warnings], unused: decisions.unused() }
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
  const { library, decisions } = walk
  const it = rootVisit(name ?? NO_CONFIG, undefined, library.rules)
  const document = name === undefined ? emptyDocument(NO_CONFIG) : library.load(it.configPath)
  if (document === undefined) throw noPrimary(library, it.configPath)
  const { deletesConfigs } = library.rules.dialect.defaults
  if (deletesConfigs && decisions.deletes(it.configPath, null)) return absent(walk, it, document, 'deleted')
  return openedConfig(walk, it, document, true)
}

function underRoot(children: readonly TreeNode[]): DefaultsTree {
  const entry: PlacedEntry = {
    configPath: VIRTUAL_ROOT.configPath,
    package: '',
    group: undefined,
    label: VIRTUAL_ROOT.configPath,
    written: undefined,
    primary: false,
    origin: PROGRAM,
  }
  return { kind: 'loaded', entry, document: undefined, children }
}

function visit(walk: Walk, it: Visit): LoadedNode | AbsentNode {
  const { library, decisions, options } = walk
  const { configPath, name, key, place, origin, holder } = it
  if (holder !== undefined && holder.depth > MAX_DEPTH) throw raise(tooDeep(MAX_DEPTH, cycleTo(holder)), origin)
  if (walk.visits.count++ > MOST_VISITS) throw raise(tooMany(MOST_VISITS), origin)

  const document = name === null || name === '???' ? undefined : library.load(configPath)
  if (key === undefined && walk.rules.dialect.defaults.deletesConfigs && decisions.deletes(configPath, null)) {
    return absent(walk, it, document, 'deleted')
  }
  if (key !== undefined) {
    if (place.group === '') throw raise(emptyGroup(holder?.configPath), origin)
    if (decisions.deletes(key, name)) return absent(walk, it, document, 'deleted')
    decisions.choose(key, name, place.group, origin)
  }
  if (name === null) return absent(walk, it, document, 'null')
  if (isOpen(it, walk.rules)) {
    if (!options.skipMissing) {
      throw key === undefined ? openConfig(configPath, origin) : notChosen(library, place.group, key, origin)
    }
    if (name === '???') return absent(walk, it, document, 'missing')
    return { kind: 'loaded', entry: placed(walk, it, document, false), document: undefined, children: undefined }
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
  return { kind: 'absent', entry: placed(walk, it, document, false), because }
}

function openedConfig(walk: Walk, it: Visit, document: Document, primary: boolean): LoadedNode {
  for (const text of document.warnings) walk.warn(text)
  if (walk.rules.legacy && it.configPath.endsWith('.yml')) walk.warn(oldExtension(it.configPath))
  const entry = placed(walk, it, document, primary)
  return { kind: 'loaded', entry, document, children: childrenOf(walk, it, entry, document) }
}

function placed(walk: Walk, it: Visit, document: Document | undefined, primary: boolean): PlacedEntry {
  const { rules } = walk
  const { place, name, key, configPath, label, written, origin } = it
  const header = document?.header.package
  if (rules.legacy && header !== undefined && /_group_|_name_/.test(header)) {
    walk.warn(oldHeaderKeyword(configPath, header))
  }
  return {
    configPath,
    package: packageOf(place, headerPackage(header, place, rules), name, rules),
    group: key === undefined ? undefined : { name: place.group, option: name, key },
    label,
    written,
    primary,
    origin,
  }
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
  const left = registerOverrideEntries(items, holder, walk)
  const reversed: Children = []
  const taken: Taken = new Map()
  for (let at = left.length - 1; at >= 0; at--) {
    const item = left[at]!
    if (item.kind === 'group' && item.entry.override) walk.decisions.override(item.key, item.entry, holder)
    else visitItem(walk, item, holder, reversed, taken)
  }
  const { takesSelfAsOption, seesOuterChoices } = rules.dialect.defaults
  const hasPackage = (it.place.package ?? headerPackage(document.header.package, it.place, rules)) !== undefined
  if (!hasPackage && !takesSelfAsOption) refuseSelfAsOption(items, entry.configPath)
  // What waits is visited with the whole tree in sight; nobody reads these children before that.
  if (seesOuterChoices) {
    return reversed.length === 0 ? undefined : (reversed.reverse() as TreeNode[])
  }
  const settled = settle(walk, reversed, items, taken, holder)
  return settled.length === 0 ? undefined : settled.reverse()
}

const NONE: readonly Override[] = []

/** Whether a config says anything itself. What it leaves open (`???`) does not count. */
export function hasContent({ body }: Document): boolean {
  if (body.kind !== 'map') return false
  for (const value of body.items.values()) if (value.kind !== 'missing') return true
  return false
}

function placedLabel({ label }: LocatedSelf, { base }: HoldingConfig): string {
  return base === '' || label !== '_self_' ? label : `${base}/${label}`
}

/** What the groups of a list chose when they were visited. A config below may still override one, in vain. */
type Taken = Map<LocatedGroup, Choice>

function visitItem(walk: Walk, item: LocatedEntry, holder: HoldingConfig, into: Children, taken: Taken): void {
  switch (item.kind) {
    case 'self':
      into.push({ kind: 'self', written: item.written, label: item.label, placedLabel: placedLabel(item, holder) })
      return
    case 'config': {
      const { path, origin } = item.entry
      const text = walk.rules.dialect.defaults.rereadsResolvedPaths ? path : configPathOf(path, holder)
      if (text.includes('${')) into.push(deferred(walk, item, { text, origin, holder }))
      else into.push(visit(walk, configVisit(item, holder)))
      return
    }
    case 'group': {
      const { choice, origin } = chosen(walk, item)
      if (walk.rules.dialect.defaults.refusesParentFolders) refuseChoice(choice, holder.configPath, origin)
      taken.set(item, choice)
      if (typeof choice === 'object' && choice !== null) {
        for (const name of choice.toReversed()) into.push(visitOption(walk, item, name, origin, holder))
      } else if (choice?.includes('${')) into.push(deferred(walk, item, { text: choice!, origin, holder }))
      else into.push(visit(walk, groupVisit(item, choice, origin, holder, walk.rules)))
    }
  }
}

/** What a group entry chooses once everyone was heard who may override it. */
function chosen(
  { decisions, overridable }: Walk,
  { key, choice, entry }: LocatedGroup,
): { readonly choice: Choice; readonly origin: Origin } {
  const own = { choice, origin: entry.choice.origin }
  return overridable === undefined || overridable.has(key) ? (decisions.overridden(key) ?? own) : own
}

function visitOption(
  walk: Walk,
  item: LocatedGroup,
  name: string | undefined,
  origin: Origin,
  holder: HoldingConfig,
): LoadedNode | AbsentNode {
  if (name === undefined) throw raise(optionsNotText(item.entry.group), origin)
  if (name.includes('${')) throw raise(interpolationInOptions(holder.configPath, name), origin)
  return visit(walk, optionVisit(item, name, origin, holder, walk.rules))
}

function deferred(
  { decisions }: Walk,
  item: Deferred['item'],
  written: Pick<Deferred, 'text' | 'origin' | 'holder'>,
): Deferred {
  return { kind: 'deferred', item, ...written, overridden: decisions.overriddenKeys() }
}

function settleWaiting(walk: Walk, roots: Children): void {
  const { choices } = walk.decisions
  const left = settleTree(roots, choices, ({ item, origin, holder, overridden }, name) => {
    const below = { ...walk, overridable: overridden }
    return visit(below, deferredVisit(below, item, name, { origin, holder: { ...holder, interpolated: true } }))
  })
  if (left === undefined) return
  const keys = [...choices.keys()]
  throw raise(unresolvedChoice(left.text, keys, 'it refers to a group that has no choice here'), left.origin)
}

function deferredVisit(
  { rules }: Walk,
  item: Deferred['item'],
  name: string,
  { origin, holder }: { readonly origin: Origin; readonly holder: HoldingConfig },
): Visit {
  if (rules.dialect.defaults.refusesParentFolders) {
    refusePath(item.kind === 'group' ? 'option' : 'config', name, holder.configPath, origin)
  }
  if (item.kind === 'config') return resolvedVisit(item, name, holder, rules)
  const namesGroup = rules.dialect.defaults.optionNamesGroup && name.includes('/')
  const meant = namesGroup ? regrouped(item, name, rules) : item
  return groupVisit(meant, meant === item ? name : (meant.choice as string), origin, holder, rules)
}

/** Visits what waited, the last entry first, with all that the others of the list have chosen in sight. */
function settle(
  walk: Walk,
  reversed: Children,
  items: readonly LocatedEntry[],
  taken: Taken,
  holder: HoldingConfig,
): TreeNode[] {
  if (!reversed.some(({ kind }) => kind === 'deferred')) return reversed as TreeNode[]
  const { decisions, options } = walk
  const scope = choiceScope(decisions.choices, entriesInScope(items, taken, holder), options.follow ?? following())
  const interpolated = { ...holder, interpolated: true }
  return reversed.map((node) => (node.kind === 'deferred' ? visitDeferred(walk, node, scope, interpolated) : node))
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
  return visit(walk, deferredVisit(walk, item, name, { origin, holder }))
}

/** The list as interpolations see it under `defaults`: with its overrides, without a `_self_` that nobody wrote. */
function entriesInScope(items: readonly LocatedEntry[], taken: Taken, holder: HoldingConfig): EntryInScope[] {
  const entries: EntryInScope[] = []
  for (const item of items) {
    if (item.kind === 'group') {
      entries.push([item.key, taken.has(item) ? taken.get(item)! : item.choice])
    } else if (item.kind === 'config') entries.push(configPathOf(item.entry.path, holder))
    else if (item.written !== undefined) entries.push(configPathOf('_self_', holder))
  }
  return entries
}
