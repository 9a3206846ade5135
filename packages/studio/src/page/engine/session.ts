import {
  type Composed,
  completeOverride,
  compose,
  type Environment,
  type GroupSchema,
  type SweepOfJobs,
  showCfg,
} from '@hydraconf/core'
import type { Panel, PanelView } from '../../panel.js'
import type { FileRef, TreeChange, TreeData } from '../../tree/tree-data.js'
import { checkTree, type ProblemData } from './check-tree.js'
import { type Choice, choicesOf, primariesOf } from './choices.js'
import { CollisionSearch, type Collisions, NO_JOBS } from './collisions.js'
import { type ComparedValue, comparison } from './comparison.js'
import type { Contribution, Picture } from './defaults-picture.js'
import { createFile, type FileName, type FileText, fileNames, fileText } from './files.js'
import type { History } from './history.js'
import { inSlices } from './in-slices.js'
import type { LineProblem } from './line-problems.js'
import { type FetchFileOf, PageTree } from './page-tree.js'
import { placedView } from './panels.js'
import type { Place } from './place.js'
import { type Refusal, refusalOf } from './refusal.js'
import { type FoundLine, searchFiles } from './search-files.js'
import { type Showing, ShownConfig } from './shown-config.js'
import { holdsSweep, type JobRow, type JobView, SweepPreview } from './sweep-preview.js'

/** A primary config with overrides. */
export interface Words {
  readonly configName: string | undefined
  readonly overrides: readonly string[]
}

/** Which config is looked at, and how. */
export interface View extends Words, Showing {
  /** Which job, where the overrides are those of a sweep. */
  readonly job: number
}

/** What came of composing: the YAML that the command prints, or why there is none. */
export interface Outcome {
  readonly yaml: string | undefined
  readonly refusal: Refusal | undefined
  readonly warnings: readonly string[]
  /** Whether it is one job of a sweep. */
  readonly isJob: boolean
  /** How long it took here, in milliseconds. */
  readonly ms: number
}

/** What was asked, or why there is no answer. */
export type Answer<T> = { readonly value: T; readonly refusal?: undefined } | { readonly refusal: Refusal }

/** What a sweep would run. */
export interface Sweep {
  /** Written out: it may be more than a number holds. */
  readonly count: string
}

/** A panel as it is asked for: what is looked at, and what was chosen in it. */
export interface PanelWords extends Words {
  readonly chosen: Readonly<Record<string, string>>
}

/** What a session gets from around it. */
export interface Outside {
  readonly fetchFile: FetchFileOf
  /** What checks the options of groups, by group. */
  readonly checks: ReadonlyMap<string, NonNullable<GroupSchema['check']>>
  /** The panel of a plugin. @throws HydraconfError where there is none */
  loadPanel(name: string): Panel
}

/** Everything that the page asks of the engine, over one tree: plain data in, plain data out, so that it may stand in a worker. */
export class Session {
  private readonly tree: PageTree
  private environment: Environment
  private sweeps: SweepPreview
  private said: string[] = []
  private shown: ShownConfig | undefined
  private checks = 0
  private panelsAsked = 0
  /** Another one whenever the tree is. */
  private state = {}
  private problems: readonly ProblemData[] = []
  private searched: { readonly of: SweepOfJobs; readonly jobs: CollisionSearch } | undefined

  constructor(
    data: TreeData,
    private readonly outside: Outside,
  ) {
    this.tree = new PageTree(data, outside)
    this.environment = this.tree.environment((message) => this.said.push(message))
    this.sweeps = new SweepPreview(this.environment)
  }

  /** The configs that may be the primary one. */
  primaries(): readonly string[] {
    return primariesOf(this.tree, this.environment)
  }

  compose(view: View): Outcome {
    const started = performance.now()
    const isJob = holdsSweep(view.overrides, this.environment)
    this.said = []
    try {
      const composed = this.composed(view, isJob ? view.job : undefined)
      const yaml = showCfg(composed, { part: view.part, resolve: view.resolve, package: undefined })
      this.shown = new ShownConfig(composed, view, this.tree)
      const warnings = [...composed.warnings, ...this.said]
      return { yaml, refusal: undefined, warnings, isJob, ms: performance.now() - started }
    } catch (error) {
      const refusal = refusalOf(error, this.tree)
      return { yaml: undefined, refusal, warnings: this.said, isJob, ms: performance.now() - started }
    }
  }

  choices({ configName, overrides }: Words): readonly Choice[] {
    return choicesOf(this.tree, this.environment, configName, overrides)
  }

  /** What could stand in place of a word that is begun, with the words around it. */
  complete(word: string, { configName, overrides }: Words): readonly string[] {
    const mode = holdsSweep(overrides, this.environment) ? 'MULTIRUN' : 'RUN'
    try {
      return completeOverride(word, { configName, overrides, mode }, this.environment)
    } catch {
      return []
    }
  }

  /** Where the values on some lines of the YAML were written; the first line is 0. */
  origins(from: number, to: number): readonly (Place | undefined)[] {
    return this.shown?.origins(from, to) ?? []
  }

  /** The history of the value on a line of the YAML, or of the next line that ends one. */
  historyAt(line: number): History | undefined {
    return this.shown?.historyAt(line)
  }

  /** The history of a key: `db.port`. */
  history(key: string): History | undefined {
    return this.shown?.history(key)
  }

