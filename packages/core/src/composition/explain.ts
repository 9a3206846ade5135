import { dialectOf } from '../dialect/dialects.js'
import type { Override } from '../grammar/override.js'
import { following } from '../interpolation/dereference.js'
import type { EvaluationOptions } from '../interpolation/evaluation-options.js'
import { mergeAll } from '../merge/merge.js'
import { keyNotComposed } from '../messages/composition.js'
import { closeMatches } from '../text/close-matches.js'
import { raise } from '../text/errors.js'
import type { Origin } from '../text/source.js'
import type { ConfigNode, Follow } from '../value/config-node.js'
import { keyOf, map } from '../value/constructors.js'
import { equalValues } from '../value/equality.js'
import type { Key } from '../value/key.js'
import { fullKey, keyText, pathOf, splitKey } from '../value/path.js'
import type { Template } from '../value/template.js'
import type { MapValue, Value } from '../value/value.js'
import { closed } from './apply-overrides.js'
import type { Composition, Layer } from './composition.js'
import { EditHistory, valueAt } from './edit-history.js'
import { type InclusionStep, inclusionPaths } from './inclusion-path.js'
import { locateKey, locateKeyFrom } from './locate-key.js'
import { callsIn, referencesIn } from './static-references.js'

/** What an explanation is read from: the stages of a composition, and what its interpolations are resolved with. */
export interface Explainable extends Pick<Composition, 'config' | 'intent' | 'layers' | 'list' | 'tree'> {
  readonly evaluation: EvaluationOptions
}

/** Why a key of a composed config has the value it has. */
export interface Explanation {
  /** As messages write it: `optim.betas[0]`. */
  readonly key: string
  /** As composed: an interpolation is one. */
  readonly value: Value
  /** What an interpolation stands for; undefined where it fails, and for any other value. */
  readonly resolved: Value | undefined
  /** Where the value was written. */
  readonly origin: Origin
  /** What happened to it, in order; the last one that changed it made it what it is. */
  readonly steps: readonly Step[]
  /** What it refers to, each in turn explained. */
  readonly sources: readonly SourceOf[]
}

/** Something on the way of a value. */
export type Step = LayerStep | EditStep | RunStep

/** A config that says something about the key. */
export interface LayerStep {
  readonly kind: 'layer'
  readonly layer: Layer
  /** How the config came in: from the primary config down through the defaults lists. */
  readonly route: readonly InclusionStep[]
  /** What it says: undefined where it only replaced something around the key. */
  readonly says: Value | undefined
  /** What the key was from there on; undefined: gone. */
  readonly made: Value | undefined
  /** False where it gave way: `???` gives way to any value. */
  readonly changed: boolean
}

/** An override of the command line that changed it. */
export interface EditStep {
  readonly kind: 'edit'
  readonly override: Override
  readonly made: Value | undefined
}

/** The run described itself here: `hydra.runtime`, `hydra.job`, … */
export interface RunStep {
  readonly kind: 'run'
  readonly made: Value | undefined
}

/** What an interpolation reads. */
export type SourceOf =
  | { readonly kind: 'key'; readonly explanation: Explanation }
  | { readonly kind: 'env'; readonly name: string; readonly value: string | undefined }
  | { readonly kind: 'resolver'; readonly name: string }
  /** Explained further up: the values refer to each other. */
  | { readonly kind: 'circle'; readonly key: string }
  /** Not explained here: it stands at the end of a very long chain. */
  | { readonly kind: 'further'; readonly key: string }

/**
 * Why a key has its value: where that was written, what every config and override on the way said, how each of those
 * configs came in, and what an interpolation reads. Asks the kept stages of the composition; nothing was recorded.
 *
 * @throws ConfigKeyError for a key that the config does not have
 */
export function explain(composed: Explainable, key: string | readonly Key[]): Explanation {
  return new Explainer(composed).explain(key)
}

/** A chain of interpolations is explained down to here; what is further is only named. */
const MAX_DEPTH = 200

/**
 * Explains any number of keys of one composition. To explain is to compose once more, step by step: that is done for the
 * first key that needs it, and kept for the others.
 */
export class Explainer {
  private readonly composed: Explainable
  private readonly follow: Follow
  /** What the configs and the edits made, step by step, made when it is first asked for. */
  private history: History | undefined
  private readonly open = new Set<string>()
  /** What was explained in full, whichever key asked for it. */
  private readonly kept = new Map<string, Explanation>()
  private unfinished = 0

  constructor(composed: Explainable) {
    this.composed = composed
    this.follow = following(composed.evaluation)
  }

  /**
   * A key as it is typed, `optim.betas[0]`, or the keys of a path: one with a dot in it has no other name.
   *
   * @throws ConfigKeyError for a key that the config does not have
   */
  explain(of: string | readonly Key[]): Explanation {
    const path = typeof of === 'string' ? splitKey(of, dialectOf(this.composed.evaluation.dialect).keys) : of
    const { node, rest } = locateKey(this.composed.config, path)
    if (rest.length > 0 && node.value.kind !== 'interpolation') {
      const key = path.map(keyText).join('.')
      throw raise(keyNotComposed({ key, near: keysLike(node, rest[0]!) }))
    }
    return this.explanationOf(node, rest)
  }

