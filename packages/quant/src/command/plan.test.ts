import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { composeDir } from '@hydraconf/node'
import { describe, expect, test } from 'vitest'
import {
  CPU,
  judgeSweep,
  OVERLAYS,
  type PlannedJob,
  planPage,
  readRunResults,
  releaseNamed,
  sampleModel,
  studyOf,
} from '../index.js'

const conf = fileURLToPath(new URL('../../../../conf', import.meta.url))
const release = releaseNamed('0.47.0')

const jobsFor = (pairs: readonly string[], overlays: readonly string[], asked = release): readonly PlannedJob[] =>
  pairs.flatMap((pair, row) =>
    overlays.map((overlay, column) => {
      const overrides = [`quant_pair=${pair}`, `quant_granularity=${overlay}`]
      const composed = composeDir(conf, { configName: 'preset/qwen3_lm_sensitivity', overrides })
      const study = studyOf(composed.resolve(composed.job), { release: asked })
      return { number: row * overlays.length + column, overrides, study, dir: `${pair}/${overlay}` }
    }),
  )

const jobs = jobsFor(['wfp4_afp16', 'wint4_afp16'], ['default', 'w_group64', 'w_group128', 'w_per_out_channel'])
const options = { quantizers: sampleModel('0.47.0') }

describe('the picture of a plan', () => {
  const page = planPage(judgeSweep(jobs, options), { where: 'ModelOpt 0.47.0', release })

  test('says without its colours what each job comes to', () => {
    const cells = [...page.matchAll(/<b>(.)<\/b> ([^<]*)<\/a>/g)].map(([, sign, label]) => `${sign} ${label}`)
    const row = (at: number) => cells.slice(at, at + 4)
    expect(row(0)).toEqual(['○ base', '≈ as blocks of 16', '≈ as blocks of 16', '✗ fails'])
    expect(row(4)).toEqual(['○ base', '● 14 change', '– nothing', '● 14 change'])
  })

  test('asks for nothing beside itself', () => {
    expect(page).not.toMatch(/<script|<link|src=|https?:/)
  })

  test('shows settings before and after, with texts escaped', () => {
    expect(page).toContain("{-1: 128, 'type': 'static'}")
    expect(page).toContain('id="job-7"')
    const [job] = jobs as [PlannedJob]
    const pair = { ...job.study.pair, name: '<b>"x"</b>' }
    const odd = planPage(judgeSweep([{ ...job, study: { ...job.study, pair } }], options), { where: '', release })
    expect(odd).toContain('&lt;b&gt;&quot;x&quot;&lt;/b&gt;')
  })
})

describe('what ran, beside what was said', () => {
  test.each(['0.40.0', '0.47.0'])('all 153 jobs, run with %s on a CPU, ended as the plan says', (version) => {
    const recorded = fileURLToPath(new URL(`../../hardware/seen/${version}-cpu.jsonl`, import.meta.url))
    const seen = readRunResults(readFileSync(recorded, 'utf8'), recorded)
    const overlays = OVERLAYS.map(({ name }) => name)
    const pairs = readdirSync(`${conf}/quant_pair`).map((file) => file.replace(/\.yaml$/, ''))
    const planned = jobsFor(pairs, overlays, releaseNamed(version))
    const judged = judgeSweep(planned, { quantizers: sampleModel(version), device: CPU }).jobs
    expect(judged.map((job) => [seen.of(job) !== undefined, seen.differs(job)])).toEqual(
      Array(153).fill([true, undefined]),
    )
  })

  test('a run that ended otherwise is told', () => {
    const line = '{"pair": "wint4_afp16", "overlay": "w_group64", "error": null, "same": true}'
    const seen = readRunResults(`{"modelopt": "0.47.0"}\n${line}\n`, 'seen.jsonl')
    const judged = judgeSweep(jobs, options).jobs
    expect(judged.flatMap((job) => seen.differs(job) ?? [])).toEqual(["its output is bit for bit its base's"])
    expect(seen.summary(judged)).toContain('1 of 8 jobs were run')
  })

  test('a line that is no result is refused with its number', () => {
    expect(() => readRunResults('{}\nInserted 56 quantizers\n', 'seen.jsonl')).toThrow(/seen\.jsonl:2/)
  })
})
