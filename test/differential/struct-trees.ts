import type {
  ClassDeclaration,
  FieldDeclaration,
  StoreDeclaration,
} from '../../packages/node/src/hydra-plugins/declarations.js'
import { pythonOf } from '../oracle/structs.js'
import type { Random } from './random.js'
import { withoutStretches } from './shrink.js'
import { distinct, smallerTrees, spelled, type TreeCase, versionBase } from './trees.js'
import { annotation, COLOR, defaultFor, fieldsOf, structText, valueFor } from './typed-values.js'

/** A config tree beside structured configs that a program stored. */
export interface StructCase extends TreeCase {
  readonly classes: readonly ClassDeclaration[]
  readonly store: readonly StoreDeclaration[]
}

/** Mostly configs that extend the stored ones as Hydra's manual shows it, with values that mostly fit. */
export function structCase(random: Random): StructCase {
  return new StructMaker(random).make()
}

const FIELDS = ['a', 'b', 'c', 'm', 'l', 'n', 'e']
const PACKAGES = ['p', 'p.q', '_global_', '_here_', '_group_', 'db', 'db.n', 'n', '_global_.g']

class StructMaker {
  private readonly classes = new Map<string, ClassDeclaration>()
  private readonly store: StoreDeclaration[] = []
  private readonly tree: Record<string, string> = {}
  private readonly versionBase: string
  /** Whether the primary config extends a struct. */
  private readonly isTyped: boolean
  /** Whether the primary config chooses an option of db. */
  private chosen = false
  private readonly options = new Map([
    ['base_db', 'Base'],
    ['sub', 'Sub'],
    ['other', 'Other'],
  ])
  /** Where a struct may come to stand: its package and its class. */
  private readonly places: (readonly [pkg: string, name: string])[] = []

  constructor(private readonly random: Random) {
    this.versionBase = versionBase(random)
    this.isTyped = random.chance(0.5)
  }

  make(): StructCase {
    const { random, tree, store } = this
    this.declare()
    this.fill()
    for (const name of ['one', 'two', 'three']) tree[`db/${name}.yaml`] = this.option(name)
    tree['config.yaml'] = this.primary()
    if (random.chance(0.3)) tree['opt/one.yaml'] = this.document({ entries: [], of: 'Leaf' })
    if (random.chance(0.15)) tree['db/sub.yaml'] = this.document({ entries: [], of: 'Sub' })
    if (random.chance(0.1)) tree['db/base_db.yaml'] = this.document({ entries: [], of: 'Base' })
    if (random.chance(0.01)) delete tree['config.yaml']
    const config = random.weighted(
      [24, () => 'config'],
      [2, () => 'base_config'],
      [0.3, () => 'db/sub'],
      [0.3, () => 'db/one'],
    )
    if (config !== 'config') {
      this.places.splice(0, this.places.length, ['', config === 'base_config' ? 'Main' : 'Sub'])
      this.chosen = false
    }
    const overrides = distinct(
      random.some(0, 3, () => this.override()),
      (text) => text.replace(/=.*/, ''),
    )
    const { versionBase } = this
    return { classes: [...this.classes.values()], store, tree, config, overrides, versionBase, mode: 'RUN' }
  }

  private declare(): void {
    const { random } = this
    this.classes.set('Color', COLOR)
    this.struct('Leaf', { structs: [], least: 1 })
    if (random.chance(0.3)) this.struct('LeafTwo', { bases: ['Leaf'], structs: [], least: 0 })
    const leaves = [...this.classes.keys()].filter((name) => name.startsWith('Leaf'))
    this.struct('Base', { structs: leaves, least: 2 })
    this.struct('Sub', { bases: ['Base'], structs: leaves, least: 0 })
    this.struct('Other', { structs: leaves, least: 1, bases: random.chance(0.03) ? ['Dict[str, Any]'] : [] })
    this.struct('Main', { structs: ['Leaf', 'Base'], least: 1, more: this.mainFields() })
  }

  private mainFields(): FieldDeclaration[] {
    const { random } = this
    const fields: FieldDeclaration[] = []
    if (random.chance(0.93)) {
      const type = random.weighted(
        [8, () => random.pick(['Base', 'Any'])],
        [1, () => random.pick(['Optional[Base]', 'Dict[str, Any]', 'Leaf', 'Sub'])],
      )
      fields.push({ name: 'db', type, default: defaultFor(random, type, this.classes) })
    }
    if (random.chance(0.06)) {
      const list = random.pick([
        '[_self_]',
        '[{db: sub}]',
        '[_self_, {db: one}]',
        '[{db: two}, _self_]',
        '[{db: "???"}]',
        '[db/sub]',
      ])
      fields.push({ name: 'defaults', type: 'List[Any]', default: { yaml: list } })
    }
    return fields
  }

