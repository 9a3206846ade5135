import {
  describeOrigin,
  type Explanation,
  inline,
  pythonText,
  type SourceOf,
  type Step,
  type Value,
  variableText,
} from '@hydraconf/core'
import type { PageTree } from './page-tree.js'
import { type Place, placeOf } from './place.js'

/** Why a key has its value, as data for the page. */
export interface History {
  readonly key: string
  readonly value: string
  /** What an interpolation stands for. */
  readonly resolved: string | undefined
  readonly place: Place
  /** Every layer that said something, in order; the last that changed it made it what it is. */
  readonly steps: readonly HistoryStep[]
  readonly sources: readonly HistorySource[]
}

export interface HistoryStep {
  readonly kind: Step['kind']
  /** What it says, or made of it. */
  readonly says: string
  readonly isGone: boolean
  /** False where it gave way. */
  readonly changed: boolean
  readonly label: string
  readonly place: Place | undefined
  /** From the primary config down through the defaults lists. */
  readonly route: readonly { readonly label: string; readonly place: Place | undefined }[]
}

/** What an interpolation reads. */
export type HistorySource =
  | { readonly kind: 'key'; readonly history: History }
  | { readonly kind: 'env' | 'resolver' | 'circle' | 'further'; readonly name: string; readonly isSet: boolean }

export function historyOf(explanation: Explanation, tree: PageTree): History {
  const { key, value, resolved, origin, steps, sources } = explanation
  return {
    key,
    value: inline(value),
    resolved: resolved === undefined ? undefined : shown(resolved),
    place: placeOf(origin, tree),
    steps: steps.map((step) => stepOf(step, tree)),
    sources: sources.map((source) => sourceOf(source, tree)),
  }
}

function stepOf(step: Step, tree: PageTree): HistoryStep {
  const { kind, made } = step
  const said = kind === 'layer' ? (step.says ?? made) : made
  const about = { kind, says: said === undefined ? '' : inline(said), isGone: said === undefined }
  if (kind === 'edit') {
    const { text, origin } = step.override
    return { ...about, changed: true, label: text, place: placeOf(origin, tree), route: [] }
  }
  if (kind === 'variable')
    return { ...about, changed: true, label: variableText(step.variable), place: undefined, route: [] }
  if (kind === 'run') return { ...about, changed: true, label: 'the run itself', place: undefined, route: [] }
  const { entry } = step.layer
  return {
    ...about,
    changed: step.changed,
    label: step.says === undefined ? entry.configPath : describeOrigin(step.says.origin),
    place: step.says === undefined ? undefined : placeOf(step.says.origin, tree),
    route: step.route.map(({ label, origin }) => ({
      label,
      place: origin.source.kind === 'program' ? undefined : placeOf(origin, tree),
    })),
  }
}

function sourceOf(source: SourceOf, tree: PageTree): HistorySource {
  switch (source.kind) {
    case 'key':
      return { kind: 'key', history: historyOf(source.explanation, tree) }
    case 'env':
      return { kind: 'env', name: source.name, isSet: source.value !== undefined }
    case 'resolver':
      return { kind: 'resolver', name: source.name, isSet: true }
    case 'circle':
    case 'further':
      return { kind: source.kind, name: source.key, isSet: true }
  }
}

function shown(value: Value): string {
  return value.kind === 'map' || value.kind === 'list' ? inline(value) : pythonText(value)
}
