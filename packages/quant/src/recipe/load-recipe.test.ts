import { describe, expect, test } from 'vitest'
import { fromTypedJson, type LocalFiles, loadConfig, loadRecipe, releaseNamed, toTypedJson } from '../index.js'

const release = releaseNamed('0.47.0')
const ATTRIBUTES = '# modelopt-schema: modelopt.torch.quantization.config.QuantizerAttributeConfig\n'
const QUANTIZE = '# modelopt-schema: modelopt.torch.quantization.config.QuantizeConfig\n'

const filesIn = (files: Readonly<Record<string, string>>): LocalFiles => ({
  read: (path) => files[path],
  isFolder: (path) => Object.keys(files).some((name) => name.startsWith(`${path}/`)),
})
const load = (files: Readonly<Record<string, string>>, name = 'a') =>
  loadConfig(name, { release, local: filesIn(files) })
const recipe = (files: Readonly<Record<string, string>>, overrides: readonly string[] = []) =>
  loadRecipe('r', { library: { release, local: filesIn(files) }, overrides })

const RECIPE = 'metadata: {recipe_type: ptq, description: d}\nquantize: {algorithm: max, quant_cfg: []}\n'

test('keys beside an import win wherever they stand, and a nested mapping is replaced whole', () => {
  const { config } = load({
    'n.yaml': `${ATTRIBUTES}num_bits: e2m1\nblock_sizes: {-1: 16, type: dynamic, scale_bits: e4m3}\n`,
    'a.yaml': 'imports: {n: n}\ncfg:\n  block_sizes: {-1: 32}\n  $import: n\n',
  })
  expect(toTypedJson(config)).toEqual({ cfg: { num_bits: { $tuple: [2, 1] }, block_sizes: { $map: [[-1, 32]] } } })
})

describe('what is wrong is said with its place, and with the files that led there', () => {
  test.each([
    ['an import that is not there', { 'a.yaml': 'imports:\n  n: nowhere\n' }, /nowhere.*\n\s+a\.yaml:2:6/s],
    [
      'a file that imports itself',
      { 'a.yaml': `${QUANTIZE}imports: {a: a}\nquant_cfg: []\n` },
      /circle of imports: a\.yaml -> a\.yaml/,
    ],
    [
      'an import of no schema',
      { 'n.yaml': 'num_bits: 8\n', 'a.yaml': 'imports: {n: n}\n' },
      /says of no schema.*a\.yaml:1:14/s,
    ],
    [
      'a schema of another class',
      { 'n.yaml': `${QUANTIZE}num_bits: 8\n`, 'a.yaml': 'imports: {n: n}\n' },
      /n\.yaml is no QuantizeConfig.*num_bits.*n\.yaml is imported at a\.yaml:1:14/s,
    ],
    ['a name that is not imported', { 'a.yaml': 'x:\n  $import: m\n' }, /\$import 'm'.*a\.yaml:2:12/s],
    ['a third document', { 'a.yaml': 'a: 1\n---\nb: 1\n---\nc: 1\n' }, /this one has 3/],
  ])('%s', (_, files, words) => {
    expect(() => load(files)).toThrow(words)
  })
})

test('overrides are laid over the whole recipe, by the rules of a dotlist', () => {
  const { config } = recipe({ 'r.yaml': RECIPE }, ['quantize.effective_bits=45e-1', 'quantize.algorithm='])
  expect(toTypedJson(config)).toEqual({
    metadata: { recipe_type: 'ptq', description: 'd' },
    quantize: { quant_cfg: [], algorithm: null, effective_bits: 4.5 },
  })
})

test('what ModelOpt lets pass and is seldom meant is noted', () => {
  const text = recipe({ 'r.yaml': RECIPE }, ['quantize.quant_cfg=[{quantizer_name: "*", cfg: {num_bits: e4m3}}]'])
  expect(text.notes.map(({ code }) => code)).toEqual(['bits-as-text'])
  const legacy =
    'metadata: {recipe_type: ptq}\nquantize: {quant_cfg: {"*weight_quantizer": {num_bits: 8}, default: {enable: false}}}\n'
  expect(recipe({ 'r.yaml': legacy }).notes.map(({ code }) => code)).toEqual(['default-disables-all'])
  const shadow = load({
    'configs/numerics/fp8.yaml': `${ATTRIBUTES}num_bits: 8\n`,
    'a.yaml': 'imports: {n: configs/numerics/fp8}\nx: {$import: n}\n',
  })
  expect(shadow.notes.map(({ code }) => code)).toEqual(['shadows-built-in'])
})

test('an item of a list cannot be reached by an override', () => {
  const files = { 'r.yaml': RECIPE.replace('[]', '[{quantizer_name: "*", enable: false}]') }
  expect(() => recipe(files, ['quantize.quant_cfg.0.enable=true'])).toThrow(/a list is replaced whole/)
})

test('a recipe of the library is found by its name, and a misspelt one told with those that come close', () => {
  const { config, type } = loadRecipe('general/ptq/fp8_default-kv_fp8', { library: { release } })
  expect(type).toBe('ptq')
  expect(toTypedJson(config)).toMatchObject({ quantize: { algorithm: 'max' } })
  expect(() => loadRecipe('general/ptq/fp8_default_kv_fp8', { library: { release } })).toThrow(
    /Did you mean general\/ptq\/fp8_default-kv_fp8/,
  )
})

test('typed JSON of a result reads back', () => {
  const { config } = loadConfig('configs/numerics/nvfp4', { release })
  expect(toTypedJson(fromTypedJson(toTypedJson(config)))).toEqual(toTypedJson(config))
})
