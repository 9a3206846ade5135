import { primaryFile } from '@hydraconf/check'
import { type Diagnostic, DiagnosticSeverity } from 'vscode-languageserver'
import { type InSlices, inSlices } from '../trees/in-slices.js'
import { type OpenTree, viewIn } from '../trees/workspace.js'
import { diagnosticsOf } from './diagnostics.js'
import {
  type CheckRun,
  type CheckSettings,
  checkedTree,
  glancedTree,
  problemsOfConfigs,
  type TreeProblems,
} from './tree-problems.js'

/** What is done with what is found. */
export interface CheckerOutput {
  /** The diagnostics of a file are these now. */
  readonly publish: (path: string, diagnostics: readonly Diagnostic[]) => void
  /** A check came to its end. */
  readonly onChecked: () => void
  readonly onError: (message: string) => void
}

/** Checks trees again when they change, one after the other, and keeps what was found last. */
export class Checker {
  private readonly found = new Map<OpenTree, ReadonlyMap<string, readonly Diagnostic[]>>()
  private readonly waiting = new Set<OpenTree>()
  /** The trees that are there: a check may outlive its own. */
  private trees = new Set<OpenTree>()
  private timer: NodeJS.Timeout | undefined
  private running: Promise<void> | undefined
  private isClosed = false
  /** Trees whose open files are not what they were when they were looked at last. */
  private readonly unseen = new Set<OpenTree>()
  /** The configs that were looked at, in the generation of their tree that it was done for. */
  private readonly looks = new WeakMap<OpenTree, { readonly generation: number; readonly names: Set<string> }>()
  private readonly looking = new Map<OpenTree, Promise<void>>()
  /** Trees of which all files were looked at once. */
  private readonly glanced = new WeakSet<OpenTree>()

  constructor(
    private readonly settings: () => CheckSettings,
    private readonly output: CheckerOutput,
    /** For what nobody waits for. */
    private readonly inBackground: InSlices = inSlices,
  ) {}

