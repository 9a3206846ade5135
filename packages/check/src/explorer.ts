import { type Composed, type Environment, HydraconfError, isHydraGroup, type Library, optionsOf } from '@hydraconf/core'
import { type Attempt, attempt, type FullAttempt, inShort, nodesOf, tryCompose } from './attempt.js'
import { appending, type Composing, choosing, inFolder, primaryFile, splitsOf } from './composing.js'
import type { Roles } from './config-roles.js'
import type { ExploreOptions } from './exploration.js'
import { repairedPrimary } from './repair-primary.js'
import { isAroundTree, type TreeFiles } from './tree-files.js'

type ExplorerOptions = Required<Pick<ExploreOptions, 'isIgnored' | 'overrides' | 'reuse'>> &
  Pick<ExploreOptions, 'onComposed'> & { readonly limit: number }

/** Goes through the compositions of a tree, and keeps what came of each. */
export class Explorer {
  private readonly attempts: Attempt[] = []
  private readonly evidence: Attempt[] = []
  /** The compositions that other configs can be added to. */
  private readonly takers: FullAttempt[] = []
  /** Options chosen so far by anyone, as `key=option` in a folder. */
  private readonly chosen = new Set<string>()
  private readonly known = new Set<string>()
  private hasBroken = false
  private left: number
  leftOut = 0
  /** What the limit left out somewhere. */
  private readonly passedOver = new Set<string>()

  constructor(
    private readonly environment: Environment,
    private readonly files: TreeFiles,
    private readonly roles: Roles,
    private readonly options: ExplorerOptions,
  ) {
    this.left = options.limit
  }

  get found() {
    return { attempts: this.attempts, evidence: this.evidence }
  }

  /** Whether a config was tried, or is part of something that composes. */
  isKnown(name: string): boolean {
    return this.known.has(name)
  }

  /** All of them alone before the options of any, so that the limit leaves out none of them for another's options. */
  *explorePrimaries(names: readonly string[]): Generator<void> {
    const firsts: FullAttempt[] = []
    for (const name of names) {
      const first = yield* this.try(this.alone('', name), name)
      if (first === undefined) continue
      this.keep(first)
      firsts.push(first)
    }
    for (const first of firsts) yield* this.explorePrimaryFrom(first)
  }

  /** Primary configs that are not looked at themselves, but may accept what the one in question does not. */
  *witnesses(names: readonly string[]): Generator<void> {
    for (const name of names) {
      const witness = yield* this.try(this.alone('', name), name)
      if (witness?.config === undefined) continue
      this.evidence.push(inShort(witness))
      this.takers.push(witness)
    }
  }

  /** Tries a config that nothing has reached; false: nothing is there that it could be tried with. */
  *exploreOther(name: string): Generator<void, boolean> {
    if (this.passedOver.has(name)) return true
    const tries: FullAttempt[] = []
    for (const way of this.waysOf(name)) {
      const tried = yield* this.try(way, name)
      if (tried === undefined) return true
      tries.push(tried)
      if (tried.config !== undefined && tried.unresolved.every(({ origin }) => origin.source.kind !== 'file')) break
    }
    const best = tries.filter(({ config }) => config !== undefined).sort(byUnresolved)[0]
    if (best === undefined && (tries.length === 0 || (this.hasBroken && this.takers.length === 0))) return false
    const settled = best ?? tries[0]!
    this.keep(settled)
    if (primaryFile(settled.composing) === name) yield* this.explorePrimaryFrom(settled)
    else if (settled.config !== undefined) yield* this.exploreOptions(settled, this.chosen)
    return true
  }

  private *explorePrimaryFrom(first: FullAttempt): Generator<void> {
    const base = first.config === undefined ? repairedPrimary(first, this.files, this.environment) : first
    if (base === undefined) {
      this.hasBroken = true
      return
    }
    if (base !== first) {
      this.hasBroken = true
      this.evidence.push(inShort(base))
      this.know(base)
    }
    this.takers.push(base)
    yield* this.exploreOptions(base, new Set())
  }

  /**
   * Every option of every group of a composition, each once; and of the groups that those bring with them the options that
   * nothing has yet: a config that includes itself brings groups without end.
   */
  private *exploreOptions(base: FullAttempt, done: Set<string>): Generator<void> {
    const waiting = [base as Attempt]
    const { library } = this.stagesOf(base)
    const tried = new Set<string>()
    const gone = new Set<string>()
    let isFirst = true
    for (let at = waiting.shift(); at !== undefined; at = waiting.shift(), isFirst = false) {
      yield
      const { composing, choices } = at
      // What is chosen as in the beginning was gone through then.
      const isNew = (key: string, option: string | null): boolean => isFirst || base.choices[key] !== option
      const offered = Object.entries(choices).filter(([key, option]) => isNew(key, option) && isOffered(groupOf(key)))
      for (const [key, option] of offered) this.choose(composing, key, option, done)
      for (const [key] of offered) {
        // Every option of it was chosen before.
        if (gone.has(key)) continue
        gone.add(key)
        const group = groupOf(key)
        for (const option of this.optionsIn(group, library)) {
          const subject = inFolder(composing.folder, `${group}/${option}`)
          if (this.options.isIgnored(subject) || !this.choose(composing, key, option, done)) continue
          if (!isFirst && tried.has(subject)) continue
          tried.add(subject)
          const found = yield* this.try(choosing(composing, key, option), subject)
          if (found === undefined) continue
          this.keep(found)
          if (found.config !== undefined) waiting.push(inShort(found))
        }
      }
    }
  }

