import type { Random } from './random.js'
import type { Tree } from './trees.js'

/** A tree with some of its files, and perhaps its overrides, no longer as they were. */
export function damaged(tree: Tree, random: Random): Tree {
  let files: Record<string, string> = { ...tree.files }
  for (let times = 1 + random.below(3); times > 0; times--) {
    files = random.chance(6) ? moved(files, random) : rewritten(files, random)
  }
  const overrides = random.chance(3) ? [...tree.overrides, damagedOverride(tree, random)] : tree.overrides
  return { ...tree, files, overrides }
}

function rewritten(files: Readonly<Record<string, string>>, random: Random): Record<string, string> {
  const name = random.of(Object.keys(files))
  const other = files[random.of(Object.keys(files))]!
  return { ...files, [name]: damagedText(files[name]!, other, random) }
}

/** A file that is gone, has another name, or is a copy of another one. */
function moved(files: Readonly<Record<string, string>>, random: Random): Record<string, string> {
  const names = Object.keys(files)
  const name = random.of(names)
  const { [name]: text = '', ...others } = files
  switch (random.below(4)) {
    case 0:
      return names.length > 1 ? others : { ...files }
    case 1:
      return { ...others, [name.replace(/\.yaml$/, '.yml')]: text }
    case 2:
      return { ...files, [random.of(names)]: text }
    default:
      return { ...files, [`${random.of(['g0', 'db', 'hydra', 'a/b', '\u001b[31m'])}/${name}`]: text }
  }
}

function damagedText(text: string, other: string, random: Random): string {
  const from = random.below(text.length + 1)
  const to = Math.min(text.length, from + random.below(12))
  const lines = text.split('\n')
  const line = random.below(lines.length)
  switch (random.below(10)) {
    case 0:
      return text.slice(0, from) + text.slice(to)
    case 1:
      return text.slice(0, to) + text.slice(from)
    case 2:
      return text.slice(0, from)
    case 3:
      return text.slice(0, from) + random.of(PIECES) + text.slice(to)
    case 4:
      return lines.with(line, ' '.repeat(random.below(5)) + lines[line]!.trimStart()).join('\n')
    case 5:
      return lines.toSpliced(line, 0, random.of(other.split('\n'))).join('\n')
    case 6:
      return lines.toSpliced(line, 0, random.of(LINES)).join('\n')
    case 7:
      return lines.with(line, lines[line]!.replace(/:.*$/, `: ${random.of(VALUES)}`)).join('\n')
    case 8:
      return lines.with(line, lines[random.below(lines.length)]!).join('\n')
    default:
      return text.slice(0, from) + random.of(PIECES) + text.slice(from)
  }
}

/** `key=value` of a key that is somewhere in the tree, or of none, and with something wrong perhaps. */
function damagedOverride({ files }: Tree, random: Random): string {
  const text = files[random.of(Object.keys(files))]!
  const key = random.of(text.match(/[\w.]+(?=:)/g) ?? ['a'])
  const override = `${random.of(['', '+', '++', '~'])}${key}${random.of(['', '', '.b', '[0]', '@p'])}=${random.of(VALUES)}`
  return random.chance(3) ? damagedText(override, override, random).replaceAll('\n', ' ') : override
}

const PIECES = [
  '\t', '\u0000', '\u001b[31m', '\ufeff', '\ud800', '😀', '\u2028', '\r', ':', ': ', '- ', '? ', '&a ', '*a', '<<: *a\n', '{', '}',
  '[', ']', ',', '"', "'", '|\n', '>-\n', '#', '!!binary ', '!x ', '%', '@', '`', '${', '${a}', '}', '${oc.env:', '\\', '---\n', '...\n', '\n', ' ',
] // biome-ignore format: a list of pieces

const VALUES = [
  '???', 'null', '1', '-0', '1e999', '0x', '1_000', '[]', '{}', '[1, {a: [2]}]', '{a: {b: 1}}', '"${a}"', '${a.b}', '${.}', '${..}',
  '${oc.env:NONE}', '${oc.create:{a: "${a}"}}', '${oc.decode:"["}', '${oc.dict.keys:a}', '${oc.select:a}', '${nope:1}', '*a', '&a {a: *a}',
  '&a [1]', '!!set {a}', '2020-01-01', '|', "'", '"\\e[31m"', 'choice(1,2)', 'range(3)', 'glob(*)', '9'.repeat(400), 'a'.repeat(2000), '['.repeat(600),
] // biome-ignore format: a list of values

const LINES = [
  'defaults: [a]', 'defaults:', '  - _self_', '  - /g0: o0', '  - override /hydra/launcher: basic', '  - config', '  - ../config', '  - optional a: b',
  '  - g0@_global_: o0', '  - g0: [o0, o1]', '  - {g0: o0, g1: o1}', 'hydra: 1', 'hydra: {run: {dir: x}}', 'hydra: {searchpath: [file://x]}',
  'hydra: {sweeper: {params: {a: 1}}}', '# @package a.b', '# @package', 'a: 1', 'a: {a: "${a}"}', '<<: {a: 1}', '? [1]', '1: 1', 'null: 1', '"": 1', '&a a: *a', 'b: &a {c: *a}', '- 1',
] // biome-ignore format: a list of lines
