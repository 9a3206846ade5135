import type { Composing } from '@hydraconf/check'
import {
  type Composed,
  describeOrigin,
  explainAll,
  HydraconfError,
  type MapValue,
  type Origin,
  readOverrides,
  type Source,
} from '@hydraconf/core'
import type { DocumentLink } from 'vscode-languageserver'
import { positionAt } from '../documents/positions.js'
import { uriOfPath } from '../documents/uris.js'
import type { Tree } from '../trees/tree.js'

/** A composed config as a text, and where its lines are written. */
export interface ComposedView {
  /** Of what does not compose, as it composed last; empty where it never did. */
  readonly text: string
  /** Under each place beside a value the file, with line and column behind `#`. */
  readonly links: readonly DocumentLink[]
  /** Why it does not compose. */
  readonly error: string | undefined
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

/** What is looked at in a tree, as YAML with the place of each value beside it; other overrides or another commit on request. */
export async function composedView(
  tree: Tree,
  view: Composing | undefined,
  options: ComposedOptions,
): Promise<ComposedView> {
  if (view === undefined) return refused('The tree has no primary config.')
  try {
    const { overrides, commit } = options
    const composing =
      overrides === undefined
        ? view
        : { ...view, overrides: readOverrides(overrides, tree.environment, view.configName) }
    if (commit === undefined) return viewOf(composing, tree, options)
    // The lines of its places are not those of the files.
    return { ...viewOf(composing, await tree.atCommit(commit), options), links: [] }
  } catch (error) {
    if (error instanceof HydraconfError) return refused(error.message)
    throw error
  }
}

function viewOf(composing: Composing, tree: Tree, options: ComposedOptions): ComposedView {
  const made = tree.compose(composing)
  if (!(made instanceof HydraconfError)) return shownAs(made, tree, options)
  const before = tree.composeSound(composing)
  return before === undefined ? refused(made.message) : { ...shownAs(before, tree, options), error: made.message }
}

function refused(error: string): ComposedView {
  return { text: '', links: [], error }
}

function shownAs(made: Composed, tree: Tree, { resolve = false, plain = false }: ComposedOptions): ComposedView {
  const composed = made.masked
  if (plain) return { text: composed.yaml({ resolve }), links: [], error: undefined }
  return withPlaces(resolve ? composed.resolve(composed.job) : composed.job, composed, tree)
}

function withPlaces(config: MapValue, { dialect }: Composed, tree: Tree): ComposedView {
  const files = new Map<Source, ShownFile>()
  const fileOf = (source: Source): ShownFile => {
    const known = files.get(source) ?? shownFile(source, tree)
    files.set(source, known)
    return known
  }
  const shown = new Map<Origin, string>()
  const show = (origin: Origin): string => {
    const { source } = origin
    const place = describeOrigin(origin).replace(source.name, fileOf(source).name)
    shown.set(origin, place)
    return place
  }
  const origins = new Map<number, Origin>()
  const placed = (origin: Origin, line: number): void => void origins.set(line, origin)
  const text = explainAll(config, { show, placed, dialect })
  const lines = text.split('\n')
  const links: DocumentLink[] = []
  for (const [line, origin] of origins) {
    const { uri } = fileOf(origin.source)
    if (uri === undefined) continue
    const end = lines[line]!.length
    const range = { start: { line, character: end - shown.get(origin)!.length }, end: { line, character: end } }
    const at = positionAt(origin.source, origin.start)
    links.push({ range, target: `${uri}#L${at.line + 1},${at.character + 1}` })
  }
  return { text, links, error: undefined }
}

/** How a text is named beside its values, and where it is; a config has thousands of values from a few. */
interface ShownFile {
  readonly name: string
  /** Undefined for what is no file. */
  readonly uri: string | undefined
}

function shownFile(source: Source, tree: Tree): ShownFile {
  const path = tree.pathOfSource(source)
  if (path === undefined) return { name: source.name, uri: undefined }
  return { name: tree.shownPath(path), uri: uriOfPath(path) }
}
