import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { speakingPython } from '../../../../../../test/node/speaking-python.js'
import type { Logger } from '../../../logging/logging.js'
import { pythonStudy } from './python-study.js'
import type { OptunaStudy } from './study.js'

const NO_LOG = { debug() {} } as unknown as Logger
const DISTRIBUTION = { kind: 'float', low: 0, high: 1, log: false, step: undefined } as const
const SPACE = { distributions: new Map([['x', DISTRIBUTION]]), fixed: new Map<string, string>(), deletions: [] }

function studyWith(python: string, direction: 'minimize' | 'maximize', sampler: object = {}): Promise<OptunaStudy> {
  const of = { _target_: 'optuna.samplers.RandomSampler', ...sampler }
  const settings = { studyName: undefined, storage: undefined, sampler: of, directions: [direction], space: SPACE }
  return pythonStudy(python, settings, NO_LOG)
}

const CREATED = '{"name": "s", "sampler": "RandomSampler", "trials": 0}'

test('values without an end come back as they went', async () => {
  const trial = '{"params": [["x", {"float": "0.5"}]], "values": ["inf", "-inf", "nan", "0.5"]}'
  const study = await studyWith(speakingPython([CREATED, `{"trials": [${trial}]}`]), 'minimize')
  onTestFinished(() => study.close())
  const [best] = await study.best()
  expect(best!.values).toEqual([Infinity, -Infinity, NaN, 0.5])
})

test('an answer that is no JSON is refused with what it says', async () => {
  const study = studyWith(speakingPython(['Collecting statistics']), 'minimize')
  await expect(study).rejects.toThrow("'Collecting statistics'")
})

/** Pythons with an Optuna, where there are any: their commands, with commas between them. */
const pythons = (process.env.OPTUNA_PYTHONS ?? '').split(',').filter((python) => python !== '')

describe.skipIf(pythons.length === 0)('with Optuna itself (OPTUNA_PYTHONS names Pythons that have it)', () => {
  test.each(pythons)('%s takes values without an end', async (python) => {
    const study = await studyWith(python, 'maximize')
    onTestFinished(() => study.close())
    const [one, two] = await study.ask(2)
    await study.recall([{ params: one!.params, values: [-Infinity] }])
    await study.tell(one!, [-Infinity])
    await study.tell(two!, [Infinity])
    expect((await study.best()).map(({ values }) => values)).toEqual([[Infinity]])
  })

  test.each(pythons)('%s may print while it works', async (python) => {
    const dir = mkdtempSync(join(tmpdir(), 'python-study-'))
    onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
    writeFileSync(
      join(dir, 'loud.py'),
      'import os\nimport optuna\nprint("imported")\nclass Loud(optuna.samplers.RandomSampler):\n    def sample_independent(self, *args):\n        print("sampling")\n        os.system("echo started")\n        return super().sample_independent(*args)\n',
    )
    const path = process.env.PYTHONPATH
    process.env.PYTHONPATH = dir
    onTestFinished(() => {
      if (path === undefined) delete process.env.PYTHONPATH
      else process.env.PYTHONPATH = path
    })
    const study = await studyWith(python, 'minimize', { _target_: 'loud.Loud' })
    onTestFinished(() => study.close())
    expect(await study.ask(2)).toHaveLength(2)
  })
})
