import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import {
  type Composed,
  compose,
  createSearchPath,
  entriesOf,
  explain,
  type Key,
  keyId,
  memorySource,
  type Origin,
  type Value,
} from '@hydraconf/core'
import { expect, test } from 'vitest'

/**
 * `explain` against an oracle that knows nothing of it: where it says that a value was written, something else is
 * written instead, and the composed value has to become that.
 */
const CONF = fileURLToPath(new URL('../conf/', import.meta.url))
const TEXTS: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync(CONF, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => [file, readFileSync(CONF + file, 'utf8')]),
)

const GRANULARITIES = Object.keys(TEXTS).flatMap((file) => /^quant_granularity\/(.*)\.yaml$/.exec(file)?.[1] ?? [])
const RUNS: readonly (readonly [config: string, overrides: readonly string[]])[] = [
  ...GRANULARITIES.flatMap((option) =>
    ['small', 'large'].map(
      (size) => ['preset/qwen3_lm_sensitivity', [`quant_granularity=${option}`, `dataset.size=${size}`]] as const,
    ),
  ),
  ...['quant_pair=wint4_aint8', 'output_layout=publish', 'autoquant.score_size=1', '++runner.note=x'].map(
    (override) => ['preset/qwen3_lm_sensitivity', [override]] as const,
  ),
  ['config', []],
  ['config', ['hardware=multi_gpu_8x3090']],
]

test('writing something else where a value is said to come from changes that value', () => {
  let checked = 0
  for (const [config, overrides] of RUNS) {
    const composed = composeWith(TEXTS, config, overrides)
    for (const path of leaves(composed.job)) {
      const { value, origin } = explain(composed, path.map(String).join('.'))
      const elsewhere = rewritten(origin, overrides)
      const now = at(composeWith(elsewhere.texts, config, elsewhere.overrides).job, path)
      expect(now, `${config} ${overrides.join(' ')}: ${path.join('.')}`).toMatchObject({ kind: 'str', value: 'zzz' })
      expect(at(composed.job, path)).toBe(value)
      checked++
    }
  }
  expect(checked).toBeGreaterThan(800)
})

function rewritten({ source, start, end }: Origin, overrides: readonly string[]) {
  const replaced = `${source.text.slice(0, start)}zzz${source.text.slice(end)}`
  if (source.kind === 'override')
    return { texts: TEXTS, overrides: overrides.map((text) => (text === source.text ? replaced : text)) }
  return { texts: { ...TEXTS, [source.name]: replaced }, overrides }
}

function composeWith(
  texts: Readonly<Record<string, string>>,
  configName: string,
  overrides: readonly string[],
): Composed {
  const main = memorySource('main', texts, { path: 'memory://conf' })
  return compose(
    { configName, overrides },
    {
      searchPath: createSearchPath('memory://conf'),
      open: ({ path }) => (path === 'memory://conf' ? main : undefined),
      facts: {
        cwd: '/project',
        env: {},
        now: { year: 2024, month: 1, day: 2, hour: 3, minute: 4, second: 5, microsecond: 0, offset: 0 },
        version: '1.3.5',
        jobName: 'app',
      },
    },
  )
}

function* leaves(value: Value, path: readonly Key[] = []): Generator<readonly Key[]> {
  if (value.kind === 'map' && value.items.size > 0) {
    for (const [key, item] of entriesOf(value)) yield* leaves(item, [...path, key])
  } else if (value.kind !== 'list') yield path
}

function at(from: Value, path: readonly Key[]): Value | undefined {
  let value: Value | undefined = from
  for (const key of path) value = value?.kind === 'map' ? value.items.get(keyId(key)) : undefined
  return value
}
