import { DIALECT } from '../oracle/dialect.js'
import type { Random } from './random.js'
import { fewerLines, withoutStretches } from './shrink.js'
import { body, type Leaf, leavesOf, MERGED_INTO_ITSELF } from './tree-bodies.js'

/** A config tree and what is asked of it. */
export interface TreeCase {
  readonly tree: Readonly<Record<string, string>>
  readonly config: string
  readonly overrides: readonly string[]
  readonly versionBase: string
  readonly mode: 'RUN' | 'MULTIRUN'
}

/**
 * A tree that mostly composes: what an entry or an override names is mostly there, and chosen once. The rest of what
 * is made here is slips of every kind.
 */
export function treeCase(random: Random): TreeCase {
  return new TreeMaker(random).make()
}

/** Groups that overlap on purpose: one inside another, one whose name is also a key. */
const GROUPS = ['db', 'server', 'server/db', 'opt', 'deep/er/still', 'x']
const OPTIONS = ['one', 'two', 'three']
/** Hydra's own groups, with options that are there. */
const HYDRA_OPTIONS: Readonly<Record<string, readonly string[]>> = {
  'hydra/job_logging': ['default', 'none', 'disabled', 'stdout'],
  'hydra/hydra_logging': ['default', 'none', 'disabled', 'hydra_debug'],
  'hydra/output': ['default'],
  'hydra/help': ['default'],
  'hydra/launcher': ['basic'],
  'hydra/sweeper': ['basic'],
  'hydra/callbacks': [],
  'hydra/env': ['default'],
}
const PACKAGES = ['p', 'p.q', '_global_', '_here_', '_group_', 'db', '_group_.z', '_global_.g', 'p._group_']
const HEADERS = ['_global_', '_global_', '_global_', 'p', 'p.q', '_group_', '_here_', '_global_.h', '_group_.k']

class TreeMaker {
  private readonly tree: Record<string, string> = {}
  private readonly legacy: boolean
  private readonly versionBase: string
  private readonly multirun: boolean
  /** Whether Hydra's own groups and node are spoken of. */
  private readonly hydra: boolean
  /** The groups that the primary config chooses from, by the key that overrides them. */
  private readonly chosen = new Map<string, string>()
  private readonly leaves: Leaf[] = []

  constructor(private readonly random: Random) {
    this.versionBase = versionBase(random)
    this.legacy = this.versionBase === '1.1'
    this.multirun = random.chance(0.12)
    this.hydra = random.chance(0.07)
  }

  make(): TreeCase {
    const { random, tree } = this
    const config = this.primary()
    for (const group of GROUPS) for (const name of OPTIONS) tree[`${group}/${name}.yaml`] = this.option(group, name)
    for (const name of ['one', 'two']) tree[`exp/${name}.yaml`] = this.experiment()
    tree['base.yaml'] = this.document({ group: '', entries: [], headed: 0 })
    if (random.chance(0.1)) tree['opt/w+x.v1.yaml'] = this.document({ group: 'opt', entries: [], headed: 0.1 })
    if (random.chance(0.1)) this.addSecondSource()
    if (this.hydra && random.chance(0.3)) tree['hydra/job_logging/mine.yaml'] = `root: {level: INFO}\n`
    if (this.legacy && random.chance(0.1)) tree['db/two.yml'] = 'yml: 1\n'
    for (const path of Object.keys(tree)) if (path !== 'config.yaml' && random.chance(0.003)) delete tree[path]
    tree['config.yaml'] = config
    const name = random.weighted(
      [40, () => 'config'],
      [
        1,
        () => random.pick(['base', 'exp/one', 'db/two', 'server/one', 'nope', 'config.yaml', './config', 'db/../base']),
      ],
    )
    const overrides = distinct(
      random.some(0, 3, () => this.override()),
      (text) => text.replace(/=.*/, ''),
    )
    const mode = this.multirun ? 'MULTIRUN' : 'RUN'
    return { tree, config: name, overrides, versionBase: this.versionBase, mode }
  }

