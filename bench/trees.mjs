// Seeded config trees to measure with: the same arguments write the same bytes.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * A tree is a forest of groups. Each option of a group chooses an option of every group below it, so one composition
 * takes one option of every group. `bases` adds a config to each group that all of its options start from.
 */
export const SCALES = {
  S: { roots: 3, below: [], options: 3, leaves: [8, 15], bases: false, experiments: 0, folders: 0 },
  M: { roots: 5, below: [1, 1], options: 8, leaves: [20, 60], bases: true, experiments: 8, folders: 0 },
  L: { roots: 12, below: [2, 1], options: 19, leaves: [20, 60], bases: true, experiments: 8, folders: 0 },
  XL: { roots: 200, below: [3, 2], options: 5, leaves: [4, 8], bases: false, experiments: 0, folders: 2 },
}

/** A member of the growth family: `selected` configs of one shape, two options a group. */
export const familyScale = (selected) => ({ ...SCALES.XL, roots: selected / 10, options: 2 })

/** Writes a tree below `dir`; answers with what to ask of it. */
export function writeTree(dir, name, scale, seed = 20261) {
  const tree = { dir, name, scale, seed, files: 0, groups: [] }
  const roots = Array.from({ length: scale.roots }, (_, at) => growGroup(tree, rootPath(scale, at), 0))
  for (const group of tree.groups) {
    for (let at = 0; at < scale.options; at++) writeOption(tree, group, `opt${at}`, roots)
    if (scale.bases) writeOption(tree, group, 'base', roots)
  }
  for (let at = 0; at < scale.experiments; at++) writeExperiment(tree, at, roots)
  writePrimary(tree, roots)
  return {
    name,
    dir,
    configName: 'config',
    files: tree.files,
    selected: selectedCount(tree),
    group: roots[0].path,
    cases: casesOf(tree, roots),
  }
}

function rootPath(scale, at) {
  return [`sector${at % 4}`, `unit${(at >> 2) % 10}`]
    .slice(0, scale.folders)
    .concat(`part${String(at).padStart(3, '0')}`)
    .join('/')
}

function growGroup(tree, path, level) {
  const group = { path, number: tree.groups.length, children: [], keys: [] }
  tree.groups.push(group)
  const random = randomFrom(`${tree.seed}/${tree.name}/${path}`)
  group.keys = drawKeys(random, between(random, ...tree.scale.leaves), 0)
  for (let at = 0; at < (tree.scale.below[level] ?? 0); at++) {
    group.children.push(growGroup(tree, `${path}/${'abc'[level]}${at}`, level + 1))
  }
  return group
}

const NAMES = (
  'rate size width depth dropout warmup decay momentum epochs patience timeout retries host port user schema pool cache ' +
  'level precision device workers offset shuffle pinned norm beta gamma alpha heat top length stride kernel padding ' +
  'groups dilation bias act scale factor limit interval every window horizon budget quota region zone bucket prefix ' +
  'suffix format ratio version backend driver mode policy plan sampler encoder decoder vocab head rank world tag'
).split(' ')
const TEXTS = [
  'adam',
  'cosine',
  'bf16',
  'cuda:0',
  'eu-west-2',
  'INFO',
  'gzip',
  'several words of free text',
  'a/b/c.ext',
  'v1.2.3',
  'x,y',
]

// Keys of one option: name and kind of value, or name and keys below it. All options of a group have the same.
function drawKeys(random, count, depth) {
  const names = shuffled(random, NAMES)
  const keys = []
  let left = count
  while (left > 0) {
    const name = names.length > 0 ? names.pop() : `extra${left}`
    if (depth < 3 && left >= 5 && random() < 0.15) {
      const inside = between(random, 3, Math.min(10, left))
      keys.push([name, drawKeys(random, inside, depth + 1)])
      left -= inside
    } else {
      keys.push([name, drawKind(random)])
      left--
    }
  }
  return keys
}

// One leaf in ten is an interpolation.
const KINDS = [
  [0.02, 'up'],
  [0.04, 'absolute'],
  [0.07, 'mixed'],
  [0.08, 'env'],
  [0.09, 'select'],
  [0.1, 'chain'],
  [0.33, 'int'],
  [0.5, 'float'],
  [0.62, 'bool'],
  [0.66, 'null'],
  [0.85, 'text'],
  [0.89, 'quoted'],
  [0.94, 'flow'],
  [0.98, 'block'],
  [1.01, 'lines'],
]
const drawKind = (random) => {
  const drawn = random()
  return KINDS.find(([limit]) => drawn < limit)[1]
}

function writeOption(tree, group, option, roots) {
  const random = randomFrom(`${tree.seed}/${tree.name}/${group.path}/${option}`)
  const isBase = option === 'base'
  const entries = isBase
    ? []
    : group.children.map((child) => `  - ${child.path.split('/').at(-1)}: opt${below(random, tree.scale.options)}`)
  if (tree.scale.bases && !isBase) entries.unshift('  - base')
  const lines = [`# ${group.path}, ${option}`]
  if (entries.length > 0) lines.push('defaults:', ...entries, '  - _self_')
  lines.push(`name: ${option}_${group.number}`, `seed: ${below(random, 1e6)}`, 'link: ${.name}')
  // A base holds every key, an option that starts from it about half of them.
  lines.push(...leafLines(random, group.keys, 0, roots, tree.scale.bases && !isBase ? 0.5 : 1))
  write(tree, `${group.path}/${option}`, lines)
}

