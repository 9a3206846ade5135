import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
// @ts-expect-error a script without types
import { newPackage } from '../scripts/new-package.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const TABLES = ['tsconfig.json', 'test/tsconfig.json', 'test/floors.ts', 'ARCHITECTURE.md']
let checkout: string

beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'hydraconf-new-package-'))
  for (const path of [...TABLES, 'LICENSE', 'packages/core/package.json', 'packages/core/tsconfig.json'])
    cpSync(join(root, path), join(checkout, path), { recursive: true })
})
afterEach(() => rmSync(checkout, { recursive: true, force: true }))

const read = (path: string) => readFileSync(join(checkout, path), 'utf8')

describe('npm run new-package', () => {
  test('a package has what every package has', () => {
    newPackage('ray-launcher', checkout)
    const core = JSON.parse(read('packages/core/package.json'))
    expect(JSON.parse(read('packages/ray-launcher/package.json'))).toEqual({
      ...core,
      name: '@hydraconf/ray-launcher',
      description: '',
      dependencies: { '@hydraconf/core': core.version },
    })
    expect(JSON.parse(read('packages/ray-launcher/tsconfig.json')).references).toEqual([{ path: '../core' }])
    expect(read('packages/ray-launcher/LICENSE')).toBe(read('LICENSE'))
    expect(read('packages/ray-launcher/README.md')).toContain('# @hydraconf/ray-launcher')
    expect(read('packages/ray-launcher/src/index.ts')).toBe('export {}\n')
  })

  test('it stands in every table of packages, and nothing else in them changes', () => {
    newPackage('ray-launcher', checkout)
    const added = TABLES.map((path) => {
      const old = readFileSync(join(root, path), 'utf8').split('\n')
      const now = read(path).split('\n')
      return [path, now.filter((line) => !old.includes(line))]
    })
    expect(Object.fromEntries(added)).toEqual({
      'tsconfig.json': ['    { "path": "packages/ray-launcher" },'],
      'test/tsconfig.json': [
        '      "@hydraconf/ray-launcher": ["../packages/ray-launcher/src/index.ts"],',
        '    { "path": "../packages/ray-launcher" },',
      ],
      'test/floors.ts': ["  'ray-launcher': ['core'],", "  'ray-launcher',"],
      'ARCHITECTURE.md': ['| `packages/ray-launcher` | `@hydraconf/ray-launcher` | core | |'],
    })
  })

  test.each(['', 'Ray', '../ray', '1ray', 'core'])("the name '%s' is refused, and nothing is written", (name) => {
    const before = TABLES.map(read)
    expect(() => newPackage(name, checkout)).toThrow(name === 'core' ? 'is there already' : 'is no name')
    expect(TABLES.map(read)).toEqual(before)
  })
})