  private primary(): string {
    const { random } = this
    const groups = shuffled(random, GROUPS).slice(0, 2 + random.below(3))
    const entries = groups.map((group) => this.entry(group, ''))
    if (random.chance(0.3)) entries.push(this.entry(random.pick(groups), '', '@again'))
    if (random.chance(0.15)) entries.push(this.pathEntry(''))
    if (random.chance(0.15)) entries.push(`${random.pick(['', '', '/'])}exp: ${random.pick(['one', 'two'])}`)
    if (this.hydra && random.chance(0.6)) {
      const group = random.pick(Object.keys(HYDRA_OPTIONS))
      const keyword = random.chance(this.legacy ? 0.5 : 0.95) ? 'override ' : ''
      entries.push(`${keyword}${group}: ${random.pick([...HYDRA_OPTIONS[group]!, 'null', 'mine'])}`)
    }
    const text = this.document({ group: '', entries, headed: 0.05, leaves: this.leaves })
    return this.hydra && random.chance(0.5) ? `${text}hydra: ${random.pick(HYDRA_NODES)}\n` : text
  }

  private option(group: string, name: string): string {
    const { random } = this
    const entries: string[] = []
    // Below the first option there is nothing more, so that no two of them include one another in a circle.
    if (name !== 'one' && random.chance(0.2)) entries.push(this.nestedEntry(group))
    if (name !== 'one' && random.chance(0.05)) entries.push(this.pathEntry(group))
    return this.document({ group, entries, headed: 0.12 })
  }

  /** An entry inside an option: relative, absolute, or one that overrides what the primary config chose. */
  private nestedEntry(group: string): string {
    const { random } = this
    const others = GROUPS.filter((other) => other !== group)
    return random.weighted(
      [3, () => `/${random.pick(others)}${this.packageOf()}: one`],
      [group === 'server' ? 6 : 0, () => `db${this.packageOf()}: one`],
      [2, () => `override /${random.chance(0.9) ? this.reached() : random.pick(others)}: ${random.pick(OPTIONS)}`],
      [0.4, () => `${random.pick(['.', './db', '../db', '../x', '/./opt'])}: one`],
      [0.4, () => `optional /${random.pick(others)}: ${random.pick(['one', 'nope'])}`],
    )
  }

  /** An entry of the primary config, from inside another package than the root. */
  private reached(): string {
    const [key, group] = this.random.pick([...this.chosen])
    const pkg = key.includes('@') ? key.slice(key.indexOf('@') + 1) : group.replaceAll('/', '.')
    return `${group}@${pkg === '_global_' ? pkg : `_global_.${pkg}`}`
  }

  private experiment(): string {
    const { random } = this
    const overriding = random.some(0, 2, () => {
      const key = random.chance(0.97) ? random.pick([...this.chosen.keys()]) : random.pick(GROUPS)
      return `override /${key}: ${this.choice()}`
    })
    const entries = random.chance(0.2) ? [`/${random.pick(GROUPS)}@_global_.e: one`, ...overriding] : overriding
    return this.document({ group: 'exp', entries, headed: 0.97, headers: ['_global_'] })
  }

  /** A config with these defaults entries, and a package header so often. */
  private document(of: {
    group: string
    entries: string[]
    headed: number
    headers?: readonly string[]
    leaves?: Leaf[]
  }): string {
    const { random } = this
    const headers = of.headers ?? (this.legacy ? [...HEADERS, '_name_', '_group_._name_'] : HEADERS)
    const pkg = random.chance(of.headed) ? random.pick(headers) : undefined
    const header =
      pkg === undefined
        ? ''
        : `${random.weighted([20, () => '# @package '], [1, () => '#@package '], [1, () => '\n#  @package   '], [0.3, () => '# note\n# @package '])}${pkg}\n`
    const entries = distinct(of.entries, (line) => line.replace(/^optional |: .*/g, ''))
    if (random.chance(0.96)) entries.sort((a, b) => Number(isOverriding(a)) - Number(isOverriding(b)))
    const isWhole = entries.length > 0
    if (isWhole && random.chance(0.75)) {
      const free = entries.filter((line) => !isOverriding(line)).length
      const at = random.chance(0.97) ? random.below(free + 1) : random.below(entries.length + 1)
      entries.splice(at, 0, '_self_')
    }
    const defaults =
      isWhole || random.chance(0.03)
        ? `defaults:${entries.length ? `\n${entries.map((line) => `  - ${line}\n`).join('')}` : ' []\n'}`
        : ''
    const text = body(random, { group: of.group, legacy: this.legacy })
    of.leaves?.push(...leavesOf(text))
    return header + (random.chance(0.95) ? defaults + text : text + defaults)
  }

