import { elementValue, parseOverride, pythonText, quotedText, raise, type Value } from '@hydraconf/core'
import { distributionRefused } from './messages.js'
import type { Param } from './search-space.js'

/** A value of a config as a parameter: a text in quotes where it would be read as something else without them. */
export function paramOfValue(value: Value): Param {
  if (value.kind === 'null') return { text: 'null', value }
  const text = pythonText(value)
  if (value.kind !== 'str') return { text, value }
  return { text: readsAs(text) === text ? text : quotedText(text, 'single'), value }
}

function readsAs(text: string): string | undefined {
  try {
    const { value, origin } = parseOverride(`x=${text}`)
    const read = value === undefined ? undefined : elementValue(value, origin)
    return read?.kind === 'str' ? read.value : undefined
  } catch {
    return undefined
  }
}

/** A number that a config gives, where it has to be one. */
export function numberIn(value: Value, key: string): number {
  if (value.kind === 'int' || value.kind === 'float') return Number(value.value)
  throw raise(distributionRefused({ text: `${key}: ${pythonText(value)}`, why: 'it takes a number' }), value.origin)
}
