import { compareCodePoints } from './compare-code-points.js'
import type { Definition, Kind, Parameter } from './function-definition.js'
import { type Cast, castToBool, castToFloat, castToInt, castToStr } from './functions-cast.js'
import { jsonText } from './functions-json.js'
import { shuffled } from './functions-shuffle.js'
import { sorted, sortedSweep } from './functions-sort.js'
import { KIND_WORDS } from './kind-words.js'
import type { ChoiceSweep, RangeSweep, SweepNumber } from './override.js'
import { isSweep, type OverrideValue } from './override.js'

const NUMBER: readonly Kind[] = ['int', 'float', 'bool']
const PLAIN: readonly Kind[] = ['text', 'int', 'bool', 'float', 'list', 'map']
const SORTABLE: readonly Kind[] = [...PLAIN, 'choice', 'range']
const SWEEP: readonly Kind[] = ['choice', 'range', 'interval']
const CASTABLE: readonly Kind[] = ['null', ...PLAIN, ...SWEEP]
const ANYTHING: readonly Kind[] = [...CASTABLE, 'glob', 'extension']
const PATTERNS: readonly Kind[] = ['list', 'text']
const SWEEP_OR_LIST: readonly Parameter[] = [
  { name: 'sweep', kinds: ['choice', 'range', 'null'] },
  { name: 'list', kinds: ['list', 'null'] },
]

/** The functions of the override language, by name. */
export const FUNCTIONS: ReadonlyMap<string, Definition> = new Map<string, Definition>([
  ['int', cast(castToInt)],
  ['float', cast(castToFloat)],
  ['str', cast(castToStr)],
  ['bool', cast(castToBool)],
  [
    'choice',
    {
      rest: [...PLAIN, 'choice'],
      parameters: [],
      run({ rest }, refuse) {
        const [first] = rest
        if (first === undefined) return refuse('there is nothing to choose from')
        if (rest.length > 1 || first.kind !== 'choice') {
          return { kind: 'choice', simple: false, list: rest, shuffle: false, tags: [] }
        }
        if (!first.simple) refuse('a choice of one choice is not a choice')
        return { ...first, simple: false }
      },
    },
  ],
  [
    'range',
    {
      rest: undefined,
      parameters: [
        { name: 'start', kinds: NUMBER, required: true },
        { name: 'stop', kinds: [...NUMBER, 'null'] },
        { name: 'step', kinds: NUMBER },
      ],
      run({ named }) {
        const start = named.get('start') as SweepNumber
        const stop = given(named, 'stop') as SweepNumber | undefined
        const step = (named.get('step') ?? { kind: 'int', value: 1n }) as SweepNumber
        const ends = stop === undefined ? { start: ZERO, stop: start } : { start, stop }
        return { kind: 'range', ...ends, step, shuffle: false, tags: [] }
      },
    },
  ],
  [
    'interval',
    {
      rest: undefined,
      parameters: [
        { name: 'start', kinds: NUMBER, required: true },
        { name: 'end', kinds: NUMBER, required: true },
      ],
      run({ named }, refuse, { rules }) {
        const start = castToFloat(named.get('start')!, refuse, rules) as SweepNumber
        const end = castToFloat(named.get('end')!, refuse, rules) as SweepNumber
        return { kind: 'interval', start, end, tags: [] }
      },
    },
  ],
  [
    'glob',
    {
      rest: undefined,
      parameters: [
        { name: 'include', kinds: PATTERNS, required: true },
        { name: 'exclude', kinds: [...PATTERNS, 'null'] },
      ],
      run({ named }) {
        const patterns = (value: OverrideValue | undefined): readonly OverrideValue[] =>
          value === undefined ? [] : value.kind === 'list' ? value.items : [value]
        const include = patterns(named.get('include'))
        return { kind: 'glob', include, exclude: patterns(given(named, 'exclude')), tags: [] }
      },
    },
  ],
  [
    'tag',
    {
      rest: ['text', ...SWEEP],
      parameters: [{ name: 'sweep', kinds: [...SWEEP, 'null'] }],
      run({ rest, named }, refuse) {
        const sweep = given(named, 'sweep')
        if (rest.length === 0) refuse('it takes tags and then the sweep that they are for')
        const all = sweep === undefined ? rest : [...rest, sweep]
        const last = all.at(-1)!
        if (!isSweep(last)) refuse('the last argument must be a choice, a range or an interval')
        const tags = all.slice(0, -1).map((tag) => (tag.kind === 'text' ? tag.value : refuse('a tag must be a text')))
        return { ...last, tags: [...new Set(tags)].sort(compareCodePoints) }
      },
    },
  ],
  [
    'shuffle',
    {
      rest: SORTABLE,
      parameters: SWEEP_OR_LIST,
      run({ rest, named }, _refuse, { random }) {
        const only = given(named, 'list') ?? given(named, 'sweep') ?? (rest.length === 1 ? rest[0] : undefined)
        if (only === undefined) return simpleChoice(rest, true)
        if (only.kind === 'choice' || only.kind === 'range') return { ...only, shuffle: true }
        return { kind: 'list', items: only.kind === 'list' ? shuffled(only.items, random) : [only] }
      },
    },
  ],
  [
    'sort',
    {
      rest: SORTABLE,
      parameters: [...SWEEP_OR_LIST, { name: 'reverse', kinds: ['bool'] }],
      run({ rest, named }, refuse, { rules }) {
        const order = named.get('reverse')
        const reverse = order?.kind === 'bool' && order.value
        const only = given(named, 'list') ?? given(named, 'sweep') ?? (rest.length === 1 ? rest[0] : undefined)
        if (only === undefined) {
          if (rest.length === 0) refuse('there is nothing to sort')
          const plain = rest.find(({ kind }) => !COMPARABLE.includes(kind))
          if (plain !== undefined) refuse(`${KIND_WORDS[plain.kind]} has no place in an order`)
          return simpleChoice(sorted(rest, reverse, refuse))
        }
        if (only.kind === 'choice' || only.kind === 'range') {
          return sortedSweep(only as ChoiceSweep | RangeSweep, reverse, refuse, rules)
        }
        return only.kind === 'list' ? { kind: 'list', items: sorted(only.items, reverse, refuse) } : only
      },
    },
  ],
])

