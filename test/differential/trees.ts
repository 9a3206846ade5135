import type { Random } from './random.js'
import { fewerLines, withoutStretches } from './shrink.js'

/** A config tree and what is asked of it. */
export interface TreeCase {
  readonly tree: Readonly<Record<string, string>>
  readonly config: string
  readonly overrides: readonly string[]
}

const GROUPS = ['db', 'server', 'server/db', 'opt', 'exp']
const OPTIONS = ['one', 'two', 'three']

/** Groups that overlap on purpose: nested groups, packages, headers, overrides, experiments over the whole. */
export function treeCase(random: Random): TreeCase {
  const tree: Record<string, string> = {}
  for (const group of GROUPS) {
    for (const option of OPTIONS) {
      if (random.chance(0.8)) tree[`${group}/${option}.yaml`] = option_(random, group)
    }
  }
  tree['base.yaml'] = document(random, { header: false, entries: random.chance(0.3) ? 1 : 0, group: '' })
  tree['config.yaml'] = document(random, { header: random.chance(0.1), entries: 1 + random.below(4), group: '' })
  return {
    tree,
    config: random.chance(0.93) ? 'config' : random.pick(['base', 'exp/one', 'db/two', 'nope']),
    overrides: overrides(random),
  }
}

function option_(random: Random, group: string): string {
  return document(random, {
    header: random.chance(group === 'exp' ? 0.8 : 0.15),
    entries: random.chance(0.3) ? 1 + random.below(2) : 0,
    group,
  })
}

function document(random: Random, of: { header: boolean; entries: number; group: string }): string {
  const header = of.header
    ? `# @package ${random.pick(['_global_', '_global_', 'p', 'p.q', '_group_', '_here_'])}\n`
    : ''
  const entries = random.some(of.entries, of.entries, () => entry(random, of.group))
  if (entries.length > 0 && random.chance(0.7)) entries.splice(random.below(entries.length + 1), 0, '_self_')
  const defaults = entries.length > 0 ? `defaults:\n${entries.map((line) => `  - ${line}\n`).join('')}` : ''
  return header + defaults + body(random)
}

function entry(random: Random, group: string): string {
  const keyword = random.weighted([8, () => ''], [2, () => 'override '], [2, () => 'optional '])
  const slash = group !== '' && random.chance(0.6) ? '/' : ''
  const named =
    slash === '' && group === 'server' ? random.pick(['db', 'db', 'nope']) : random.pick([...GROUPS, ...GROUPS, 'nope'])
  const at = random.weighted(
    [8, () => ''],
    [2, () => `@${random.pick(['p', 'p.q', '_global_', '_here_', '_group_', 'db'])}`],
  )
  return random.weighted(
    [10, () => `${keyword}${slash}${named}${at}: ${choice(random)}`],
    [
      1,
      () =>
        `${keyword === 'override ' ? '' : keyword}${slash}${random.pick(['base', 'db/one', 'server/db/two', 'nope'])}${at}`,
    ],
  )
}

function choice(random: Random): string {
  return random.weighted(
    [10, () => random.pick(OPTIONS)],
    [1, () => 'null'],
    [0.5, () => '???'],
    [1, () => `[${random.some(0, 2, () => random.pick(OPTIONS)).join(', ')}]`],
    [1, () => random.pick(['${db}', '${opt}', '${server}', '${nope}'])],
    [0.3, () => 'nope'],
  )
}

function body(random: Random): string {
  return random
    .some(0, 3, () =>
      random.pick([
        'x: 1',
        'y: {a: 1, b: 2}',
        'y: {b: 3, c: [1]}',
        'l: [1, 2]',
        'x: ${y}',
        'p: {x: 5}',
        'db: {z: 1}',
        'n: null',
        'm: ???',
        'r: ${.x}',
        'y: ${db}',
        '1: int',
        'y: null',
      ]),
    )
    .filter((line, at, all) => all.findIndex((other) => other.split(':')[0] === line.split(':')[0]) === at)
    .map((line) => `${line}\n`)
    .join('')
}

function overrides(random: Random): string[] {
  return random.some(0, 3, () =>
    random.weighted(
      [
        5,
        () =>
          `${random.pick([...GROUPS, 'db@p', 'nope', 'db@src', 'server/db@p'])}=${random.pick([...OPTIONS, ...OPTIONS, 'nope', 'null', '[one,two]', '[]', '1'])}`,
      ],
      [
        3,
        () => `+${random.pick([...GROUPS, 'db@q', 'opt@p.q', 'nope'])}=${random.pick([...OPTIONS, 'nope', '[one]'])}`,
      ],
      [
        2,
        () =>
          `~${random.pick([...GROUPS, 'db@p', 'x', 'y', 'y.a', 'p', 'nope'])}${random.pick(['', '', '=one', '=1'])}`,
      ],
      [
        3,
        () =>
          `${random.pick(['', '+', '++'])}${random.pick(['x', 'y', 'y.a', 'y.c', 'l', 'l.0', 'p.x', 'db.x', 'n', 'new', 'new.deep', 'server.db.x'])}=${random.pick(['1', 'text', 'null', '{a:9}', '{}', '[7]', '${x}', '1.5', '???'])}`,
      ],
    ),
  )
}

/** A tree case without some of its overrides, files or lines. */
export function* smallerTrees(of: TreeCase): Generator<TreeCase> {
  for (const fewer of withoutStretches(of.overrides)) yield { ...of, overrides: fewer }
  for (const files of withoutStretches(Object.entries(of.tree))) yield { ...of, tree: Object.fromEntries(files) }
  for (const [path, text] of Object.entries(of.tree)) {
    for (const fewer of fewerLines(text)) yield { ...of, tree: { ...of.tree, [path]: fewer } }
  }
}

/** As an archive of `fixtures/compositions` would show it. */
export function spelled({ tree, config, overrides: given }: TreeCase): string {
  const files = Object.entries(tree).map(([path, text]) => `-- ${path} --\n${text}`)
  return `-- compose --\n${[config, ...given].join('\n')}\n${files.join('')}`
}