  picture(showsHydra: boolean): Picture | undefined {
    return this.shown?.picture(showsHydra)
  }

  contribution(order: number): readonly Contribution[] {
    return this.shown?.contribution(order) ?? []
  }

  compare(left: Words, right: Words): Answer<readonly ComparedValue[]> {
    return this.answer(() => comparison(compose(left, this.environment), compose(right, this.environment)))
  }

  sweep({ configName, overrides }: Words): Answer<Sweep> {
    return this.answer(() => ({ count: String(this.sweeps.plan(configName, overrides).count) }))
  }

  /** Some of its jobs; none of a sweep that cannot be planned. */
  jobRows(words: Words, from: number, to: number): readonly JobRow[] {
    const sweep = this.planned(words)
    return sweep === undefined ? [] : this.sweeps.rows(sweep, from, to)
  }

  /** Looks a while longer for jobs that would write into one directory. Whoever wants to know of all asks again. */
  async collisions(words: Words): Promise<Collisions> {
    const sweep = this.planned(words)
    if (sweep === undefined) return NO_JOBS
    if (this.searched?.of !== sweep) this.searched = { of: sweep, jobs: new CollisionSearch(sweep) }
    const { jobs } = this.searched
    const end = performance.now() + WHILE
    await inSlices(jobs, () => performance.now() > end)
    return jobs.soFar
  }

  job(words: Words, number: number): Answer<JobView> {
    return this.answer(() => this.sweeps.job(this.sweeps.plan(words.configName, words.overrides), number))
  }

  /** What the panel of a plugin shows; undefined where another one was asked for meanwhile. */
  async panel(name: string, { chosen, ...words }: PanelWords): Promise<Answer<PanelView<Place>> | undefined> {
    const mine = ++this.panelsAsked
    try {
      const panel = this.outside.loadPanel(name)
      const steps = panel.show({ ...words, chosen, environment: this.environment, tree: this.state })
      const view = await inSlices(steps, () => this.panelsAsked !== mine)
      return view === undefined ? undefined : { value: placedView(view, this.tree) }
    } catch (error) {
      return { refusal: refusalOf(error, this.tree) }
    }
  }

  files(): readonly FileName[] {
    return fileNames(this.tree)
  }

  /** Whether something was edited in the page that is not on disk. */
  hasEdits(): boolean {
    return this.files().some(({ isEdited }) => isEdited)
  }

  file(ref: FileRef): FileText | undefined {
    return fileText(this.tree, ref)
  }

  search(text: string): readonly FoundLine[] {
    return searchFiles(this.tree, text)
  }

  /** A new file, empty, in the page alone. */
  createFile(source: number, path: string): Answer<FileRef> {
    const answer = this.answer(() => createFile(this.tree, source, path))
    this.changed()
    return answer
  }

  /** Another text for a file, in the page alone; undefined: that of the disk again, so that a new one is gone. */
  edit({ source, path }: FileRef, text: string | undefined): void {
    const file = this.tree.sources[source]?.file(path)
    if (file?.isNew === true && text === undefined) this.tree.sources[source]!.remove(path)
    else file?.edit(text)
    this.changed()
  }

  /** The edits of a file hold, although it changed on disk meanwhile. */
  keepEdits({ source, path }: FileRef): void {
    this.tree.sources[source]?.file(path)?.keepEdits()
  }

  /** What the edits in the page change in a config, held against the files as they came. */
  editedResult(words: Words): Answer<readonly ComparedValue[]> {
    const onDisk = this.tree.environment(undefined, true)
    return this.answer(() => comparison(compose(words, onDisk), compose(words, this.environment)))
  }

  /** What changed on disk. */
  apply(change: TreeChange): void {
    this.tree.apply(change)
    this.changed()
  }

  /** The values of environment variables, which the user asked to see. */
  setVariables(variables: Readonly<Record<string, string>>): void {
    this.tree.variables = variables
    this.environment = this.tree.environment((message) => this.said.push(message))
    this.changed()
  }

  /** What `hydraconf check` would say of the tree; undefined where another check was asked for meanwhile. */
  async check(configName: string | undefined): Promise<readonly ProblemData[] | undefined> {
    const mine = ++this.checks
    const found = await checkTree(this.tree, configName, () => this.checks !== mine)
    if (found !== undefined) this.problems = found
    return found
  }

  /** What the last check said of the values of the config, where they stand in its YAML. */
  problemLines(): readonly LineProblem[] {
    return this.shown?.problems(this.problems) ?? []
  }

  /** A sweep is planned by what the configs say: of another tree it is another one. */
  private changed(): void {
    this.state = {}
    this.sweeps = new SweepPreview(this.environment)
  }

  private planned({ configName, overrides }: Words): SweepOfJobs | undefined {
    try {
      return this.sweeps.plan(configName, overrides)
    } catch {
      // Whoever asks about it at large is told why.
      return undefined
    }
  }

  private composed({ configName, overrides }: View, job: number | undefined): Composed {
    if (job === undefined) return compose({ configName, overrides }, this.environment)
    return this.sweeps.plan(configName, overrides).job(job).compose().composed
  }

  private answer<T>(made: () => T): Answer<T> {
    try {
      return { value: made() }
    } catch (error) {
      return { refusal: refusalOf(error, this.tree) }
    }
  }
}

/** How long a long search goes on before it says how far it is, in milliseconds. */
const WHILE = 200
