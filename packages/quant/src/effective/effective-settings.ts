import { globMatcher } from '@hydraconf/core'
import { Dict, isDict, sameLiteral, Tuple } from '../literal/literal.js'
import { type ModelOpt, styleOf } from '../release/version.js'
import { defaultAttributes } from '../validity/attributes.js'
import type { Step } from '../validity/entries.js'

/** A quantizer of a model, by its full name, inside a quantized module. */
export interface Quantizer {
  /** `model.layers.0.mlp.up_proj.weight_quantizer` */
  readonly name: string
  /** The class that ModelOpt gives the module: `QuantLinear`. */
  readonly parent: string
}

/** What one quantizer does in the end. */
export interface Setting {
  readonly enabled: boolean
  readonly attributes: Dict
}

/** One quantizer, or several that are applied one after another, each of which may be such a sequence again. */
export type Chain = Setting | readonly Chain[]

export interface Effective {
  readonly quantizer: Quantizer
  readonly chain: Chain
  /** The settings of the chain, in order. */
  readonly settings: readonly Setting[]
  readonly isSequence: boolean
  /** The step that matched last, an index into the steps; undefined: none did. */
  readonly setBy: number | undefined
  /** Every step that matched, in order. */
  readonly matched: readonly number[]
}

/**
 * What each quantizer of a model does under the steps of a config: every step acts on the quantizers that it matches, as
 * the steps before it left them.
 *
 * - With attributes a step replaces all of them; what it does not say goes to its default.
 * - Without attributes (0.44 and newer) it only moves the switch; the attributes stay.
 * - Until 0.43 the switch is one of the attributes. Since 0.44 it is the entry's own, and on unless it says otherwise;
 *   `enable` among the attributes counts for nothing.
 * - A list of attributes makes a sequence of quantizers. Until 0.43 the next list replaces it; since 0.44 that lands in
 *   each item, whose names (`weight_quantizer.0`) match where the whole does, and one mapping makes it one quantizer again.
 */
export function effectiveSettings(
  quantizers: readonly Quantizer[],
  steps: readonly Step[],
  modelopt: ModelOpt,
): readonly Effective[] {
  const isList = styleOf(modelopt) === 'list'
  const matchers = steps.map(({ pattern }) => matcherOf(pattern, isList))
  return quantizers.map((quantizer) => {
    let chain: Chain = initialSetting(quantizer, modelopt)
    let isLocked = isTokenInput(quantizer)
    const matched: number[] = []
    for (const [at, step] of steps.entries()) {
      // Most steps are about others. Items of a sequence have names of their own.
      if (!isSequence(chain) && !matchers[at]!(quantizer.name)) continue
      const target: Target = { name: quantizer.name, parent: quantizer.parent, isItem: false }
      const apply = isList ? entryApplied : dictApplied
      const next = apply(step, matchers[at]!, chain, target)
      if (next === undefined) continue
      matched.push(at)
      // A sequence is made of new quantizers, which nobody locked.
      if (isSequence(next)) isLocked = false
      chain = isLocked ? { ...(next as Setting), enabled: false } : next
    }
    return {
      quantizer,
      chain,
      settings: settingsIn(chain),
      isSequence: isSequence(chain),
      setBy: matched.at(-1),
      matched,
    }
  })
}

type Matcher = (name: string) => boolean

/** Patterns come again in every format and job. */
const matchers = { dict: new Map<string, Matcher>(), list: new Map<string, Matcher>() }

/** In the list style a numbered name matches as the plain one too. */
function matcherOf(pattern: string, isList: boolean): Matcher {
  const kept = isList ? matchers.list : matchers.dict
  const known = kept.get(pattern)
  if (known !== undefined) return known
  const test = globMatcher(pattern)
  const answers = new Map<string, boolean>()
  const matcher: Matcher = (name) => {
    let answer = answers.get(name)
    if (answer === undefined) {
      if (answers.size >= MOST_CACHED) answers.clear()
      answer = test(name) || (isList && test(withoutNumber(name)))
      answers.set(name, answer)
    }
    return answer
  }
  kept.set(pattern, matcher)
  return matcher
}

const MOST_CACHED = 10_000

interface Target {
  readonly name: string
  readonly parent: string
  /** An item of a sequence: the module that holds it is the sequence, not the layer. */
  readonly isItem: boolean
}

function isSequence(chain: Chain): chain is readonly Chain[] {
  return Array.isArray(chain)
}

function settingsIn(chain: Chain): readonly Setting[] {
  return isSequence(chain) ? chain.flatMap(settingsIn) : [chain]
}

