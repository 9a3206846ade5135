import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type MapValue, map, parseYaml, type Value } from '@hydraconf/core'
import { describe, expect, test } from 'vitest'
import {
  CPU,
  canRun,
  type Device,
  deviceNamed,
  type ModelOpt,
  optionFiles,
  preflight,
  type Quantizer,
  quantizersOf,
  releaseNamed,
  type Study,
  studyOf,
} from '../index.js'

/** Runs of the real ModelOpt, recorded beside the project; without them there is nothing to compare with. */
const RUNS = fileURLToPath(new URL('../../../../../shared/conformance-modelopt/data', import.meta.url))
const CONF = fileURLToPath(new URL('../../../../conf', import.meta.url))

/** The small dense model of the recording: two layers of Qwen3, its embedding and its head. */
function denseModel(modelopt: ModelOpt): readonly Quantizer[] {
  const layers = [0, 1].flatMap((layer) => [
    ...['q_proj', 'k_proj', 'v_proj', 'o_proj'].map((name) => `model.layers.${layer}.self_attn.${name}`),
    ...['gate_proj', 'up_proj', 'down_proj'].map((name) => `model.layers.${layer}.mlp.${name}`),
  ])
  const embedding = modelopt === '0.40.0' ? [] : quantizersOf('QuantEmbedding', ['model.embed_tokens'])
  return [...embedding, ...quantizersOf('QuantLinear', [...layers, 'lm_head'])]
}

const models = new Map(['0.40.0', '0.47.0'].map((modelopt) => [modelopt, denseModel(modelopt)]))

interface Row {
  readonly modelopt: string
  readonly pair?: string
  readonly format?: string
  readonly what?: string
  readonly overlay?: string
  readonly cpu?: Run
  readonly h200?: Run
}

interface Run {
  readonly error?: string
  readonly output?: 'same as default' | 'changed'
}

const rowsOf = (name: string): readonly Row[] =>
  existsSync(RUNS)
    ? readFileSync(`${RUNS}/${name}.jsonl`, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line))
    : []

const configOf = (pair: Value, overlay: string): MapValue =>
  map([
    ['quant_pair', pair],
    ['quant_granularity', parseYaml(optionFiles().get(`quant_granularity/${overlay}`)!) as Value],
  ]) as MapValue

function studyOfRow({ modelopt, pair, format, what = '', overlay = 'default' }: Row): Study {
  const release = releaseNamed(modelopt)
  if (pair !== undefined) {
    const text = readFileSync(`${CONF}/quant_pair/${pair}.yaml`, 'utf8')
    return studyOf(configOf(parseYaml(text) as Value, overlay), { release })
  }
  const [kind, ...name] = what.split('/')
  const base = kind === 'recipe' ? { recipe: name.join('/') } : { format_name: format ?? name.join('/') }
  const [[key, value]] = Object.entries(base) as [[string, string]]
  return studyOf(configOf(parseYaml(`name: x\n${key}: ${value}\n`) as Value, overlay), { release })
}

/** In what a run differs from what is said of it; undefined where it does not. */
function difference(row: Row, device: Device, run: Run): string | undefined {
  const study = studyOfRow(row)
  const checked = preflight(study, { quantizers: models.get(row.modelopt)!, device })
  const name = `${row.pair ?? row.format ?? row.what} ${row.overlay ?? ''} on ${device.name}`
  if ((run.error !== undefined) === canRun(checked)) return `${name}: ${run.error ?? 'ran'}`
  if (run.error !== undefined || run.output === undefined) return undefined
  const isNoOp = checked.verdict.kind === 'no-op'
  return isNoOp === (run.output === 'same as default') ? undefined : `${name}: ${run.output}`
}

describe.each([
  ['runtime.0.40.0', 153],
  ['runtime.0.47.0', 153],
  ['runtime-formats.0.47.0', 204],
  ['runtime-builtins.0.47.0', 62],
])('%s', (file, count) => {
  const rows = rowsOf(file).filter(({ what }) => what !== 'preset/NONE')
  const h200 = deviceNamed('h200')

  test.skipIf(rows.length === 0)('every run ended as its verdict says (needs the recorded runs)', () => {
    expect(rows.length).toBe(count)
    const differing = rows.flatMap((row) => [
      row.cpu === undefined ? undefined : difference(row, CPU, row.cpu),
      row.h200 === undefined ? undefined : difference(row, h200, row.h200),
    ])
    expect(differing.filter((each) => each !== undefined)).toEqual([])
  })
})