function leafLines(random, keys, depth, roots, share) {
  const indent = '  '.repeat(depth)
  return keys.flatMap(([name, kind]) => {
    if (Array.isArray(kind)) {
      const inner = leafLines(random, kind, depth + 1, roots, share)
      return inner.length > 0 ? [`${indent}${name}:`, ...inner] : []
    }
    if (random() > share) return []
    const value = drawValue(random, kind, depth, indent, roots)
    const comment = random() < 0.05 && !value.includes('\n') ? ` # ${pick(random, NAMES)}` : ''
    return [`${indent}${name}:${value.startsWith('\n') ? '' : ' '}${value}${comment}`]
  })
}

function drawValue(random, kind, depth, indent, roots) {
  const option = '.'.repeat(depth + 1)
  switch (kind) {
    case 'int':
      return String(pick(random, [below(random, 10), between(random, 10, 5000), 2 ** below(random, 17)]))
    case 'float':
      return pick(random, [
        random().toFixed(4),
        (random() * 99 + 1).toFixed(2),
        `1e-${between(random, 1, 9)}`,
        `${between(random, 1, 9)}.0e-3`,
      ])
    case 'bool':
      return pick(random, ['true', 'false', 'True', 'no'])
    case 'null':
      return pick(random, ['null', '~'])
    case 'text':
      return pick(random, TEXTS)
    case 'quoted':
      return pick(random, ["'it''s: quoted'", '"tab\\t and \\u00e9"', "'# no comment'", '"{like: json}"'])
    case 'flow':
      return `[${Array.from({ length: between(random, 2, 6) }, () => below(random, 512)).join(', ')}]`
    case 'block':
      return Array.from({ length: between(random, 2, 4) }, () => `\n${indent}  - ${pick(random, TEXTS)}`).join('')
    case 'lines':
      return `|\n${indent}  line ${below(random, 100)}\n${indent}  another line`
    case 'up':
      return `\${${option}name}`
    case 'absolute':
      return `\${${pick(random, roots).path.replaceAll('/', '.')}.seed}`
    case 'mixed':
      return `\${paths.root}/${pick(random, NAMES)}/\${${option}name}/run-\${${option}seed}`
    case 'env':
      return `\${oc.env:BENCH_UNSET_${below(random, 10)},${pick(random, ['fallback', '1', 'null'])}}`
    case 'select':
      return `\${oc.select:not.there,${below(random, 10)}}`
    case 'chain':
      return `\${${option}link}`
  }
}

function writeExperiment(tree, number, roots) {
  const random = randomFrom(`${tree.seed}/${tree.name}/experiment/${number}`)
  const some = shuffled(random, roots).slice(0, 3)
  write(tree, `experiment/exp${number}`, [
    '# @package _global_',
    'defaults:',
    ...some.map((group) => `  - override /${group.path}: opt${below(random, tree.scale.options)}`),
    '  - _self_',
    `experiment_name: exp${number}`,
    'run:',
    `  label: exp${number}-\${run.id}`,
  ])
}

function writePrimary(tree, roots) {
  const random = randomFrom(`${tree.seed}/${tree.name}/primary`)
  write(tree, 'config', [
    'defaults:',
    '  - _self_',
    ...roots.map((group) => `  - ${group.path}: opt${below(random, tree.scale.options)}`),
    'paths:',
    '  root: /data/project',
    '  out: ${.root}/out/${run.id}',
    'run:',
    '  id: 17',
    '  label: run-${run.id}',
    '  steps: 1000',
    '  every: 10',
    'tags: [a, b, c]',
  ])
}

function casesOf(tree, roots) {
  const random = randomFrom(`${tree.seed}/${tree.name}/cases`)
  const option = () => `opt${below(random, tree.scale.options)}`
  const key = (group) => group.path.replaceAll('/', '.')
  const deepest = tree.groups.at(-1)
  return {
    plain: [],
    typical: [
      `${roots[0].path}=${option()}`,
      `${deepest.path}=${option()}`,
      'run.steps=500',
      `${key(roots[1])}.seed=1e3`,
      "+run.note='a b, c'",
      'tags=[x,y,{k: 1}]',
      '~run.every',
    ],
    heavy: [
      ...shuffled(random, tree.groups)
        .slice(0, 20)
        .map((group) => `${group.path}=${option()}`),
      ...shuffled(random, tree.groups)
        .slice(0, 30)
        .map((group, at) => `${key(group)}.seed=${at}`),
    ],
    ...(tree.scale.experiments > 0 ? { experiment: ['+experiment=exp1', 'run.id=3'] } : {}),
  }
}

function selectedCount(tree) {
  return tree.groups.length * (tree.scale.bases ? 2 : 1) + 1
}

function write(tree, name, lines) {
  const file = join(tree.dir, `${name}.yaml`)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `${lines.join('\n')}\n`)
  tree.files++
}

/** Mulberry32 over a hash of the text. */
function randomFrom(text) {
  let state = 2166136261
  for (const char of text) state = Math.imul(state ^ char.codePointAt(0), 16777619)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const below = (random, limit) => Math.floor(random() * limit)
const between = (random, low, high) => low + below(random, high - low + 1)
const pick = (random, items) => items[below(random, items.length)]

function shuffled(random, items) {
  const copy = [...items]
  for (let at = copy.length - 1; at > 0; at--) {
    const other = below(random, at + 1)
    ;[copy[at], copy[other]] = [copy[other], copy[at]]
  }
  return copy
}
