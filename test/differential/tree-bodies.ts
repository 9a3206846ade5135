import type { Random } from './random.js'

/** A value of a config that an override can name. */
export interface Leaf {
  readonly path: string
}

/** The lines of a config below its defaults list. Few keys, so that configs meet when they land in one package. */
export function body(random: Random, { group, legacy }: { group: string; legacy: boolean }): string {
  const keys = new Map<string, string>()
  for (const make of random.some(1, 5, () => random.pick(LINES))) {
    const [key, value] = make(random)
    if (!keys.has(key)) keys.set(key, value)
  }
  // What other configs point at is mostly there.
  if (random.chance(0.8) && !keys.has('a')) keys.set('a', random.pick(['1', 'text', '2.5']))
  if (group === '' && random.chance(0.7) && !keys.has('m')) keys.set('m', '{k: 1, n: {z: 2}}')
  if (legacy && random.chance(0.02)) keys.set('y', 'yes')
  const text = [...keys].map(([key, value]) => `${key}: ${value}\n`).join('')
  return random.weighted(
    [60, () => text],
    [1, () => ''],
    [0.5, () => '# nothing\n'],
    [0.3, () => '- 1\n'],
    [0.5, () => text.replaceAll('\n', '\r\n')],
  )
}

type Line = (random: Random) => readonly [key: string, value: string]

const LINES: readonly Line[] = [
  (random) => ['a', random.pick(['1', '2.0', 'text', 'true', 'null', '"1"', '???', 'é'])],
  (random) => ['b', random.pick(['10', 'other', '[1, 2]', '{a: 1}'])],
  (random) => [
    'm',
    random.pick(['{k: 1}', '{k: {z: 1}, j: 2}', '{}', '{k: null}', 'null', '{1: one, true: yes}', '{k: "???"}']),
  ],
  (random) => ['l', random.pick(['[1, 2]', '[]', '[{a: 1}, x]', '[[1], [2]]', 'null', '["${a}", 3]'])],
  (random) => ['i', random.pick(POINTING)],
  (random) => ['j', random.pick(POINTING)],
  (random) => ['p', random.pick(['{a: 5}', '{q: {a: 6}}', '7'])],
  (random) => ['db', random.pick(['{a: 3}', '{fresh: 1}', '{m: {k: 4}}'])],
  (random) => ['server', random.pick(['{a: 3}', '{db: {a: 8}}', '{l: [9]}'])],
  (random) => [
    random.pick(['1', '1.5', 'true', 'null_', '"x.y"', '-1', '"1"', '__proto__', 'a b']),
    random.pick(['int', '{a: 1}']),
  ],
]

const POINTING = [
  ...['${a}', '${.a}', '${..a}', '${db.a}', '${server.db.a}', '${m}', '${l}', '${.m.k}', 'x${a}y', '"${a} and ${b}"'],
  ...[
    '${nope}',
    '${db}',
    '${oc.select:nope,1}',
    '${oc.env:HYDRACONF_NOT_SET,x}',
    '${p.a}',
    '"${l[0]}"',
    '${m.${a}}',
    '${i}',
  ],
  ...['${oc.dict.keys:m}', '"${oc.decode:\'[1]\'}"', '"${oc.create:{a: 1}}"', '${.l}', '${opt.a}', '${x.m}', '${j}'],
]

/** What `leavesOf` has of a text: its keys, and those of the maps in it. */
export function leavesOf(text: string): Leaf[] {
  return text.split('\n').flatMap((line) => {
    const [, key, value] = /^(\w+): (.*)/.exec(line) ?? []
    if (key === undefined) return []
    const inner = /^\{(\w+):/.exec(value ?? '')?.[1]
    return [{ path: key }, ...(inner === undefined ? [] : [{ path: `${key}.${inner}` }])]
  })
}

/** A text around a map or list, in which interpolations may stand: see `fixtures/differences`. */
export const MERGED_INTO_ITSELF = /x\$\{(m|l|db|i|j)\}/
