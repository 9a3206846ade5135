import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { formatsOf, isSince, releaseFrom, releaseNamed, resolveFormat, storedVersions, toTypedJson } from '../index.js'

let dir = ''
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'modelopt-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

function write(path: string, text: string): void {
  mkdirSync(join(dir, path, '..'), { recursive: true })
  writeFileSync(join(dir, path), text)
}

test('a release goes by its version, or by how that starts', () => {
  expect(releaseNamed('0.47').modelopt).toBe('0.47.0')
  expect(releaseNamed('0.46.1').modelopt).toBe('0.46.1')
  expect(() => releaseNamed('0.42.0')).toThrow(/The nearest is 0\.40\.0.*--modelopt-from/s)
  expect(isSince('0.100.0', '0.47')).toBe(true)
})

test('every stored release has its formats, and each of them composes', () => {
  const counts = storedVersions().map((version) => [version, formatsOf(releaseNamed(version)).size])
  expect(Object.fromEntries(counts)).toMatchObject({ '0.40.0': 44, '0.47.0': 40 })
})

test('an installed ModelOpt is read where it is, without Python', () => {
  write('nvidia_modelopt-0.48.0.dist-info/METADATA', 'Name: nvidia-modelopt\nVersion: 0.48.0\n')
  write(
    'modelopt/torch/quantization/config.py',
    'MINE_CFG: dict[str, Any] = _load_quantize_config_dict(\n    "configs/ptq/presets/model/mine"\n)\n',
  )
  write(
    'modelopt_recipes/configs/ptq/presets/model/mine.yaml',
    '# modelopt-schema: modelopt.torch.quantization.config.QuantizeConfig\nquant_cfg: [{quantizer_name: "*", cfg: {num_bits: e4m3}}]\n',
  )
  const release = releaseFrom(dir)
  expect(release.modelopt).toBe('0.48.0')
  expect(toTypedJson(resolveFormat('MINE_CFG', release).config)).toEqual({
    quant_cfg: [{ quantizer_name: '*', cfg: { num_bits: { $tuple: [4, 3] } } }],
  })
})

test('of one that is newer than all known ones is said whose rules judge it', () => {
  const gaps = (version: string) => {
    write(`nvidia_modelopt-${version}.dist-info/METADATA`, `Version: ${version}\n`)
    write('modelopt/torch/quantization/config.py', 'A_CFG = _load_quantize_config_dict("a")\n')
    const { gaps } = releaseFrom(dir)
    rmSync(dir, { recursive: true })
    return gaps
  }
  expect(gaps('0.48.0')).toEqual([expect.stringMatching(/judged by the rules of 0\.47\.0/)])
  expect(gaps('0.47.0')).toEqual([])
  expect(gaps('0.46.0')).toEqual([])
  mkdirSync(dir)
})

test('a wheel that is none, and a folder without ModelOpt, are refused by name', () => {
  write('x.whl', 'no zip at all')
  expect(() => releaseFrom(join(dir, 'x.whl'))).toThrow(/x\.whl is no ModelOpt: a wheel is a zip archive/)
  expect(() => releaseFrom(dir)).toThrow(/is no ModelOpt/)
  expect(() => releaseFrom(join(dir, 'nowhere'))).toThrow(/there is nothing/)
})
