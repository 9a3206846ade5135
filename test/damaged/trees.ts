import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readArchive, textsOf } from '../oracle/archive.js'
import type { Random } from './random.js'

/** Config files by name, `db/mysql.yaml`, and the overrides that go with them. */
export interface Tree {
  readonly name: string
  readonly files: Readonly<Record<string, string>>
  readonly configName: string
  readonly overrides: readonly string[]
}

/** The sound trees that are there to be damaged: the project's own configs, the examples, the small recorded cases. */
export function storedTrees(root: string): Tree[] {
  const folders = [
    'conf',
    ...readdirSync(join(root, 'examples'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `examples/${name}/conf`),
  ]
  const trees: Tree[] = folders.map((name) => ({
    name,
    files: filesIn(join(root, name)),
    configName: 'config',
    overrides: [],
  }))
  for (const stage of ['defaults', 'compositions']) {
    const folder = join(root, 'fixtures', stage)
    for (const name of readdirSync(folder).filter((file) => file.endsWith('.txt'))) {
      const { compose = 'config', ...files } = textsOf(readArchive(readFileSync(join(folder, name), 'utf8')), 'put-in')
      const [configName = 'config', ...overrides] = compose.split('\n').filter((line) => line !== '')
      trees.push({ name: `${stage}/${name}`, files, configName, overrides })
    }
  }
  return trees.filter(({ files }) => Object.keys(files).length > 0)
}

export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

function filesIn(folder: string): Record<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'))
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]))
}

/** A tree of groups that nobody wrote: lists that choose each other, values that refer to each other. */
export function madeTree(random: Random): Tree {
  const groups = Array.from({ length: 1 + random.below(4) }, (_, at) => `g${at}`)
  const options = Array.from({ length: 1 + random.below(3) }, (_, at) => `o${at}`)
  const files: Record<string, string> = { 'config.yaml': madeConfig(random, groups, options) }
  for (const group of groups) {
    for (const option of options) files[`${group}/${option}.yaml`] = madeConfig(random, groups, options)
  }
  const overrides = random.chance(2) ? [`${random.of(groups)}=${random.of(options)}`] : []
  return { name: 'made', files, configName: 'config', overrides }
}

function madeConfig(random: Random, groups: readonly string[], options: readonly string[]): string {
  const entry = () => {
    const group = random.of(['', '', 'override ', 'optional ']) + random.of(['', '/', '../']) + random.of(groups)
    const pkg = random.of(['', '', '', '@p', '@_global_', '@_here_'])
    return random.chance(5)
      ? '  - _self_\n'
      : `  - ${group}${pkg}: ${random.of([...options, 'null', '???', '${x.a}'])}\n`
  }
  const defaults = Array.from({ length: random.below(3) }, entry).join('')
  const values = Array.from({ length: 1 + random.below(4) }, () => `${random.of(KEYS)}: ${madeValue(random, 0)}\n`)
  const header = random.chance(6) ? `# @package ${random.of(['_global_', '_group_', 'p.q', 'a'])}\n` : ''
  return `${header}${defaults === '' ? '' : `defaults:\n${defaults}`}${[...new Set(values)].join('')}`
}

const KEYS = ['a', 'b', 'c', 'x', 'p', '1', 'true', '"q r"', 'hydra']

function madeValue(random: Random, depth: number): string {
  const inner = () => madeValue(random, depth + 1)
  switch (random.below(depth > 2 ? 8 : 11)) {
    case 8:
      return `[${inner()}, ${inner()}]`
    case 9:
      return `{${random.of(KEYS)}: ${inner()}}`
    case 10:
      return `\n  ${random.of(['a', 'b'])}: ${madeValue(random, 3)}\n  c: ${madeValue(random, 3)}`
    default:
      return random.of(SCALARS)
  }
}

const SCALARS = [
  '1',
  '1.5',
  'text',
  '???',
  'null',
  '"${a}"',
  '"${.b}"',
  '"${..c} and ${x}"',
  '"${oc.env:USER}"',
  '"${oc.select:a.b,1}"',
  '"${oc.create:{a: 1}}"',
  '"${oc.dict.values:x}"',
  '"${hydra:job.name}"',
  '!!binary aGk=',
  '0x1f',
  '.inf',
]
