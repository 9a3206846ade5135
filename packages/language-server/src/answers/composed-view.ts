import type { Composing } from '@hydraconf/check'
import {
  type Composed,
  describeOrigin,
  type ExplainedText,
  ExplainedTexts,
  HydraconfError,
  type Origin,
  readOverrides,
  type Source,
  unlessRefused,
} from '@hydraconf/core'
import { positionAt } from '../documents/positions.js'
import { uriOfPath } from '../documents/uris.js'
import type { Tree } from '../trees/tree.js'

/** A composed config as a text. */
export interface ComposedView {
  /** Of what does not compose, as it composed last; empty where it never did. */
  readonly text: string
  /** Why it does not compose. */
  readonly error: string | undefined
}

/** Where the values of a composed config are written: of each place beside a value in its text. */
export interface ComposedPlaces {
  /** The URIs of the files. */
  readonly files: readonly string[]
  /**
   * Six numbers for each place: its line in the text, the column where it begins, and its length; which of the files it is in, and
   * the line and column there. All from 0, in UTF-16 units.
   */
  readonly places: readonly number[]
}

/** Which composition is shown, and how. */
export interface ComposedOptions {
  readonly overrides?: readonly string[] | undefined
  /** Interpolations as what they stand for. */
  readonly resolve?: boolean | undefined
  /** Without the places beside the values. */
  readonly plain?: boolean | undefined
  /** The configs as this commit has them: `HEAD`, `main~2`. */
  readonly commit?: string | undefined
}

/** Shows what is looked at in trees, as YAML with the place of each value beside it; other overrides or another commit on request. */
export class ComposedViews {
  /** What did not change is not written again. */
  private readonly texts = new WeakMap<Tree, ExplainedTexts>()

  async view(tree: Tree, view: Composing | undefined, options: ComposedOptions): Promise<ComposedView> {
    if (view === undefined) return refused('The tree has no primary config.')
    try {
      const at = await treeAt(tree, options)
      const { shown, error } = composedAs(composingOf(tree, view, options), at)
      return shown === undefined ? refused(error!) : { text: this.textOf(shown.masked, at, options), error }
    } catch (error) {
      if (error instanceof HydraconfError) return refused(error.message)
      throw error
    }
  }

  /** None where the text has no places, and of a commit: the lines of its files are not those that there are. */
  places(tree: Tree, view: Composing | undefined, options: ComposedOptions): ComposedPlaces {
    if (view === undefined || options.plain || options.commit !== undefined) return NO_PLACES
    const shown = unlessRefused(() => composedAs(composingOf(tree, view, options), tree).shown)
    if (shown === undefined) return NO_PLACES
    return unlessRefused(() => placesIn(this.explained(shown.masked, tree, options), tree)) ?? NO_PLACES
  }

  private textOf(composed: Composed, tree: Tree, options: ComposedOptions): string {
    const { resolve = false, plain = false } = options
    return plain ? composed.yaml({ resolve }) : this.explained(composed, tree, options).text
  }

  private explained(composed: Composed, tree: Tree, { resolve = false }: ComposedOptions): ExplainedText {
    const known = this.texts.get(tree)
    const texts = known ?? new ExplainedTexts({ show: (origin) => shownPlace(origin, tree), dialect: composed.dialect })
    if (known === undefined) this.texts.set(tree, texts)
    return texts.of(resolve ? composed.resolve(composed.job) : composed.job)
  }
}

const NO_PLACES: ComposedPlaces = { files: [], places: [] }

function refused(error: string): ComposedView {
  return { text: '', error }
}

async function treeAt(tree: Tree, { commit }: ComposedOptions): Promise<Tree> {
  return commit === undefined ? tree : tree.atCommit(commit)
}

function composingOf(tree: Tree, view: Composing, { overrides }: ComposedOptions): Composing {
  if (overrides === undefined) return view
  return { ...view, overrides: readOverrides(overrides, tree.environment, view.configName) }
}

/** A composition; while it is refused, the one before. */
function composedAs(composing: Composing, tree: Tree): { shown: Composed | undefined; error: string | undefined } {
  const made = tree.compose(composing)
  if (!(made instanceof HydraconfError)) return { shown: made, error: undefined }
  return { shown: tree.composeSound(composing), error: made.message }
}

/** As people name the file, from the folder of the project. */
function shownPlace(origin: Origin, tree: Tree): string {
  const { source } = origin
  const path = tree.pathOfSource(source)
  return path === undefined ? describeOrigin(origin) : describeOrigin(origin).replace(source.name, tree.shownPath(path))
}

function placesIn(explained: ExplainedText, tree: Tree): ComposedPlaces {
  const files: string[] = []
  const known = new Map<Source, number>()
  const fileOf = (source: Source): number => {
    const path = tree.pathOfSource(source)
    const at = path === undefined ? NO_FILE : files.push(uriOfPath(path)) - 1
    known.set(source, at)
    return at
  }
  const places: number[] = []
  for (const { line, column, length, origin } of explained.places()) {
    const file = known.get(origin.source) ?? fileOf(origin.source)
    if (file === NO_FILE) continue
    const at = positionAt(origin.source, origin.start)
    places.push(line, column, length, file, at.line, at.character)
  }
  return { files, places }
}

/** Of an override, or what Hydra itself brings. */
const NO_FILE = -1