  private entry(group: string, inside: string, suffix = ''): string {
    const { random } = this
    const keyword = random.weighted([12, () => ''], [1.5, () => 'optional '])
    const at = suffix === '' ? this.packageOf() : `@${random.pick(['again', 'p.again', '_global_.again'])}`
    const choice = this.choice()
    if (inside === '') this.chosen.set(keyOf(group, at), group)
    const name = random.chance(0.08) ? `/${group}` : group
    const line = `${keyword}${name}${at}: ${choice}`
    return this.legacy && random.chance(0.08)
      ? `{${group}${at}: "${choice}", optional: ${random.pick(['true', 'false'])}}`
      : line
  }

  private pathEntry(group: string): string {
    const { random } = this
    const from = group === '' ? random.pick(['', '/']) : '/'
    const path = random.weighted(
      [6, () => random.pick(['base', 'db/one', 'server/db/one', 'opt/one', 'deep/er/still/one'])],
      [
        1,
        () =>
          random.pick([
            './base',
            'db/../base',
            'db//one',
            'db/one.yaml',
            'nope',
            'db',
            '${db}',
            'db/${opt}',
            'exp/one',
          ]),
      ],
    )
    return `${from}${path}${this.packageOf()}`
  }

  private packageOf(): string {
    const { random } = this
    return random.weighted(
      [10, () => ''],
      [3, () => `@${random.pick(PACKAGES)}`],
      [0.3, () => `@${random.pick(['src:dst', '', 'p q', this.legacy ? '_name_' : 'n', '.p', 'p.', '1'])}`],
    )
  }

  private choice(): string {
    const { random } = this
    return random.weighted(
      [30, () => random.pick(OPTIONS)],
      [1.5, () => 'null'],
      [this.multirun ? 2 : 0.3, () => '???'],
      [3, () => `[${shuffled(random, OPTIONS).slice(0, random.below(3)).join(', ')}]`],
      [1.5, () => `\${${random.pick(this.chosen.size > 0 ? [...this.chosen.keys()] : ['db'])}}`],
      [
        0.4,
        () =>
          random.pick([
            '${nope}',
            'nope',
            '1',
            'true',
            '"one.yaml"',
            '${db}_${opt}',
            '${oc.env:HYDRACONF_NOT_SET,one}',
            '_self_',
            './one',
            '../db/one',
            'w+x.v1',
            '${oc.select:nope,one}',
            '{a: 1}',
            '[[one]]',
            '[1]',
            '${defaults.0.db}',
            '${.x}',
            '',
          ]),
      ],
    )
  }

  private addSecondSource(): void {
    const { random, tree } = this
    for (const group of shuffled(random, GROUPS).slice(0, 2)) {
      tree[`more/${group}/${random.pick([...OPTIONS, 'four'])}.yaml`] = 'from: more\n'
    }
    tree['more/only/one.yaml'] = this.document({ group: 'only', entries: [], headed: 0.2 })
    this.searchPath = random.weighted(
      [6, () => '[more]'],
      [1, () => random.pick(['[nowhere]', '[more, db]', 'more', '[file://more]', 'null', '[]', '["${where}"]'])],
    )
  }

  private searchPath: string | undefined

