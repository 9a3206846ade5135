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
  for (const group of GROUPS) for (const name of OPTIONS) tree[`${group}/${name}.yaml`] = option(random, group)
  tree['base.yaml'] = document(random, '', random.chance(0.2) ? 1 : 0, 0)
  tree['config.yaml'] = document(random, '', 2 + random.below(5), 0.1)
  for (const path of Object.keys(tree)) if (path !== 'config.yaml' && random.chance(0.007)) delete tree[path]
  return {
    tree,
    config: random.chance(0.95)
      ? 'config'
      : random.pick(['base', 'exp/one', 'exp/two', 'db/two', 'server/one', 'nope']),
    overrides: random.some(0, 3, () => override(random)),
  }
}

function option(random: Random, group: string): string {
  const entries = random.chance(group === 'exp' ? 0.6 : 0.2) ? 1 + random.below(2) : 0
  return document(random, group, entries, group === 'exp' ? 0.8 : 0.15)
}

/** A config with so many defaults entries, and a package header so often. */
function document(random: Random, group: string, count: number, headed: number): string {
  const header = random.chance(headed)
    ? `# @package ${random.pick(['_global_', '_global_', '_global_', 'p', 'p.q', '_group_', '_here_'])}\n`
    : ''
  const entries = distinct(
    random.some(count, count, () => entry(random, group)),
    (line) => line.replace(/^optional |: .*/g, ''),
  )
  // Hydra wants the overriding entries last, and mostly gets them so.
  if (random.chance(0.9)) entries.sort((a, b) => Number(a.startsWith('override')) - Number(b.startsWith('override')))
  if (entries.length > 0 && random.chance(0.7))
    entries.splice(random.below(entries.filter((line) => !line.startsWith('override')).length + 1), 0, '_self_')
  const defaults = entries.length > 0 ? `defaults:\n${entries.map((line) => `  - ${line}\n`).join('')}` : ''
  return header + defaults + body(random)
}

function entry(random: Random, group: string): string {
  const keyword = random.weighted(
    [10, () => ''],
    [group === 'exp' ? 8 : 1, () => 'override '],
    [1.5, () => 'optional '],
  )
  const named = groupName(random, group)
  const at = random.weighted(
    [10, () => ''],
    [2, () => `@${random.pick(['p', 'p.q', '_global_', '_here_', '_group_', 'db'])}`],
  )
  return random.weighted(
    [12, () => `${keyword}${named}${at}: ${choice(random)}`],
    [
      1,
      () =>
        `${keyword === 'override ' ? '' : keyword}${group === '' ? '' : '/'}${random.pick(['base', 'db/one', 'server/db/two'])}${at}`,
    ],
  )
}

/** A group as an entry inside `group` has to write it, mostly. */
function groupName(random: Random, group: string): string {
  if (group === 'server' && random.chance(0.5)) return 'db'
  const slash = group === '' ? random.chance(0.1) : random.chance(0.95)
  return `${slash ? '/' : ''}${random.chance(0.02) ? 'nope' : random.pick(GROUPS.filter((other) => other !== group))}`
}

function choice(random: Random): string {
  return random.weighted(
    [20, () => random.pick(OPTIONS)],
    [1, () => 'null'],
    [0.3, () => '???'],
    [1.5, () => `[${random.some(0, 2, () => random.pick(OPTIONS)).join(', ')}]`],
    [0.7, () => random.pick(['${db}', '${opt}', '${server}', '${nope}'])],
    [0.3, () => 'nope'],
  )
}

const LINES = [
  ...['x: 1', 'y: {a: 1, b: 2}', 'y: {b: 3, c: [1]}', 'l: [1, 2]', 'x: ${y}', 'p: {x: 5}', 'db: {z: 1}', 'n: null'],
  ...['m: ???', 'r: ${.x}', 'y: ${l}', '1: int', 'y: null', 'x: {d: 4}', 'l: {e: 5}'],
]

function body(random: Random): string {
  const lines = distinct(
    random.some(0, 3, () => random.pick(LINES)),
    (line) => line.split(':')[0] ?? '',
  )
  return lines.map((line) => `${line}\n`).join('')
}

function override(random: Random): string {
  const options = () =>
    random.weighted([12, () => random.pick(OPTIONS)], [2, () => random.pick(['nope', 'null', '[one,two]', '[]', '1'])])
  return random.weighted(
    [5, () => `${random.pick([...GROUPS, 'db@p', 'server/db@p'])}=${options()}`],
    [3, () => `+${random.pick([...GROUPS, 'db@q', 'opt@p.q', 'exp', 'exp'])}=${options()}`],
    [2, () => `~${random.pick([...GROUPS, 'db@p', 'x', 'y', 'y.a', 'p'])}${random.pick(['', '', '=one', '=1'])}`],
    [3, () => `${random.pick(['', '+', '++', '++'])}${random.pick(KEYS)}=${random.pick(VALUES)}`],
  )
}

const KEYS = ['x', 'y', 'y.a', 'y.c', 'l', 'l.0', 'p.x', 'db.x', 'n', 'new', 'new.deep', 'server.db.x', 'nope@p']
const VALUES = ['1', 'text', 'null', '{a:9}', '{}', '[7]', '${x}', '1.5', '???']

/** The first of those with the same `key`. */
function distinct(lines: readonly string[], key: (line: string) => string): string[] {
  return [...new Map([...lines].reverse().map((line) => [key(line), line])).values()].reverse()
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
export function spelled({ tree, config, overrides }: TreeCase): string {
  const files = Object.entries(tree).map(([path, text]) => `-- ${path} --\n${text}`)
  return `-- compose --\n${[config, ...overrides].join('\n')}\n${files.join('')}`
}
