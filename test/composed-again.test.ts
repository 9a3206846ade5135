import {
  type ConfigContent,
  type ConfigSource,
  compose,
  createSearchPath,
  type DefaultsTree,
  describeOrigin,
  type Environment,
  memorySource,
  type TreeNode,
  toYaml,
} from '@hydraconf/core'
import { expect, test } from 'vitest'
import { type Random, randomOf } from './differential/random.js'
import { announce, casesOf, SEED } from './differential/settings.js'
import { type TreeCase, treeCase } from './differential/trees.js'

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

/** Over files that may change; a file whose text did not is the same source, as on disk. */
function environmentOf(files: ReadonlyMap<string, string>, contents: Map<string, ConfigContent>): Environment {
  const now = () => memorySource('main', files, { path: 'file:///conf' })
  const source: ConfigSource = {
    ...now(),
    read(file) {
      const content = now().read(file)
      if (content?.kind !== 'text') return content
      const known = contents.get(file)
      if (known?.kind === 'text' && known.source.text === content.source.text) return known
      contents.set(file, content)
      return content
    },
    has: (file) => now().has(file),
    isGroup: (group) => now().isGroup(group),
    list: (group) => now().list(group),
  }
  return {
    searchPath: createSearchPath(source.path),
    open: () => source,
    facts: {
      cwd: '/app',
      env: { DB: 'one' },
      now: { year: 2026, month: 1, day: 1, hour: 0, minute: 0, second: 0, microsecond: 0, offset: 0 },
      version: '1.3.5',
      jobName: 'app',
    },
  }
}

function outcome(request: Parameters<typeof compose>[0], environment: Environment): unknown {
  try {
    const { config, list, tree, choices, warnings, layers } = compose(request, environment)
    return {
      yaml: toYaml(config),
      origins: [...config.items.values()].map(({ origin }) => describeOrigin(origin)),
      list: list.map(({ configPath, package: pkg, origin }) => [configPath, pkg, describeOrigin(origin)]),
      documents: layers.map(({ entry }) => entry.document?.source.text),
      tree: treeText(tree),
      choices: Object.entries(choices),
      warnings,
    }
  } catch (error) {
    return String(error)
  }
}

function treeText(node: DefaultsTree | TreeNode): string {
  if (node.kind === 'self') return node.label
  if (node.kind === 'absent') return `${node.entry.label} (${node.because})`
  return `${node.entry.label} ${describeOrigin(node.entry.origin)} [${(node.children ?? []).map(treeText).join(', ')}]`
}