  private override(): string {
    const { random } = this
    const { searchPath } = this
    if (searchPath !== undefined && random.chance(0.6)) {
      this.searchPath = undefined
      return random.chance(0.7) ? `hydra.searchpath=${searchPath}` : '+only=one'
    }
    if (this.hydra && random.chance(0.4)) return this.hydraOverride()
    const keys = [...this.chosen.keys()]
    const swept = () =>
      this.multirun && random.chance(0.4) ? random.pick(['one,two', 'choice(one,two)', 'glob(*)']) : undefined
    return random.weighted(
      [8, () => `${random.pick(keys)}=${swept() ?? random.pick(OPTIONS)}`],
      [
        4,
        () =>
          `+${random.pick(['exp', 'exp', 'opt@extra', 'db@extra.db', 'x@_global_.y', 'server@s'])}=${random.pick(['one', 'two'])}`,
      ],
      [2, () => `~${random.pick(keys)}${random.pick(['', '', '', '=one', '=null'])}`],
      [9, () => this.edit()],
      [
        0.7,
        () =>
          `${random.pick(['', '+', '++', '~'])}${random.pick([...GROUPS, 'db@p', 'nope', 'nope@p', 'base'])}=${random.pick(['one', 'nope', 'null', '[one,two]', '[]', '1', '{a: 1}', '[one,1]', "''", '${db}', '???'])}`,
      ],
    )
  }

  private edit(): string {
    const { random } = this
    const own = this.leaves.map(({ path }) => path)
    const key = random.weighted(
      [own.length > 0 ? 12 : 0, () => random.pick(own)],
      [2, () => random.pick(['db.a', 'server.a', 'opt.m.k', 'opt.l.0', 'x.a', 'deep.er.still.a', 'server.db.a'])],
      [
        2,
        () =>
          random.pick(['new', 'new.deep', 'm.new', 'a.b', 'l.0', 'l[1]', 'm[k]', 'a.0', 'm.1', '', 'm.', '.m', 'db/x']),
      ],
    )
    const value = random.pick(VALUES)
    return random.weighted(
      [6, () => `${key}=${this.multirun && random.chance(0.3) ? random.pick(['1,2', 'range(1,3)', 'a,b']) : value}`],
      [2, () => `+${random.pick(['new', 'new.deep', 'm.fresh', key])}=${value}`],
      [3, () => `++${key}=${value}`],
      [2, () => `~${key}${random.pick(['', '', '', '=1', '=text', '=null'])}`],
    )
  }

  private hydraOverride(): string {
    const { random } = this
    const group = random.pick(Object.keys(HYDRA_OPTIONS))
    return random.weighted(
      [3, () => `${group}=${random.pick([...HYDRA_OPTIONS[group]!, 'nope', 'mine'])}`],
      [4, () => random.pick(HYDRA_EDITS)],
      [0.5, () => `~${group}`],
      [0.5, () => `+hydra/callbacks=${random.pick(['mine', 'null', '[]'])}`],
    )
  }
}

const HYDRA_NODES = [
  '{job: {name: named}}',
  '{run: {dir: "out/${hydra.job.name}"}}',
  '{run: {dir: "${a}"}, sweep: {dir: s, subdir: "${hydra.job.override_dirname}"}}',
  '{job: {config: {override_dirname: {exclude_keys: [a], item_sep: "_"}}}}',
  '{verbose: [x]}',
  '{mode: MULTIRUN}',
  '{mode: nope}',
  '{output_subdir: null}',
  '{job: {chdir: true, env_set: {A: 1}}}',
  '{job: {env_set: {A: [1]}}}',
  '{nope: 1}',
  '{job: {num: x}}',
  '{callbacks: {mine: {_target_: a.b}}}',
  '{sweeper: {params: {lr: "1,2"}}}',
  '{launcher: {n: 1}}',
  '{searchpath: [more]}',
  '{job_logging: {root: {level: DEBUG}}}',
]
const HYDRA_EDITS = [
  ...['hydra.job.name=other', 'hydra.run.dir=x', "hydra.run.dir='${a}/${hydra:job.name}'", 'hydra.verbose=true'],
  ...['hydra.mode=RUN', 'hydra.mode=MULTIRUN', 'hydra.job.chdir=null', 'hydra.job.config.override_dirname.kv_sep=:'],
  ...[
    '+hydra.job.env_set.X=1',
    'hydra.output_subdir=null',
    'hydra.nope=1',
    '~hydra.verbose',
    '+hydra.new=1',
    'hydra=1',
  ],
  ...['hydra.sweeper.max_batch_size=2', '+hydra.sweeper.params.a=1', 'hydra.job.num=1'],
  ...['hydra.job_logging.root.level=DEBUG', 'hydra.callbacks={}', 'hydra.launcher=null', 'hydra.searchpath=[]'],
  ...['hydra.job.env_copy=[]', 'hydra.runtime.choices.db=7', '~hydra.run', 'hydra.run={dir: z}', 'hydra.job={name: q}'],
]

