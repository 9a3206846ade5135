import {
  type ConfigSource,
  type DialectName,
  differences,
  type Environment,
  entriesOf,
  HydraconfError,
  type MapValue,
  map,
  openLibraryFor,
  unlessRefused,
} from '@hydraconf/core'
import { type Attempt, tryCompose } from '../attempt.js'
import type { Checked } from '../check-tree.js'
import { type Composing, inFolder, primaryFile } from '../composing.js'
import type { ExploreOptions } from '../exploration.js'
import { exploreTree } from '../explore-tree.js'
import { unseenProblems } from '../file-problems.js'
import { type Problem, problemOf, toldOf } from '../problem.js'
import { changedValues, unresolvedValues } from './changed-values.js'
import { entryEdits } from './entry-edits.js'
import { inDialect } from './in-dialect.js'
import { PlacedEntries } from './placed-entries.js'
import { edited, type TextEdit } from './text-edit.js'

/** From which Hydra to which. */
export interface UpgradeOptions extends ExploreOptions {
  readonly from: DialectName
  readonly to: DialectName
}

/** What an upgrade does to a tree: as a check says what is wrong, with what mends it. */
export interface Upgrade extends Checked {
  /** Changes of files after which the tree means the same to both, as far as there are safe ones. */
  readonly edits: readonly TextEdit[]
  /** Compositions that are the same in both. */
  readonly same: number
  /** Those that are composed before and refused after. */
  readonly refused: number
  /** Those that have other values after. */
  readonly changed: number
}

/** Composes all that a check composes under both, and says what will be refused, what changes, and what mends it. */
export function upgradeOf(environment: Environment, options: UpgradeOptions): Upgrade {
  const [before, after] = [options.from, options.to].map((dialect) => inDialect(environment, dialect)) as [
    Environment,
    Environment,
  ]
  const explored = exploreTree(before, options)
  const attempts = [...explored.attempts, ...explored.evidence].filter(({ config }) => config !== undefined)
  const placed = new PlacedEntries()
  const compared = attempts.flatMap(({ composing }) => comparison(composing, [before, after], placed))
  const { isIgnored = () => false } = options
  const files = explored.files.configs.filter((name) => !isIgnored(name))
  const unseen = explored.files.unseen.filter((file) => !isIgnored(file.replace(/\.yml$/, '')))
  const problems = [...compared.flatMap(({ problems }) => problems), ...unseenProblems(unseen, before)]
  const count = (of: Outcome): number => compared.filter(({ outcome }) => outcome === of).length
  return {
    problems: toldOf(problems, before),
    compositions: attempts.length,
    files: files.length + unseen.length,
    primaries: [...new Set(explored.attempts.filter(isPrimary).map(({ subject }) => subject))],
    untried: explored.untried,
    otherTrees: explored.files.otherTrees,
    leftOut: explored.leftOut,
    edits: safeEdits(attempts, editsOf(files, before, placed), before),
    same: count('same'),
    refused: count('refused'),
    changed: count('changed'),
  }
}

function isPrimary({ composing, subject }: Attempt): boolean {
  return composing.folder === '' && primaryFile(composing) === subject
}

type Outcome = 'same' | 'refused' | 'changed'

interface Compared {
  readonly outcome: Outcome
  readonly problems: readonly Problem[]
}

function comparison(
  composing: Composing,
  [before, after]: readonly [Environment, Environment],
  placed: PlacedEntries,
): readonly Compared[] {
  const composed = tryCompose(composing, before)
  if (composed instanceof HydraconfError) return []
  placed.add(composed)
  const then = tryCompose(composing, after)
  if (then instanceof HydraconfError) return [{ outcome: 'refused', problems: [problemOf(then, composing)] }]
  const changed = changedValues(composed, then, composing)
  const outcome = changed.length === 0 ? 'same' : 'changed'
  return [{ outcome, problems: [...changed, ...unresolvedValues(composed, then, composing)] }]
}

/** What each file would have to say, by the name of its config. */
function editsOf(
  files: readonly string[],
  before: Environment,
  placed: PlacedEntries,
): Map<string, readonly TextEdit[]> {
  const library = openLibraryFor(before, undefined)
  const edits = new Map<string, readonly TextEdit[]>()
  for (const name of files) {
    const document = unlessRefused(() => library.load(name))
    const own = document === undefined ? [] : entryEdits(document, placed)
    if (own.length > 0) edits.set(name, own)
  }
  return edits
}

/**
 * The edits of all files, without those of files in a composition that they make another: each composition is made once
 * more with the files as they would be, and has to be what it was.
 */
function safeEdits(
  attempts: readonly Attempt[],
  edits: Map<string, readonly TextEdit[]>,
  before: Environment,
): readonly TextEdit[] {
  for (let isSafe = false; !isSafe && edits.size > 0; ) {
    isSafe = true
    const repairedPrimary = withEdits(before, new Map(edits))
    for (const attempt of attempts) {
      const touched = [...attempt.loaded].filter((name) => edits.has(name))
      if (touched.length === 0 || stays(attempt, repairedPrimary)) continue
      for (const name of touched) edits.delete(name)
      isSafe = false
    }
  }
  return [...edits.values()].flat()
}

/** The same choices by the paths that the edits give their groups: `critic/../engine=fsdp` is `engine=fsdp`. */
function fromTop(composing: Composing): Composing {
  const overrides = composing.overrides.map((override) => {
    const { key } = override
    return key.name.split('/').includes('..')
      ? { ...override, key: { ...key, name: inFolder('', key.name) } }
      : override
  })
  return { ...composing, overrides }
}

/** Whether a composition has the values that it had. */
function stays({ composing, config }: Attempt, environment: Environment): boolean {
  const then = tryCompose(fromTop(composing), environment)
  return !(then instanceof HydraconfError) && differences(jobOf(config!), then.job).length === 0
}

function jobOf(config: MapValue): MapValue {
  return map([...entriesOf(config)].filter(([key]) => key !== 'hydra'))
}

/** The same tree with the files as they would be. */
function withEdits(environment: Environment, edits: ReadonlyMap<string, readonly TextEdit[]>): Environment {
  const open = (entry: Parameters<Environment['open']>[0]): ConfigSource | undefined => {
    const source = environment.open(entry)
    if (source === undefined || entry.provider !== 'main') return source
    return { ...wrapped(source), read: (file) => readEdited(source, file, edits) }
  }
  return { ...environment, searchPath: [...environment.searchPath], open }
}

function wrapped(source: ConfigSource): ConfigSource {
  const { scheme, provider, path } = source
  return {
    scheme,
    provider,
    path,
    available: () => source.available(),
    read: (file) => source.read(file),
    has: (file) => source.has(file),
    isGroup: (group) => source.isGroup(group),
    list: (group) => source.list(group),
  }
}

function readEdited(source: ConfigSource, file: string, edits: ReadonlyMap<string, readonly TextEdit[]>) {
  const content = source.read(file)
  const changes = edits.get(file.replace(/\.yaml$/, ''))
  if (content?.kind !== 'text' || changes === undefined) return content
  return { ...content, source: { ...content.source, text: edited(content.source.text, changes) } }
}
