// Our side of the bench: one JSON line in, one JSON line out. Times are CPU milliseconds of this process.
import { createHash } from 'node:crypto'
import { readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import { createInterface } from 'node:readline'
import {
  compose,
  createSearchPath,
  type Environment,
  hydraSource,
  hydraStored,
  mergeAll,
  parseOverride,
  parseOverrides,
  parseYaml,
  planSweep,
  resolve,
  storedSource,
  toYaml,
  type Value,
} from '@hydraconf/core'
import { composeJob, fileSource, watch } from '@hydraconf/node'

interface Ask {
  readonly ask: string
  readonly times: number
  // biome-ignore lint/suspicious/noExplicitAny: each question has fields of its own
  readonly [field: string]: any
}

const cpu = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

function timed(times: number, call: () => unknown, before: () => void = () => {}): number[] {
  return Array.from({ length: times }, () => {
    before()
    const start = cpu()
    call()
    return cpu() - start
  })
}

// One call can be shorter than the clock's tick: so many calls make a sample.
function timedMany(times: number, calls: number, call: () => unknown): number[] {
  return timed(times, () => {
    for (let at = 0; at < calls; at++) call()
  }).map((sample) => sample / calls)
}

/** Calls until the engine has compiled what there is to compile: a process that serves has long done so. */
function warmUp(call: () => unknown, least = 5): void {
  const start = cpu()
  for (let at = 0; at < least || cpu() - start < WARM_UP; at++) call()
}

const WARM_UP = 1500

const environmentOf = (dir: string): Environment => ({
  searchPath: createSearchPath(`file://${dir}`),
  open: ({ provider, path }) => {
    if (path === 'pkg://hydra.conf') return hydraSource(provider)
    if (path.startsWith('structured://')) return storedSource(provider, hydraStored())
    return fileSource(provider, path.replace('file://', ''), { path })
  },
  facts: {
    cwd: dir,
    env: {},
    now: { year: 2026, month: 1, day: 1, hour: 0, minute: 0, second: 0, microsecond: 0, offset: 0 },
    version: '1.3.5',
    jobName: 'bench',
  },
})

const ASKS: Record<string, (ask: Ask) => object> = {
  compose({ dir, configName, overrides, how, times, calls = 1, files = [] }) {
    const environment = environmentOf(dir)
    const one = () => compose({ configName, overrides }, environment)
    const start = cpu()
    const composed = one()
    const first = cpu() - start
    const sum = sumOf(composed.yaml())
    if (how === 'changed') {
      let second = 1_700_000_000
      const touch = () => {
        second++
        for (const file of files) utimesSync(file, second, second)
      }
      warmUp(() => {
        touch()
        one()
      })
      return { first, sum, times: timed(times, one, touch) }
    }
    const again = how === 'point' ? () => one().js : one
    if (times > 0) warmUp(again)
    return { first, sum, times: timedMany(times, calls, again) }
  },

  // The points of a sweep in turn, each composed and made plain JavaScript.
  points({ dir, configName, points, times }) {
    const environment = environmentOf(dir)
    const one = (overrides: readonly string[]) => compose({ configName, overrides }, environment)
    const texts = createHash('sha1')
    for (const overrides of points) texts.update(one(overrides).yaml({ resolve: true }))
    const every = () => {
      for (const overrides of points) if (one(overrides).js === undefined) throw new Error('nothing composed')
    }
    warmUp(every)
    return { sum: texts.digest('hex'), times: timed(times, every).map((sample) => sample / points.length) }
  },

  // What a composition takes, and where each lands: what the floors work on. Hydra's own configs are no files.
  selected({ dir, configName, overrides }) {
    const { list } = compose({ configName, overrides }, environmentOf(dir))
    const taken = list.flatMap(({ document, package: pkg }) => {
      if (document === undefined) return []
      const { source, body } = document
      return [source.kind === 'file' ? { file: source.name, package: pkg } : { body: plain(body), package: pkg }]
    })
    return { taken }
  },

  parse({ texts, times }) {
    const all = () => {
      for (const text of texts) parseOverride(text)
    }
    for (let at = 0; at < 2000; at++) all()
    return { times: timedMany(times, 2000, all).map((sample) => sample / texts.length) }
  },

  sweep({ overrides, times }) {
    const parsed = parseOverrides(overrides)
    const plan = planSweep(parsed)
    let count = 0
    const all = (meanwhile?: () => void) => {
      count = 0
      for (const job of plan) {
        count += job.texts.length > 0 ? 1 : 0
        if (meanwhile !== undefined && (count & 0xffff) === 0) meanwhile()
      }
    }
    globalThis.gc?.()
    const before = process.memoryUsage().heapUsed
    let highest = before
    all(() => {
      globalThis.gc?.()
      highest = Math.max(highest, process.memoryUsage().heapUsed)
    })
    const samples = timed(times, () => all())
    return { times: samples, count, planned: Number(plan.count), grown: (highest - before) / 2 ** 20 }
  },

  // One value of one file edited, again and again: the wall time until the new config and the changed keys are there.
  watch({ dir, configName, files, edits }) {
    const watching = watch({ configName }, environmentOf(dir))
    const milliseconds: number[] = []
    for (let edit = 0; edit < 2 * edits; edit++) {
      const file: string = files[(edit * 7919) % files.length]
      writeFileSync(file, withLeafEdited(readFileSync(file, 'utf8'), edit))
      const start = performance.now()
      watching.recompose(relative(dir, file))
      if (edit >= edits) milliseconds.push(performance.now() - start)
    }
    const fresh = compose({ configName }, environmentOf(dir))
    if (toYaml(watching.composed.config) !== toYaml(fresh.config)) throw new Error('watched and fresh configs differ')
    milliseconds.sort((a, b) => a - b)
    return { median: at(milliseconds, 0.5), p95: at(milliseconds, 0.95) }
  },

  // Every job composed and resolved, and let go. Nothing counts before the engine has compiled what there is.
  stream({ dir, configName, jobs }) {
    const environment = environmentOf(dir)
    const heap = (): number => {
      globalThis.gc?.()
      return process.memoryUsage().heapUsed
    }
    const settled = Math.min(1000, Math.floor(jobs / 2))
    const every = Math.max(100, Math.floor(jobs / 50))
    let before = 0
    let highest = 0
    for (const { index, texts } of planSweep(parseOverrides([`run.id=range(0,${jobs})`]))) {
      const number = Number(index)
      if (number === settled) before = highest = heap()
      else if (number > settled && number % every === 0) highest = Math.max(highest, heap())
      if (composeJob(environment, configName, [], number, texts).js === undefined) throw new Error('nothing composed')
    }
    return { grown: (highest - before) / 2 ** 20 }
  },

  interpolate({ yaml, times }) {
    const config = parseYaml(yaml) as Parameters<typeof resolve>[0]
    for (let at = 0; at < 5; at++) resolve(config)
    return { times: timed(times, () => resolve(config)) }
  },

  toYaml({ yaml, times }) {
    const config = parseYaml(yaml)
    for (let at = 0; at < 5; at++) toYaml(config)
    return { times: timed(times, () => toYaml(config)), sum: sumOf(toYaml(config)) }
  },

  merge({ yamls, times }) {
    const configs = (yamls as string[]).map((text) => parseYaml(text))
    for (let at = 0; at < 5; at++) mergeAll(configs)
    return { times: timed(times, () => mergeAll(configs)), sum: sumOf(toYaml(mergeAll(configs))) }
  },
}

function plain(value: Value): unknown {
  if (value.kind === 'map') return Object.fromEntries([...value.items].map(([key, item]) => [String(key), plain(item)]))
  if (value.kind === 'list') return value.items.map(plain)
  return value.kind === 'int' ? Number(value.value) : value.value
}

/** The text with one of its numbers or switches replaced. */
function withLeafEdited(text: string, edit: number): string {
  const leaves = [...text.matchAll(/(?<=^ *\w+: )(?:[0-9]+|true|false)$/gm)]
  const leaf = leaves[edit % leaves.length]!
  return text.slice(0, leaf.index) + String(edit) + text.slice(leaf.index + leaf[0].length)
}

const at = (sorted: readonly number[], share: number): number => sorted[Math.floor(sorted.length * share)]!

const sumOf = (text: string): string => createHash('sha1').update(text).digest('hex')

for await (const line of createInterface({ input: process.stdin })) {
  const ask: Ask = JSON.parse(line)
  let answer: object
  try {
    answer = ASKS[ask.ask]!(ask)
  } catch (error) {
    answer = { error: String(error).slice(0, 300) }
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`)
}
