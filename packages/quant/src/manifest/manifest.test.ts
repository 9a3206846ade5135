import { type MapValue, parseYaml } from '@hydraconf/core'
import { expect, test } from 'vitest'
import { equalLiteral, manifestOf, releaseNamed, replay, studyOf } from '../index.js'

const config = `
quant_pair: {name: wint4_afp16, format_name: INT4_BLOCKWISE_WEIGHT_ONLY_CFG}
quant_granularity:
  name: w_group64
  quant_cfg_overrides:
    "*weight_quantizer":
      block_sizes:
        -1: 64
`

test('a manifest survives JSON with its int keys, and replays to the same config', () => {
  const study = studyOf(parseYaml(config) as MapValue, { release: releaseNamed('0.40.0') })
  const manifest = JSON.parse(JSON.stringify(manifestOf(study)))
  expect(manifest.quant_granularity.quant_cfg_overrides).toEqual({
    '*weight_quantizer': { block_sizes: { $map: [[-1, 64]] } },
  })
  expect(equalLiteral(replay(manifest).config, study.effective)).toBe(true)
})

test('a manifest that was edited by hand is refused', () => {
  const manifest = manifestOf(studyOf(parseYaml(config) as MapValue, { release: releaseNamed('0.40.0') }))
  const edited = JSON.parse(JSON.stringify(manifest).replaceAll('64', '32'))
  expect(() => replay(edited)).toThrow(/its hash is/)
})
