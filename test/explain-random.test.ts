import {
  type Composed,
  Explainer,
  type Explanation,
  entriesOf,
  HydraconfError,
  isContainer,
  type Key,
  keyId,
  type LayerStep,
  type Origin,
  parseYaml,
  resolveAt,
  type Source,
  splitKey,
  type Value,
} from '@hydraconf/core'
import { expect, test } from 'vitest'
import { type Random, randomOf } from './differential/random.js'
import { announce, casesOf, SEED } from './differential/settings.js'
import { type TreeCase, treeCase } from './differential/trees.js'
import { composeTree } from './oracle/composing.js'

/**
 * `explain` of random keys of random trees, against what happens when one of the places that it names says something
 * else. That needs no knowledge of `explain`, nor of merging: texts are changed and composed again.
 */
const KEYS = casesOf(150)

test('what explain says of a key is what happens when the places that it names say something else', () => {
  announce('explain', KEYS)
  const random = randomOf(SEED)
  const seen = { keys: 0, several: 0, edits: 0, interpolations: 0 }
  while (seen.keys < KEYS) {
    const of = withEdits(random, { ...treeCase(random), mode: 'RUN' })
    const composed = composedOr(of)
    if (composed === undefined) continue
    const explainer = new Explainer(composed)
    for (const path of interesting(random, explainer, [...leaves(composed.job)])) {
      const about = `${path.map(String).join(' . ')} of ${JSON.stringify(of, null, 1)}`
      const explanation = explainedAt(explainer, path)
      if (explanation === undefined) continue
      seen.keys++
      checkOrigin(of, path, explanation, about)
      checkLayers(composed, path, explanation, about)
      checkLosers(of, composed, path, explanation, about)
      if (explanation.value.kind === 'interpolation') seen.interpolations += checkChain(of, composed, path, explanation)
      if (explanation.steps.length > 1) seen.several++
      if (explanation.steps.at(-1)?.kind === 'edit') seen.edits++
    }
  }
  for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(0)
  console.log(`explain: ${JSON.stringify(seen)}`)
})

