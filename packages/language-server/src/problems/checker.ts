import type { Diagnostic } from 'vscode-languageserver'
import type { OpenTree } from '../trees/workspace.js'
import { diagnosticsOf } from './diagnostics.js'
import { type CheckSettings, checkedTree, glancedTree } from './tree-problems.js'

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

  constructor(
    private readonly settings: () => CheckSettings,
    private readonly output: CheckerOutput,
  ) {}

  /** A tree has changed. Whoever types is not disturbed: the check begins when nothing came for a moment. */
  request(open: OpenTree): void {
    if (this.isClosed) return
    this.trees.add(open)
    this.waiting.add(open)
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.settled(), SETTLES_IN)
  }

  /** The trees that are there now: of the others nothing is wrong any more. */
  keepOnly(trees: readonly OpenTree[]): void {
    this.trees = new Set(trees)
    for (const open of this.waiting) if (!this.trees.has(open)) this.waiting.delete(open)
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
    const { generation } = tree
    try {
      const isStale = (): boolean => this.isClosed || !this.trees.has(open) || tree.generation !== generation
      if (!this.found.has(open)) await this.glance(open, isStale)
      const problems = await checkedTree(tree, this.settings(), open.problems, isStale)
      // It changed meanwhile, and waits again.
      if (problems === undefined || this.isClosed || !this.trees.has(open)) return
      open.problems = problems
      this.publish(open, diagnosticsOf(tree, problems))
    } catch (error) {
      this.output.onError(`Cannot check ${tree.folder}: ${(error as Error).message}`)
    }
  }

  /** Of a tree that was never checked what is seen first is shown first. */
  private async glance(open: OpenTree, isStale: () => boolean): Promise<void> {
    const problems = await glancedTree(open.tree, this.settings(), isStale)
    if (problems !== undefined) this.publish(open, diagnosticsOf(open.tree, { problems, hints: [] }))
  }

  private publish(open: OpenTree, now: ReadonlyMap<string, readonly Diagnostic[]>): void {
    if (!this.trees.has(open)) return
    const before = this.found.get(open) ?? new Map()
    this.found.set(open, now)
    for (const path of new Set([...before.keys(), ...now.keys()])) {
      if (!isSame(before.get(path), now.get(path))) this.output.publish(path, this.of(path))
    }
  }
}

/** Milliseconds. */
const SETTLES_IN = 200

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