  private struct(
    name: string,
    {
      bases = [],
      structs,
      least,
      more = [],
    }: { bases?: string[]; structs: string[]; least: number; more?: FieldDeclaration[] },
  ): void {
    const { random, classes } = this
    const names = new Set(random.some(least, least + 2, () => random.pick(FIELDS)))
    const fields = [...names].map((field) => {
      const type = annotation(random, structs)
      return { name: field, type, default: defaultFor(random, type, classes) }
    })
    classes.set(name, { name, bases, fields: [...fields, ...more] })
  }

  private fill(): void {
    const { random } = this
    this.put('db', 'base_db', 'Base')
    this.put('db', 'sub', 'Sub')
    this.put('db', 'other', 'Other')
    this.put('schema', 'leaf', 'Leaf')
    this.put('schema', 'base', 'Base')
    this.put('opt', 'one', random.pick(['Leaf', 'Leaf', 'Other']))
    this.put(undefined, 'base_config', 'Main')
    if (random.chance(0.15)) this.put(undefined, 'config', 'Main')
    if (random.chance(0.1)) this.put('db', random.pick(['one', 'two']), random.pick(['Base', 'Other']))
    this.store.push({ group: 'db', name: 'plain', yaml: `{${this.plain()}}` })
  }

  private plain(): string {
    const { random } = this
    return random.chance(0.3) ? 'defaults: [base_db], a: 1' : 'a: 1, m: {k: 2}'
  }

  private put(group: string | undefined, name: string, of: string): void {
    const { random } = this
    const pkg = random.chance(0.08) ? random.pick(['p', '_global_', 'db', '_group_', 'p.q']) : undefined
    const yaml = random.chance(0.08) ? structText(random, of, this.classes, { wrong: 0.02, depth: 2 }) : undefined
    this.store.push({ group, name, package: pkg, class: of, yaml })
  }

  private primary(): string {
    const { random, places } = this
    const entries: string[] = []
    const { isTyped } = this
    if (isTyped) {
      entries.push('base_config')
      places.push(['', 'Main'])
    }
    if (random.chance(0.93)) {
      const option = this.choice()
      this.chosen = true
      entries.push(`${random.chance(0.03) ? 'override ' : ''}db: ${option}`)
      places.push(['db', this.options.get(option) ?? 'Base'])
    }
    if (random.chance(0.2)) entries.push(this.again())
    if (random.chance(0.2)) entries.push(`/schema/leaf@${this.place('Leaf')}`)
    if (random.chance(0.1)) entries.push(`schema@${this.place('Leaf')}: leaf`)
    if (random.chance(0.1)) entries.push(`opt${random.chance(0.3) ? `@${this.place('Leaf')}` : ''}: one`)
    if (random.chance(0.8))
      entries.splice(random.chance(0.8) ? entries.length : random.below(entries.length + 1), 0, '_self_')
    return this.document({ entries, of: isTyped || random.chance(0.2) ? 'Main' : 'Leaf' })
  }

  private again(): string {
    const pkg = this.isTyped ? this.fieldOf('Main', 'Base') : this.random.pick(['again', 'db.n', 'n', 'p.q'])
    this.places.push([pkg, 'Base'])
    return `db@${pkg}: ${this.choice()}`
  }

  private place(of: string): string {
    const pkg = this.isTyped
      ? this.fieldOf('Main', of)
      : this.random.pick(['leaf', 'p.q', 'n', 'db.n', 'm.k', 'db.l', 'a', 'db'])
    this.places.push([pkg, of])
    return pkg
  }

  /** A field where such a struct fits, if there is one. */
  private fieldOf(name: string, of: string): string {
    const fitting = fieldsOf(name, this.classes).filter(({ type }) => type.includes(of) || type === 'Any')
    const names = fitting.map((field) => (/^(Dict|List)/.test(field.type) ? `${field.name}.k` : field.name))
    return names.length === 0 || this.random.chance(0.05) ? this.random.pick(FIELDS) : this.random.pick(names)
  }

  private choice(): string {
    const { random } = this
    return random.weighted(
      [10, () => random.pick(['one', 'two', 'three'])],
      [4, () => random.pick(['base_db', 'sub', 'other'])],
      [
        1,
        () =>
          random.pick([
            'plain',
            'null',
            '[one, two]',
            '[base_db, sub]',
            '[sub, base_db]',
            '[other, base_db]',
            '[one, one]',
          ]),
      ],
    )
  }

  /** An option that extends a stored one, or two, or none. */
  private option(name: string): string {
    const { random } = this
    const [of, entry] = random.weighted<readonly [string, string | undefined]>(
      [6, () => ['Base', 'base_db']],
      [4, () => ['Sub', 'sub']],
      [1, () => ['Other', 'other']],
      [2, () => ['Base', '/schema/base@_here_']],
      [0.5, () => ['Leaf', '/schema/leaf@_here_']],
      [3, () => ['Base', undefined]],
    )
    const entries: string[] = entry === undefined ? [] : [entry]
    if (random.chance(0.15)) entries.push(`/schema/leaf@${this.fieldOf(of, 'Leaf')}`)
    if (random.chance(0.05)) entries.push(random.pick(['sub', 'base_db', 'other', '/db/base_db@n']))
    if (entries.length > 0 && random.chance(0.75)) entries.splice(random.chance(0.9) ? entries.length : 0, 0, '_self_')
    this.options.set(name, of)
    return this.document({ entries, of })
  }

