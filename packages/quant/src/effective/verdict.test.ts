import { expect, test } from 'vitest'
import { applyOverlay, formatsOf, judge, OVERLAYS, releaseNamed, sampleModel } from '../index.js'

const formats = formatsOf(releaseNamed('0.40.0'))
const quantizers = sampleModel('0.40.0')

const verdictOf = (format: string, overlay: string) => {
  const base = formats.get(format)!.config
  const { overrides } = OVERLAYS.find((each) => each.name === overlay)!
  return judge(base, applyOverlay(base, overrides), { modelopt: '0.40.0', quantizers })
}

test('per-channel weights change a format with per-tensor weights', () => {
  expect(verdictOf('FP8_DEFAULT_CFG', 'w_per_out_channel')).toEqual({ kind: 'effective', changed: 18 })
})

test('per-channel weights are what INT8 has already', () => {
  expect(verdictOf('INT8_DEFAULT_CFG', 'w_per_out_channel')).toEqual({ kind: 'no-op', because: 'identical' })
})

test('activation granularity says nothing where activations are not quantized', () => {
  expect(verdictOf('INT4_BLOCKWISE_WEIGHT_ONLY_CFG', 'a_per_tensor_static').kind).toBe('no-op')
})

test('NVFP4 weights without their dynamic blocks are refused', () => {
  expect(verdictOf('NVFP4_DEFAULT_CFG', 'w_per_out_channel')).toMatchObject({
    kind: 'invalid',
    problems: [{ rule: 'pair-needs-dynamic-blocks', path: ['*weight_quantizer', 'num_bits'] }],
  })
})
