import {
  closeMatches,
  elementValue,
  entriesOf,
  keyText,
  type MapValue,
  type Override,
  pythonText,
  raise,
  settingValue,
  str,
  type Value,
  valueText,
} from '@hydraconf/core'
import type { SweepContext } from '../../sweeper.js'
import { overridesOf } from '../axes.js'
import { distributionRefused } from '../search/messages.js'
import type { Parameters } from '../search/parameters.js'
import { type Distribution, distributionOf, type Param } from '../search/search-space.js'
import { numberIn, paramOfValue } from '../search/written-value.js'
import { scalarKeyUnknown, twoParametrizations } from './messages.js'

/** What Nevergrad searches. */
export type Parametrization = Parameters<Parameter>

export type Parameter =
  | { readonly kind: 'fixed'; readonly param: Param }
  | { readonly kind: 'choice'; readonly distribution: Choice; readonly ordered: boolean }
  | { readonly kind: 'scalar'; readonly distribution: Distribution; readonly scalar: Scalar; readonly key?: string }

type Choice = Extract<Distribution, { kind: 'choice' }>

/** What Nevergrad knows of a number. Its step is a standard deviation, and of a logarithm the factor. */
export interface Scalar {
  readonly lower?: number | undefined
  readonly upper?: number | undefined
  readonly init?: number | undefined
  readonly step?: number | undefined
  readonly integer: boolean
  readonly log: boolean
}

/**
 * What `hydra.sweeper.parametrization`, `hydra.sweeper.params` and the command line come to, the last counting: as the Nevergrad
 * sweeper of Hydra 1.3 and 1.4 reads them.
 *
 * @throws HydraException for what cannot be searched
 */
export function parametrization(context: SweepContext): Parametrization {
  const parameters = new Map<string, Parameter>()
  const deletions: string[] = []
  for (const name of ['parametrization', 'params'] as const) {
    for (const [key, value] of configured(context, name)) {
      // What else stands in `params` is read as on the command line.
      if (name === 'parametrization' || value.kind === 'map')
        parameters.set(key, fromConfig(value, `hydra.sweeper.${name}.${key}`))
    }
  }
  const params = context.params.filter(([key]) => parameters.get(key)?.kind !== 'scalar')
  for (const override of overridesOf({ ...context, params })) {
    if (override.op === 'delete') deletions.push(override.text)
    else parameters.set(keyText(override), fromOverride(override, context))
  }
  return { parameters, deletions }
}

function configured({ composed, log }: SweepContext, name: 'parametrization' | 'params'): [string, Value][] {
  const entries = (of: string): [string, Value][] => {
    const given = settingValue(composed, `hydra.sweeper.${of}`)
    return given?.kind === 'map' ? Array.from(entriesOf(given), ([key, value]) => [String(key), value]) : []
  }
  const found = entries(name)
  if (name === 'parametrization' && found.length > 0) {
    if (entries('params').length > 0) throw raise(twoParametrizations())
    if (composed.dialect === '1.4')
      log.warning('hydra.sweeper.parametrization is deprecated in Hydra 1.4; use hydra.sweeper.params instead')
  }
  return found
}

/** A list is a choice, a map describes a number, and everything else stays as it is. */
function fromConfig(value: Value, key: string): Parameter {
  if (value.kind === 'list')
    return {
      kind: 'choice',
      distribution: { kind: 'choice', choices: value.items.map(paramOfValue) },
      ordered: false,
    }
  if (value.kind === 'map') return { ...fromMap(value, key), key }
  return { kind: 'fixed', param: paramOfValue(value) }
}

const SCALAR_KEYS = ['lower', 'upper', 'init', 'step', 'integer', 'log']

function fromMap(value: MapValue, key: string): Extract<Parameter, { kind: 'scalar' }> {
  const given = new Map(Array.from(entriesOf(value), ([name, of]) => [String(name), of]))
  for (const [name, { origin }] of given)
    if (!SCALAR_KEYS.includes(name))
      throw raise(
        scalarKeyUnknown({ key, name, known: SCALAR_KEYS, near: closeMatches(name, SCALAR_KEYS) }),
        origin ?? value.origin,
      )
  const number = (name: string): number | undefined => {
    const of = given.get(name)
    return of === undefined || of.kind === 'null' ? undefined : numberIn(of, `${key}.${name}`)
  }
  const flag = (name: string): boolean => {
    const of = given.get(name)
    if (of === undefined) return false
    if (of.kind === 'bool') return of.value
    const text = `${key}.${name}: ${pythonText(of)}`
    throw raise(distributionRefused({ text, why: 'it takes true or false' }), of.origin)
  }
  const scalar: Scalar = {
    lower: number('lower'),
    upper: number('upper'),
    init: number('init'),
    step: number('step'),
    integer: flag('integer'),
    log: flag('log'),
  }
  return { kind: 'scalar', distribution: distributionWith(scalar), scalar }
}

function distributionWith({ lower = -Infinity, upper = Infinity, integer, log }: Scalar): Distribution {
  return { kind: integer ? 'int' : 'float', low: lower, high: upper, log, step: undefined }
}

function fromOverride(override: Override, context: SweepContext): Parameter {
  const { value, origin } = override
  const distribution = distributionOf(override, context, 'choices')
  if (distribution === undefined) {
    const element = value === undefined ? undefined : elementValue(value, origin)
    if (element?.kind === 'map' && context.dialect === '1.4') return fromMap(element, keyText(override))
    const text = valueText(override)
    return {
      kind: 'fixed',
      param: { text, value: element === undefined || context.dialect === '1.4' ? str(text) : element },
    }
  }
  if (distribution.kind === 'choice')
    return { kind: 'choice', distribution, ordered: value?.kind === 'choice' && value.tags.includes('ordered') }
  const { kind, low, high, log } = distribution
  return { kind: 'scalar', distribution, scalar: { lower: low, upper: high, integer: kind === 'int', log } }
}
