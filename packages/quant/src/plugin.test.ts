import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseYaml } from '@hydraconf/core'
import { composeDir } from '@hydraconf/node'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { equalLiteral, literalOfValue, OVERLAYS, optionFiles, quant } from './index.js'

let dir = ''
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'granularity-'))
  write('config', 'defaults:\n- quant_granularity: w_group64\n')
})
afterEach(() => rmSync(dir, { recursive: true }))

function write(name: string, text: string): void {
  mkdirSync(join(dir, name, '..'), { recursive: true })
  writeFileSync(join(dir, `${name}.yaml`), text)
}

const compose = (...overrides: string[]) => composeDir(dir, { configName: 'config', overrides, plugins: [quant] })

test('the overlays come with the plugin', () => {
  expect(compose().yaml()).toBe(
    "quant_granularity:\n  name: w_group64\n  quant_cfg_overrides:\n    '*weight_quantizer':\n      block_sizes:\n        -1: 64\n",
  )
})

test('what it serves is what it computes with', () => {
  const files = optionFiles()
  for (const { name, overrides } of OVERLAYS) {
    const option = parseYaml(files.get(`quant_granularity/${name}`)!)
    const served = option.kind === 'map' ? option.items.get('quant_cfg_overrides')! : option
    expect([name, equalLiteral(literalOfValue(served), overrides)]).toEqual([name, true])
  }
})

test("a file of the user's own with the same name wins", () => {
  write('quant_granularity/w_group64', 'name: mine\nquant_cfg_overrides: {}\n')
  expect(compose().yaml()).toContain('name: mine')
})

describe('an overlay that ModelOpt could not read is refused where it is wrong', () => {
  test.each([
    ['axis and block_sizes at once', '    axis: 0\n    block_sizes: {-1: 64}', /bad\.yaml:4:5/],
    ['a pattern that is none of the overlay', null, /quant_granularity\/bad\.yaml:3:/],
    ['a type that is no type', '    type: sometimes', /quant_granularity\/bad\.yaml:4:11/],
    ['a block size that is text', '    block_sizes:\n      -1: many', /quant_granularity\/bad\.yaml:5:11/],
  ])('%s', (_, attributes, place) => {
    const overrides = attributes === null ? '  "*output_quantizer": {axis: 0}' : `  "*weight_quantizer":\n${attributes}`
    write('quant_granularity/bad', `name: bad\nquant_cfg_overrides:\n${overrides}\n`)
    expect(() => compose('quant_granularity=bad')).toThrow(place)
  })

  test('wherever the defaults list puts it', () => {
    write('config', 'defaults:\n- quant_granularity@model.q: bad\n')
    write('quant_granularity/bad', 'name: bad\nquant_cfg_overrides:\n  "*weight_quantizer": {axis: top}\n')
    expect(() => compose()).toThrow(/^quant_granularity@model\.q: .*bad\.yaml:3:31/s)
  })
})