const VALUES = [
  ...['1', '2', 'text', 'null', '1.5', 'true', "'a b'", '${a}', '${db.a}', '${.a}', '???', '{k:9}', '{k:9,n:1}', '{}'],
  ...['[7]', '[]', '[{a:1}]', '1e3', "'1'", '{k:{z:1}}', 'a\\,b', '${oc.env:HYDRACONF_NOT_SET,7}', '-1', 'inf'],
]

const isOverriding = (line: string) => line.startsWith('override ')

/** One that real Hydra takes, mostly the newest: 1.4 has no others than 1.3 and its own. */
export function versionBase(random: Random): string {
  return random.pick(DIALECT === undefined ? ['1.3', '1.3', '1.3', '1.2', '1.1'] : ['1.3', '1.3', '1.3', '1.4', '1.4'])
}

/** What overrides an entry of the primary config, as far as it can be told here. */
function keyOf(group: string, at: string): string {
  const pkg = at.slice(1)
  if (at === '' || pkg === '_group_') return group
  if (pkg === '_here_') return `${group}@_global_`
  return `${group}@${pkg.replace(/^_global_\./, '').replace('_group_', group.replaceAll('/', '.'))}`
}

function shuffled<T>(random: Random, list: readonly T[]): T[] {
  const left = [...list]
  return list.map(() => left.splice(random.below(left.length), 1)[0]!)
}

/** The first of those with the same `key`. */
export function distinct(lines: readonly string[], key: (line: string) => string): string[] {
  return [...new Map([...lines].reverse().map((line) => [key(line), line])).values()].reverse()
}

/** Not what depends in real OmegaConf on how far resolving in place has got, nor a job's config with Hydra's own words in it: `fixtures/differences` has both. */
export function isAsked({ tree, overrides }: TreeCase): boolean {
  const texts = [...Object.values(tree), ...overrides]
  if (Object.values(tree).some((text) => text.includes('hydra/help'))) return false
  if (texts.some((text) => MERGED_INTO_ITSELF.test(text))) return false
  return !texts.some((text) => text.includes('\\${')) || !texts.some((text) => /[^\\]\$\{/.test(text))
}

/** A tree case without some of its overrides, files or lines. */
export function* smallerTrees(of: TreeCase): Generator<TreeCase> {
  for (const fewer of withoutStretches(of.overrides)) yield { ...of, overrides: fewer }
  for (const files of withoutStretches(Object.entries(of.tree))) yield { ...of, tree: Object.fromEntries(files) }
  if (of.versionBase !== '1.3') yield { ...of, versionBase: '1.3' }
  if (of.mode !== 'RUN') yield { ...of, mode: 'RUN' }
  for (const [path, text] of Object.entries(of.tree)) {
    for (const fewer of fewerLines(text)) yield { ...of, tree: { ...of.tree, [path]: fewer } }
  }
}

/** As an archive of `fixtures/compositions` would show it. */
export function spelled({ tree, config, overrides, versionBase, mode }: TreeCase): string {
  const files = Object.entries(tree).map(([path, text]) => `-- ${path} --\n${text}`)
  const how = [versionBase === '1.3' ? '' : `version_base ${versionBase}\n`, mode === 'RUN' ? '' : `${mode}\n`].join('')
  return `${how}-- compose --\n${[config, ...overrides].join('\n')}\n${files.join('')}`
}
