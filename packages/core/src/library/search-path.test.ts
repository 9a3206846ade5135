import { expect, test } from 'vitest'
import { append, createSearchPath, findFirst, findLast, prepend, searchPathDir } from './search-path.js'

const path = [
  { provider: 'hydra', path: 'pkg://hydra.conf' },
  { provider: 'main', path: 'file:///app/conf' },
  { provider: 'main', path: 'file:///app/more' },
]
const added = { provider: 'plugin', path: 'pkg://plugin/conf' }
const providers = (of: readonly { provider: string }[]) => of.map(({ provider }) => provider).join(' ')

test('an entry goes behind the last that its anchor names, or to the end', () => {
  expect(providers(append(path, added, 'hydra'))).toBe('hydra plugin main main')
  expect(providers(append(path, added, { provider: 'main', path: 'file:///app/conf' }))).toBe('hydra main plugin main')
  expect(providers(append(path, added, 'nobody'))).toBe('hydra main main plugin')
  expect(providers(append(path, added))).toBe('hydra main main plugin')
})

test('an entry goes in front of the first that its anchor names, or to the front', () => {
  expect(providers(prepend(path, added, 'main'))).toBe('hydra plugin main main')
  expect(providers(prepend(path, added, { path: 'file:///app/more' }))).toBe('hydra main plugin main')
  expect(providers(prepend(path, added))).toBe('plugin hydra main main')
})

test('an anchor that names neither provider nor path is refused', () => {
  expect(findFirst(path, 'main')).toBe(1)
  expect(findLast(path, 'main')).toBe(2)
  expect(() => findFirst(path, {})).toThrow('names neither')
})

test('an app searches its own configs between those of Hydra and what it stored', () => {
  expect(providers(createSearchPath('file:///app/conf', [added]))).toBe('hydra main plugin schema')
  expect(providers(createSearchPath(undefined))).toBe('hydra schema')
})

test.each([
  [{ file: '/app/src/main.py' }, '../conf', '/app/conf'],
  [{ file: '/app/src/main.py' }, '.', '/app/src'],
  [{ file: '/app/src/main.py' }, undefined, undefined],
  [{ file: '/app/src/main.py' }, '/etc/conf', '/etc/conf'],
  [{ module: 'app.sub.main' }, '../conf', 'pkg://app/conf'],
  [{ module: 'app.sub.main' }, undefined, 'pkg://app.sub'],
  [{ module: 'main' }, 'conf', 'pkg://conf'],
  [{}, 'pkg://some.conf', 'pkg://some.conf'],
])('from %j the config path %s leads to %s', (caller, configPath, expected) => {
  expect(searchPathDir(caller, configPath)).toBe(expected)
})

test('a relative config path needs a caller', () => {
  expect(() => searchPathDir({}, 'conf')).toThrow('relative')
})
