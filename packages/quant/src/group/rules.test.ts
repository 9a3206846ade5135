import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describeOrigin, parseYaml } from '@hydraconf/core'
import { expect, test } from 'vitest'
import { OVERLAYS } from '../overlay/overlays.js'
import { optionFiles } from './option-files.js'
import { brokenRules } from './rules.js'

/** Each rule that an option breaks, with the line of it. */
function broken(text: string, option: string | undefined): readonly string[] {
  const group = parseYaml({ kind: 'file', name: 'o.yaml', text })
  return brokenRules(group, option).map(({ rule, origin }) => `${rule} ${describeOrigin(origin)}`)
}

const attributes = (pattern: string, text: string) => `name: w_x\nquant_cfg_overrides:\n  "${pattern}": ${text}\n`

test.each<[string, string, string | undefined, readonly string[]]>([
  ['an option as it should be', attributes('*weight_quantizer', '{axis: 0}'), 'w_x', []],
  ['a name that is not its file’s', 'name: w_y\nquant_cfg_overrides: {}\n', 'w_x', ['overlay-name o.yaml:1:7']],
  ['a name, where several options were chosen together', 'name: w_y\nquant_cfg_overrides: {}\n', undefined, []],
  ['w_ that sets activations', attributes('*input_quantizer', '{axis: 0}'), 'w_x', ['overlay-scope o.yaml:3:23']],
  [
    'a_ that sets weights',
    'name: a_x\nquant_cfg_overrides:\n  "*q_proj*weight_quantizer": {axis: 0}\n',
    'a_x',
    ['overlay-scope o.yaml:3:31'],
  ],
  [
    'both, under a name that says neither',
    'name: both\nquant_cfg_overrides:\n  "*weight_quantizer": {axis: 0}\n  "*input_quantizer": {axis: null}\n',
    'both',
    [],
  ],
  ['bits', attributes('*weight_quantizer', '{num_bits: 4}'), 'w_x', ['overlay-sets-bits o.yaml:3:35']],
  [
    'a dimension that is a text',
    attributes('*weight_quantizer', '{block_sizes: {"-1": 64}}'),
    'w_x',
    ['overlay-quoted-dimension o.yaml:3:45'],
  ],
  [
    'an interpolation, however deep',
    attributes('*weight_quantizer', '{block_sizes: {-1: "${size}"}}'),
    'w_x',
    ['overlay-interpolates o.yaml:3:43'],
  ],
  [
    'overrides that are one',
    'name: w_x\nquant_cfg_overrides: ${elsewhere}\n',
    'w_x',
    ['overlay-interpolates o.yaml:2:22'],
  ],
  ['what is no option at all', '- 1\n', 'w_x', []],
])('%s', (_, text, option, rules) => {
  expect(broken(text, option)).toEqual(rules)
})

test('the nine options keep the rules, those of conf/ and those of this package', () => {
  const texts = optionFiles()
  for (const { name } of OVERLAYS) {
    const file = fileURLToPath(new URL(`../../../../conf/quant_granularity/${name}.yaml`, import.meta.url))
    expect([name, broken(readFileSync(file, 'utf8'), name)]).toEqual([name, []])
    expect([name, broken(texts.get(`quant_granularity/${name}`)!, name)]).toEqual([name, []])
  }
})
