import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type MapValue, map, parseYaml, type Value } from '@hydraconf/core'
import { judge, optionFiles, resolveFormat, sampleModel, studyOf } from '@hydraconf/quant'
import type { Answer, Case } from '../../suite.js'
import { overlaid } from './base-and-overlay.js'
import { releaseOf } from './release-of.js'

/** The project's own configs; the bundle that this becomes lies beside `src`. */
const CONF = fileURLToPath(new URL('../../../conf', import.meta.url))

export const answer = (testCase: Case): Answer => {
  const release = releaseOf(testCase)
  const { base, effective } = testCase.pair === undefined ? ownFormat(testCase) : ofPair(testCase)
  const verdict = judge(base, effective, { modelopt: release.modelopt, quantizers: sampleModel(release.modelopt) })
  return {
    expect: {
      verdict: verdict.kind,
      ...(verdict.kind === 'no-op' ? { because: verdict.because } : {}),
      ...(verdict.kind === 'effective' ? { changed: verdict.changed } : {}),
    },
  }
}

function ownFormat(testCase: Case) {
  const base = resolveFormat(String(testCase.format).split('@')[0]!, releaseOf(testCase)).config
  return { base, effective: overlaid(base, testCase.overlay) }
}

function ofPair(testCase: Case) {
  const overlay = parseYaml(optionFiles().get(`quant_granularity/${testCase.overlay}`)!)
  const pair = parseYaml(readFileSync(`${CONF}/quant_pair/${testCase.pair}.yaml`, 'utf8'))
  const config = map([
    ['quant_pair', pair as Value],
    ['quant_granularity', overlay as Value],
  ]) as MapValue
  return studyOf(config, { release: releaseOf(testCase) })
}
