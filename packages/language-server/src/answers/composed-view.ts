import type { Composing } from '@hydraconf/check'
import {
  type Composed,
  describeOrigin,
  explainAll,
  HydraconfError,
  type MapValue,
  type Origin,
  parseOverrides,
  type Source,
} from '@hydraconf/core'
import type { Tree } from '../trees/tree.js'

/** A composed config as a text, and where its lines are written. */
export interface ComposedView {
  readonly text: string
  /** Why there is only the refusal to show. */
  readonly error: string | undefined
}

/** Which composition is shown, and how. */
export interface ComposedOptions {
  readonly overrides?: readonly string[] | undefined
  /** Interpolations as what they stand for. */
  readonly resolve?: boolean | undefined
  /** Without the places beside the values. */
  readonly plain?: boolean | undefined
}

/** What is looked at in a tree, as YAML with the place of each value beside it; other overrides on request. */
export function composedView(tree: Tree, view: Composing | undefined, options: ComposedOptions): ComposedView {
  if (view === undefined) return { text: '', error: 'The tree has no primary config.' }
  try {
    const { overrides, resolve = false, plain = false } = options
    const composing = overrides === undefined ? view : { ...view, overrides: parseOverrides(overrides) }
    const made = tree.compose(composing)
    if (made instanceof HydraconfError) throw made
    const composed = made.masked
    const shown = resolve ? composed.resolve(composed.job) : composed.job
    return { text: plain ? composed.yaml({ resolve }) : withPlaces(shown, composed, tree), error: undefined }
  } catch (error) {
    if (error instanceof HydraconfError) return { text: '', error: error.message }
    throw error
  }
}

function withPlaces(config: MapValue, { dialect }: Composed, tree: Tree): string {
  const names = new Map<Source, string>()
  const nameOf = (source: Source): string => {
    const path = tree.pathOfSource(source)
    return path === undefined ? source.name : tree.shownPath(path)
  }
  const show = (origin: Origin): string => {
    const { source } = origin
    const name = names.get(source) ?? nameOf(source)
    names.set(source, name)
    return describeOrigin(origin).replace(source.name, name)
  }
  return explainAll(config, { show, dialect })
}
