import {
  type Composed,
  type ConfigContent,
  type ConfigSource,
  compose,
  configOriginOf,
  createSearchPath,
  type Environment,
  type Extensions,
  isContainer,
  type MapValue,
  memorySource,
  NO_EXTENSIONS,
  type Override,
  parseOverrides,
  type Value,
  valueResolver,
} from '@hydraconf/core'
import { expect, test } from 'vitest'

/** A tree of groups: each option chooses one option of the group below it. */
function tree(groups: number, options: number): Record<string, string> {
  const files: Record<string, string> = {
    config: `defaults:\n${Array.from({ length: groups }, (_, at) => `  - g${at}: o0\n`).join('')}  - _self_\nrun: {id: 1}\n`,
  }
  for (let group = 0; group < groups; group++) {
    for (let option = 0; option < options; option++) {
      files[`g${group}/o${option}`] = `defaults: [sub: s0, _self_]\na: ${option}\nb: \${.a}\n`
      files[`g${group}/sub/s${option}`] = `c: ${option}\n`
    }
  }
  return files
}

/** An environment over a tree that counts what compositions ask of it. */
function counted(files: Readonly<Record<string, string>>, extensions?: Extensions) {
  const source = memorySource('main', files, { path: 'file:///conf' })
  const edits = new Map<string, ConfigContent | undefined>()
  const asked = { reads: 0, checks: 0, lists: 0, documents: new Set<unknown>(), characters: 0 }
  const counting: ConfigSource = {
    ...source,
    read(file) {
      asked.reads++
      const content = edits.get(file) ?? source.read(file)
      if (content?.kind === 'text' && !asked.documents.has(content.source)) {
        asked.documents.add(content.source)
        asked.characters += content.source.text.length
      }
      return content
    },
    has(file) {
      asked.checks++
      return source.has(file)
    },
    isGroup(group) {
      asked.checks++
      return source.isGroup(group)
    },
    list(group) {
      asked.lists++
      return source.list(group)
    },
  }
  const environment: Environment = {
    searchPath: createSearchPath('file:///conf'),
    open: () => counting,
    facts: {
      cwd: '/app',
      env: {},
      now: { year: 2026, month: 1, day: 1, hour: 0, minute: 0, second: 0, microsecond: 0, offset: 0 },
      version: '1.3.5',
      jobName: 'app',
    },
    extensions,
  }
  const work = (overrides: readonly (string | Override)[] = []) => {
    const before = { ...asked, documents: asked.documents.size }
    const composed = compose({ configName: 'config', overrides }, environment)
    return {
      composed,
      reads: asked.reads - before.reads,
      checks: asked.checks - before.checks,
      lists: asked.lists - before.lists,
      documents: asked.documents.size - before.documents,
      characters: asked.characters - before.characters,
    }
  }
  const edit = (name: string, text: string) => {
    const file = `${name}.yaml`
    edits.set(file, { kind: 'text', source: { kind: 'file', name: file, text } })
  }
  return { work, edit }
}

/** All values of a config, itself among them. */
function valuesIn(value: Value, into = new Set<Value>()): Set<Value> {
  into.add(value)
  if (isContainer(value)) for (const item of value.items.values()) valuesIn(item, into)
  return into
}

/** How many values of a config an earlier one does not have, and its documents neither. */
function made({ job, layers }: Composed, before?: Composed): number {
  const known = new Set<Value>(before === undefined ? [] : valuesIn(before.job))
  for (const { value } of layers) valuesIn(value, known)
  return [...valuesIn(job)].filter((value) => !known.has(value)).length
}

// Hydra's declared node, launcher and sweeper are looked for in front of the store too.
const OF_HYDRA = 3

test('a composition reads each config that it takes once, and nothing else', () => {
  const files = tree(20, 10)
  const { work } = counted(files)
  const { reads, checks, lists, documents, characters } = work()
  expect({ reads, checks, lists, documents }).toEqual({ reads: 41 + OF_HYDRA, checks: 0, lists: 0, documents: 41 })
  const taken = ['config', ...Array.from({ length: 20 }, (_, at) => [`g${at}/o0`, `g${at}/sub/s0`]).flat()]
  expect(characters).toBe(taken.reduce((sum, name) => sum + files[name]!.length, 0))
})

test('configs that are not chosen cost nothing, however many there are', () => {
  const few = counted(tree(20, 2)).work()
  const many = counted(tree(20, 200)).work()
  expect({ ...many, composed: undefined }).toEqual({ ...few, composed: undefined })
})

test('a second composition parses nothing, and shares every layer with the first', () => {
  const { work } = counted(tree(20, 3))
  const first = work()
  const second = work()
  expect([second.documents, second.reads]).toEqual([0, first.reads])
  expect(second.composed.list).toBe(first.composed.list)
  expect(second.composed.layers.every(({ value }, at) => value === first.composed.layers[at]!.value)).toBe(true)
})

test('an override of a value asks once whether its key is a group, one of a group reads what it chooses', () => {
  const { work } = counted(tree(20, 3))
  const plain = work()
  expect(work(['run.id=2'])).toMatchObject({ reads: plain.reads, checks: 1, documents: 0 })
  expect(work(['g3=o1'])).toMatchObject({ reads: plain.reads, checks: 1, documents: 1 })
})

