import { expect, test } from 'vitest'
import { map, str } from '../value/constructors.js'
import type { ConfigSource } from './config-source.js'
import { libraryOf, loadFrom, openLibrary } from './library.js'
import { memorySource } from './memory-source.js'
import { storedSource } from './stored-source.js'
import { rulesFor } from './version-base.js'

const NOW = rulesFor('1.3')
const OLD = rulesFor('1.1')

const over = (sources: readonly ConfigSource[], rules = NOW) => libraryOf([], sources, rules)
const memory = (files: Record<string, string>, provider = 'main') => memorySource(provider, files)

test('the first source that has a config serves it', () => {
  const library = over([
    memory({ 'db/mysql': 'a: 1' }, 'first'),
    memory({ 'db/mysql': 'a: 2', 'db/lite': '' }, 'second'),
  ])
  expect(library.load('db/mysql')?.provider).toBe('first')
  expect(library.load('db/lite')?.provider).toBe('second')
  expect(library.load('db/nope')).toBeUndefined()
  expect(library.hasConfig('db/lite')).toBe(true)
  expect(library.hasConfig('db')).toBe(false)
})

test('the options of a group are those of all sources, sorted, each once', () => {
  const library = over([
    memory({ 'db/b': '', 'db/a': '', 'db/sub/x': '' }),
    memory({ 'db/b': '', 'db/é': '', 'db/C': '' }),
  ])
  expect(library.options('db')).toEqual(['C', 'a', 'b', 'é'])
  expect(library.options('db', 'group')).toEqual(['sub'])
  expect(library.options('db', 'any')).toEqual(['C', 'a', 'b', 'sub', 'é'])
  expect(library.options('nope')).toEqual([])
})

test('a config is asked for once a library, and what is not asked for is not read', () => {
  const asked: string[] = []
  const source = memory({ a: 'x: 1', b: 'not: [yaml' })
  const library = over([{ ...source, read: (file) => source.read(asked.at(asked.push(file) - 1)!) }])
  expect(library.load('a')).toBe(library.load('a'))
  library.load('nope')
  library.load('nope')
  expect(asked).toEqual(['a.yaml', 'nope.yaml'])
})

test.each([
  ['a.b', 'a dot is part of a name'],
  ['a+b', 'so is a plus'],
  ['train.yaml', 'an extension may be written'],
  ['./train', 'a path may go roundabout'],
  ['sub/../train', 'and back'],
  ['値', 'names are text of any kind'],
])('%s is found: %s', (name) => {
  expect(over([memory({ 'a.b': '', 'a+b': '', train: '', 値: '', 'sub/x': '' })]).hasConfig(name)).toBe(true)
})

test.each(['/train', '../train', 'train/', 'sub', ''])('%j is no config', (name) => {
  expect(over([memory({ train: '', 'sub/x': '' })]).hasConfig(name)).toBe(false)
})

test.each(['', 'sub', 'sub/', './sub', 'sub/../sub'])('%j is a group', (name) => {
  expect(over([memory({ train: '', 'sub/x': '' })]).isGroup(name)).toBe(true)
})

test('.yml is read by version base 1.1 when its name says so, and by none later', () => {
  const files = { 'db/old.yml': 'a: 1', 'db/new.yaml': 'a: 2' }
  expect(over([memory(files)], OLD).load('db/old.yml')).toBeDefined()
  expect(over([memory(files)], OLD).options('db')).toEqual(['new', 'old'])
  expect(over([memory(files)]).load('db/old.yml')).toBeUndefined()
  expect(over([memory(files)]).options('db')).toEqual(['new'])
})

test('what a program stored is a config with the package and the provider it gave', () => {
  const value = map([['driver', str('mysql')]])
  const stored = storedSource('schema', [{ group: 'db', name: 'mysql', value, package: 'store', provider: 'app' }])
  const library = over([memory({ 'db/lite': '' }), stored])
  expect(library.load('db/mysql')).toMatchObject({ header: { package: 'store' }, provider: 'app', isSchema: true })
  expect(library.load('db/lite')).toMatchObject({ isSchema: false })
  expect(library.options('db')).toEqual(['lite', 'mysql'])
})

test('of two stored configs with one name the later counts', () => {
  const value = (driver: string) => map([['driver', str(driver)]])
  const stored = storedSource('schema', [
    { name: 'db', value: value('one') },
    { name: 'db', value: value('two') },
  ])
  expect(over([stored]).load('db')?.body).toMatchObject({ items: new Map([['driver', { value: 'two' }]]) })
})

test('one value stored twice keeps both packages apart', () => {
  const value = map([['driver', str('mysql')]])
  const stored = storedSource('schema', [
    { name: 'one', value, package: 'a' },
    { name: 'two', value, package: 'b' },
  ])
  const library = over([stored])
  expect(library.load('one')?.header.package).toBe('a')
  expect(library.load('two')?.header.package).toBe('b')
})

test('a source that lacks a config says so when it is asked alone', () => {
  expect(() => loadFrom(memory({}), 'db', NOW)).toThrow("no config 'db'")
})

test('a search path that nobody can open is refused', () => {
  const open = () => openLibrary([{ provider: 'main', path: 's3://bucket' }], () => undefined, NOW)
  expect(open).toThrow("'s3://'")
})