  private document({ entries, of }: { entries: readonly string[]; of: string }): string {
    const { random } = this
    const header = random.chance(0.06) ? `# @package ${random.pick(PACKAGES)}\n` : ''
    const defaults =
      entries.length === 0 ? '' : `defaults:\n${[...new Set(entries)].map((line) => `  - ${line}\n`).join('')}`
    const lines = new Map<string, string>()
    for (const { name, type } of fieldsOf(of, this.classes)) {
      if (name !== 'defaults' && random.chance(0.5)) lines.set(name, this.value(type))
    }
    if (random.chance(0.06)) lines.set(random.pick(['new', '_target_', 'a', 'n']), random.pick(['1', 'x.y', '{a: 1}']))
    const body = [...lines].map(([key, value]) => `${key}: ${value}\n`).join('')
    return header + defaults + body
  }

  private value(type: string): string {
    return valueFor(this.random, type, this.classes, { wrong: 0.03, depth: 2 })
  }

  private override(): string {
    const { random } = this
    return random.weighted(
      [this.chosen ? 2 : 0.1, () => `db=${random.pick(['one', 'two', 'three', 'base_db', 'sub', 'other', 'plain'])}`],
      [
        0.5,
        () =>
          `+${random.pick(['db@more', 'schema@x', 'opt', 'schema@db.n', 'schema@m.k'])}=${random.pick(['leaf', 'sub', 'one'])}`,
      ],
      [0.3, () => random.pick(['~db', 'db=null', 'db=[one,sub]', 'db=nope'])],
      [10, () => this.edit()],
    )
  }

  private edit(): string {
    const { random, places } = this
    const [pkg, name] = places.length > 0 ? random.pick(places) : (['', 'Main'] as const)
    const [path, type] = this.pathIn(pkg, name)
    const value = random.chance(0.85) ? this.value(type) : this.value('Any')
    return random.weighted(
      [10, () => `${path}=${value}`],
      [2, () => `++${path}=${value}`],
      [1.5, () => `+${path}=${value}`],
      [1.5, () => `~${path}${random.pick(['', '', '=1', '=null'])}`],
    )
  }

  /** A path to a field, to what is in it, or to what is not there. */
  private pathIn(pkg: string, name: string): readonly [path: string, type: string] {
    const { random } = this
    const at = (key: string) => (pkg === '' ? key : `${pkg}.${key}`)
    const fields = fieldsOf(name, this.classes).filter((field) => field.name !== 'defaults')
    if (fields.length === 0 || random.chance(0.06)) {
      return [at(random.pick(['new', 'new.deep', 'a.b', 'm.new', 'l.0', 'n.new'])), 'Any']
    }
    const field = random.pick(fields)
    const [, outer, inner = ''] = /^(\w+)(?:\[(.*)\])?$/.exec(field.type.replace(/^Optional\[(.*)\]$/, '$1')) ?? []
    if (random.chance(0.5)) return [at(field.name), field.type]
    if (outer === 'List') return [at(`${field.name}${random.pick(['.0', '[0]', '.1', '.x'])}`), inner]
    if (outer === 'Dict') {
      return [at(`${field.name}.${random.pick(['k', 'k', 'fresh', 'RED', '1'])}`), inner.slice(inner.indexOf(',') + 2)]
    }
    if (outer !== undefined && this.classes.has(outer) && outer !== 'Color') return this.pathIn(at(field.name), outer)
    return [at(field.name), field.type]
  }
}

/** A case without some of what is declared or stored, or a smaller tree. */
export function* smallerStructs(of: StructCase): Generator<StructCase> {
  for (const store of withoutStretches(of.store)) yield { ...of, store }
  for (const tree of smallerTrees(of)) yield { ...of, ...tree }
  for (const classes of withoutStretches(of.classes)) yield { ...of, classes }
  for (const [at, one] of of.classes.entries()) {
    if ('members' in one) continue
    for (const fields of withoutStretches(one.fields)) yield { ...of, classes: of.classes.with(at, { ...one, fields }) }
    for (const [index, { default: given, ...field }] of one.fields.entries()) {
      if (given === undefined) continue
      yield { ...of, classes: of.classes.with(at, { ...one, fields: one.fields.with(index, field) }) }
    }
  }
  for (const [at, { package: pkg, yaml, ...entry }] of of.store.entries()) {
    if (pkg !== undefined) yield { ...of, store: of.store.with(at, { ...entry, yaml }) }
    if (yaml !== undefined && entry.class !== undefined)
      yield { ...of, store: of.store.with(at, { ...entry, package: pkg }) }
  }
}

export function spelledStructs(of: StructCase): string {
  return `${pythonOf(of.classes, of.store)}\n${spelled(of)}`
}