  /** A tree has changed. Whoever types is not disturbed: the check begins when nothing came for a moment. */
  request(open: OpenTree): void {
    if (this.isClosed) return
    this.trees.add(open)
    this.waiting.add(open)
    this.unseen.add(open)
    this.looks.delete(open)
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.settled(), SETTLES_IN)
  }

  /** A file of a tree was opened, as it is. It is looked at beside the check that is under way, which goes on. */
  async opened(open: OpenTree): Promise<void> {
    const { tree, problems } = open
    const { generation } = tree
    // Then it is looked at with the rest, or all of it is known.
    if (this.waiting.has(open) || this.looking.has(open) || problems?.generation === generation) return
    if (!this.trees.has(open) || this.isClosed) return
    this.unseen.add(open)
    await this.look(open)
  }

  /** The trees that are there now: of the others nothing is wrong any more. */
  keepOnly(trees: readonly OpenTree[]): void {
    this.trees = new Set(trees)
    for (const open of this.waiting) if (!this.trees.has(open)) this.waiting.delete(open)
    for (const open of this.unseen) if (!this.trees.has(open)) this.unseen.delete(open)
    for (const [open, before] of this.found) {
      if (this.trees.has(open)) continue
      this.found.delete(open)
      for (const path of before.keys()) this.output.publish(path, this.of(path))
    }
  }

  /** When all that was asked for is checked. */
  async settled(): Promise<void> {
    clearTimeout(this.timer)
    this.running ??= this.run().finally(() => {
      this.running = undefined
    })
    await this.running
    if (this.waiting.size > 0 && !this.isClosed) await this.settled()
  }

  /** When it is known what is wrong with the files that are open, as they are now. */
  async looked(): Promise<void> {
    // The rest of their trees is not waited for, and would be in the way of what is asked next.
    while (this.unseen.size > 0 && !this.isClosed) for (const open of this.unseen) await this.look(open)
  }

  /** What is wrong with a file, as far as it is known. */
  of(path: string): readonly Diagnostic[] {
    return [...this.found.values()].flatMap((files) => files.get(path) ?? [])
  }

  paths(): ReadonlySet<string> {
    return new Set([...this.found.values()].flatMap((files) => [...files.keys()]))
  }

  close(): void {
    this.isClosed = true
    clearTimeout(this.timer)
    this.unseen.clear()
  }

  private async run(): Promise<void> {
    for (let open = this.next(); open !== undefined; open = this.next()) await this.check(open)
    if (!this.isClosed) this.output.onChecked()
  }

  private next(): OpenTree | undefined {
    const [open] = this.waiting
    if (open !== undefined) this.waiting.delete(open)
    return this.isClosed ? undefined : open
  }

  private async check(open: OpenTree): Promise<void> {
    const { tree } = open
    const isStale = this.staleness(open)
    try {
      await this.look(open)
      const run = { settings: this.settings(), isStale, inSlices: this.inBackground }
      if (!isStale() && !this.glanced.has(open)) await this.glance(open, run)
      const problems = isStale() ? undefined : await checkedTree(tree, open.problems, run)
      // It changed meanwhile, and waits again.
      if (problems === undefined || isStale()) return
      open.problems = problems
      await this.publish(open, await this.diagnosed(open, problems, this.inBackground))
    } catch (error) {
      this.fail(open, error as Error)
    }
  }

  /** Whether a tree is another than it is now, or gone. */
  private staleness(open: OpenTree): () => boolean {
    const { tree } = open
    const { generation } = tree
    return () => this.isClosed || !this.trees.has(open) || tree.generation !== generation
  }

  private fail({ tree }: OpenTree, { message }: Error): void {
    this.output.onError(`Cannot check ${tree.folder}: ${message}`)
  }

  /**
   * What someone has in front of them is said first: the files that are open, and the primary config. One look at a time: who comes
   * while it goes on waits for it.
   */
  private look(open: OpenTree): Promise<void> {
    const under = this.looking.get(open)
    if (under !== undefined) return under
    const isStale = this.staleness(open)
    const looking = this.lookAtAll(open, isStale)
      .catch((error: Error) => this.fail(open, error))
      .then(() => {
        this.looking.delete(open)
        if (!isStale()) this.unseen.delete(open)
      })
    this.looking.set(open, looking)
    return looking
  }

  private async lookAtAll(open: OpenTree, isStale: () => boolean): Promise<void> {
    // Files are opened meanwhile.
    while (!isStale()) {
      const names = this.unlooked(open)
      if (names.length === 0) return
      await this.lookAt(open, names, isStale)
    }
  }

  /** What was not looked at as it is now; it counts as looked at from here on. */
  private unlooked(open: OpenTree): readonly string[] {
    const { tree } = open
    const { composing: view } = viewIn(open)
    const known = this.looks.get(open)
    const look =
      known?.generation === tree.generation ? known : { generation: tree.generation, names: new Set<string>() }
    this.looks.set(open, look)
    const wanted = new Set([...tree.openConfigs, ...(view === undefined ? [] : [primaryFile(view)])])
    const names = [...wanted].filter((name) => !look.names.has(name))
    for (const name of names) look.names.add(name)
    return names
  }

  private async lookAt(open: OpenTree, names: readonly string[], isStale: () => boolean): Promise<void> {
    const { tree, problems: before } = open
    const { composing: view } = viewIn(open)
    const settings = this.settings()
    const problems = await problemsOfConfigs(tree, names, { view, before, settings }, isStale)
    // A check that is through knows more.
    if (problems === undefined || open.problems !== before) return
    const found = await this.diagnosed(open, { problems, hints: [] }, inSlices)
    const changed = before === undefined ? undefined : tree.changedSince(before.generation)
    const now = new Map(this.found.get(open))
    for (const name of names) {
      const path = tree.pathOf(name)
      // Where nothing was edited, what was faded stays so until a check says otherwise.
      const faded = changed === undefined || changed.has(name) ? [] : (now.get(path) ?? []).filter(isHint)
      now.set(path, [...(found.get(path) ?? []), ...faded])
    }
    await this.publish(open, now)
  }

  /** Of a tree that was never checked what is seen at once is shown at once. */
  private async glance(open: OpenTree, run: CheckRun): Promise<void> {
    const problems = await glancedTree(open.tree, run)
    if (problems === undefined) return
    this.glanced.add(open)
    const found = await this.diagnosed(open, { problems, hints: [] }, this.inBackground)
    await this.publish(open, new Map([...found, ...(this.found.get(open) ?? [])]))
  }

  private async diagnosed(
    { tree }: OpenTree,
    problems: Pick<TreeProblems, 'problems' | 'hints'>,
    slices: InSlices,
  ): Promise<ReadonlyMap<string, readonly Diagnostic[]>> {
    return (await slices(diagnosticsOf(tree, problems), () => this.isClosed)) ?? new Map()
  }

  private async publish(open: OpenTree, now: ReadonlyMap<string, readonly Diagnostic[]>): Promise<void> {
    if (!this.trees.has(open)) return
    const before = this.found.get(open) ?? new Map()
    this.found.set(open, now)
    await inSlices(this.publishing(before, now), () => this.isClosed)
  }

  private *publishing(before: ReadonlyMap<string, unknown>, now: ReadonlyMap<string, unknown>): Generator<void> {
    for (const path of new Set([...before.keys(), ...now.keys()])) {
      if (!isSame(before.get(path), now.get(path))) this.output.publish(path, this.of(path))
      yield
    }
  }
}

/** Milliseconds. */
const SETTLES_IN = 200

function isHint({ severity }: Diagnostic): boolean {
  return severity === DiagnosticSeverity.Hint
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
