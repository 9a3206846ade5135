import { describe, expect, test } from 'vitest'
import { classify } from '../composition/classify-overrides.js'
import { parseOverrides } from '../grammar/parse-override.js'
import { following } from '../interpolation/dereference.js'
import { libraryOf } from '../library/library.js'
import { memorySource } from '../library/memory-source.js'
import { rulesFor } from '../library/version-base.js'
import { HydraconfError } from '../text/errors.js'
import { listDefaults } from './defaults-list.js'
import type { ExpandOptions } from './expansion.js'
import type { DefaultsList, TreeNode } from './tree.js'

interface Run extends ExpandOptions {
  readonly primary?: string | null
  readonly versionBase?: '1.1' | '1.3'
}

/** A config is written as the lines of its defaults list, joined by `;`, after a header if it has one. */
function run(configs: Record<string, string>, overrides: string[] = [], options: Run = {}) {
  const { primary = 'config', versionBase = '1.3', ...expand } = options
  const files = Object.fromEntries(Object.entries(configs).map(([name, lines]) => [name, textOf(lines)]))
  const library = libraryOf([], [memorySource('main', files)], rulesFor(versionBase))
  return listDefaults(library, primary ?? undefined, classify(parseOverrides(overrides), library), expand)
}

function textOf(lines: string): string {
  const [header, list] = lines.startsWith('#') ? lines.split('|') : ['', lines]
  const entries = (list ?? '').split(';').filter((line) => line.trim() !== '')
  return `${header}\n${entries.length === 0 ? '' : `defaults:\n${entries.map((line) => `  - ${line.trim()}\n`).join('')}`}x: 1\n`
}

/** The list in a line: `path@package`, the package left out where it is the group. */
const shown = (list: DefaultsList) =>
  list.map(({ configPath, package: pkg }) => `${configPath}${pkg === folder(configPath) ? '' : `@${pkg}`}`).join(' ')
const folder = (path: string) => path.slice(0, Math.max(path.lastIndexOf('/'), 0)).replaceAll('/', '.')

const listed = (...args: Parameters<typeof run>) => shown(run(...args).list)

const db = { 'db/mysql': '', 'db/lite': '', 'site/one': '', 'site/two': '' }

describe('the order', () => {
  test.each([
    ['db: mysql', 'db/mysql config'],
    ['db: mysql; _self_', 'db/mysql config'],
    ['_self_; db: mysql', 'config db/mysql'],
    ['db: mysql; _self_; site: one', 'db/mysql config site/one'],
    ['db: [mysql, lite]; _self_', 'db/mysql db/lite config'],
    ['db: []; _self_', 'config'],
    ['db/mysql; _self_', 'db/mysql config'],
    ['/db: mysql; _self_', 'db/mysql config'],
    ['db: null; _self_', 'config'],
    ['optional db: nope; _self_', 'config'],
    ['optional db: [nope, lite]; _self_', 'db/lite config'],
    ['', 'config'],
  ])('%s gives %s', (list, expected) => {
    expect(listed({ config: list, ...db })).toBe(expected)
  })

  test('a config stands where its parent includes it, with its own list around its body', () => {
    const configs = { config: 'a: x; _self_', 'a/x': 'b: y; _self_; /db: mysql', 'a/b/y': '', ...db }
    expect(listed(configs)).toBe('a/b/y a/x db/mysql@a.db config')
  })

  test('the tree keeps who included whom, also what contributes nothing', () => {
    const { tree } = run({ config: 'db: null; a: x; _self_', 'a/x': 'b: y', 'a/b/y': '', ...db })
    expect(lines(tree)).toEqual(['config', '  db: null', '  a: x', '    b: y', '    _self_', '  _self_'])
  })
})

function lines(node: TreeNode, indent = ''): string[] {
  if (node.kind === 'self') return [indent + node.label]
  const children = node.kind === 'loaded' ? (node.children ?? []) : []
  return [indent + node.entry.label, ...children.flatMap((child) => lines(child, `${indent}  `))]
}

