import { readFileSync } from 'node:fs'
import type { ConfigContent } from '@hydraconf/core'
import { expect, test } from 'vitest'
import { type Random, randomOf } from './differential/random.js'
import { announce, casesOf, SEED } from './differential/settings.js'
import { type TreeCase, treeCase } from './differential/trees.js'
import { environmentOf, outcome } from './used-environment.js'

// An environment keeps what its compositions came to. Nothing of that may show, whatever was edited or overridden between.
test('a composition in a used environment is that of a fresh one, to the last origin', () => {
  const rounds = casesOf(60)
  announce('compositions in used environments', rounds * STEPS)
  let refused = 0
  for (let round = 0; round < rounds; round++) {
    const random = randomOf(SEED * 1000 + round)
    const cases = [treeCase(random), treeCase(random)]
    const files = new Map(Object.entries(cases[0]!.tree))
    const contents = new Map<string, ConfigContent>()
    const used = environmentOf(files, contents)
    for (let step = 0; step < STEPS; step++) {
      if (step > 0) edit(files, cases, random)
      const { overrides, mode } = random.pick(cases)
      const asked = { configName: cases[0]!.config, overrides, mode }
      const [again, fresh] = [outcome(asked, used), outcome(asked, environmentOf(files, new Map()))]
      expect(again).toEqual(fresh)
      if (typeof fresh === 'string') refused++
    }
  }
  expect(refused).toBeLessThan(rounds * STEPS * 0.8)
})

const STEPS = 12

/** A file comes, goes, becomes the other tree's, or has a value changed. */
function edit(files: Map<string, string>, cases: readonly TreeCase[], random: Random): void {
  const file = random.pick(Object.keys(cases[0]!.tree))
  const text = random.pick(cases).tree[file]
  const set = (to: string | undefined): void => void (to !== undefined && files.set(file, to))
  random.weighted(
    [3, () => set(text)],
    [3, () => set(files.get(file)?.replace(/(?<=: )[0-9]+$/m, String(random.below(100))))],
    [2, () => set(files.has(file) ? `${files.get(file)}added${random.below(3)}: 1\n` : undefined)],
    [1, () => void files.delete(file)],
  )
}

interface RepeatedCase {
  readonly name: string
  readonly files: Readonly<Record<string, string>>
  readonly overrides: readonly string[]
  /** What real Hydra composes, or the class of its refusal. */
  readonly yaml?: string
  readonly refused?: string
}

const REPEATED: readonly RepeatedCase[] = readFileSync(
  new URL('../fixtures/repeated-configs.jsonl', import.meta.url),
  'utf8',
)
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => JSON.parse(line))

const REPEATED_REQUEST = { configName: 'config' }

test('a config that comes again brings what was merged over it, unless something else stood in its place', () => {
  expect(REPEATED).toHaveLength(243)
  const wrong = REPEATED.filter(({ files, overrides, yaml }) => {
    const ours = outcome({ ...REPEATED_REQUEST, overrides }, environmentOf(new Map(Object.entries(files)), new Map()))
    return typeof ours === 'string' ? yaml !== undefined : ours.job !== yaml
  })
  expect(wrong.map(({ name }) => name)).toEqual([])
})

test('configs that come again compose alike in a used environment and in a fresh one', () => {
  const files = new Map<string, string>()
  const used = environmentOf(files, new Map())
  // Each twice in turn, so that what one leaves is met by itself and by the next.
  for (const { name, files: tree, overrides } of REPEATED) {
    files.clear()
    for (const [file, text] of Object.entries(tree)) files.set(file, text)
    const request = { ...REPEATED_REQUEST, overrides }
    const fresh = outcome(request, environmentOf(files, new Map()))
    expect(outcome(request, used), name).toEqual(fresh)
    expect(outcome(request, used), name).toEqual(fresh)
  }
})
