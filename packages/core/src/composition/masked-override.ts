import type { DialectName } from '../dialect/dialect.js'
import { mapsIn, type Override } from '../grammar/override.js'
import { valueOrigin } from '../grammar/override-element.js'
import { parseOverride } from '../grammar/parse-override.js'
import { unlessRefused } from '../text/errors.js'
import { MASK } from '../text/source.js'
import { splitKey } from '../value/path.js'

/** An override whose value is not shown where it sets a key of one of these names: for what is not composed, or not yet. */
export function maskedOverride(override: Override, names: ReadonlySet<string>): Override {
  return setsOneOf(names, override) ? withMask(override) : override
}

/** The same of a text, which need not parse. */
export function maskedOverrideText(text: string, names: ReadonlySet<string>, dialect?: DialectName): string {
  if (names.size === 0) return text
  const override = unlessRefused(() => parseOverride(text, { dialect }))
  if (override !== undefined) return maskedOverride(override, names).text
  const isNamed = [...text.matchAll(/[\w-]+/g)].some(([word]) => names.has(word))
  return isNamed ? text.replace(/=.*/s, `=${MASK}`) : text
}

/** An override with a mask in place of its value. */
export function withMask(override: Override): Override {
  if (override.value === undefined) return override
  const { start } = valueOrigin(override)
  const text = override.text.slice(0, start) + MASK
  const origin = { source: { ...override.origin.source, text }, start: 0, end: text.length }
  return { ...override, value: { kind: 'text', value: MASK }, text, origin }
}

/** Whether an override sets a key of such a name: as its own key, or in a map, which may be masked already. */
export function setsOneOf(names: ReadonlySet<string>, { key, value }: Override): boolean {
  if (names.size === 0) return false
  if (splitKey(key.name).some((part) => names.has(part))) return true
  if (value === undefined) return false
  if (value.kind === 'text' && value.value === MASK) return true
  const set = [...mapsIn(value)].flatMap(({ entries }) => entries.map(([name]) => name))
  return set.some((name) => 'value' in name && names.has(String(name.value)))
}
