import { relative, resolve, sep } from 'node:path'
import { type Composing, composingKey, isPrimary, mainSource, treeFiles, tryCompose } from '@hydraconf/check'
import {
  type Composed,
  type ConfigSource,
  type DialectName,
  type Environment,
  HydraconfError,
  type Library,
  raise,
  type Source,
  unlessRefused,
} from '@hydraconf/core'
import { appOf, type Host, openLibraryFor, type SettledSources, settledSources } from '@hydraconf/node'
import { Buffers, type OpenTexts } from '../documents/buffers.js'
import type { SourcePaths } from '../documents/source-paths.js'
import { gitIsNotRun } from '../messages.js'
import { committedTexts, fullName } from './committed-texts.js'
import type { FoundTree } from './find-trees.js'
import { overlaySource } from './overlay-source.js'

/** What every tree of a workspace stands on. */
export interface TreeGround {
  readonly texts: OpenTexts
  readonly paths: SourcePaths
  readonly env: Readonly<Record<string, string | undefined>>
  /** Whether configs see no environment, and nothing outside their folders. */
  readonly safe: boolean
  /** The texts are all that there is of the tree: what lies on the disk is not looked at. */
  readonly isCommitted?: boolean
}

/**
 * A folder of configs with the open texts laid on top: what composes, reads and lists them. What it gives holds until
 * `touch` says that a file has changed; between changes nothing is asked of the disk.
 */
export class Tree {
  readonly folder: string
  readonly project: string
  readonly environment: Environment
  /** The primary config that the project names. */
  readonly configName: string | undefined
  private readonly settled: SettledSources
  private readonly composed = new Map<string, Composed | HydraconfError>()
  /** What composed last, for as long as it is being changed into what does not. */
  private readonly sound = new Map<string, Composed>()
  private readonly saved: Environment
  private opened: Library | undefined
  private names: readonly string[] | undefined
  private mainKnown: ConfigSource | undefined
  /** The texts of its configs by name, of those that were asked. */
  private readonly sources = new Map<string, Source>()
  /** Whether a config is a primary one: its text says so, and few texts change. */
  private readonly isPrimary = new Map<string, boolean>()
  private committed: { readonly name: string; readonly tree: Tree } | undefined
  private changes = 0
  /** The config that each change was of, by generation; undefined for anything. */
  private readonly log: (string | undefined)[] = []

  /** @throws HydraconfError for settings of the project that are not what they have to be */
  constructor(
    private readonly found: FoundTree,
    private readonly ground: TreeGround,
    dialect?: DialectName,
  ) {
    this.folder = found.folder
    this.project = found.project
    const options = {
      jobName: 'app',
      ...found.options,
      configDir: found.folder,
      safe: ground.safe,
      ...(dialect === undefined ? {} : { dialect }),
    }
    const { environment, configName } = appOf(options, hostIn(found.project, ground.env))
    this.settled = settledSources(({ provider, path }) => {
      const source = environment.open({ provider, path })
      const dir = directoryOf(path, found.project)
      if (source === undefined || dir === undefined) return source
      const isHidden = ground.isCommitted === true && `${dir}${sep}`.startsWith(`${found.folder}${sep}`)
      return overlaySource(isHidden ? emptied(source) : source, dir, ground.texts, ground.paths)
    })
    this.environment = { ...environment, open: this.settled.open }
    this.saved = ground.isCommitted === true ? this.environment : environment
    this.configName = configName
  }

  /** The same files, read in another dialect. */
  inDialect(dialect: DialectName): Tree {
    return new Tree(this.found, this.ground, dialect)
  }

  /**
   * The tree as a commit has it, with the settings and what lies outside its folder as they are now. The last one is kept: only
   * the name of the commit is asked for again.
   *
   * @throws HydraException where that cannot be had
   */
  async atCommit(commit: string): Promise<Tree> {
    const { env, safe } = this.ground
    if (safe) throw raise(gitIsNotRun())
    const at = { folder: this.folder, env }
    const name = await fullName(commit, at)
    if (this.committed?.name !== name) {
      const texts = new Buffers(this.project)
      for (const [path, text] of await committedTexts(name, at)) texts.set(path, text)
      this.committed = { name, tree: new Tree(this.found, { ...this.ground, texts, isCommitted: true }) }
    }
    return this.committed.tree
  }

  /** Goes up with every change: what was made of the tree holds for one generation. */
  get generation(): number {
    return this.changes
  }

  /** A file has changed, come or gone: its path, or undefined for anything. */
  touch(path: string | undefined): void {
    const before = path !== undefined && this.has(path)
    for (const source of this.settled.opened()) {
      const dir = directoryOf(source.path, this.project)
      if (path === undefined || dir === undefined) source.forget()
      else if (path.startsWith(dir + sep)) source.forget(relative(dir, path).split(sep).join('/'))
    }
    // What comes or goes may be an option, or lie in front of another.
    const edited = path !== undefined && before && this.has(path) ? this.nameOf(path) : undefined
    this.log.push(edited)
    this.changes++
    this.composed.clear()
    this.opened = undefined
    if (edited !== undefined) {
      this.isPrimary.delete(edited)
      this.sources.delete(edited)
    } else {
      this.names = undefined
      this.sources.clear()
      this.mainKnown = undefined
      this.isPrimary.clear()
    }
  }

