import { nestedSweepPrinted, patternNotText, sweepPrinted } from '../messages/override-value.js'
import { raise } from '../text/errors.js'
import { pythonFloat } from '../text/python-repr.js'
import type { Extension, GlobSweep } from './override.js'
import { type Element, isSweep, type Override, type OverrideValue } from './override.js'
import { escapedText, quotedText } from './override-text.js'

/** The key with its sign and package, as logs and job overrides show it: `+db@backup`. Mirrors `get_key_element`. */
export function keyText({ op, key }: Pick<Override, 'op' | 'key'>): string {
  const name = key.package === undefined ? key.name : `${key.name}@${key.package}`
  return SIGNS[op] + name
}

/**
 * The value as Hydra writes it into job overrides and directory names: `true` as `True`, texts escaped, quotes kept.
 * What was no text and is one by a cast (`str(1)`) reads back as what it looks like; `printOverride` is exact instead.
 * Mirrors `get_value_element_as_str`.
 *
 * @throws HydraconfError of type `HydraException` for a sweep, `ValidationError` for a sweep inside a list or map
 */
export function valueText({ value, origin }: Override, spacing: Spacing = {}): string {
  if (value === undefined) return 'null'
  if (isSweep(value) && value.kind !== 'glob') throw raise(sweepPrinted({ kind: value.kind }), origin)
  return elementText(value, spacing)
}

export interface Spacing {
  /** Whether a blank follows commas and colons. */
  readonly spaceAfterSeparator?: boolean
}

/** What stands behind the first `=` as it was typed; undefined without one. Mirrors `get_value_string`. */
export function writtenValue({ text }: Override): string | undefined {
  const equal = text.indexOf('=')
  return equal === -1 ? undefined : text.slice(equal + 1)
}

/** One value as Hydra writes it; see `valueText`. */
export function elementText(value: OverrideValue, spacing: Spacing = {}): string {
  const blank = spacing.spaceAfterSeparator === true ? ' ' : ''
  switch (value.kind) {
    case 'text':
      return escapedText(value.value)
    case 'quoted':
      return quotedText(value.value, value.quote)
    case 'list':
      return `[${value.items.map((item) => elementText(item, spacing)).join(`,${blank}`)}]`
    case 'map':
      return `{${value.entries.map(([key, item]) => `${elementText(key)}:${blank}${elementText(item, spacing)}`).join(`,${blank}`)}}`
    case 'glob':
      // Hydra takes it for a structured config and writes its two fields.
      return elementText(globFields(value))
    case 'extension':
      return elementText(extensionFields(value), spacing)
    case 'choice':
    case 'range':
    case 'interval':
      throw raise(nestedSweepPrinted({ kind: value.kind }))
    default:
      return literalText(value)
  }
}

/** A literal as Python's `str` spells it, null apart. */
export function literalText(value: Element & { kind: 'null' | 'bool' | 'int' | 'float' }): string {
  switch (value.kind) {
    case 'null':
      return 'null'
    case 'bool':
      return value.value ? 'True' : 'False'
    case 'int':
      return value.value.toString()
    case 'float':
      return pythonFloat(value.value)
  }
}

/** The map that a glob becomes where a value is needed. */
export function globFields({ include, exclude }: GlobSweep): Element {
  const field = (name: string, items: readonly OverrideValue[]): readonly [Element, OverrideValue] => {
    const odd = items.find(({ kind }) => kind !== 'text' && kind !== 'int' && kind !== 'float' && kind !== 'bool')
    if (odd !== undefined) throw raise(patternNotText({ kind: odd.kind }))
    return [
      { kind: 'text', value: name },
      { kind: 'list', items },
    ]
  }
  return { kind: 'map', entries: [field('include', include), field('exclude', exclude)] }
}

/** As `globFields`, of an `extend_list` that is not the whole value. */
function extensionFields({ values }: Extension): Element {
  return {
    kind: 'map',
    entries: [
      [
        { kind: 'text', value: 'values' },
        { kind: 'list', items: values },
      ],
    ],
  }
}

const SIGNS: Readonly<Record<Override['op'], string>> = {
  change: '',
  add: '+',
  'force-add': '++',
  delete: '~',
  extend: '',
}
