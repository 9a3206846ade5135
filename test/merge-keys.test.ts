import { readdirSync, readFileSync } from 'node:fs'
import { pyYamlLike } from '@hydraconf/core'
import { describe, expect, test } from 'vitest'
import { answer as loadYaml } from './conformance/src/suites/omegaconf/yaml-load.js'
import { refusedLike } from './oracle/refusals.js'

/** What `test/oracle/merge_keys.py` recorded: a file for each Hydra and PyYAML. */
const FOLDER = new URL('../fixtures/merge-keys/', import.meta.url)
const FILES = readdirSync(FOLDER)

interface Recorded {
  readonly yaml: string
  readonly value?: unknown
  readonly refused?: string
}

test('both PyYAMLs are recorded, under both Hydras', () => {
  expect(FILES).toEqual(['1.3', '1.4'].flatMap((hydra) => ['6.0.3', '6.0.4'].map((yaml) => nameOf(hydra, yaml))))
})

describe.each(FILES)('%s', (file) => {
  const [versions, ...cases] = linesOf(file)
  const dialect = versions!['hydra-core']!.slice(0, 3)
  const pyyaml = pyYamlLike(versions!.PyYAML!)

  test.each((cases as unknown as Recorded[]).map((one) => [lastLine(one.yaml), one] as const))('%s', (_, recorded) => {
    const { yaml, value, refused } = recorded
    const ours = () => mergedOf(loadYaml({ id: '', suite: 'yaml-load', op: 'yaml', yaml, dialect, pyyaml }), yaml)
    if (refused === undefined) expect(ours()).toEqual(value)
    else expect(refusedLike(refused, ours)).toBe(refused)
  })
})

test('PyYAML 6.0.4 lets the last of a list win where 6.0.3 lets the first, and OmegaConf 2.4 does not ask it', () => {
  const answers = FILES.map((file) => JSON.stringify(linesOf(file).slice(1)))
  expect(answers[0]).not.toBe(answers[1])
  expect(answers[2]).toBe(answers[3])
})

function nameOf(hydra: string, pyyaml: string): string {
  return `hydra-${hydra}-pyyaml-${pyyaml}.jsonl`
}

function linesOf(file: string): Record<string, string>[] {
  const text = readFileSync(new URL(file, FOLDER), 'utf8')
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
}

/** Of a document whose last line is `it: …` that map alone, as the recorder has it. */
function mergedOf(answer: unknown, yaml: string): unknown {
  const { ok } = (answer as { expect: { ok: { v: unknown[][] } } }).expect
  return lastLine(yaml).startsWith('it: ') ? ok.v.at(-1)![1] : ok
}

function lastLine(yaml: string): string {
  return yaml.trimEnd().split('\n').at(-1)!
}
