import { type HydraconfError, toYaml } from '@hydraconf/core'
import { describe, expect, test } from 'vitest'
import { declaredConfigs } from './declarations.js'

/** `OmegaConf.merge(Main, yaml)` of a class whose field is the defaults list of the config. */
describe('a YAML text merged onto a class with a defaults list', () => {
  const stored = (yaml: string) => {
    const main = { name: 'Main', fields: [{ name: 'defaults', type: 'List[Any]', default: { yaml: '[{db: a}]' } }] }
    return declaredConfigs([main], [{ name: 'config', class: 'Main', yaml }])[0]!
  }

  test.each([
    ['{}', 'defaults:\n- db: a\n'],
    ['defaults: [{db: b}]', 'defaults:\n- db: b\n'],
  ])('%s', (yaml, whole) => {
    expect(toYaml(stored(yaml).value)).toBe(whole)
  })

  test.each([
    ["defaults: ''", 'ValidationError'],
    ['defaults: {db: b}', 'ConfigTypeError'],
  ])('%s is refused', (yaml, type) => {
    const refusal = (() => {
      try {
        return stored(yaml)
      } catch (error) {
        return error
      }
    })()
    expect((refusal as HydraconfError).type).toBe(type)
  })
})