  /** The configs that have changed since a generation; undefined: anything may have. */
  changedSince(generation: number): ReadonlySet<string> | undefined {
    const since = this.log.slice(generation)
    return since.includes(undefined) ? undefined : new Set(since as string[])
  }

  /** The source of the folder; undefined while there is none. */
  private get main(): ConfigSource | undefined {
    this.mainKnown ??= mainSource(this.environment)
    return this.mainKnown
  }

  private has(path: string): boolean {
    return this.main?.has(`${this.nameOf(path)}.yaml`) === true
  }

  /** What a composition comes to: the config with all of its stages, or the refusal. */
  compose(composing: Composing): Composed | HydraconfError {
    const made = this.composeAside(composing)
    if (!(made instanceof HydraconfError)) this.keep(composingKey(composing), made)
    return made
  }

  /** The same for a check: it goes through many, and what someone looks at is kept all the same. */
  composeAside(composing: Composing): Composed | HydraconfError {
    const key = composingKey(composing)
    const known = this.composed.get(key)
    if (known !== undefined) return known
    const made = tryCompose(composing, this.environment)
    this.composed.set(key, made)
    return made
  }

  /**
   * The same while it does not compose, since someone is typing: as it composed last, or as the files are saved. Undefined
   * where that does not compose either.
   */
  composeSound(composing: Composing): Composed | undefined {
    const made = this.compose(composing)
    if (!(made instanceof HydraconfError)) return made
    const key = composingKey(composing)
    const before = this.sound.get(key)
    if (before !== undefined) return before
    const saved = tryCompose(composing, this.saved)
    if (saved instanceof HydraconfError) return undefined
    this.keep(key, saved)
    return saved
  }

  private keep(key: string, composed: Composed): void {
    this.sound.delete(key)
    this.sound.set(key, composed)
    if (this.sound.size > MOST_SOUND) this.sound.delete(this.sound.keys().next().value!)
  }

  /** Everything that the tree could be composed of, with nothing composed. */
  get library(): Library {
    this.opened ??= openLibraryFor(this.environment, undefined)
    return this.opened
  }

  /** The configs of the tree by name, sorted: `config`, `db/mysql`. */
  get configs(): readonly string[] {
    if (this.names === undefined) {
      const { main } = this
      this.names = main === undefined ? [] : treeFiles(main).configs
    }
    return this.names
  }

  /** Those of them that are composed, not chosen. */
  get primaries(): readonly string[] {
    return this.configs.filter((name) => {
      const known = this.isPrimary.get(name) ?? isPrimary(name, this.library)
      this.isPrimary.set(name, known)
      return known
    })
  }

  /** The text of a config; undefined where there is none, or where it cannot be read. */
  sourceOf(name: string): Source | undefined {
    const known = this.sources.get(name)
    if (known !== undefined) return known
    const content = unlessRefused(() => this.main?.read(`${name}.yaml`))
    if (content?.kind !== 'text') return undefined
    this.sources.set(name, content.source)
    return content.source
  }

  /** Whether a text is the one that the disk has of a config now. */
  isSaved(name: string, source: Source): boolean {
    const content = unlessRefused(() => mainSource(this.saved)?.read(`${name}.yaml`))
    return content?.kind === 'text' && content.source === source
  }

  /** Those of its configs that are open in the editor. */
  get openConfigs(): readonly string[] {
    return [...this.ground.texts.paths()]
      .filter((path) => this.holds(path) && path.endsWith('.yaml'))
      .map(this.nameOf, this)
  }

  /** Whether a file lies in the tree. */
  holds(path: string): boolean {
    return path.startsWith(this.folder + sep)
  }

  //   <folder>/db/mysql.yaml  ->  db/mysql
  nameOf(path: string): string {
    return relative(this.folder, path)
      .split(sep)
      .join('/')
      .replace(/\.ya?ml$/, '')
  }

  pathOf(name: string): string {
    // Asked for each of a thousand files: a join would look for what no name has.
    return `${this.folder}${sep}${sep === '/' ? name : name.replaceAll('/', sep)}.yaml`
  }

  /** A path as people name it: from the folder of the project. */
  shownPath(path: string): string {
    const shown = relative(this.project, path)
    return shown.startsWith('..') ? path : shown
  }

  /** Where a text lies on the disk; undefined for what is no file. */
  pathOfSource(source: Source): string | undefined {
    const known = this.ground.paths.of(source)
    return known ?? (source.kind === 'file' ? resolve(this.project, source.name) : undefined)
  }
}

/** A directory with nothing in it. */
function emptied(source: ConfigSource): ConfigSource {
  const no = (): boolean => false
  return { ...source, available: no, read: () => undefined, has: no, isGroup: no, list: () => [] }
}

/** Few are looked at at a time. */
const MOST_SOUND = 4

function directoryOf(path: string, from: string): string | undefined {
  return /^(file:\/\/|(?!\w+:\/\/))/.test(path) ? resolve(from, path.replace(/^file:\/\//, '')) : undefined
}

/** A process that does nothing but compose. */
function hostIn(cwd: string, env: Readonly<Record<string, string | undefined>>): Host {
  return {
    argv: [],
    program: undefined,
    env,
    cwd: () => cwd,
    chdir: () => {},
    now: () => new Date(),
    out: () => {},
    err: () => {},
  }
}
