import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { readArchive, textsOf } from './oracle/archive.js'
import { composeFolder, resolvedYaml, yamlOf } from './oracle/composing.js'
import { planText } from './oracle/plans.js'
import { refusedLike } from './oracle/refusals.js'

/** `conf/` composed here, byte for byte what real Hydra composes of it. `fixtures/conf/README.md` says what is recorded. */
const RECORDED = fileURLToPath(new URL('../fixtures/conf/', import.meta.url))
const CONF = fileURLToPath(new URL('../conf/', import.meta.url))
const PRESET = 'preset/qwen3_lm_sensitivity'

interface Golden {
  readonly name: string
  readonly config: string | undefined
  readonly overrides: readonly string[]
  readonly text: string
}

const read = (path: string) => readFileSync(RECORDED + path, 'utf8')
const composeConf = (config: string | undefined, overrides: readonly string[]) =>
  composeFolder(CONF, { configName: config, overrides })

function goldensIn(folder: string): Golden[] {
  return readdirSync(RECORDED + folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => goldenOf(folder + file))
}

/** The comment lines at the top say what was asked; the rest is the answer. */
function goldenOf(path: string): Golden {
  const text = read(path)
  const head = /^(?:# .*\n)+/.exec(text)?.[0] ?? ''
  const field = (name: string) => JSON.parse(new RegExp(`^# ${name}: (.*)$`, 'm').exec(head)?.[1] ?? 'null')
  const name = path.replace('.yaml', '')
  return {
    name,
    config: field('config') ?? undefined,
    overrides: field('overrides') ?? [],
    text: text.slice(head.length),
  }
}

const goldens = ['', 'overlay/', 'pair/', 'size/', 'edit/'].flatMap(goldensIn)

describe('conf/ composes as with real Hydra', () => {
  test.each(goldens)('$name: $config $overrides', ({ config, overrides, text }) => {
    expect(yamlOf(composeConf(config, overrides))).toBe(text)
  })

  test.each(goldensIn('resolved/'))('$name, with interpolations resolved', ({ config, overrides, text }) => {
    expect(resolvedYaml(composeConf(config, overrides))).toBe(text)
  })

  const matrix = Object.entries(textsOf(readArchive(read('overlay-by-pair.txt')), 'answer'))
  test.each(matrix)('%s', (names, text) => {
    const [pair, overlay] = names.split(' ')
    const overrides = [`quant_pair=${pair}`, `quant_granularity=${overlay}`]
    expect(yamlOf(composeConf(PRESET, overrides))).toBe(text)
  })
})

describe('the options chosen, the configs merged and the folders of a run are those of real Hydra', () => {
  const plans = textsOf(readArchive(read('choices.txt')), 'answer')
  test.each(goldens)('$name', ({ name, config, overrides }) => {
    expect(planText(composeConf(config, overrides))).toBe(plans[name])
  })
})

describe('what real Hydra refuses of conf/ is refused, with an error of the same class', () => {
  const [, ...lines] = read('refused.jsonl').trimEnd().split('\n')
  test.each(lines.map((line) => JSON.parse(line)))('$config $overrides: $type', ({ config, overrides, type }) => {
    expect(refusedLike(type, () => composeConf(config, overrides))).toBe(type)
  })
})