describe('packages', () => {
  test.each([
    ['db@src: mysql', 'db/mysql@src'],
    ['db@_global_: mysql', 'db/mysql@'],
    ['db@_here_: mysql', 'db/mysql@'],
    ['db@_group_: mysql', 'db/mysql'],
    ['db@_group_.one: mysql', 'db/mysql@db.one'],
    ['db@a._global_.b: mysql', 'db/mysql@b'],
    ['db/mysql@src', 'db/mysql@src'],
    ['db@src: [mysql, lite]', 'db/mysql@src db/lite@src'],
    ['db@one: mysql; db@two: mysql', 'db/mysql@one db/mysql@two'],
  ])('%s', (list, expected) => {
    expect(listed({ config: `${list}; _self_`, ...db })).toBe(`${expected} config`)
  })

  test('a header is absolute, and an entry that asks for a package beats it', () => {
    const configs = { 'db/mysql': '# @package store|', 'a/x': '/db: mysql' }
    expect(listed({ config: 'a: x', ...configs })).toBe('db/mysql@store a/x config')
    expect(listed({ config: 'db@src: mysql', ...configs })).toBe('db/mysql@src config')
  })

  test('the keywords _group_ and _name_ mean something in a header only under version base 1.1', () => {
    const configs = { config: 'db: mysql', 'db/mysql': '# @package _group_._name_|' }
    expect(listed(configs)).toBe('db/mysql@_group_._name_ config')
    expect(listed(configs, [], { versionBase: '1.1' })).toBe('db/mysql@db.mysql config')
  })

  test('a primary config in a folder puts everything under it', () => {
    expect(listed({ 'sub/config': 'db: mysql; _self_', 'sub/db/mysql': '' }, [], { primary: 'sub/config' })).toBe(
      'sub/db/mysql sub/config',
    )
  })
})

describe('who chooses', () => {
  test('the command line, before any override', () => {
    const { list, choices } = run({ config: 'db: mysql; override db: lite', ...db, 'db/pg': '' }, ['db=pg'])
    expect(shown(list)).toBe('db/pg config')
    expect(Object.fromEntries(choices)).toEqual({ db: 'pg' })
  })

  test('an override in a later sibling, since the walk goes right to left', () => {
    expect(listed({ config: 'db: mysql; a: x', 'a/x': '# @package _global_|override /db: lite', ...db })).toBe(
      'db/lite a/x@ config',
    )
  })

  test('the outer of two overrides', () => {
    const configs = { 'a/x': '# @package _global_|override /db: pg', ...db, 'db/pg': '' }
    expect(listed({ config: 'db: mysql; a: x; override db: lite', ...configs })).toBe('db/lite a/x@ config')
  })

  test('by the key a group has away from its own package', () => {
    const configs = { config: 'db@src: mysql; db@dst: mysql', ...db }
    expect(listed(configs, ['db@dst=lite'])).toBe('db/mysql@src db/lite@dst config')
  })

  test.each([
    ['+site=one', 'db/mysql config site/one'],
    ['+site@q=[one,two]', 'db/mysql config site/one@q site/two@q'],
    ['db=[mysql,lite]', 'db/mysql db/lite config'],
    ['~db', 'config'],
    ['~db=mysql', 'config'],
  ])('%s', (override, expected) => {
    expect(listed({ config: 'db: mysql; _self_', ...db }, [override])).toBe(expected)
  })

  test('without a primary config there is what the command line appends', () => {
    expect(listed(db, ['+db=mysql'], { primary: null })).toBe('db/mysql')
  })
})

describe('choices that are interpolations', () => {
  const configs = { ...db, 'both/mysql_one': '', 'near/lite': '' }

  test('see the choices of the whole list, later ones too', () => {
    expect(listed({ config: 'both: ${db}_${site}; db: mysql; site: one', ...configs })).toBe(
      'both/mysql_one db/mysql site/one config',
    )
    expect(listed({ config: 'near: ${db@src}; db@src: mysql', ...configs }, ['db@src=lite'])).toBe(
      'near/lite db/lite@src config',
    )
  })

  test('read the environment that they are given', () => {
    const follow = following({ env: { DB: 'lite' } })
    expect(listed({ config: 'db: ${oc.env:DB}', ...configs }, [], { follow })).toBe('db/lite config')
  })

  test.each([
    ['db: ${nope}', 'refers to a group that has no choice'],
    ['near: ${db}; db: null', 'resolves to null'],
    ['db: [a, "${site}"]', 'cannot be an interpolation'],
    ['db: ${defaults.0.site}', 'by position'],
    ['near: ${db}; db: lite', 'may not override'],
  ])('%s is refused', (list, words) => {
    const files = { config: list, ...configs, 'near/lite': 'override /db: mysql' }
    expect(() => listed(files)).toThrow(words)
  })
})

