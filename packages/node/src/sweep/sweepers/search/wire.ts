import { float, int, pythonText, type Value } from '@hydraconf/core'
import type { Distribution, Param } from './search-space.js'
import type { Params } from './study.js'

/** A parameter's value with its kind, as JSON has it; one of a choice is its place among the choices. */
export type Wire = number | Readonly<Record<string, unknown>>
export type WireParams = readonly (readonly [name: string, value: Wire])[]
type Distributions = ReadonlyMap<string, Distribution>

export function wireParams(params: Params, distributions: Distributions): WireParams {
  return Array.from(params, ([name, param]) => [name, wireParam(distributions.get(name)!, param)] as const)
}

export function paramsOf(wire: WireParams, distributions: Distributions): Params {
  return new Map(wire.map(([name, value]) => [name, paramOf(distributions.get(name)!, value)]))
}

/** As Python's `float` reads them: JSON has no number for what has no end. */
export function wireNumber(value: number): string {
  return String(value)
}

export function numberOf(text: string): number {
  return NAMED.get(text) ?? Number(text)
}

/** What Python's `repr` has names for. */
const NAMED: ReadonlyMap<string, number> = new Map([
  ['inf', Infinity],
  ['-inf', -Infinity],
  ['nan', NaN],
])

export function wireValue(value: Value): object {
  switch (value.kind) {
    case 'int':
    case 'float':
      return { [value.kind]: pythonText(value) }
    case 'bool':
    case 'null':
      return { [value.kind]: value.value }
    default:
      return { str: pythonText(value) }
  }
}

function wireParam(distribution: Distribution, { text, value }: Param): Wire {
  if (distribution.kind !== 'choice') return { [distribution.kind]: pythonText(value) }
  return distribution.choices.findIndex((choice) => choice.text === text)
}

function paramOf(distribution: Distribution, wire: Wire): Param {
  if (distribution.kind === 'choice') return distribution.choices[Number(wire)]!
  const [[kind, given]] = Object.entries(wire) as [[string, string]]
  const value = kind === 'int' ? int(BigInt(given)) : float(Number(given))
  return { text: pythonText(value), value }
}