  /** Notes a choice; false when it was made before. */
  private choose({ folder }: Composing, key: string, option: string | null, done: Set<string>): boolean {
    const choice = `${folder}:${key}=${option}`
    const isNew = !done.has(choice)
    done.add(choice)
    this.chosen.add(choice)
    return isNew
  }

  /** The compositions in which a config might be meant, the likeliest first. */
  private *waysOf(name: string): Generator<Composing> {
    if (this.roles.isNestedPrimary(name)) yield* this.aloneWays(name)
    for (const taker of this.takers.filter(({ composing }) => isAbove(composing.folder, name))) {
      const { composing, choices } = taker
      const groups = new Set(Object.keys(choices).map(groupOf))
      const listed = listedGroups(this.stagesOf(taker))
      for (const [group, option] of splitsOf(within(composing.folder, name))) {
        if (groups.has(group) || listed.has(group)) yield choosing(composing, group, option)
      }
      // What is added is relative to the folder of the primary config.
      const home = folderOfConfig(primaryFile(composing))
      if (!isAbove(home, name)) continue
      for (const [group, option] of splitsOf(within(home, name))) {
        if (!groups.has(group)) yield appending(composing, group, option)
      }
    }
    if (!this.roles.isNestedPrimary(name) && !this.roles.isOverlay(name)) yield* this.aloneWays(name)
  }

  /** As a primary config: of the tree, or of its own folder. */
  private *aloneWays(name: string): Generator<Composing> {
    yield this.alone('', name)
    const slash = name.lastIndexOf('/')
    if (slash !== -1) yield this.alone(name.slice(0, slash), name.slice(slash + 1))
  }

  private alone(folder: string, configName: string): Composing {
    return { folder, configName, overrides: this.options.overrides }
  }

  private optionsIn(group: string, library: Library): readonly string[] {
    const main = library.sources.find(({ provider }) => provider === 'main')
    const options = new Set<string>()
    for (const source of library.sources) {
      if (isAroundTree(source, main) || !source.isGroup(group)) continue
      for (const option of optionsOf(source, group, 'config', library.rules)) options.add(option)
    }
    return [...options].sort()
  }

  /** Undefined where the limit is reached. */
  private *try(composing: Composing, subject: string): Generator<void, FullAttempt | undefined> {
    if (this.left === 0) {
      this.leftOut++
      this.passedOver.add(subject)
      return undefined
    }
    this.left--
    // Also before what is known: a thousand of those in one step would keep an editor waiting.
    yield
    const before = this.options.reuse(composing)
    if (before !== undefined) return { ...before, subject, composed: undefined }
    return attempt(composing, subject, this.environment)
  }

  /** All stages of a composition that was accepted; what was taken from before is composed again. */
  private stagesOf({ composing, composed }: FullAttempt): Composed {
    const made = composed ?? tryCompose(composing, this.environment)
    if (made instanceof HydraconfError) throw made
    return made
  }

  private keep(tried: FullAttempt): void {
    const { onComposed } = this.options
    if (onComposed !== undefined && tried.config !== undefined) onComposed(this.stagesOf(tried), tried.composing)
    this.attempts.push(inShort(tried))
    this.know(tried)
  }

  private know({ subject, loaded }: Attempt): void {
    this.known.add(subject)
    for (const name of loaded) this.known.add(name)
  }
}

/** The groups that lists choose several options of: `- db: [mysql, postgres]`. */
function listedGroups({ tree }: Composed): ReadonlySet<string> {
  const groups = new Set<string>()
  for (const node of nodesOf(tree)) {
    if (node.kind !== 'loaded') continue
    const { written, configPath } = node.entry
    if (written?.kind !== 'group' || written.choice.kind !== 'options') continue
    const option = written.choice.names.find((name) => configPath.endsWith(`/${name}`))
    if (option !== undefined) groups.add(configPath.slice(0, -option.length - 1))
  }
  return groups
}

/** Hydra's own groups are not the tree's. What lies at the root (`.@model: base`) is a primary config in the first place. */
function isOffered(group: string): boolean {
  return !isHydraGroup(group) && group !== '' && group !== '.'
}

function byUnresolved(a: Attempt, b: Attempt): number {
  return a.unresolved.length - b.unresolved.length
}

function within(folder: string, name: string): string {
  return folder === '' ? name : name.slice(folder.length + 1)
}

function folderOfConfig(name: string): string {
  return name.slice(0, Math.max(name.lastIndexOf('/'), 0))
}

function isAbove(folder: string, name: string): boolean {
  return folder === '' || name.startsWith(`${folder}/`)
}

function groupOf(key: string): string {
  return key.split('@')[0]!
}
