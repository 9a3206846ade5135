import type {
  ClassDeclaration,
  DefaultDeclaration,
  FieldDeclaration,
} from '../../packages/node/src/hydra-plugins/declarations.js'
import { DIALECT } from '../oracle/dialect.js'
import type { Random } from './random.js'

/** Types of fields, and texts for their values that read the same in YAML and in an override. */

export type Classes = ReadonlyMap<string, ClassDeclaration>

/** Of a scalar, a container or one of the structs that are declared by now, as Python annotates it. */
export function annotation(random: Random, structs: readonly string[]): string {
  const scalar = () => random.pick(SCALARS)
  const struct = () => random.pick(structs)
  const some = structs.length > 0 ? 1 : 0
  return random.weighted(
    [10, scalar],
    [2, () => 'Any'],
    [3, () => `Optional[${scalar()}]`],
    [3, () => `List[${random.pick([...SCALARS, 'Any', 'Optional[int]'])}]`],
    [
      3,
      () => `Dict[${random.pick(['str', 'str', 'str', 'int', 'Color', 'bool'])}, ${random.pick([...SCALARS, 'Any'])}]`,
    ],
    [1, () => `Optional[${random.pick(['List[int]', 'Dict[str, int]', 'Dict[str, Any]'])}]`],
    [
      0.7,
      () =>
        random.pick(['List[List[int]]', 'Dict[str, List[int]]', 'Dict[str, Dict[str, int]]', 'List[Dict[str, int]]']),
    ],
    [0.5, () => random.pick(['Union[int, str]', 'Union[float, bool]', 'Optional[Union[int, bool]]'])],
    [DIALECT === '1.4' ? 4 : 0, () => newAnnotation(random, structs)],
    [4 * some, struct],
    [1.5 * some, () => `Optional[${struct()}]`],
    [1 * some, () => `List[${struct()}]`],
    [1 * some, () => `Dict[${random.pick(['str', 'str', 'int'])}, ${struct()}]`],
  )
}

/** What OmegaConf 2.4 has besides. */
function newAnnotation(random: Random, structs: readonly string[]): string {
  return random.weighted(
    [3, () => random.pick(["Literal['a', 'text']", "Optional[Literal['RED', 1, True]]", "Literal['1', None, 7]"])],
    [1, () => "List[Literal['a', 'text', 1]]"],
    [3, () => random.pick(UNIONS)],
    [structs.length > 0 ? 3 : 0, () => `Union[${random.pick(structs)}, ${random.pick(['int', 'List[int]', 'str'])}]`],
    [structs.length > 0 ? 1 : 0, () => `Optional[Union[${random.pick(structs)}, Dict[str, int]]]`],
  )
}

const UNIONS = [
  'Union[int, List[int]]',
  'Union[List[int], List[str]]',
  'Optional[Union[Dict[str, int], List[int]]]',
  "Union[Literal['a', 'b'], int]",
  'Union[Color, int, List[Color]]',
]

const SCALARS = ['int', 'int', 'float', 'bool', 'str', 'str', 'Color', 'Path']

export const COLOR: ClassDeclaration = {
  name: 'Color',
  members: [
    ['RED', 1],
    ['GREEN', 2],
    ['on', 'x'],
  ],
}

export function defaultFor(random: Random, type: string, classes: Classes): DefaultDeclaration | undefined {
  const inner = /^Optional\[(.*)\]$/.exec(type)?.[1]
  return random.weighted<DefaultDeclaration | undefined>(
    [2, () => undefined],
    [1, () => ({ yaml: '"???"' })],
    [type === 'Any' ? 0 : 1, () => ({ yaml: `"\${${random.pick(['a', '.a', 'b', 'nope', '..b'])}}"` })],
    [inner === undefined && type !== 'Any' ? 0.02 : 4, () => ({ yaml: 'null' })],
    [0.03, () => ({ yaml: random.pick(ANY) })],
    [10, () => goodDefault(random, inner ?? type, classes)],
  )
}

function goodDefault(random: Random, type: string, classes: Classes): DefaultDeclaration | undefined {
  if (type === 'Color') return { member: ['Color', random.pick(['RED', 'GREEN', 'on'])] }
  const declared = classes.get(type)
  if (declared !== undefined) return random.chance(0.8) ? { instance: type } : undefined
  // A plain map is no instance of a class, which a dataclass has to give.
  const isEmpty = [...classes.keys()].some((name) => name !== 'Color' && type.includes(name))
  return {
    yaml: isEmpty
      ? type.startsWith('List')
        ? '[]'
        : type.startsWith('Union')
          ? '"???"'
          : '{}'
      : valueFor(random, type, classes, { wrong: 0, depth: 2 }),
  }
}