/**
 * A step on a quantizer, and on the items of the sequence that it was before, which are looked at afterwards. Undefined:
 * it matches none of them.
 */
function entryApplied(step: Step, matches: Matcher, chain: Chain, target: Target): Chain | undefined {
  const { name, parent, isItem } = target
  const isHeld = step.parentClass === undefined || (!isItem && step.parentClass === classOf(parent))
  const isHit = isHeld && matches(name)
  const whole = isHit ? entrySet(step, chain) : chain
  // One quantizer, or a sequence that was just made: its items are not there yet when the names are gone through.
  if (!isSequence(chain) || !isSequence(whole)) return isHit ? whole : undefined
  const items = whole.map((item, at) =>
    entryApplied(step, matches, item, { name: `${name}.${at}`, parent, isItem: true }),
  )
  if (!isHit && items.every((item) => item === undefined)) return undefined
  return items.map((item, at) => item ?? whole[at]!)
}

function entrySet({ attributes, enable = true }: Step, chain: Chain): Chain {
  if (attributes === undefined) return switched(chain, enable)
  if (attributes instanceof Dict) return { enabled: enable, attributes }
  if (!isSequence(chain)) return attributes.map((each) => ({ enabled: enable, attributes: each }))
  // As many as both have: a longer list leaves its rest, a shorter one the items behind it.
  return chain.map((item, at) => {
    const each = attributes[at]
    return each === undefined ? item : overwritten(item, { enabled: enable, attributes: each })
  })
}

function switched(chain: Chain, enabled: boolean): Chain {
  return isSequence(chain) ? chain.map((item) => switched(item, enabled)) : { ...chain, enabled }
}

function overwritten(chain: Chain, setting: Setting): Chain {
  return isSequence(chain) ? chain.map((item) => overwritten(item, setting)) : setting
}

/** A step of the dict style. Undefined: it does not match. */
function dictApplied(step: Step, matches: Matcher, chain: Chain, { name, parent }: Target): Chain | undefined {
  const { parentClass, attributes } = step
  if (parentClass !== undefined && parentClass !== classOf(parent)) return undefined
  if (!matches(name)) return undefined
  if (attributes === undefined) return chain
  if (!(attributes instanceof Dict)) return attributes.map(dictSetting)
  return isSequence(chain) ? chain.map(() => dictSetting(attributes)) : dictSetting(attributes)
}

function dictSetting(attributes: Dict): Setting {
  return {
    enabled: attributes.get('enable') !== false,
    attributes: isMicroscaled(attributes) ? attributes.with('pass_through_bwd', true) : attributes,
  }
}

/** An MX format: dynamic blocks with power-of-two scales. Until 0.43 its gradient passes through whatever is asked. */
function isMicroscaled(attributes: Dict): boolean {
  const blocks = attributes.get('block_sizes')
  return isDict(blocks) && blocks.get('type') === 'dynamic' && sameLiteral(blocks.get('scale_bits') ?? null, E8M0)
}

const E8M0 = new Tuple([8n, 0n])

/** `nn.Linear` for ModelOpt's `QuantLinear`. */
function classOf(parent: string): string {
  return parent.replace(/^Quant/, 'nn.')
}

/** Experts that share a module have numbered quantizers, and so have sequences: they go by the plain name too. */
function withoutNumber(name: string): string {
  return name.replace(/(weight_quantizer|input_quantizer)s?\.\d+(?=$|\.)/g, '$1')
}

/** Token ids are no numbers to quantize: what an embedding reads stays off, whatever a pattern says. */
function isTokenInput({ name, parent }: Quantizer): boolean {
  return parent === 'QuantEmbedding' && name.endsWith('input_quantizer')
}

/** What a quantizer does before any step: INT8, weights per output channel; outputs (and what an embedding reads) off. */
function initialSetting({ name, parent }: Quantizer, modelopt: ModelOpt): Setting {
  const attributes = builtAttributes(modelopt)
  const isEmbedding = parent === 'QuantEmbedding'
  if (name.endsWith('output_quantizer')) return { enabled: false, attributes }
  if (name.endsWith('weight_quantizer')) {
    return { enabled: true, attributes: isEmbedding ? attributes : attributes.with('axis', 0n) }
  }
  return { enabled: !isEmbedding, attributes }
}

function builtAttributes(modelopt: ModelOpt): Dict {
  const known = built.get(modelopt)
  if (known !== undefined) return known
  const attributes = defaultAttributes(modelopt)
  built.set(modelopt, attributes)
  return attributes
}

const built = new Map<ModelOpt, Dict>()
