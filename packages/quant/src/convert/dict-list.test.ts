import { expect, test } from 'vitest'
import {
  applyOverlay,
  applyOverlayToList,
  type Dict,
  dictToList,
  type Effective,
  effectiveSettings,
  equalLiteral,
  formatsOf,
  fromTypedJson,
  type Literal,
  listToDict,
  normalizeStock,
  OVERLAYS,
  releaseNamed,
  sampleModel,
  stepsOf,
} from '../index.js'

const model = sampleModel('0.40.0')
const quantCfg = (config: Dict): Dict => config.get('quant_cfg') as Dict

/** What the enabled quantizers do; the rest does not count. */
const active = (effective: readonly Effective[]): Literal =>
  effective.map(({ settings }) =>
    settings
      .filter((setting) => setting.enabled)
      .map(({ attributes }) => ['num_bits', 'axis', 'block_sizes', 'type'].map((name) => attributes.get(name) ?? null)),
  )

const dictFormats = [...formatsOf(releaseNamed('0.40.0')).values()]

test('every dict format with every overlay does the same after conversion to the list style, and comes back', () => {
  let compared = 0
  for (const { name, config } of dictFormats) {
    for (const overlay of OVERLAYS) {
      const merged = applyOverlay(config, overlay.overrides)
      const before = stepsOf(merged, '0.40.0')
      const list = dictToList(quantCfg(merged))
      expect([name, overlay.name, equalLiteral(listToDict(list), quantCfg(merged))]).toEqual([name, overlay.name, true])
      if (before.problems.length > 0) continue
      const after = stepsOf(merged.with('quant_cfg', list), '0.46.1')
      expect(after.problems).toEqual([])
      const same = equalLiteral(
        active(effectiveSettings(model, before.steps, '0.40.0')),
        active(effectiveSettings(model, after.steps, '0.46.1')),
      )
      expect([name, overlay.name, same]).toEqual([name, overlay.name, true])
      compared++
    }
  }
  expect(compared).toBeGreaterThan(300)
})

test('an overlay on the list style agrees with the dict style through the converter', () => {
  for (const { name, config } of dictFormats) {
    for (const { name: overlay, overrides } of OVERLAYS) {
      const dictFirst = dictToList(quantCfg(applyOverlay(config, overrides)))
      const asList = config.with('quant_cfg', dictToList(quantCfg(config)))
      const listFirst = applyOverlayToList(asList, overrides).get('quant_cfg')!
      expect([name, overlay, equalLiteral(dictFirst, listFirst)]).toEqual([name, overlay, true])
    }
  }
})

test("ModelOpt's own converter switches most formats off, because it leaves `default` last", () => {
  const enabled = (steps: ReturnType<typeof stepsOf>) =>
    effectiveSettings(model, steps.steps, '0.46.1').some(({ settings }) => settings.some((setting) => setting.enabled))
  const silent = dictFormats.filter(({ config }) => {
    const stock = stepsOf(config.with('quant_cfg', normalizeStock(quantCfg(config), '0.46.1')), '0.46.1')
    const safe = stepsOf(config.with('quant_cfg', dictToList(quantCfg(config))), '0.46.1')
    return enabled(safe) && !enabled(stock)
  })
  expect(silent.length).toBe(37)
})

test('what the dict style cannot say is refused with the entry that it cannot say', () => {
  const entries = fromTypedJson([
    { quantizer_name: '*weight_quantizer', cfg: { num_bits: 8 } },
    { quantizer_name: '*', enable: false },
  ]) as readonly Literal[]
  expect(() => listToDict(entries)).toThrow(/Entry 1 of quant_cfg cannot be written in the dict style/)
})