test('the jobs of a sweep over values share one defaults list, and read nothing anew', () => {
  const { work } = counted(tree(20, 3))
  const jobs = [1, 2, 3].map((id) => work(parseOverrides([`run.id=${id}`, 'g1.a=5'])))
  const [first, ...others] = jobs.map(({ composed }) => composed)
  for (const other of others) expect(other.list).toBe(first!.list)
  expect(jobs.map(({ documents }) => documents)).toEqual([41, 0, 0])
})

test('a sweep that goes through many sets of choices lists, layers and merges each of them once', () => {
  const { work } = counted(tree(20, 3))
  const sets = ['o0', 'o1', 'o2'].flatMap((a) => ['o0', 'o1', 'o2'].map((b) => [`g0=${a}`, `g1=${b}`]))
  const first = sets.map((choices) => work([...choices, 'run.id=1']).composed)
  const second = sets.map((choices) => work([...choices, 'run.id=2']).composed)
  for (const [at, { layers, config }] of second.entries()) {
    expect(layers).toBe(first[at]!.layers)
    expect(made(second[at]!, first[at])).toBe(ROOT + 2)
    expect(settingOf(config, 'runtime')).toBe(settingOf(first[at]!.config, 'runtime'))
  }
})

function settingOf({ items }: MapValue, key: string): Value | undefined {
  const hydra = items.get('hydra')
  return hydra?.kind === 'map' ? hydra.items.get(key) : undefined
}

test('a deeper tree costs what it holds: twice the groups, twice the work', () => {
  const [half, whole] = [counted(tree(40, 2)).work(), counted(tree(80, 2)).work()]
  expect((whole.reads - OF_HYDRA - 1) / (half.reads - OF_HYDRA - 1)).toBe(2)
})

const ROOT = 1

test('a merge makes the maps that several configs have a part in, and copies no value', () => {
  const { composed } = counted(tree(20, 2)).work()
  expect(made(composed)).toBe(ROOT + 20)
  expect(valuesIn(composed.job).size).toBe(ROOT + 2 + 20 * 5)
})

test('what an override does not touch is shared with the composition before', () => {
  const { work } = counted(tree(20, 2))
  const { composed } = work()
  expect(made(work().composed, composed)).toBe(ROOT)
  expect(made(work(['g1.a=5']).composed, composed)).toBe(ROOT + 2)
  expect(made(work(['g1/sub=s1']).composed, composed)).toBe(ROOT + 1)
})

test('an edit makes anew what it reaches', () => {
  const files = tree(20, 2)
  const { edit, work } = counted(files)
  const { composed } = work()
  edit('g3/o0', files['g3/o0']!.replace('a: 0', 'a: {x: 1}'))
  const { composed: edited, documents } = work()
  expect(documents).toBe(1)
  expect(edited.list.filter((entry, at) => entry !== composed.list[at])).toHaveLength(1)
  expect(made(edited, composed)).toBe(ROOT + 1)
})

/** A tree whose every group has a value of its own, one of another group and one of `run`, each by way of a resolver that is counted. */
function resolving(groups: number) {
  const files: Record<string, string> = {
    config: `defaults:\n${Array.from({ length: groups }, (_, at) => `  - g${at}: o\n`).join('')}  - _self_\nrun: {id: 1, at: x}\n`,
  }
  for (let group = 0; group < groups; group++) {
    const next = (group + 1) % groups
    files[`g${group}/o`] =
      `a: ${group}\nown: "\${seen:\${.a}}"\ndeep: {next: "\${seen:\${g${next}.a}}", plain: {x: 1}}\n`
  }
  files['g0/o'] += `run: "\${seen:\${run.id}}"\n`
  let calls = 0
  const seen = valueResolver(
    ([value]) => {
      calls++
      return value!
    },
    { pure: true },
  )
  const { work } = counted(files, { ...NO_EXTENSIONS, resolvers: new Map([['seen', seen]]) })
  return (overrides: readonly string[] = []) => {
    const before = calls
    const { js } = work(overrides).composed
    return { js, resolved: calls - before }
  }
}

/** The lists and maps that objects stand for. */
function standsFor(js: unknown, into = new Set<unknown>()): Set<unknown> {
  const of = configOriginOf(js)
  if (of === undefined) return into
  into.add(of.value)
  for (const item of Object.values(js as object)) standsFor(item, into)
  return into
}

test('a job that changes a value resolves what reads it, and nothing else', () => {
  const point = resolving(20)
  const first = point()
  expect(first.resolved).toBe(41)
  expect(point().resolved).toBe(0)
  // What reads it, and what stands beside that in the same map.
  expect(point(['run.id=2']).resolved).toBe(2)
  expect(point(['run.at=y']).resolved).toBe(0)
  expect(point(['g5.a=9']).resolved).toBe(1 + 2)
})

test('what a job does not touch becomes what it was in the one before', () => {
  const point = resolving(20)
  const known = standsFor(point().js)
  const made = (overrides?: string[]) => [...standsFor(point(overrides).js)].filter((of) => !known.has(of)).length
  expect(known.size).toBe(ROOT + 1 + 20 * 3)
  expect(made()).toBe(ROOT)
  // `run`, and the group that reads it.
  expect(made(['run.id=2'])).toBe(ROOT + 2)
  expect(made(['g5.a=9'])).toBe(ROOT + 1 + 2)
})
