import type { DialectName } from '../dialect/dialect.js'
import { dialectOf } from '../dialect/dialects.js'
import { mapsIn, type Override } from '../grammar/override.js'
import { MASK, type Origin, type Source, type Stretch } from '../text/source.js'
import { keyOf, list, mapOf, str } from '../value/constructors.js'
import type { Key } from '../value/key.js'
import { splitKey } from '../value/path.js'
import type { MapValue, Value } from '../value/value.js'
import type { GivenVariable } from './apply-variables.js'
import type { Composition } from './composition.js'
import type { Explanation, LayerStep, SourceOf, Step } from './explanation.js'
import { withMask } from './masked-override.js'
import { SensitiveKeys } from './sensitive-keys.js'

/** What masking is told of a composition. */
type Masked = Pick<Composition, 'config' | 'layers' | 'overrides' | 'intent'>

/**
 * What is shown of a composition with sensitive keys: everything that is printed, written or logged comes by here, through
 * `Composed.masked` or an `Explainer`; the program has the composition itself.
 */
export class Masking {
  private readonly masked = new Map<string, string>()
  private readonly texts: ReadonlyMap<Source, readonly Stretch[]>

  /** Undefined where no key of a composition is sensitive. */
  static of(composition: Masked, dialect: DialectName | undefined): Masking | undefined {
    const keys = SensitiveKeys.of(composition.config, composition.layers)
    return keys === undefined ? undefined : new Masking(keys, composition, dialect)
  }

  private constructor(
    private readonly keys: SensitiveKeys,
    private readonly composition: Masked,
    private readonly dialect: DialectName | undefined,
  ) {
    for (const override of composition.overrides) {
      const masked = this.override(override)
      if (masked !== override) this.masked.set(override.text, masked.text)
    }
    const stretches = new Map<Source, Stretch[]>()
    for (const { value } of composition.layers) this.find(value, [], stretches)
    this.texts = stretches
  }

  /** Whether a key is sensitive, or below one that is. */
  hides(path: readonly Key[]): boolean {
    return this.keys.has(path)
  }

  /** The config with masks, and with masked overrides in Hydra's node. */
  config(): MapValue {
    return this.value(this.composition.config, []) as MapValue
  }

  /** A value that stands at a place, with masks: null and what is missing are no secrets. */
  value(value: Value, path: readonly Key[]): Value {
    if (this.keys.has(path)) return hidden(value, this.overrideOrigin(value.origin))
    // What stands beside it in a masked override was written there.
    if (this.masked.size === 0 && !this.keys.hasBelow(path)) return value
    const origin = this.overrideOrigin(value.origin)
    if (value.kind === 'list') {
      const items = value.items.map((item, at) => this.value(item, [...path, BigInt(at)]))
      return list(items, origin, value.shape)
    }
    if (value.kind !== 'map') return this.leaf(value, path, origin)
    const items = [...value.items].map(([id, item]) => [id, this.value(item, [...path, keyOf(value, id)])] as const)
    return mapOf(new Map(items), value.spelled, origin, value.shape)
  }

  private leaf(value: Value, [first, second]: readonly Key[], origin: Origin): Value {
    const isOverride = first === 'hydra' && second === 'overrides' && 'value' in value
    const text = isOverride ? this.masked.get(String(value.value)) : undefined
    if (text !== undefined) return str(text, origin)
    return origin === value.origin ? value : { ...value, origin }
  }

  /** The texts of overrides, as they may be shown. */
  overrideTexts(texts: readonly string[]): readonly string[] {
    return this.masked.size === 0 ? texts : texts.map((text) => this.masked.get(text) ?? text)
  }

  /** An override whose value is not shown where it sets something sensitive. */
  override(override: Override): Override {
    if (override.value === undefined || this.choosesOption(override)) return override
    const path = splitKey(override.key.name, dialectOf(this.dialect).keys)
    const holdsMaps = mapsIn(override.value).next().done !== true
    if (!this.keys.has(path) && !(holdsMaps && this.keys.hasBelow(path))) return override
    return withMask(override)
  }

  /** The place of something, in a text in whose line nothing sensitive can be read. */
  origin(origin: Origin): Origin {
    const { source } = origin
    if (source.kind === 'override') return this.overrideOrigin(origin)
    const stretches = this.texts.get(source)
    return stretches === undefined || !isOnLine(origin, stretches) ? origin : { ...origin, hidden: stretches }
  }

  private overrideOrigin(origin: Origin): Origin {
    const { source, start } = origin
    const text = source.kind === 'override' ? this.masked.get(source.text) : undefined
    if (text === undefined) return origin
    return { source: { ...source, text }, start: Math.min(start, text.length - MASK.length), end: text.length }
  }

  /** An explanation, with masks. */
  explanation(of: Explanation, path: readonly Key[]): Explanation {
    const isHidden = this.keys.has(path)
    return {
      ...of,
      value: this.value(of.value, path),
      resolved:
        of.resolved === undefined ? undefined : isHidden ? hidden(of.resolved, of.resolved.origin) : of.resolved,
      origin: this.origin(of.origin),
      steps: of.steps.map((step) => this.step(step, path)),
      sources: isHidden ? of.sources.map(hiddenSource) : of.sources,
    }
  }

  private step(step: Step, path: readonly Key[]): Step {
    const made = step.made === undefined ? undefined : this.value(step.made, path)
    if (step.kind === 'edit') return { ...step, override: this.override(step.override), made }
    if (step.kind === 'variable') return { ...step, variable: this.variable(step.variable), made }
    if (step.kind !== 'layer') return { ...step, made }
    const says = step.says === undefined ? undefined : this.value(step.says, path)
    return { ...step, says, made } satisfies LayerStep
  }

  private variable(variable: GivenVariable): GivenVariable {
    const path = splitKey(variable.key, dialectOf(this.dialect).keys)
    return this.keys.has(path) || this.keys.hasBelow(path) ? { ...variable, text: MASK } : variable
  }

  private choosesOption({ text }: Override): boolean {
    const { choices, appends, deletions } = this.composition.intent
    return [choices, appends, deletions].some((chosen) => chosen.some((one) => one.text === text))
  }

  /** Where in files something sensitive is written. */
  private find(value: Value, path: readonly Key[], into: Map<Source, Stretch[]>): void {
    if (this.keys.has(path)) {
      const { source, start, end } = value.origin
      if (source.kind === 'override' || source.text === '') return
      const found = into.get(source) ?? []
      into.set(source, found)
      if (!found.some((one) => one.start === start)) found.push({ start, end })
    } else if (value.kind === 'list' && this.keys.hasBelow(path)) {
      for (const [at, item] of value.items.entries()) this.find(item, [...path, BigInt(at)], into)
    } else if (value.kind === 'map' && this.keys.hasBelow(path)) {
      for (const [id, item] of value.items) this.find(item, [...path, keyOf(value, id)], into)
    }
  }
}

function hidden(value: Value, origin: Origin): Value {
  return value.kind === 'null' || value.kind === 'missing' ? { ...value, origin } : str(MASK, origin)
}

function hiddenSource(source: SourceOf): SourceOf {
  if (source.kind === 'env') return { ...source, value: source.value === undefined ? undefined : MASK }
  if (source.kind !== 'key') return source
  const { explanation } = source
  return { kind: 'further', key: explanation.key }
}

function isOnLine({ source, start, end }: Origin, stretches: readonly Stretch[]): boolean {
  const from = source.text.lastIndexOf('\n', start - 1)
  const to = source.text.indexOf('\n', end)
  return stretches.some((one) => one.end > from && (to === -1 || one.start < to))
}
