import { afterAll, describe, expect, test } from 'vitest'
import { openOracle } from '../oracle/oracle.js'
import { differences, type Kind } from './ask-both.js'
import { configText, interpolatedText } from './configs.js'
import { randomOf } from './random.js'
import { announce, casesOf, SEED } from './settings.js'
import { fewerLines, smallerTexts, withoutStretches } from './shrink.js'
import { yamlText } from './yaml-texts.js'

const oracle = await openOracle()
afterAll(() => oracle?.close())

const LOAD: Kind<string> = {
  op: 'yaml_load',
  question: (text) => ({ text }),
  smaller: smallerTexts,
  show: (text) => JSON.stringify(text),
}

const PRINT: Kind<string> = { ...LOAD, op: 'to_yaml', question: (source) => ({ source }) }

const MERGE: Kind<readonly string[]> = {
  op: 'merge',
  question: (sources) => ({ sources }),
  *smaller(sources) {
    yield* withoutStretches(sources)
    for (const [at, source] of sources.entries()) {
      for (const fewer of fewerLines(source)) yield sources.with(at, fewer || '{}\n')
    }
  },
  show: (sources) => sources.map((source, at) => `-- ${at + 1}.yaml --\n${source}`).join(''),
}

const INTERPOLATE: Kind<string> = {
  op: 'interpolate',
  question: (source) => ({ source }),
  smaller: fewerLines,
  show: (source) => `-- config.yaml --\n${source}`,
}

describe.skipIf(oracle === undefined)('random configs, compared with real OmegaConf', () => {
  const random = randomOf(SEED)
  const make = <T>(what: string, modest: number, one: () => T): T[] => {
    const cases = Array.from({ length: casesOf(modest) }, one)
    announce(what, cases.length)
    return cases
  }

  test('load as the same value', { timeout: 0 }, async () => {
    expect(
      await differences(
        oracle!,
        LOAD,
        make('yaml', 500, () => yamlText(random)),
      ),
    ).toEqual([])
  })
  test('are printed alike', { timeout: 0 }, async () => {
    expect(
      await differences(
        oracle!,
        PRINT,
        make('to yaml', 300, () => yamlText(random)),
      ),
    ).toEqual([])
  })
  test('merge to the same', { timeout: 0 }, async () => {
    const cases = make('merge', 300, () => random.some(2, 3, () => configText(random)))
    expect(await differences(oracle!, MERGE, cases)).toEqual([])
  })
  test('resolve to the same', { timeout: 0 }, async () => {
    expect(
      await differences(
        oracle!,
        INTERPOLATE,
        make('interpolation', 300, () => interpolatedText(random)),
      ),
    ).toEqual([])
  })
})
