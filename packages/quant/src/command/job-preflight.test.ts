import { fileURLToPath } from 'node:url'
import { compose, type Struct, shownOverrides, store } from '@hydraconf/core'
import { appOf, processHost } from '@hydraconf/node'
import { expect, test } from 'vitest'
import { releaseNamed } from '../release/stored-releases.js'
import { plannedJobs } from './job-preflight.js'
import type { Settings } from './settings.js'

const conf = fileURLToPath(new URL('../../../../conf', import.meta.url))

const SHOP: Struct = {
  name: 'Shop',
  bases: [],
  fields: new Map([['password', { type: { kind: 'str', optional: true }, isSensitive: true }]]),
}

test('the overrides of a plan are shown without sensitive values, also those of a job that does not compose', () => {
  const options = {
    configDir: conf,
    configName: 'preset/qwen3_lm_sensitivity',
    plugins: [{ name: 'shop', stored: [store({ group: 'shop', name: 'base', shape: SHOP })] }],
  }
  const { environment } = appOf(options, processHost())
  const jobs = ['wfp4_afp16', 'nowhere'].map((pair, number) => {
    const overrides = [`quant_pair=${pair}`, '+shop=base', 'shop.password=hunter2']
    const { configName } = options
    const composing = () => compose({ configName, overrides }, environment)
    return {
      number,
      overrides,
      shownOverrides: () =>
        shownOverrides(
          { number, overrides, compose: () => ({ number, overrides, composed: composing() }) },
          environment,
        ),
      compose: () => ({ composed: composing(), dir: 'out' }),
    }
  })
  const settings = { release: releaseNamed('0.47.0') } as Settings
  const shown = [...plannedJobs(jobs, settings)].map(({ overrides }) => overrides)
  expect(shown).toEqual([
    ['quant_pair=wfp4_afp16', '+shop=base', 'shop.password=***'],
    ['quant_pair=nowhere', '+shop=base', 'shop.password=***'],
  ])
})
