import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseOverrides, planSweep } from '@hydraconf/core'
import { composeDir } from '@hydraconf/node'
import { describe, expect, test } from 'vitest'
import { command } from '../index.js'

const conf = fileURLToPath(new URL('../../../../conf', import.meta.url))

type Name = keyof typeof command.commands

function run(
  name: Name,
  overrides: readonly string[] = [],
  flags: Record<string, string | true> = {},
  files: Readonly<Record<string, string>> = {},
) {
  let out = ''
  let err = ''
  const composeWith = (texts: readonly string[]) =>
    composeDir(conf, { configName: 'preset/qwen3_lm_sensitivity', overrides: texts })
  const context: Parameters<(typeof command.commands)[Name]['run']>[1] = {
    compose: () => composeWith(overrides),
    *jobs() {
      const { library } = composeWith([])
      const plan = planSweep(parseOverrides(overrides), { optionsOf: (group) => library.options(group, 'config') })
      for (const job of plan) {
        const composeJob = () => {
          const composed = composeWith(job.texts)
          const { quant_pair: pair, quant_granularity: overlay } = composed.choices
          return { composed, dir: `${String(pair)}/${String(overlay)}` }
        }
        yield { number: Number(job.index), overrides: job.texts, compose: composeJob }
      }
    },
    readFile: (path, most) =>
      (path in files ? new TextEncoder().encode(files[path]) : readFileSync(path)).subarray(0, most),
    host: {
      cwd: () => conf,
      out: (text) => {
        out += text
      },
      err: (text) => {
        err += text
      },
    },
  }
  const { json, ...own } = flags
  const code = command.commands[name].run({ flags: own, json: json === true, positionals: [] }, context)
  return { code, out: () => out, err: () => err }
}

test('show says for every attribute where it comes from', () => {
  const { code, out } = run('show', ['quant_pair=wfp8_afp8', 'quant_granularity=w_per_out_channel'])
  expect(code).toBe(0)
  expect(out()).toMatch(/\*weight_quantizer\s+axis\s+None\s+0\s+0\s+\S*w_per_out_channel\.yaml:\d+:\d+/)
})

test('diff shows only what changes', () => {
  const { out } = run('diff', ['quant_pair=wint4_afp16', 'quant_granularity=w_group64'])
  expect(out()).toContain('-block_sizes: {-1: 128}\n+block_sizes: {-1: 64}\n')
})

test('check refuses what ModelOpt would refuse, at the line of the overlay', () => {
  const { code, out } = run('check', ['quant_pair=wfp4_afp8', 'quant_granularity=w_per_out_channel'])
  expect(code).toBe(1)
  expect(out()).toMatch(/w_per_out_channel\.yaml:\d+:\d+: error: .*\[pair-needs-dynamic-blocks\]/)
})

test('combined overlays get one name', () => {
  const { out } = run('check', ['quant_granularity=[w_per_out_channel,a_per_token_dynamic]'], { json: true })
  expect(JSON.parse(out()).overlay).toBe('w_per_out_channel+a_per_token_dynamic')
})

test('export writes a Python literal with tuples and int keys', () => {
  const { out } = run('export', ['quant_pair=wfp8_afp8', 'quant_granularity=a_per_token_dynamic'])
  expect(out()).toContain("'num_bits': (4, 3)")
  expect(out()).toContain("'block_sizes': {-1: None}")
})

describe('a plan of the whole matrix', () => {
  const { code, out } = run('plan', ['quant_pair=glob(*)', 'quant_granularity=glob(*)'], { json: true })
  const plan = JSON.parse(out())

  test('has a verdict for each of the 153 jobs', () => {
    expect(plan.counts).toMatchObject({ jobs: 153, effective: 85, 'no-op': 52, invalid: 16 })
  })

  test('leaves with 1, because not every job can run', () => {
    expect(code).toBe(1)
  })
})

describe("a model's own layers", () => {
  const files = {
    'dense.txt': 'model.layers.0.mlp.up_proj\nmodel.layers.0.mlp.down_proj\nlm_head\n',
    'none.txt': 'lm_head\n',
  }
  const overrides = ['quant_pair=wint8_afp16', 'quant_granularity=w_group64']

  test('decide what a check finds', () => {
    const kinds = ['dense.txt', 'none.txt'].map((layers) => {
      const { code, out } = run('check', overrides, { layers, json: true, modelopt: '0.47' }, files)
      const { verdict, runs, findings } = JSON.parse(out())
      return [code, verdict, runs, findings.map(({ rule }: { rule: string }) => rule)]
    })
    expect(kinds).toEqual([
      [0, { kind: 'effective' }, true, ['extension-at-first-use']],
      [1, { kind: 'no-op', because: 'disabled' }, false, ['enables-no-weights']],
    ])
  })

  test('are those that a plan counts', () => {
    const plan = (layers: string | undefined) => {
      const { out } = run('plan', overrides, { json: true, ...(layers === undefined ? {} : { layers }) }, files)
      return JSON.parse(out()).jobs[0].changed
    }
    expect([plan('dense.txt'), plan('none.txt'), plan(undefined)]).toEqual([2, 0, 18])
  })

  test('that are no names are refused', () => {
    expect(() => run('plan', overrides, { layers: 'x.safetensors' }, { 'x.safetensors': 'no header' })).toThrow(
      /x\.safetensors/,
    )
  })
})

test('one job is one', () => {
  const { out } = run('plan', ['quant_pair=wint8_afp16', 'quant_granularity=w_group64'])
  expect(out()).toContain(
    '1 job, ModelOpt 0.40.0: 1 effective, 0 no-op, 0 invalid; 0 fail when they run, 0 repeat another job, 0 write where another does\n' +
      '1 is worth running: it runs, and repeats no other\n',
  )
})

test('what is not known of a release is said by every command', () => {
  expect(run('show', [], { modelopt: '0.33.1' }).err()).toMatch(/note: ModelOpt 0\.33\.1: seven formats/)
  expect(run('show', [], { modelopt: '0.47' }).err()).toBe('')
})
