import { beforeEach, expect, test } from 'vitest'
import { classify } from '../composition/classify-overrides.js'
import { parseOverrides } from '../grammar/parse-override.js'
import { following } from '../interpolation/dereference.js'
import type { ConfigSource } from '../library/config-source.js'
import { libraryOf } from '../library/library.js'
import { memorySource } from '../library/memory-source.js'
import { rulesFor } from '../library/version-base.js'
import { describeOrigin } from '../text/source.js'
import { cachedDefaults, DefaultsCache } from './defaults-cache.js'

const RULES = rulesFor('1.3')
const files = { config: 'defaults: [{db: mysql}, _self_]', 'db/mysql': 'port: 1', 'db/lite': 'file: x' }

let cache = new DefaultsCache()
beforeEach(() => {
  cache = new DefaultsCache()
})

function defaultsOf(source: ConfigSource, overrides: string[] = [], env: Record<string, string> = {}) {
  const library = libraryOf([], [source], RULES)
  const intent = classify(parseOverrides(overrides), library)
  return cachedDefaults(cache, library, 'config', intent, { follow: following({ env }) })
}

const paths = (of: { readonly list: readonly { readonly configPath: string }[] }) =>
  of.list.map(({ configPath }) => configPath).join(' ')

test('the jobs of a sweep that differ only in values share one walk', () => {
  const source = memorySource('main', files)
  expect(defaultsOf(source, ['lr=2'])).toBe(defaultsOf(source, ['lr=1']))
  expect(defaultsOf(source, ['db=lite', 'lr=2'])).toBe(defaultsOf(source, ['db=lite', 'lr=1']))
})

test('another choice, another addition, another deletion and another place on the command line walk again', () => {
  const source = memorySource('main', files)
  expect(paths(defaultsOf(source))).toBe('db/mysql config')
  expect(paths(defaultsOf(source, ['db=lite']))).toBe('db/lite config')
  expect(paths(defaultsOf(source, ['+db@two=lite']))).toBe('db/mysql config db/lite')
  expect(paths(defaultsOf(source, ['~db']))).toBe('config')
  const [behind] = defaultsOf(source, ['lr=1', 'db=lite']).list
  expect(behind?.origin.source.name).toBe('override 2')
  expect(defaultsOf(source, ['db=lite']).list[0]?.origin.source.name).toBe('override 1')
})

test('a config that changed, came or went is seen', () => {
  const before = memorySource('main', files)
  defaultsOf(before)
  // The other configs are the very same texts.
  const changed = memorySource('main', { ...files, 'db/mysql': 'defaults: [lite]' })
  const read = (file: string) => (file === 'db/mysql.yaml' ? changed.read(file) : before.read(file))
  expect(paths(defaultsOf({ ...before, read }))).toBe('db/lite db/mysql config')
  const gone = (file: string) => (file === 'db/mysql.yaml' ? undefined : before.read(file))
  expect(() => defaultsOf({ ...before, read: gone })).toThrow("Could not find 'db/mysql'")
  expect(paths(defaultsOf(before))).toBe('db/mysql config')
})

test('a choice that asks the environment is asked again', () => {
  const source = memorySource('main', { ...files, config: 'defaults: [{db: "${oc.env:DB}"}, _self_]' })
  expect(paths(defaultsOf(source, [], { DB: 'lite' }))).toBe('db/lite config')
  expect(paths(defaultsOf(source, [], { DB: 'mysql' }))).toBe('db/mysql config')
})

test('an edit that leaves the defaults list as it was is no reason to walk again', () => {
  const texts = { config: '# mine\ndefaults: [{db: mysql}, _self_]\nlr: 1', 'db/mysql': 'port: 1' }
  const before = memorySource('main', texts)
  const edited = (config: string): ConfigSource => {
    const after = memorySource('main', { config })
    return { ...before, read: (file) => (file === 'config.yaml' ? after.read(file) : before.read(file)) }
  }
  const walked = defaultsOf(before)
  const again = defaultsOf(edited('# mine\ndefaults: [{db: mysql}, _self_]\nlr: 2'))
  expect(again.choices).toBe(walked.choices)
  expect(again.list.at(-1)?.document?.source.text).toContain('lr: 2')
  expect(again.tree.children?.at(-1)).toBe(walked.tree.children?.at(-1))

  // An entry that moved is another one: messages say where it stands.
  const moved = defaultsOf(edited('#\n#ine\ndefaults: [{db: mysql}, _self_]\nlr: 2'))
  expect(moved.choices).not.toBe(walked.choices)
  expect(describeOrigin(moved.list[0]!.origin)).toBe('config.yaml:3:17')
  // So is one with another package around it.
  expect(defaultsOf(edited('# @package a\ndefaults: [{db: mysql}, _self_]\nlr: 2')).list[0]?.package).toBe('a.db')
})
