import type { DialectName, Override, OverrideValue, SweepNumber, SweepPoints } from '@hydraconf/core'
import { expandSweep, isSweep, keyText, parseOverride, pythonFloat, valueText, writtenValue } from '@hydraconf/core'
import { refusal } from '../../refusal.js'
import type { Answer, Case } from '../../suite.js'
import type { Typed } from '../../typed-json.js'

export function answer({ input, dialect }: Case): Answer {
  const override = parseOverride(input, { dialect })
  return { expect: { ...described(override), ...enumerated(override, dialect) } }
}

function described(override: Override): object {
  const { op, key, value } = override
  const kind = value?.kind
  const isDiscrete = kind === 'choice' || kind === 'range' || kind === 'glob'
  return {
    type: { change: 'CHANGE', add: 'ADD', 'force-add': 'FORCE_ADD', delete: 'DEL', extend: 'EXTEND_LIST' }[op],
    key_or_group: key.name,
    package: key.package ?? null,
    value_type: value === undefined ? null : valueType(value),
    value: value === undefined ? { t: 'null' } : typed(value),
    key_element: keyText(override),
    value_str: orNull(() => valueText(override)),
    value_str_spaced: orNull(() => valueText(override, { spaceAfterSeparator: true })),
    value_string: writtenValue(override) ?? null,
    is_sweep_override: value !== undefined && isSweep(value),
    is_choice_sweep: kind === 'choice' || kind === 'glob',
    is_discrete_sweep: isDiscrete,
    is_range_sweep: kind === 'range',
    is_interval_sweep: kind === 'interval',
    is_hydra_override: /^hydra[./[]/.test(key.name),
  }
}

/** The first texts of a sweep whose order is not drawn by lot. */
function enumerated(override: Override, dialect: DialectName | undefined): object {
  const { value } = override
  if ((value?.kind !== 'choice' && value?.kind !== 'range') || value.shuffle) return {}
  let points: SweepPoints
  try {
    points = expandSweep(override, { dialect })
  } catch (error) {
    return { sweep_error: refusal(error) }
  }
  const sweep = Array.from({ length: Math.min(points.count, 50) }, (_, index) => points.textAt(index))
  return points.count > 50 ? { sweep, sweep_truncated: true } : { sweep }
}

function valueType(value: OverrideValue): string {
  switch (value.kind) {
    case 'choice':
      return value.simple ? 'SIMPLE_CHOICE_SWEEP' : 'CHOICE_SWEEP'
    case 'glob':
      return 'GLOB_CHOICE_SWEEP'
    case 'range':
      return 'RANGE_SWEEP'
    case 'interval':
      return 'INTERVAL_SWEEP'
    default:
      return 'ELEMENT'
  }
}

function typed(value: OverrideValue): Typed {
  switch (value.kind) {
    case 'null':
      return { t: 'null' }
    case 'text':
      return { t: 'str', v: value.value }
    case 'quoted':
      return { t: 'qstr', v: value.value, q: value.quote }
    case 'list':
      return { t: 'list', v: value.items.map(typed) }
    case 'map':
      return { t: 'dict', v: value.entries.map(([key, item]) => [typed(key), typed(item)]) }
    case 'choice': {
      const { simple, shuffle, tags, list } = value
      return { t: 'choice', simple, shuffle, tags, list: list.map(typed) }
    }
    case 'range': {
      const { start, stop, step, shuffle, tags } = value
      return { t: 'range', start: number(start), stop: number(stop), step: number(step), shuffle, tags }
    }
    case 'interval':
      return { t: 'interval', start: number(value.start), end: number(value.end), tags: value.tags }
    case 'glob':
      return { t: 'glob', include: value.include.map(pattern), exclude: value.exclude.map(pattern) }
    case 'extension':
      return { t: 'extension', values: value.values.map(typed) }
    default:
      return number(value)
  }
}

function number(value: SweepNumber): Typed {
  switch (value.kind) {
    case 'bool':
      return { t: 'bool', v: value.value }
    case 'int':
      return { t: 'int', v: value.value.toString() }
    case 'float':
      return { t: 'float', v: pythonFloat(value.value) }
  }
}

/** Patterns are recorded as JSON has them, without their types. */
function pattern(value: OverrideValue): unknown {
  switch (value.kind) {
    case 'text':
    case 'bool':
    case 'float':
      return value.value
    case 'int':
      return Number(value.value)
    default:
      return typed(value)
  }
}

function orNull(text: () => string): string | null {
  try {
    return text()
  } catch {
    return null
  }
}