/** The place of the value: what is written there instead is the value then. */
function checkOrigin(of: TreeCase, path: readonly Key[], { value, origin, steps }: Explanation, about: string): void {
  const last = steps.findLast((step) => step.kind !== 'layer' || step.changed)
  expect(last, about).toBeDefined()
  // An empty map may be written nowhere: a file without content makes one, and so does a deletion.
  if (isContainer(value)) return
  if (last?.kind === 'layer') expect(last.says?.origin ?? last.made?.origin, about).toBe(origin)
  if (last?.kind === 'edit') expect(origin.source.text, about).toBe(last.override.text)
  const changed = composedOr(rewritten(of, origin))
  if (changed === undefined) return
  const now = at(changed.job, path)
  // An override may give a whole map or list, which is gone then.
  const isWhole = origin.source.kind === 'file' || last?.kind !== 'edit' || !/=[[{]/.test(last.override.text)
  if (isWhole) expect(now, about).toMatchObject({ kind: 'str', value: OTHER })
  else expect(now, about).not.toEqual(value)
}

/** The layers: each listed one says something under the key, in its own file; the others say nothing. */
function checkLayers(composed: Composed, path: readonly Key[], { steps }: Explanation, about: string): void {
  const said = new Map(
    steps.filter((step): step is LayerStep => step.kind === 'layer').map((step) => [step.layer, step.says]),
  )
  for (const layer of composed.layers) {
    const { document, package: pkg, configPath } = layer.entry
    if (document === undefined || document.source.kind === 'builtin') continue
    const folders = pkg === '' ? [] : splitKey(pkg)
    const isAround = path.length < folders.length && path.every((key, index) => key === folders[index])
    const written = isAround ? parseYaml(document.source) : saidIn(document.source, folders, path)
    const says = said.get(layer)
    expect(says === undefined, `${configPath} says ${written?.kind} for ${about}`).toBe(written === undefined)
    if (says !== undefined && written !== undefined && !isAround)
      expect(says.origin.start, about).toBe(written.origin.start)
  }
}

/** What was said before the last word on it makes no difference, be it what it may. */
function checkLosers(of: TreeCase, composed: Composed, path: readonly Key[], explained: Explanation, about: string) {
  const { steps, value } = explained
  const changing = steps.filter((step) => step.kind !== 'layer' || step.changed)
  for (const step of changing.slice(0, -1)) {
    if (step.kind !== 'layer' || step.says === undefined || isContainer(step.says)) continue
    // One text may be several layers, or a value of which others are made.
    if (step.says.origin.source === explained.origin.source) continue
    const changed = composedOr(rewritten(of, step.says.origin))
    if (changed === undefined || changed.list.length !== composed.list.length) continue
    expect(at(changed.job, path)?.origin.start, about).toBe(value.origin.start)
    expect(at(changed.job, path)?.kind, about).toBe(value.kind)
  }
}

/** An interpolation: where its chain ends, something else changes what it comes to. 1 where that could be seen. */
function checkChain(of: TreeCase, composed: Composed, path: readonly Key[], explained: Explanation): number {
  const before = answerAt(composed, path)
  const ends = endsOf(explained).filter(({ origin }) => ['file', 'override'].includes(origin.source.kind))
  if (before === undefined || ends.length === 0) return 0
  const after = ends.map(({ origin }) => composedOr(rewritten(of, origin)))
  if (after.some((one) => one === undefined)) return 0
  const changes = after.filter((one) => JSON.stringify(plain(answerAt(one!, path))) !== JSON.stringify(plain(before)))
  expect(changes.length, `${path.join('.')} of ${JSON.stringify(of, null, 1)}`).toBeGreaterThan(0)
  return 1
}

function endsOf({ value, sources, origin }: Explanation): readonly { value: Value; origin: Origin }[] {
  if (value.kind !== 'interpolation') return isContainer(value) ? [] : [{ value, origin }]
  return sources.flatMap((source) => (source.kind === 'key' ? endsOf(source.explanation) : []))
}

const OTHER = 'zzz'

function rewritten(of: TreeCase, { source, start, end }: Origin): TreeCase {
  const text = `${source.text.slice(0, start)}${OTHER}${source.text.slice(end)}`
  if (source.kind === 'override') {
    return { ...of, overrides: of.overrides.map((override) => (override === source.text ? text : override)) }
  }
  return { ...of, tree: { ...of.tree, [fileOf(of, source)]: text } }
}

/** Sources name files from their own folder on. */
function fileOf({ tree }: TreeCase, { name, text }: Source): string {
  return Object.keys(tree).find((file) => file.endsWith(name) && tree[file] === text) ?? name
}

function composedOr({ tree, config, overrides, versionBase }: TreeCase): Composed | undefined {
  try {
    return composeTree(tree, { configName: config, overrides }, versionBase)
  } catch (error) {
    if (error instanceof HydraconfError) return undefined
    throw error
  }
}

function explainedAt(explainer: Explainer, path: readonly Key[]): Explanation | undefined {
  const explanation = explainer.explain(path)
  return explanation.origin.source.kind === 'file' || explanation.origin.source.kind === 'override'
    ? explanation
    : undefined
}

function answerAt(composed: Composed, path: readonly Key[]): Value | undefined {
  try {
    return resolveAt(composed.config, path, composed.evaluation)
  } catch {
    return undefined
  }
}

function plain(value: Value | undefined): unknown {
  if (value === undefined) return 'none'
  if (value.kind === 'map') return [...entriesOf(value)].map(([key, item]) => [String(key), plain(item)])
  return value.kind === 'list' ? value.items.map(plain) : [value.kind, String((value as { value?: unknown }).value)]
}

/** What a config says under a path, when it stands in these folders of the whole. */
function saidIn(source: Source, folders: readonly string[], path: readonly Key[]): Value | undefined {
  if (!folders.every((key, index) => path[index] === key)) return undefined
  const inside = path.slice(folders.length)
  // The defaults list of a config is none of its values.
  return inside[0] === 'defaults' ? undefined : at(parseYaml(source), inside)
}

function* leaves(value: Value, path: readonly Key[] = []): Generator<readonly Key[]> {
  if (value.kind === 'map' && value.items.size > 0) {
    for (const [key, item] of entriesOf(value)) yield* leaves(item, [...path, key])
  } else if (value.kind === 'list' && value.items.length > 0) {
    for (const [index, item] of value.items.entries()) yield* leaves(item, [...path, BigInt(index)])
  } else yield path
}

function at(from: Value, path: readonly Key[]): Value | undefined {
  let value: Value | undefined = from
  for (const key of path) {
    if (value?.kind === 'list') value = value.items[Number(key)]
    else value = value?.kind === 'map' ? value.items.get(keyId(key)) : undefined
  }
  return value
}

/** The case with values of its config overridden, some by others. */
function withEdits(random: Random, of: TreeCase): TreeCase {
  const composed = composedOr(of)
  const named = composed === undefined ? [] : [...leaves(composed.job)].filter(isTypable).map((path) => path.join('.'))
  if (named.length === 0) return of
  const edits = random.some(0, 2, () => {
    const value = random.weighted(
      [3, () => random.pick(['5', 'text', '[1,2]', '{k:9}'])],
      [2, () => `\${${random.pick(named)}}`],
    )
    return `++${random.pick(named)}=${value}`
  })
  return { ...of, overrides: [...of.overrides, ...edits] }
}

/** A few keys, mostly of those that several had a say in, or that point elsewhere. */
function interesting(random: Random, explainer: Explainer, paths: readonly (readonly Key[])[]): (readonly Key[])[] {
  const told = paths.filter((path) => {
    const { steps, value } = explainer.explain(path)
    return steps.length > 1 || value.kind === 'interpolation'
  })
  return paths.length === 0 ? [] : [...someOf(random, told, 3), random.pick(paths)]
}

/** A key with a dot in it has no name that could be typed. */
function isTypable(path: readonly Key[]): boolean {
  return path.every((key) => typeof key !== 'string' || /^[\w$]+$/.test(key))
}

function someOf<T>(random: Random, from: readonly T[], most: number): readonly T[] {
  return from.length <= most ? from : Array.from({ length: most }, () => random.pick(from))
}
