import { describe, expect, test } from 'vitest'
import { formatsOf, layersFromSafetensors, layersFromText, releaseNamed, reportLayers, stepsOf } from '../index.js'

const { steps } = stepsOf(formatsOf(releaseNamed('0.40.0')).get('INT4_BLOCKWISE_WEIGHT_ONLY_CFG')!.config, '0.40.0')

const TEXT = `
# name, class, shape of the weight
model.layers.0.mlp.up_proj   Linear  9728x2560
model.layers.0.mlp.down_proj Linear  2560x9700
lm_head
`

describe('layers of a text list', () => {
  const report = reportLayers(layersFromText(TEXT), steps, { modelopt: '0.40.0', matching: 'quantize' })

  test('the last pattern that matches wins', () => {
    const winner = Object.fromEntries(
      report.quantizers.map((each) => [
        each.quantizer.name,
        each.setBy === undefined ? undefined : steps[each.setBy]!.pattern,
      ]),
    )
    expect(winner['model.layers.0.mlp.up_proj.weight_quantizer']).toBe('*weight_quantizer')
    expect(winner['lm_head.weight_quantizer']).toBe('*lm_head*')
  })

  test('blocks that do not divide a row are found', () => {
    expect(report.indivisible).toMatchObject([
      { quantizer: 'model.layers.0.mlp.down_proj.weight_quantizer', dimension: -1n, blockSize: 128n, length: 9700 },
    ])
  })

  test('patterns that match nothing are found', () => {
    expect(report.idle.map((index) => steps[index]!.pattern)).toContain('*router*')
  })

  test('auto_quantize sees bare names, so that a pattern with a layer in it never matches', () => {
    const bare = reportLayers(layersFromText(TEXT), steps, { modelopt: '0.40.0', matching: 'auto_quantize' })
    const head = bare.quantizers.find((each) => each.quantizer.name === 'lm_head.weight_quantizer')!
    expect(steps[head.setBy!]!.pattern).toBe('*weight_quantizer')
    expect(bare.idle.map((index) => steps[index]!.pattern)).toContain('*lm_head*')
  })
})

describe('layers of a safetensors header', () => {
  const file = (header: object): Uint8Array => {
    const json = new TextEncoder().encode(JSON.stringify(header))
    const bytes = new Uint8Array(8 + json.length)
    new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true)
    bytes.set(json, 8)
    return bytes
  }

  test('two-dimensional weights that are no norm or embedding are linear layers', () => {
    const header = {
      __metadata__: { format: 'pt' },
      'model.layers.0.mlp.up_proj.weight': { dtype: 'BF16', shape: [9728, 2560], data_offsets: [0, 1] },
      'model.layers.0.mlp.up_proj.bias': { dtype: 'BF16', shape: [9728], data_offsets: [1, 2] },
      'model.embed_tokens.weight': { dtype: 'BF16', shape: [151936, 2560], data_offsets: [2, 3] },
      'model.visual.patch_embed.proj.weight': { dtype: 'BF16', shape: [1024, 3, 2, 16, 16], data_offsets: [3, 4] },
    }
    expect(layersFromSafetensors(file(header))).toEqual([
      { name: 'model.layers.0.mlp.up_proj', kind: 'Linear', shape: [9728, 2560] },
      { name: 'model.visual.patch_embed.proj', kind: 'Conv3d', shape: [1024, 3, 2, 16, 16] },
    ])
  })

  test.each([
    ['too short', new Uint8Array(3)],
    ['a header longer than the file', file({}).subarray(0, 9)],
    ['no JSON', new Uint8Array([1, 0, 0, 0, 0, 0, 0, 0, 120])],
    ['a length beyond the format', new Uint8Array(8).fill(255)],
  ])('%s is refused', (_, bytes) => {
    expect(() => layersFromSafetensors(bytes)).toThrow(/no safetensors file/)
  })
})