export interface ValueOptions {
  /** How often a value is of no such type. */
  readonly wrong: number
  readonly depth: number
}

/** A value for a place where the type is declared, in YAML's flow style. */
export function valueFor(random: Random, type: string, classes: Classes, options: ValueOptions): string {
  if (random.chance(options.wrong)) return random.pick(options.depth > 0 ? ANY : ANY_SCALAR)
  const [, name = type, inner = ''] = /^(\w+)(?:\[(.*)\])?$/.exec(type) ?? []
  const below = { ...options, depth: options.depth - 1 }
  const item = (of: string) => () => valueFor(random, of, classes, below)
  switch (name) {
    case 'Optional':
      return random.chance(0.2) ? 'null' : valueFor(random, inner, classes, options)
    case 'Union': {
      // It converts nothing.
      const of = random.pick(inner.split(/, (?![^[]*\])/))
      return EXACT[of] === undefined ? valueFor(random, of, classes, options) : random.pick(EXACT[of])
    }
    case 'Literal':
      return random.pick(['a', 'text', '1', '"1"', 'true', '7', 'RED', 'null', '1.0'])
    case 'List':
      return `[${random.some(0, 2, item(inner)).join(', ')}]`
    case 'Dict': {
      const comma = inner.indexOf(', ')
      const keys = [...new Set(random.some(0, 2, () => keyFor(random, inner.slice(0, comma), options.wrong)))]
      return `{${keys.map((key) => `${key}: ${item(inner.slice(comma + 2))()}`).join(', ')}}`
    }
    case 'Any':
      return random.pick(options.depth > 0 ? ANY : ANY_SCALAR)
    default:
      return GOOD[name] === undefined ? structText(random, name, classes, below) : random.pick(GOOD[name])
  }
}

function keyFor(random: Random, type: string, wrong: number): string {
  return random.pick((random.chance(wrong) ? undefined : KEYS[type]) ?? KEYS.str!)
}

/** Of a struct: a map of some of its fields. */
export function structText(random: Random, name: string, classes: Classes, options: ValueOptions): string {
  const fields = fieldsOf(name, classes).filter(() => random.chance(0.5))
  const pairs = fields.map(({ name: key, type }) => `${key}: ${valueFor(random, type, classes, options)}`)
  if (random.chance(options.wrong / 2)) pairs.push('unknown: 1')
  return `{${pairs.join(', ')}}`
}

/** The fields of a class with those of its bases. */
export function fieldsOf(name: string, classes: Classes): readonly FieldDeclaration[] {
  const declared = classes.get(name)
  if (declared === undefined || 'members' in declared) return []
  const fields = new Map<string, FieldDeclaration>()
  for (const base of declared.bases ?? []) for (const field of fieldsOf(base, classes)) fields.set(field.name, field)
  for (const field of declared.fields) fields.set(field.name, field)
  return [...fields.values()]
}

const GOOD: Readonly<Record<string, readonly string[]>> = {
  int: ['1', '7', '-3', '"12"', '" 5 "'],
  float: ['1.5', '2', '1e3', '"1.0"', '-0.0', 'inf', '"nan"'],
  bool: ['true', 'false', '"yes"', '0', '"off"', '2', '"1"'],
  str: ['text', '1', 'true', '1.0', '"x y"', 'RED', '""', '"1e3"'],
  Color: ['RED', 'GREEN', '1', '"on"', 'Color.RED', '"GREEN"'],
  Path: ['x/y', '"a//b/"', '/tmp', '"."'],
}

const EXACT: Readonly<Record<string, readonly string[]>> = {
  int: ['1', '7'],
  float: ['1.5', '1e3'],
  bool: ['true', 'false'],
  str: ['text', '"1"'],
}

const KEYS: Readonly<Record<string, readonly string[]>> = {
  str: ['k', 'k', 'j', 'fresh', 'a'],
  int: ['1', '2'],
  Color: ['RED', 'GREEN', '1', 'Color.RED'],
  bool: ['true', 'false', '1'],
}

const ANY_SCALAR = [
  ...[
    '1',
    '2',
    'text',
    '1.0',
    '"1.0"',
    'null',
    'true',
    '"???"',
    '"${a}"',
    '"${nope}"',
    '"${.b}"',
    '"x${a}"',
    '"1e400"',
  ],
  ...['PURPLE', 'RED', '""', '"${db}"', '"${c}"', '"${db.a}"', '"${n}"'],
]
const ANY = [
  ...ANY_SCALAR,
  ...['[1]', '[]', '{}', '{k: 1}', '{a: 1}', '{a: {z: 1}}', '[x, null]', '[[1]]', '{1: one}', '[{a: 1}]', '["${a}"]'],
]
