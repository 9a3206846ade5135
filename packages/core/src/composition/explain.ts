import { dialectOf } from '../dialect/dialects.js'
import { following } from '../interpolation/dereference.js'
import type { EvaluationOptions } from '../interpolation/evaluation-options.js'
import { variableNamed } from '../interpolation/variables.js'
import { mergeAll } from '../merge/merge.js'
import { keyNotComposed } from '../messages/composition.js'
import { closeMatches } from '../text/close-matches.js'
import { raise } from '../text/errors.js'
import type { ConfigNode, Follow } from '../value/config-node.js'
import { keyOf, map } from '../value/constructors.js'
import { equalValues } from '../value/equality.js'
import { type Key, type KeyId, keyId } from '../value/key.js'
import { fullKey, keyText, pathOf, splitKey } from '../value/path.js'
import type { Template } from '../value/template.js'
import type { MapValue, Value } from '../value/value.js'
import { closed } from './apply-overrides.js'
import { applyVariable, type GivenVariable } from './apply-variables.js'
import type { Composition } from './composition.js'
import { EditHistory, valueAt } from './edit-history.js'
import type { Explanation, SourceOf, Step } from './explanation.js'
import { inclusionPaths } from './inclusion-path.js'
import { locateKey, locateKeyFrom } from './locate-key.js'
import type { Masking } from './masking.js'
import { stagesOfKey } from './stages-of-key.js'
import { callsIn, referencesIn } from './static-references.js'

/** What an explanation is read from: the stages of a composition, and what its interpolations are resolved with. */
export interface Explainable extends Pick<Composition, 'config' | 'intent' | 'layers' | 'list' | 'tree' | 'variables'> {
  readonly evaluation: EvaluationOptions
  /** What is not to be shown of it; unless told, all is. */
  readonly masking?: Masking | undefined
  /** The same, as it may be shown. */
  readonly masked?: Pick<Explainable, 'config' | 'evaluation'> | undefined
}

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
 * Explains any number of keys of one composition. To explain is to compose once more, step by step: that is done for each key of
 * the root below which something is asked for, and for all of them at once only where one hangs on another.
 */
export class Explainer {
  private readonly composed: Explainable
  /** Finds what interpolations stand for, as it may be shown. */
  private readonly follow: Follow
  /** What the layers came to, one after the other: by the key of the root that was asked for, and as a whole. */
  private readonly stagesByKey = new Map<KeyId, readonly MapValue[]>()
  private stages: readonly MapValue[] | undefined
  /** What is done to the merged config, made when it is first asked for. */
  private changes: Changes | undefined
  private routes: ReturnType<typeof inclusionPaths> | undefined
  private readonly open = new Set<string>()
  /** What was explained in full, whichever key asked for it. */
  private readonly kept = new Map<string, Explanation>()
  private unfinished = 0

  constructor(composed: Explainable) {
    this.composed = composed
    this.follow = following((composed.masked ?? composed).evaluation)
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
    return this.composed.masking?.explanation(explanation, path) ?? explanation
  }

  private stepsOf(path: readonly Key[]): readonly Step[] {
    const { layers, list, tree } = this.composed
    const stages = this.stagesOf(path)
    this.routes ??= inclusionPaths(tree, list)
    const steps: Step[] = []
    let before: Value | undefined
    for (const [at, layer] of layers.entries()) {
      const made = valueAt(stages[at]!, path)
      const says = valueAt(layer.value, path)
      const changed = made !== before
      const route = this.routes.get(layer.entry) ?? []
      if (changed || says !== undefined) steps.push({ kind: 'layer', layer, route, says, made, changed })
      before = made
    }
    before = this.addChanges(steps, path, before)
    const made = valueAt(this.composed.config, path)
    if (isDescribed(path, made, before)) steps.push({ kind: 'run', made })
    return steps
  }

  /** What variables and overrides did, and what the key was then. */
  private addChanges(steps: Step[], path: readonly Key[], merged: Value | undefined): Value | undefined {
    const { variables, intent } = this.composed
    if (variables.length === 0 && intent.edits.length === 0) return merged
    this.changes ??= changesOf(this.composed, this.stages?.at(-1))
    let before = valueAt(this.changes.merged, path)
    for (const { variable, config } of this.changes.variables) {
      const made = valueAt(config, path)
      if (made !== before) steps.push({ kind: 'variable', variable, made })
      before = made
    }
    const edits = this.changes.edits.changesAt(path)
    for (const change of edits) steps.push({ kind: 'edit', ...change })
    return edits.length > 0 ? edits.at(-1)!.made : before
  }

  private stagesOf([first]: readonly Key[]): readonly MapValue[] {
    if (first === undefined || this.stages !== undefined) return this.allStages()
    const id = keyId(first)
    const { layers, evaluation } = this.composed
    const stages = this.stagesByKey.get(id) ?? stagesOfKey(layers, first, evaluation.dialect) ?? this.allStages()
    this.stagesByKey.set(id, stages)
    return stages
  }

  private allStages(): readonly MapValue[] {
    this.stages ??= stagesOf(this.composed)
    return this.stages
  }

  private resolved(node: ConfigNode): Value | undefined {
    try {
      const { config } = this.composed.masked ?? this.composed
      return this.follow(locateKey(config, pathOf(node)).node).value
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
    if (name === 'oc.env' && arg !== undefined) {
      const found = variableNamed(arg, this.composed.evaluation)
      return { kind: 'env', name: arg, value: found?.value, file: found?.file }
    }
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

interface Changes {
  /** The config that they begin with. */
  readonly merged: MapValue
  readonly variables: readonly { readonly variable: GivenVariable; readonly config: MapValue }[]
  readonly edits: EditHistory
}

/** Composing once more made the values of overrides anew: what the run says of itself is told by value, and only in `hydra`. */
function isDescribed([first]: readonly Key[], made: Value | undefined, before: Value | undefined): boolean {
  if (first !== 'hydra' || made === before) return false
  return made === undefined || before === undefined || !equalValues(made, before)
}

/** Merges once more, keeping what the configs came to, up to each of them. */
function stagesOf({ layers, evaluation }: Pick<Explainable, 'layers' | 'evaluation'>): readonly MapValue[] {
  const options = { follow: following(evaluation), dialect: evaluation.dialect }
  let made = map([])
  return layers.map(({ value }) => {
    made = mergeAll([made, value], options) as MapValue
    return made
  })
}

function changesOf({ layers, variables, intent, evaluation }: Explainable, known: MapValue | undefined): Changes {
  const options = { follow: following(evaluation), dialect: evaluation.dialect }
  const merged = known ?? (mergeAll([map([]), ...layers.map(({ value }) => value)], options) as MapValue)
  let made = closed(merged)
  const given = variables.map((variable) => {
    made = applyVariable(made, variable, options)
    return { variable, config: made }
  })
  return { merged, variables: given, edits: new EditHistory(made, intent.edits, options) }
}

/** Full keys beside it that may be meant. */
function keysLike(node: ConfigNode, part: string): readonly string[] {
  const { value } = node
  if (value.kind !== 'map') return []
  const names = [...value.items.keys()].map((id) => keyText(keyOf(value, id)))
  const above = fullKey(node)
  return closeMatches(part, names).map((name) => (above === '' ? name : `${above}.${name}`))
}
