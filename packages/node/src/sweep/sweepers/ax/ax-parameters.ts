import {
  elementValue,
  entriesOf,
  float,
  keyText,
  type MapValue,
  type Override,
  pythonText,
  raise,
  settingValue,
  type Value,
  valueText,
} from '@hydraconf/core'
import type { SweepContext } from '../../sweeper.js'
import { overridesOf } from '../axes.js'
import type { Parameters } from '../search/parameters.js'
import { type Distribution, distributionOf, type Param } from '../search/search-space.js'
import { numberIn, paramOfValue } from '../search/written-value.js'
import { parameterRefused } from './messages.js'

export type AxParameter =
  | { readonly kind: 'fixed'; readonly param: Param }
  | { readonly kind: 'choice'; readonly distribution: Choice; readonly isOrdered: boolean | undefined }
  | { readonly kind: 'range'; readonly distribution: Range }

type Choice = Extract<Distribution, { kind: 'choice' }>
type Range = Exclude<Distribution, Choice>

/**
 * What `hydra.sweeper.ax_config.params` and the command line come to, the last counting: as the Ax sweeper of Hydra 1.4 reads
 * them. What Ax cannot be told of, because it is a list, a map or null, every trial has all the same.
 *
 * @throws HydraException for what cannot be searched
 */
export function axParameters(context: SweepContext): Parameters<AxParameter> {
  const parameters = new Map<string, AxParameter>()
  const deletions: string[] = []
  const configured = settingValue(context.composed, PARAMS)
  if (configured?.kind === 'map')
    for (const [key, value] of entriesOf(configured)) parameters.set(String(key), fromConfig(String(key), value))
  for (const override of overridesOf(context)) {
    const key = keyText(override)
    if (override.op === 'delete') deletions.push(override.text)
    else parameters.set(key, fromOverride(override, context, parameters.get(key)))
  }
  return { parameters, deletions }
}

const PARAMS = 'hydra.sweeper.ax_config.params'

function fromConfig(name: string, value: Value): AxParameter {
  const refuse = (why: string, at: Value = value) =>
    raise(parameterRefused({ key: `${PARAMS}.${name}`, why }), at.origin)
  if (value.kind !== 'map') throw refuse('is a map with a type: range, choice or fixed')
  const given = new Map(Array.from(entriesOf(value), ([key, one]) => [String(key), one]))
  const type = given.get('type')
  switch (type === undefined ? undefined : pythonText(type)) {
    case 'range':
      return { kind: 'range', distribution: range(name, given, refuse) }
    case 'choice': {
      const values = given.get('values')
      if (values?.kind !== 'list') throw refuse('is a choice, and needs a list of values', values)
      const choices = alike(values.items.map(paramOfValue))
      return { kind: 'choice', distribution: { kind: 'choice', choices }, isOrdered: flagIn(given, 'is_ordered') }
    }
    case 'fixed': {
      const fixed = given.get('value')
      if (fixed === undefined) throw refuse('is fixed, and needs a value')
      return { kind: 'fixed', param: paramOfValue(fixed) }
    }
    default:
      throw refuse('has a type: range, choice or fixed', type)
  }
}

type Given = ReadonlyMap<string, MapValue['items'] extends ReadonlyMap<unknown, infer V> ? V : never>

function range(name: string, given: Given, refuse: (why: string, at?: Value) => Error): Range {
  const bounds = given.get('bounds')
  if (bounds?.kind !== 'list' || bounds.items.length !== 2)
    throw refuse('is a range, and needs bounds: [low, high]', bounds)
  const [low, high] = bounds.items.map((bound) => numberIn(bound, `${PARAMS}.${name}.bounds`)) as [number, number]
  if (!(low < high)) throw refuse(`has a low bound ${low} that is not below its high bound ${high}`, bounds)
  const kind = bounds.items.every((bound) => bound.kind === 'int') ? 'int' : 'float'
  return { kind, low, high, log: flagIn(given, 'log_scale') === true, step: undefined }
}

function flagIn(given: Given, key: string): boolean | undefined {
  const value = given.get(key)
  return value?.kind === 'bool' ? value.value : undefined
}

function fromOverride(override: Override, context: SweepContext, configured: AxParameter | undefined): AxParameter {
  const { value, origin } = override
  const distribution = distributionOf(override, context, 'choices')
  if (distribution === undefined) {
    const text = valueText(override)
    return { kind: 'fixed', param: { text, value: elementValue(value!, origin) } }
  }
  if (distribution.kind !== 'choice') return { kind: 'range', distribution }
  const isOrdered = configured?.kind === 'choice' ? configured.isOrdered : undefined
  return { kind: 'choice', distribution: { kind: 'choice', choices: alike(distribution.choices) }, isOrdered }
}

/** Whole numbers among others are such, too. */
function alike(choices: readonly Param[]): readonly Param[] {
  const isNumeric = choices.every(({ value: { kind } }) => kind === 'int' || kind === 'float')
  if (!isNumeric || choices.every(({ value }) => value.kind === 'int')) return choices
  return choices.map((choice) => {
    if (choice.value.kind !== 'int') return choice
    const value = float(Number(choice.value.value))
    return { text: pythonText(value), value }
  })
}

/** As the log says them. */
export function parametersText({ parameters }: Parameters<AxParameter>): string {
  return Array.from(parameters, ([name, parameter]) => `\n${name}: ${parameterText(parameter)}`).join('')
}

function parameterText(parameter: AxParameter): string {
  if (parameter.kind === 'fixed') return `fixed=${pythonText(parameter.param.value)}`
  const { distribution } = parameter
  if (distribution.kind === 'choice') return `choice=[${distribution.choices.map(({ text }) => text).join(', ')}]`
  const { kind, low, high, log } = distribution
  const [from, to] = [low, high].map((bound) => (kind === 'int' ? String(bound) : pythonText(float(bound))))
  return `range=[${from}, ${to}], log_scale = ${log ? 'True' : 'False'}`
}