/** As `FUNCTIONS`, with those that Hydra 1.4 has beside them. */
export const FUNCTIONS_WITH_LISTS_AND_JSON: ReadonlyMap<string, Definition> = new Map<string, Definition>([
  ...FUNCTIONS,
  [
    'extend_list',
    {
      rest: ANYTHING,
      parameters: [],
      deprecated: true,
      run({ rest }) {
        return { kind: 'extension', values: rest }
      },
    },
  ],
  [
    'json_str',
    {
      rest: ANYTHING,
      parameters: [],
      deprecated: true,
      run({ rest }, refuse) {
        if (rest.length === 0) refuse('there is nothing to convert')
        return jsonText(rest.length === 1 ? rest[0]! : simpleChoice(rest), refuse)
      },
    },
  ],
])

function simpleChoice(list: readonly OverrideValue[], shuffle = false): ChoiceSweep {
  return { kind: 'choice', simple: true, list, shuffle, tags: [] }
}

const COMPARABLE: readonly Kind[] = ['text', 'int', 'float', 'bool']
const ZERO: SweepNumber = { kind: 'int', value: 0n }

/** A cast takes one value, by position or as `value=`, or several that become a choice. */
function cast(to: Cast): Definition {
  return {
    rest: CASTABLE,
    parameters: [{ name: 'value', kinds: CASTABLE }],
    run({ rest, named }, refuse, { rules }) {
      const value = given(named, 'value')
      if (value !== undefined) {
        if (rest.length > 0) refuse('the value is given both by position and by name')
        return to(value, refuse, rules)
      }
      if (rest.length === 1) return to(rest[0]!, refuse, rules)
      if (rest.length === 0) refuse('there is nothing to convert')
      if (rest.some(isSweep)) refuse('a sweep must be its only argument')
      return to(simpleChoice(rest), refuse, rules)
    },
  }
}

/** An argument by name; null is as good as none. */
function given(named: ReadonlyMap<string, OverrideValue>, name: string): OverrideValue | undefined {
  const value = named.get(name)
  return value?.kind === 'null' ? undefined : value
}
