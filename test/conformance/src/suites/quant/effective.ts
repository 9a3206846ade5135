import { readFileSync } from 'node:fs'
import {
  Dict,
  type Effective,
  effectiveSettings,
  isSince,
  type Quantizer,
  type Setting,
  type TypedJson,
  toTypedJson,
  validSteps,
} from '@hydraconf/quant'
import { fileBesideCases } from '../../case-files.js'
import type { Answer, Case, Context } from '../../suite.js'
import { baseAndOverlay } from './base-and-overlay.js'
import { releaseOf } from './release-of.js'

export const answer = (testCase: Case, { root }: Context): Answer => {
  const { modelopt } = releaseOf(testCase)
  const { merged } = baseAndOverlay(testCase)
  const quantizers = toyModel(root, String(testCase.modelopt))
  const { steps } = validSteps(merged, modelopt)
  const effective = effectiveSettings(quantizers, steps, modelopt)
  // The recording lists sequences of quantizers before single ones.
  const ordered = [...effective.filter((each) => each.isSequence), ...effective.filter((each) => !each.isSequence)]
  return {
    expect: {
      settings: grouped(ordered, modelopt),
      enabled: effective.filter((each) => each.settings.some((setting) => setting.enabled)).length,
      total: effective.length,
    },
  }
}

function toyModel(root: string, modelopt: string): readonly Quantizer[] {
  const folder = NEWER.has(modelopt) ? '../conformance-modelopt' : 'quant'
  const file = fileBesideCases(root, folder, `data/toy-model-quantizers.${modelopt}.json`)
  return JSON.parse(readFileSync(file, 'utf8')).quantizers
}

/** The releases that were recorded by themselves, in a folder of their own. */
const NEWER = new Set(['0.44.0', '0.45.0', '0.46.1', '0.47.0'])

function grouped(effective: readonly Effective[], modelopt: string): unknown[] {
  const groups = new Map<string, { attrs: TypedJson; quantizers: string[] }>()
  for (const { quantizer, settings, isSequence } of effective) {
    const shown = settings.map((setting) => show(setting, modelopt))
    const attrs = isSequence ? shown : shown[0]!
    const key = JSON.stringify(attrs)
    const group = groups.get(key) ?? { attrs, quantizers: [] }
    group.quantizers.push(quantizer.name)
    groups.set(key, group)
  }
  return [...groups.values()]
}

function show({ enabled, attributes }: Setting, modelopt: string): TypedJson {
  const passesThrough = attributes.get('pass_through_bwd') ?? isSince(modelopt, '0.43')
  return toTypedJson(
    new Dict([
      ['enabled', enabled],
      ['num_bits', attributes.get('num_bits')!],
      ['axis', attributes.get('axis') ?? null],
      ['block_sizes', attributes.get('block_sizes') ?? null],
      ['dynamic', attributes.get('type') === 'dynamic'],
      ...(passesThrough ? [['pass_through_bwd', true] as const] : []),
    ]),
  )
}
