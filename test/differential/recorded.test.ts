import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gunzipSync, gzipSync } from 'node:zlib'
import { pyYamlLike } from '@hydraconf/core'
import { describe, expect, test } from 'vitest'
import { type Answer, openOracle } from '../oracle/oracle.js'
import { differing, type Kind } from './ask-both.js'
import { KINDS } from './kinds.js'
import { randomOf } from './random.js'

/**
 * Random questions with the answers that real Hydra gave to them, for whoever has no Python: the same kinds that
 * `random.test.ts` asks live, from a seed of their own. `RECORD_RANDOM=1 npx vitest run test/differential/recorded.test.ts`
 * records them anew.
 */
interface Recorded {
  readonly question: Record<string, unknown>
  readonly answer: Answer
}

/** How many are kept of each kind. */
const KEPT: Readonly<Record<string, number>> = {
  compose: 400,
  structs: 200,
  overrides: 1500,
  sweeps: 400,
  yaml: 1500,
  'merge-keys': 300,
  'to-yaml': 400,
  merge: 500,
  interpolation: 600,
  'in-place': 300,
}

const SEED = 20_261_128

// biome-ignore lint/suspicious/noExplicitAny: each kind knows its own cases
const kinds: readonly (readonly [name: string, kind: Kind<any>])[] = Object.entries(KINDS)

describe.skipIf(process.env.RECORD_RANDOM !== '1')('recording', () => {
  test.each(kinds)('%s', { timeout: 0 }, async (name, kind) => {
    const oracle = await openOracle()
    expect(oracle).toBeDefined()
    const random = randomOf(SEED)
    const recorded: Recorded[] = []
    while (recorded.length < (KEPT[name] ?? 0)) {
      const one = kind.make(random)
      if (kind.isAsked?.(one) === false) continue
      const question = kind.question(one)
      recorded.push({ question, answer: await oracle!.ask(kind.op, question) })
    }
    const { ok: versions } = await oracle!.ask('versions', {})
    oracle!.close()
    const lines = [versions, ...recorded].map((line) => `${JSON.stringify(line)}\n`)
    mkdirSync(new URL('.', placeOf(name)), { recursive: true })
    writeFileSync(placeOf(name), gzipSync(lines.join(''), { level: 9 }))
  })
})

describe('random cases that real Hydra answered when they were recorded', () => {
  test('every kind is kept', () => {
    expect(Object.keys(KINDS).filter((name) => !existsSync(fileURLToPath(placeOf(name))))).toEqual([])
    expect(Object.keys(KEPT).sort()).toEqual(Object.keys(KINDS).sort())
  })

  test.each(kinds)('%s', (name, kind) => {
    const [versions, ...lines] = gunzipSync(readFileSync(placeOf(name)))
      .toString()
      .trimEnd()
      .split('\n')
    expect(versions).toContain('1.3.5')
    expect(lines.length).toBe(KEPT[name])
    const pyyaml = pyYamlLike((JSON.parse(versions!) as { PyYAML: string }).PyYAML)
    const differences = lines.flatMap((line) => {
      const { question, answer } = JSON.parse(line) as Recorded
      const how = differing(kind, question, answer, pyyaml)
      return how === undefined ? [] : [`${how}\n${JSON.stringify(question)}`]
    })
    expect(differences.slice(0, 3)).toEqual([])
  })
})

function placeOf(name: string): URL {
  return new URL(`../../fixtures/random/${name}.jsonl.gz`, import.meta.url)
}
