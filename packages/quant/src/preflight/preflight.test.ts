import { describeOrigin, type MapValue, parseYaml } from '@hydraconf/core'
import { describe, expect, test } from 'vitest'
import { type ModelOpt, type PreflightFinding, preflight, releaseNamed, sampleModel, studyOf } from '../index.js'

const check = (text: string, modelopt: ModelOpt = '0.40.0') => {
  const config = parseYaml({ kind: 'file', name: 'job.yaml', text }) as MapValue
  return preflight(studyOf(config, { release: releaseNamed(modelopt) }), {
    quantizers: sampleModel(releaseNamed(modelopt).modelopt),
  })
}

const job = (format: string, overlay: string) => `quant_pair: {name: p, format_name: ${format}}
quant_granularity:
  name: o
  quant_cfg_overrides:
    ${overlay}
`

/** Without what is only worth knowing. */
const serious = (findings: readonly PreflightFinding[]) => findings.filter(({ severity }) => severity !== 'note')

describe('what would fail is said with the line of the overlay', () => {
  test('an axis on NVFP4 weights takes their dynamic blocks away', () => {
    const { verdict, findings } = check(job('NVFP4_DEFAULT_CFG', '"*weight_quantizer": {axis: 0}'))
    expect(verdict.kind).toBe('invalid')
    expect(findings[0]).toMatchObject({ severity: 'error', rule: 'pair-needs-dynamic-blocks' })
    expect(describeOrigin(findings[0]!.origin)).toBe('job.yaml:5:26')
  })

  test('a pattern that the format lacks becomes an enabled INT8 quantizer', () => {
    const { findings } = check(job('FP8_KV_CFG', '"*weight_quantizer": {axis: 0}'))
    expect(serious(findings).map(({ severity, rule }) => [severity, rule])).toEqual([
      ['warning', 'missing-base-pattern'],
    ])
  })

  test('tokens that share no scale do not go with smoothing', () => {
    const overlay = '"*input_quantizer": {type: dynamic, block_sizes: {-1: null}}'
    const { findings } = check(job('INT8_SMOOTHQUANT_CFG', overlay))
    expect(serious(findings)).toMatchObject([{ severity: 'error', rule: 'whole-dimension-with-calibration' }])
  })
})

test('a clean job has nothing but notes', () => {
  const { verdict, findings } = check(job('FP8_DEFAULT_CFG', '"*weight_quantizer": {axis: 0}'))
  expect(verdict).toEqual({ kind: 'effective', changed: 18 })
  expect(serious(findings)).toEqual([])
})

test('the list style of newer releases names the pattern, not the entry number', () => {
  const { findings } = check(job('NVFP4_DEFAULT_CFG', '"*weight_quantizer": {block_sizes: {x: 1}}'), '0.47')
  expect(findings[0]!.message).toContain("'*weight_quantizer'".slice(1, -1))
  expect(describeOrigin(findings[0]!.origin)).toMatch(/^job\.yaml:5:/)
})

test('a format that nobody knows is refused with the closest names', () => {
  expect(() => check(job('FP8_DEFAULT', '"*weight_quantizer": {axis: 0}'))).toThrow(/closest names: FP8_DEFAULT_CFG/)
})
