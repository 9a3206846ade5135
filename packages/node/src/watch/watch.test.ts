import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type ConfigContent,
  type ConfigSource,
  compose,
  createSearchPath,
  type Environment,
  memorySource,
  toYaml,
} from '@hydraconf/core'
import { expect, onTestFinished, test } from 'vitest'
import { fileSource } from '../file-source.js'
import { type Update, watch } from './watch.js'

const facts = {
  cwd: '/app',
  env: {},
  now: { year: 2026, month: 1, day: 1, hour: 0, minute: 0, second: 0, microsecond: 0, offset: 0 },
  version: '1.3.5',
  jobName: 'app',
}
const environmentOf = (source: ConfigSource): Environment => ({
  searchPath: createSearchPath(source.path),
  open: () => source,
  facts,
})

/** Files in memory that can be changed. A text that did not change stays the same text, as on disk. */
function folder(files: Map<string, string>): ConfigSource {
  const contents = new Map<string, { readonly text: string; readonly content: ConfigContent }>()
  const now = () => memorySource('main', files, { path: 'file:///conf' })
  return {
    ...now(),
    read(file) {
      const text = files.get(file)
      if (text === undefined) return undefined
      const known = contents.get(file)
      if (known?.text === text) return known.content
      const content: ConfigContent = { kind: 'text', source: { kind: 'file', name: file, text } }
      contents.set(file, { text, content })
      return content
    },
    has: (file) => files.has(file),
    isGroup: (group) => now().isGroup(group),
    list: (group) => now().list(group),
  }
}

test('an edit is handed over with the keys that it changed', () => {
  const files = new Map([
    ['config.yaml', 'defaults: [db: mysql, _self_]\nlr: 1\ntags: [a, b]\n'],
    ['db/mysql.yaml', 'port: 1\nhost: here\n'],
    ['db/lite.yaml', 'path: x\n'],
  ])
  const watching = watch({ configName: 'config' }, environmentOf(folder(files)))
  const edit = (file: string, text: string) => {
    files.set(file, text)
    return watching.recompose(file)?.changed
  }
  expect(edit('db/mysql.yaml', 'port: 2\nhost: here\n')).toEqual(['db.port'])
  expect(edit('config.yaml', 'defaults: [db: mysql, _self_]\ntags: [a]\nnew: {a: 1}\n')).toEqual(['tags', 'new', 'lr'])
  expect(edit('db/lite.yaml', 'path: y\n')).toBeUndefined()
  expect(edit('config.yaml', 'defaults: [db: lite, _self_]\ntags: [a]\nnew: {a: 1}\n')).toEqual([
    'hydra.runtime.choices.db',
    'db.path',
    'db.port',
    'db.host',
  ])
})

test('a broken edit is refused, and the config that composed last stays', () => {
  const files = new Map([['config.yaml', 'lr: 1\n']])
  const watching = watch({ configName: 'config' }, environmentOf(folder(files)))
  files.set('config.yaml', 'lr: [1\n')
  expect(() => watching.recompose('config.yaml')).toThrow('config.yaml')
  expect(watching.composed.js).toEqual({ lr: 1 })
  files.set('config.yaml', 'lr: 2\n')
  expect(watching.recompose('config.yaml')?.changed).toEqual(['lr'])
})

test('after any number of random edits the config is that of a fresh composition', () => {
  const files = new Map<string, string>()
  const random = randomFrom(7)
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!
  const groups = ['a', 'b', 'c', 'd', 'e']
  const options = ['x', 'y', 'z']
  const value = () => pick(['1', '0.5', 'true', 'null', '[1, 2]', '{k: 1}', '${a.v0}', 'text', '???'])
  const body = () => [0, 1, 2].filter(() => random() < 0.7).map((at) => `v${at}: ${value()}`)
  const option = (group: string) => {
    const at = groups.indexOf(group)
    const below = groups[at + 1]
    const lines =
      below !== undefined && random() < 0.3
        ? [`defaults: [/${below}@_global_.${below}2: ${pick(options)}, _self_]`]
        : []
    return `${[...lines, ...body()].join('\n')}\n`
  }
  const primary = () =>
    `defaults: [_self_, ${groups.map((group) => `${group}: ${pick(options)}`).join(', ')}]\n${body().join('\n')}\n`
  files.set('config.yaml', primary())
  for (const group of groups) for (const name of options) files.set(`${group}/${name}.yaml`, option(group))

  const request = { configName: 'config', overrides: ['+extra=1'] }
  const watching = watch(request, environmentOf(folder(files)))
  const edits = Number(process.env.HYDRACONF_EDITS ?? 500)
  for (let edit = 0; edit < edits; edit++) {
    const group = pick(groups)
    const file = random() < 0.2 ? 'config.yaml' : `${group}/${pick(options)}.yaml`
    const before = watching.composed.config
    files.set(file, file === 'config.yaml' ? primary() : option(group))
    const [ours, fresh] = [
      outcome(() => {
        const update = watching.recompose(file)
        if (update === undefined) expect(toYaml(watching.composed.config)).toBe(toYaml(before))
        return toYaml(watching.composed.config)
      }),
      outcome(() =>
        toYaml(compose(request, environmentOf(memorySource('main', files, { path: 'file:///conf' }))).config),
      ),
    ]
    expect(ours).toBe(fresh)
  }
}, 0)

test('files on disk are followed by themselves', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'watch-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
  mkdirSync(join(dir, 'db'))
  writeFileSync(join(dir, 'config.yaml'), 'defaults: [db: mysql]\n')
  writeFileSync(join(dir, 'db/mysql.yaml'), 'port: 1\n')
  const source = fileSource('main', dir)
  const update = await new Promise<Update>((resolve, reject) => {
    const watching = watch({ configName: 'config' }, environmentOf(source), { onUpdate: resolve, onError: reject })
    onTestFinished(() => watching.close())
    writeFileSync(join(dir, 'db/mysql.yaml'), 'port: 22\n')
  })
  expect(update.changed).toEqual(['db.port'])
  expect(update.composed.js).toEqual({ db: { port: 22 } })
})

function outcome(made: () => string): string {
  try {
    return made()
  } catch (error) {
    return String(error)
  }
}

function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
    return state / 0x80000000
  }
}
