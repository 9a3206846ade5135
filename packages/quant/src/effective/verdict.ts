import { type Dict, equalLiteral, isDict, isTuple, type Literal } from '../literal/literal.js'
import type { Problem } from '../validity/attributes.js'
import type { Step } from '../validity/entries.js'
import { type ModelOpt, styleOf } from '../validity/modelopt.js'
import { stepsOf } from './effective-config.js'
import { type Effective, effectiveSettings, type Quantizer } from './settings.js'

/** What an overlay does to a format, as far as it can be known without running anything. */
export type Verdict =
  /** At least one enabled quantizer works otherwise than without the overlay. */
  | { readonly kind: 'effective'; readonly changed: number }
  /**
   * Nothing changes: the overlay says what the base says (`identical`), or what ModelOpt fills in anyway (`defaults`),
   * or it speaks of quantizers that are switched off (`disabled`).
   */
  | { readonly kind: 'no-op'; readonly because: 'identical' | 'defaults' | 'disabled' }
  /** ModelOpt refuses the config. */
  | { readonly kind: 'invalid'; readonly problems: readonly Problem[] }

/** Judges a format with an overlay on it against the bare format, on the quantizers of a model. */
export function judge(
  base: Dict,
  merged: Dict,
  { modelopt, quantizers }: { readonly modelopt: ModelOpt; readonly quantizers: readonly Quantizer[] },
): Verdict {
  if (equalLiteral(base, merged)) return { kind: 'no-op', because: 'identical' }
  const after = stepsOf(merged, modelopt)
  if (after.problems.length > 0) return { kind: 'invalid', problems: after.problems }
  const before = stepsOf(base, modelopt)
  if (before.problems.length === 0 && sameSteps(before.steps, after.steps))
    return { kind: 'no-op', because: 'defaults' }
  const style = styleOf(modelopt)
  const settingsBefore = effectiveSettings(quantizers, before.steps, style)
  const settingsAfter = effectiveSettings(quantizers, after.steps, style)
  const changed = settingsAfter.filter((each, at) => differs(settingsBefore[at]!, each)).length
  return changed === 0 ? { kind: 'no-op', because: 'disabled' } : { kind: 'effective', changed }
}

/** Whether two lists of steps say the same, once every default is filled in. */
export function sameSteps(a: readonly Step[], b: readonly Step[]): boolean {
  return a.length === b.length && a.every((step, at) => equalLiteral(literalOfStep(step), literalOfStep(b[at]!)))
}

/**
 * A text that two configs share exactly when every quantizer of the model does the same under both: what duplicate
 * jobs of a sweep are found by.
 */
export function fingerprint(effective: readonly Effective[]): string {
  return effective.map((each) => activeText(each)).join('\n')
}

function differs(a: Effective, b: Effective): boolean {
  return activeText(a) !== activeText(b)
}

/** Only what runs counts: the attributes of a quantizer that is off do not. */
function activeText({ settings }: Effective): string {
  return settings.map(({ enabled, attributes }) => (enabled ? canonical(attributes) : 'off')).join(' | ')
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

function literalOfStep(step: Step): Literal {
  return [step.pattern, step.parentClass ?? null, (step.attributes ?? null) as Literal, step.enable ?? true]
}
