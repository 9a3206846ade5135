import { type Dict, equalLiteral, isDict, isTuple, type Literal } from '../literal/literal.js'
import { isSince, type ModelOpt } from '../release/version.js'
import type { Problem } from '../validity/attributes.js'
import type { Step } from '../validity/entries.js'
import type { Effective, Quantizer } from './effective-settings.js'
import { interpret } from './interpretation.js'

/** What an overlay does to a format, as far as it can be known without running anything. */
export type Verdict =
  /** At least one enabled quantizer works otherwise than without the overlay. */
  | { readonly kind: 'effective'; readonly changed: number }
  /**
   * Nothing changes: the overlay says what the base says (`identical`), or what ModelOpt fills in anyway (`defaults`),
   * or it speaks of quantizers that are switched off (`disabled`), or of what the device does not look at (`device`).
   */
  | { readonly kind: 'no-op'; readonly because: 'identical' | 'defaults' | 'disabled' | 'device' }
  /** ModelOpt refuses the config. */
  | { readonly kind: 'invalid'; readonly problems: readonly Problem[] }

export interface Judging {
  readonly modelopt: ModelOpt
  readonly quantizers: readonly Quantizer[]
  /** What a device makes of an enabled quantizer's attributes; left out: all of them count. */
  readonly onDevice?: ((attributes: Dict) => Dict) | undefined
}

/** Judges a format with an overlay on it against the bare format, on the quantizers of a model. */
export function judge(base: Dict, merged: Dict, { modelopt, quantizers, onDevice }: Judging): Verdict {
  if (equalLiteral(base, merged)) return { kind: 'no-op', because: 'identical' }
  const after = interpret(merged, modelopt, quantizers)
  if (after.problems.length > 0) return { kind: 'invalid', problems: after.problems }
  const before = interpret(base, modelopt, quantizers)
  if (before.problems.length > 0) return { kind: 'effective', changed: after.effective.length }
  if (sameSteps(before.steps, after.steps, modelopt)) return { kind: 'no-op', because: 'defaults' }
  if (changes(before.effective, after.effective) === 0) return { kind: 'no-op', because: 'disabled' }
  const changed = changes(before.effective, after.effective, onDevice)
  return changed === 0 ? { kind: 'no-op', because: 'device' } : { kind: 'effective', changed }
}

function changes(before: readonly Effective[], after: readonly Effective[], onDevice?: Judging['onDevice']): number {
  return after.filter((each, at) => activeText(before[at]!, onDevice) !== activeText(each, onDevice)).length
}

/**
 * Whether two lists of steps say the same, once every default is filled in. ModelOpt 0.44 fills in none: there an
 * attribute that is written out differs from one that is not.
 */
export function sameSteps(a: readonly Step[], b: readonly Step[], modelopt: ModelOpt): boolean {
  const asWritten = isSince(modelopt, '0.44') && !isSince(modelopt, '0.45')
  const literalOf = ({ pattern, parentClass, attributes, given, enable }: Step): Literal => [
    pattern,
    parentClass ?? null,
    ((asWritten ? given : attributes) ?? null) as Literal,
    enable ?? true,
  ]
  return a.length === b.length && a.every((step, at) => equalLiteral(literalOf(step), literalOf(b[at]!)))
}

/**
 * A text that two configs share exactly when every quantizer of the model does the same under both: what duplicate
 * jobs of a sweep are found by.
 */
export function fingerprint(effective: readonly Effective[], onDevice?: Judging['onDevice']): string {
  return effective.map((each) => activeText(each, onDevice)).join('\n')
}

/** Only what runs counts: the attributes of a quantizer that is off do not. */
function activeText({ settings }: Effective, onDevice: Judging['onDevice']): string {
  return settings
    .map(({ enabled, attributes }) =>
      enabled ? textOf(onDevice === undefined ? attributes : onDevice(attributes)) : 'off',
    )
    .join(' | ')
}

/** Attributes are shared by all quantizers that a step sets: each is written once. */
const texts = new WeakMap<Dict, string>()

function textOf(attributes: Dict): string {
  const known = texts.get(attributes)
  if (known !== undefined) return known
  // Its own `enable` is spoken for by the setting.
  const text = canonical(attributes.without('enable'))
  texts.set(attributes, text)
  return text
}

function canonical(literal: Literal): string {
  if (typeof literal === 'bigint' || typeof literal === 'number') return String(literal)
  if (literal === null || typeof literal === 'boolean' || typeof literal === 'string') return JSON.stringify(literal)
  if (isDict(literal)) {
    const parts = [...literal.entries()].map(([key, value]) => `${canonical(key)}: ${canonical(value)}`)
    return `{${parts.sort().join(', ')}}`
  }
  return `(${(isTuple(literal) ? literal.items : literal).map(canonical).join(', ')})`
}
