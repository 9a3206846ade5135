import { type Composed, type Container, Explainer, isContainer, shownPart } from '@hydraconf/core'
import type { ProblemData } from './check-tree.js'
import { type Contribution, contributionOf, type Picture, pictureOf } from './defaults-picture.js'
import { type History, historyOf } from './history.js'
import { type LineProblem, lineProblems } from './line-problems.js'
import type { PageTree } from './page-tree.js'
import { type Place, placeOf } from './place.js'
import { type YamlLine, yamlLines } from './yaml-lines.js'

/** Which part of a config is looked at, and how. */
export interface Showing {
  readonly part: 'job' | 'hydra' | 'all'
  readonly resolve: boolean
}

/** A config as it is looked at: what stands on each line of its YAML, and where that comes from. What nobody asks is not worked out. */
export class ShownConfig {
  private known: ReadonlyMap<number, YamlLine> | undefined
  private explainer: Explainer | undefined

  constructor(
    private readonly composed: Composed,
    private readonly how: Showing,
    private readonly tree: PageTree,
  ) {}

  /** Where the values on some lines of the YAML were written; the first line is 0. */
  origins(from: number, to: number): readonly (Place | undefined)[] {
    return Array.from({ length: Math.max(0, to - from) }, (_, at) => {
      const origin = this.lines.get(from + at)?.origin
      return origin === undefined || origin.source.kind === 'program' ? undefined : placeOf(origin, this.tree)
    })
  }

  /** The history of the value on a line of the YAML, or of the next line that ends one. */
  historyAt(line: number): History | undefined {
    for (let at = line; at < line + FURTHER; at++) {
      const found = this.lines.get(at)
      if (found !== undefined) return this.history(found.path)
    }
    return undefined
  }

  history(key: string | YamlLine['path']): History | undefined {
    this.explainer ??= new Explainer(this.composed)
    try {
      return historyOf(this.explainer.explain(key), this.tree)
    } catch {
      // A value that resolving made, below an interpolation, has no key of its own.
      return undefined
    }
  }

  picture(showsHydra: boolean): Picture {
    return pictureOf(this.composed, this.tree, showsHydra)
  }

  contribution(order: number): readonly Contribution[] {
    return contributionOf(this.composed, order)
  }

  /** What a check said of its values, where they stand in the YAML. */
  problems(found: readonly ProblemData[]): readonly LineProblem[] {
    return lineProblems(this.lines, found, this.tree)
  }

  private get lines(): ReadonlyMap<number, YamlLine> {
    if (this.known === undefined) {
      const { part, resolve } = this.how
      const shown = shownPart(this.composed, { part, resolve, package: undefined })
      this.known = isContainer(shown) ? yamlLines(shown as Container, this.composed.dialect) : new Map()
    }
    return this.known
  }
}

/** A key whose value stands on the lines below it, or a text of several lines. */
const FURTHER = 50