describe('refusals', () => {
  test.each<[string, string[], string, string]>([
    ['db: nope', [], 'MissingConfigException', "Available options in 'db': lite, mysql"],
    ['db: mysq', [], 'MissingConfigException', 'Did you mean mysql?'],
    ['dbs/mysql', [], 'MissingConfigException', 'Did you mean db/mysql?'],
    ['db: ???', [], 'ConfigCompositionException', 'db=<option>'],
    ['db: mysql; db: lite', [], 'ConfigCompositionException', 'Multiple values for db'],
    ['db: mysql; db: mysql', [], 'ConfigCompositionException', 'appears more than once'],
    ['_self_; _self_', [], 'ConfigCompositionException', 'stands twice'],
    ['db: _self_', [], 'ConfigCompositionException', 'chooses _self_'],
    ['override db: lite; db: mysql', [], 'ConfigCompositionException', "'override db: lite' stands before 'db: mysql'"],
    ['override db: lite', [], 'ConfigCompositionException', 'To add it to the defaults list write - db: lite'],
    ['db@src: mysql', ['db=lite'], 'ConfigCompositionException', 'Did you mean db@src=lite?'],
    ['_self_', ['db=lite'], 'ConfigCompositionException', 'write +db=lite'],
    ['_self_', ['~db'], 'ConfigCompositionException', "Could not delete 'db'"],
    ['db: mysql', ['~db=lite'], 'ConfigCompositionException', 'write ~db=mysql'],
    ['db: mysql', ['db=[1]'], 'ConfigCompositionException', 'must all be strings'],
    ['a: x', [], 'ConfigCompositionException', 'a/y -> a/x -> a/y'],
  ])('%s with %j', (list, overrides, type, words) => {
    const refused = refusal(() => run({ config: list, ...db, 'a/x': '/a@q: y', 'a/y': '/a@q: x' }, overrides))
    expect(refused.type).toBe(type)
    expect(refused.message).toContain(words)
  })

  test('an override that is meant for elsewhere is told what reaches there from its own package', () => {
    const configs = { config: 'db: mysql; a: x', ...db }
    expect(() => run({ ...configs, 'a/x': 'override /db: lite' })).toThrow(
      'Did you mean override /db@_global_.db: lite?',
    )
    expect(listed({ ...configs, 'a/x': 'override /db@_global_.db: lite' })).toBe('db/lite a/x config')
  })

  test('name the place: the option in its list, or the override', () => {
    expect(refusal(() => run({ config: '_self_; db: nope', ...db })).message).toContain('config.yaml:4:9')
    expect(refusal(() => run({ config: 'db: mysql', ...db }, ['x=1', 'db=nope'])).message).toContain('override db=nope')
  })

  test('a deep chain is fine, an endless or a doubling one is refused', () => {
    const chain = (length: number) =>
      Object.fromEntries(
        Array.from({ length }, (_, at) => [at === 0 ? 'config' : `c${at}`, at === length - 1 ? '' : `c${at + 1}`]),
      )
    expect(run(chain(450)).list).toHaveLength(450)
    expect(() => run(chain(600))).toThrow('more than 500 deep')
    expect(() => run({ config: 'config' })).toThrow('circle: config -> config')
    const doubling = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`c${at}`, `c${at + 1}@a; c${at + 1}@b`]))
    expect(() => run({ ...doubling, c40: '' }, [], { primary: 'c0' })).toThrow('configs')
  })

  test('a primary config that is not there names those that are like it', () => {
    expect(() => run(db, [], { primary: 'cfg/db' })).toThrow("primary config 'cfg/db'")
    expect(() => run({ config: '', ...db }, [], { primary: 'confg' })).toThrow('Did you mean config?')
  })

  test('options that are still open are passed over when that is asked for', () => {
    expect(listed({ config: 'db: ???; site: one', ...db }, [], { skipMissing: true })).toBe('site/one config')
  })
})

function refusal(work: () => unknown): HydraconfError {
  try {
    work()
  } catch (error) {
    if (error instanceof HydraconfError) return error
    throw error
  }
  throw new Error('nothing was refused')
}

describe('warnings', () => {
  test('a primary config with content says where it stands, or is warned about', () => {
    expect(run({ config: 'db: mysql', ...db }).warnings).toHaveLength(1)
    expect(run({ config: 'db: mysql; _self_', ...db }).warnings).toEqual([])
    expect(() => run({ config: 'db: mysql', ...db }, [], { requireSelf: true })).toThrow('SELF_WARNING_AS_ERROR')
  })

  test('version base 1.1 takes a hydra group for an override, and says so', () => {
    const configs = {
      config: '_self_; hydra/help: two',
      'hydra/config': 'help: one',
      'hydra/help/one': '',
      'hydra/help/two': '',
    }
    const old = run(configs, [], { versionBase: '1.1', prependHydra: true })
    expect(shown(old.list)).toBe('hydra/help/two hydra/config config')
    expect(old.warnings).toHaveLength(1)
    expect(() => run(configs, [], { prependHydra: true })).toThrow('Multiple values for hydra/help')
  })

  test('version base 1.1 warns of choices by position and of .yml, which newer ones refuse or do not find', () => {
    const byPosition = { config: '_self_; db: mysql; site: ${defaults.1.db}', 'db/mysql': '', 'site/mysql': '' }
    const old = run(byPosition, [], { versionBase: '1.1' })
    expect(shown(old.list)).toBe('config db/mysql site/mysql')
    expect(old.warnings).toHaveLength(1)
    expect(() => run(byPosition)).toThrow('by position')

    const yml = { config: '_self_; db: mysql.yml', 'db/mysql.yml': '' }
    expect(run(yml, [], { versionBase: '1.1' }).warnings).toHaveLength(1)
    expect(() => run(yml)).toThrow("Could not find 'db/mysql.yml'")
  })
})
