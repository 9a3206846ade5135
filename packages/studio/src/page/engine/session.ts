import {
  type Composed,
  type Container,
  completeOverride,
  compose,
  type Environment,
  Explainer,
  isContainer,
  type SweepOfJobs,
  showCfg,
  shownOverrides,
  shownPart,
} from '@hydraconf/core'
import type { Panel, PanelView } from '../../panel.js'
import type { FileRef, TreeChange, TreeData } from '../../tree/tree-data.js'
import { checkTree, type ProblemData } from './check-tree.js'
import { type Choice, choicesOf, primariesOf } from './choices.js'
import { CollisionSearch, type Collisions, NO_JOBS } from './collisions.js'
import { type ComparedValue, comparison } from './comparison.js'
import { type Contribution, contributionOf, type Picture, pictureOf } from './defaults-picture.js'
import { createFile, type FileName, type FileText, fileNames, fileText } from './files.js'
import { type History, historyOf } from './history.js'
import { inSlices } from './in-slices.js'
import { type LineProblem, lineProblems } from './line-problems.js'
import { type FetchFileOf, PageTree } from './page-tree.js'
import { placedView } from './panels.js'
import { type Place, placeOf } from './place.js'
import { type Refusal, refusalOf } from './refusal.js'
import { type FoundLine, searchFiles } from './search-files.js'
import { holdsSweep, type JobRow, jobDir, SweepPreview } from './sweep-preview.js'
import { type YamlLine, yamlLines } from './yaml-lines.js'

/** A primary config with overrides. */
export interface Words {
  readonly configName: string | undefined
  readonly overrides: readonly string[]
}

/** Which config is looked at, and how. */
export interface View extends Words {
  readonly part: 'job' | 'hydra' | 'all'
  readonly resolve: boolean
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

/** One job of a sweep, held against the first. */
export interface JobView {
  readonly number: number
  readonly overrides: readonly string[]
  readonly dir: string
  readonly fromFirst: readonly ComparedValue[]
}

/** A panel as it is asked for: what is looked at, and what was chosen in it. */
export interface PanelWords extends Words {
  readonly chosen: Readonly<Record<string, string>>
}

/** What a session gets from around it. */
export interface Outside {
  readonly fetchFile: FetchFileOf
  /** The panel of a plugin. @throws HydraconfError where there is none */
  loadPanel(name: string): Panel
}

/** Everything that the page asks of the engine, over one tree: plain data in, plain data out, so that it may stand in a worker. */
export class Session {
  private readonly tree: PageTree
  private environment: Environment
  private sweeps: SweepPreview
  private said: string[] = []
  private last: { readonly view: View; readonly composed: Composed } | undefined
  private explainer: Explainer | undefined
  private lines: ReadonlyMap<number, YamlLine> | undefined
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
    this.tree = new PageTree(data, outside.fetchFile)
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
      this.keep(view, composed)
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
    const places: (Place | undefined)[] = []
    for (let line = from; line < to; line++) {
      const origin = this.yamlLines.get(line)?.origin
      places.push(origin === undefined || origin.source.kind === 'program' ? undefined : placeOf(origin, this.tree))
    }
    return places
  }

  /** The history of the value on a line of the YAML, or of the next line that ends one. */
  historyAt(line: number): History | undefined {
    for (let at = line; at < line + FURTHER; at++) {
      const found = this.yamlLines.get(at)
      if (found !== undefined) return this.historyOf(found.path)
    }
    return undefined
  }

  /** The history of a key: `db.port`. */
  history(key: string): History | undefined {
    return this.historyOf(key)
  }

  picture(showsHydra: boolean): Picture | undefined {
    return this.last === undefined ? undefined : pictureOf(this.last.composed, this.tree, showsHydra)
  }

  contribution(order: number): readonly Contribution[] {
    return this.last === undefined ? [] : contributionOf(this.last.composed, order)
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
    return this.answer(() => {
      const sweep = this.sweeps.plan(words.configName, words.overrides)
      const [first, meant] = [sweep.job(0).compose().composed, sweep.job(number)]
      const { composed } = meant.compose()
      const overrides = shownOverrides(meant, this.environment)
      return { number, overrides, dir: jobDir(composed.masked), fromFirst: comparison(first, composed) }
    })
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
    return lineProblems(this.yamlLines, this.problems, this.tree)
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

  private keep(view: View, composed: Composed): void {
    this.last = { view, composed }
    this.explainer = undefined
    this.lines = undefined
  }

  private get yamlLines(): ReadonlyMap<number, YamlLine> {
    if (this.last === undefined) return new Map()
    const { view, composed } = this.last
    const { part, resolve } = view
    if (this.lines === undefined) {
      const shown = shownPart(composed, { part, resolve, package: undefined })
      this.lines = isContainer(shown) ? yamlLines(shown as Container, composed.dialect) : new Map()
    }
    return this.lines
  }

  private historyOf(key: string | YamlLine['path']): History | undefined {
    if (this.last === undefined) return undefined
    this.explainer ??= new Explainer(this.last.composed)
    try {
      return historyOf(this.explainer.explain(key), this.tree)
    } catch {
      // A value that resolving made, below an interpolation, has no key of its own.
      return undefined
    }
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

/** A key whose value stands on the lines below it, or a text of several lines. */
const FURTHER = 50
