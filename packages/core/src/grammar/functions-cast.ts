import type { OverrideRules } from '../dialect/dialect.js'
import { pythonFloat } from '../text/python-repr.js'
import { readFloat, readInt } from '../value/number.js'
import type { Refuse } from './function-definition.js'
import { floatOf } from './functions-sort.js'
import type { OverrideValue, SweepNumber } from './override.js'

/** `int(…)`: a float is cut towards zero, a text must spell an int. Reaches into lists, maps and sweeps. */
export function castToInt(value: OverrideValue, refuse: Refuse, rules: OverrideRules): OverrideValue {
  switch (value.kind) {
    case 'text':
    case 'quoted':
      return { kind: 'int', value: readInt(value.value) ?? refuse(`${quoted(value.value)} does not spell an int`) }
    case 'int':
      return value
    case 'bool':
      return { kind: 'int', value: BigInt(value.value) }
    case 'float':
      if (!Number.isFinite(value.value)) refuse(`${pythonFloat(value.value)} is no int`)
      return { kind: 'int', value: BigInt(Math.trunc(value.value)) }
    default:
      return castWithin(value, castToInt, 'int', { refuse, rules })
  }
}

/** `float(…)`, as `castToInt`. */
export function castToFloat(value: OverrideValue, refuse: Refuse, rules: OverrideRules): OverrideValue {
  switch (value.kind) {
    case 'text':
    case 'quoted':
      return {
        kind: 'float',
        value: readFloat(value.value) ?? refuse(`${quoted(value.value)} does not spell a float`),
      }
    case 'float':
      return value
    case 'int':
    case 'bool':
      return { kind: 'float', value: floatOf(value, refuse) }
    default:
      return castWithin(value, castToFloat, 'float', { refuse, rules })
  }
}

/** `str(…)`: the text that Python's `str` gives, bools in lower case. Ranges and intervals have none. */
export function castToStr(value: OverrideValue, refuse: Refuse, rules: OverrideRules): OverrideValue {
  switch (value.kind) {
    case 'text':
      return value
    case 'quoted':
      return { kind: 'text', value: value.value }
    case 'int':
    case 'bool':
      return { kind: 'text', value: String(value.value) }
    case 'float':
      return { kind: 'text', value: pythonFloat(value.value) }
    case 'range':
      return refuse('a range can be made int or float only')
    case 'interval':
      return refuse('an interval cannot be made str')
    default:
      return castWithin(value, castToStr, 'str', { refuse, rules })
  }
}

/** `bool(…)`: of texts only `true` and `false`, of numbers whether they are not zero; null is false. */
export function castToBool(value: OverrideValue, refuse: Refuse, rules: OverrideRules): OverrideValue {
  switch (value.kind) {
    case 'text':
    case 'quoted': {
      const word = value.value.toLowerCase()
      if (word !== 'true' && word !== 'false') refuse(`${quoted(value.value)} is neither true nor false`)
      return { kind: 'bool', value: word === 'true' }
    }
    case 'bool':
      return value
    case 'int':
      return { kind: 'bool', value: value.value !== 0n }
    case 'float':
      return { kind: 'bool', value: value.value !== 0 }
    case 'null':
      return { kind: 'bool', value: false }
    case 'glob':
      return { kind: 'bool', value: true }
    case 'range':
      return refuse('a range can be made int or float only')
    case 'interval':
      return refuse('an interval cannot be made bool')
    default:
      return castWithin(value, castToBool, 'bool', { refuse, rules })
  }
}

/** Makes a value one of another kind. */
export type Cast = (value: OverrideValue, refuse: Refuse, rules: OverrideRules) => OverrideValue

interface Casting {
  readonly refuse: Refuse
  readonly rules: OverrideRules
}

function castWithin(value: OverrideValue, cast: Cast, to: string, { refuse, rules }: Casting): OverrideValue {
  const within = (item: OverrideValue): OverrideValue => cast(item, refuse, rules)
  switch (value.kind) {
    case 'list':
      return { kind: 'list', items: value.items.map(within) }
    case 'map':
      return { kind: 'map', entries: value.entries.map(([key, item]) => [key, within(item)]) }
    case 'choice': {
      if (value.list.some(({ kind }) => kind === 'choice')) refuse(`a choice inside a choice cannot be made ${to}`)
      const list = value.list.map(within)
      if (rules.castsKeepSweeps) return { ...value, list }
      // The tags and the order drawn by lot are lost on the way, as in Hydra.
      return { kind: 'choice', simple: value.simple, list, shuffle: false, tags: [] }
    }
    case 'range': {
      if (rules.castsKeepSweeps) return { ...value, casts: [...(value.casts ?? []), to as 'int' | 'float'] }
      const [start, stop, step] = [value.start, value.stop, value.step].map((number) => within(number) as SweepNumber)
      return { kind: 'range', start: start!, stop: stop!, step: step!, shuffle: false, tags: [] }
    }
    case 'interval': {
      const [start, end] = [value.start, value.end].map((number) => within(number) as SweepNumber)
      return { kind: 'interval', start: start!, end: end!, tags: value.tags }
    }
    default:
      return refuse(`${value.kind} cannot be made ${to}`)
  }
}

/** As much of a text as a message can show. */
function quoted(text: string): string {
  return text.length > 60 ? `'${text.slice(0, 60)}…'` : `'${text}'`
}
