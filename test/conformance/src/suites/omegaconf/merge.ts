import * as core from '@hydraconf/core'
import { type ConfigSpec, configOf } from '../../configs.js'
import { fixtureOptions } from '../../fixture-resolvers.js'
import { refusal } from '../../refusal.js'
import { type Answer, type Case, readAs } from '../../suite.js'
import { toTyped } from '../../typed-json.js'

export function answer(testCase: Case): Answer {
  return { expect: mergeAnswer(testCase) }
}

/** `OmegaConf.merge` of the configs, or for `merge_with` the first with the others merged into it. */
export function mergeAnswer(testCase: Case): object {
  const [first, ...others] = testCase.configs.map((spec: ConfigSpec) => configOf(spec, readAs(testCase)))
  const options = { follow: core.following(fixtureOptions(testCase)), dialect: testCase.dialect }
  let merged: core.Value
  if (testCase.how === 'merge_with') {
    let at = core.rootNode(first)
    for (const other of others) {
      const { value, refusal } = core.mergeAt(at, other, options)
      if (refusal !== undefined) throw refusal
      at = core.rootNode(value)
    }
    merged = at.value
  } else merged = core.mergeAll([first, ...others], options)
  return { ok: toTyped(merged), flags: flagsOf(merged), ...resolved(merged, testCase) }
}

function flagsOf(value: core.Value): object | undefined {
  const shape = value.kind === 'map' || value.kind === 'list' ? value.shape : undefined
  const flags = {
    ...(shape?.closed === undefined ? {} : { struct: shape.closed }),
    ...(shape?.readonly === undefined ? {} : { readonly: shape.readonly }),
  }
  return Object.keys(flags).length === 0 ? undefined : flags
}

function resolved(value: core.Value, testCase: Case): object {
  if (!holdsInterpolation(value)) return {}
  try {
    return { resolved: { ok: toTyped(core.resolve(value as core.MapValue, fixtureOptions(testCase))) } }
  } catch (error) {
    return { resolved: { error: refusal(error) } }
  }
}

function holdsInterpolation(value: core.Value): boolean {
  if (value.kind === 'list') return value.items.some(holdsInterpolation)
  if (value.kind === 'map') return [...value.items.values()].some(holdsInterpolation)
  return value.kind === 'interpolation'
}