  private explanationOf(node: ConfigNode, rest: readonly string[]): Explanation {
    const name = [...pathOf(node), '', ...rest].map((key) => `${typeof key} ${keyText(key)}`).join('\n')
    const known = this.kept.get(name)
    if (known !== undefined) return known
    const unfinished = this.unfinished
    const explanation = this.made(node, rest)
    // One that ends in a circle ends elsewhere when another key asks.
    if (this.unfinished === unfinished) this.kept.set(name, explanation)
    return explanation
  }

  private made(node: ConfigNode, rest: readonly string[]): Explanation {
    const key = fullKey(node)
    this.open.add(key)
    const path = pathOf(node)
    const { value } = node
    const explanation = {
      key,
      value,
      resolved: value.kind === 'interpolation' ? this.resolved(node) : undefined,
      origin: value.origin,
      steps: this.stepsOf(path),
      sources: value.kind === 'interpolation' ? this.sourcesOf(node, value.template, rest) : [],
    }
    this.open.delete(key)
    return explanation
  }

  private stepsOf(path: readonly Key[]): readonly Step[] {
    this.history ??= historyOf(this.composed)
    const { stages, edits } = this.history
    const steps: Step[] = []
    let before: Value | undefined
    for (const { layer, route, config } of stages) {
      const made = valueAt(config, path)
      const says = valueAt(layer.value, path)
      const changed = made !== before
      if (changed || says !== undefined) steps.push({ kind: 'layer', layer, route, says, made, changed })
      before = made
    }
    const changes = edits.changesAt(path)
    for (const change of changes) steps.push({ kind: 'edit', ...change })
    if (changes.length > 0) before = changes.at(-1)!.made
    const made = valueAt(this.composed.config, path)
    if (isDescribed(path, made, before)) steps.push({ kind: 'run', made })
    return steps
  }

  private resolved(node: ConfigNode): Value | undefined {
    try {
      return this.follow(node).value
    } catch {
      return undefined
    }
  }

  /** `rest` is what was asked for below the interpolation: it is looked for in what that stands for. */
  private sourcesOf(node: ConfigNode, template: Template, rest: readonly string[]): readonly SourceOf[] {
    const sources: SourceOf[] = callsIn(template).map(([name, arg]) => this.callSource(name, arg))
    for (const target of this.referencesOf(node, template)) sources.push(this.keySource(target, rest))
    return sources
  }

  /** What the text names, and what the keys that it computes come to. */
  private referencesOf(node: ConfigNode, template: Template): readonly (readonly Key[])[] {
    const own = fullKey(node)
    const found = new Map(referencesIn(template, pathOf(node)).map((path) => [path.map(keyText).join('.'), path]))
    const trace = (from: ConfigNode, to: ConfigNode): void => {
      if (fullKey(from) === own) found.set(pathOf(to).map(keyText).join('.'), pathOf(to))
    }
    try {
      following({ ...this.composed.evaluation, trace })(node)
    } catch {
      // It fails: what it names is known all the same.
    }
    return [...found.values()]
  }

  private callSource(name: string, arg: string | undefined): SourceOf {
    if (name === 'oc.env' && arg !== undefined)
      return { kind: 'env', name: arg, value: this.composed.evaluation.env?.[arg] }
    if (name === 'hydra' && arg !== undefined) return this.keySource(['hydra', ...splitKey(arg)], [], name)
    return { kind: 'resolver', name }
  }

  private keySource(path: readonly Key[], rest: readonly string[], name = ''): SourceOf {
    const found = locateKey(this.composed.config, path)
    if (found.rest.length > 0 && found.node.value.kind !== 'interpolation') return { kind: 'resolver', name }
    const further = found.rest.length > 0 ? found : locateKeyFrom(found.node, rest)
    const key = fullKey(further.node)
    if (this.open.has(key) || this.open.size >= MAX_DEPTH) {
      this.unfinished++
      return { kind: this.open.has(key) ? 'circle' : 'further', key }
    }
    return { kind: 'key', explanation: this.explanationOf(further.node, further.rest) }
  }
}

interface History {
  readonly stages: readonly Stage[]
  readonly edits: EditHistory
}

/** What the configs came to, up to one of them. */
interface Stage extends Pick<LayerStep, 'layer' | 'route'> {
  readonly config: MapValue
}

/** Composing once more made the values of overrides anew: what the run says of itself is told by value, and only in `hydra`. */
function isDescribed([first]: readonly Key[], made: Value | undefined, before: Value | undefined): boolean {
  if (first !== 'hydra' || made === before) return false
  return made === undefined || before === undefined || !equalValues(made, before)
}

/** Composes once more, keeping what each config made. */
function historyOf({ layers, list, tree, intent, evaluation }: Explainable): History {
  const follow = following(evaluation)
  const { dialect } = evaluation
  const routes = inclusionPaths(tree, list)
  const stages: Stage[] = []
  let made = map([])
  for (const layer of layers) {
    made = mergeAll([made, layer.value], { follow, dialect }) as MapValue
    stages.push({ layer, route: routes.get(layer.entry) ?? [], config: made })
  }
  return { stages, edits: new EditHistory(closed(made), intent.edits, { follow, dialect }) }
}

/** Full keys beside it that may be meant. */
function keysLike(node: ConfigNode, part: string): readonly string[] {
  const { value } = node
  if (value.kind !== 'map') return []
  const names = [...value.items.keys()].map((id) => keyText(keyOf(value, id)))
  const above = fullKey(node)
  return closeMatches(part, names).map((name) => (above === '' ? name : `${above}.${name}`))
}
