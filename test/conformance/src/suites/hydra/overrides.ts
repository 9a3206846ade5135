import {
  type GlobSweep,
  keyText,
  type Override,
  type OverrideValue,
  parseOverride,
  valueText,
  writtenValue,
} from '@hydraconf/core'
import { isSweep } from '@hydraconf/core'
import type { Answer, Case } from '../../suite.js'

export function answer({ input }: Case): Answer {
  const override = parseOverride(input)
  return { expect: { ...described(override) } }
}
function described(o: Override) { return {key_element: keyText(o), value_string: writtenValue(o) ?? null, key_or_group: o.key.name, package: o.key.package??null} }
