import type { Random } from './random.js'

/** A document of maps that `<<` merges into one another: one by one, lists of them, with keys that several of them have. */
export function mergeKeyText(random: Random): string {
  const count = 2 + random.below(4)
  const maps = Array.from({ length: count }, (_, at) => mapText(random, at))
  return random.chance(0.2)
    ? nested(random, maps)
    : maps.map((text, at) => `${NAMES[at]}: &${NAMES[at]} ${text}\n`).join('')
}

const NAMES = ['aa', 'bb', 'cc', 'dd', 'ee', 'ff']

/** One map on a level further in: what is built first decides which keys are there twice. */
function nested(random: Random, maps: readonly string[]): string {
  const within = random.below(maps.length)
  return maps
    .map((text, at) => {
      const entry = `${NAMES[at]}: &${NAMES[at]} ${text}`
      return at === within ? `in: {${entry}}\n` : `${entry}\n`
    })
    .join('')
}

function mapText(random: Random, at: number): string {
  const entries = random.some(0, 3, () => `${key(random)}: ${value(random, at)}`)
  const merges = at === 0 ? [] : random.some(0, 2, () => `<<: ${merged(random, at)}`)
  return `{${shuffled(random, [...entries, ...merges]).join(', ')}}`
}

/** What `<<` merges: the maps before this one, by name or in place. */
function merged(random: Random, at: number): string {
  const one = () =>
    random.weighted(
      [6, () => `*${NAMES[random.below(at)]}`],
      [2, () => `{${random.some(0, 3, () => `${key(random)}: ${value(random, 0)}`).join(', ')}}`],
      [0.3, () => `{<<: *${NAMES[random.below(at)]}, ${key(random)}: 1}`],
    )
  return random.weighted(
    [2, one],
    [4, () => `[${random.some(1, 3, one).join(', ')}]`],
    [0.1, () => '[[*aa]]'],
    [0.1, () => 'text'],
  )
}

function key(random: Random): string {
  return random.weighted(
    [6, () => random.pick(['xx', 'yy', 'zz', 'key word'])],
    [4, () => random.pick(['x', 'y', 'é', 'ā', '1', "'1'", '~', '"x"', "''"])],
    [2, () => random.pick(['10', "'10'", '1.5', 'true', '? xx', '? x', '"xx"', '!!str xx', '!!int "1"', '='])],
  )
}

function value(random: Random, at: number): string {
  return random.weighted(
    [6, () => String(random.below(100))],
    [1, () => `{${key(random)}: 1}`],
    [at > 0 ? 1 : 0, () => `*${NAMES[random.below(at)]}`],
  )
}

function shuffled<T>(random: Random, items: readonly T[]): readonly T[] {
  const rest = [...items]
  return items.map(() => rest.splice(random.below(rest.length), 1)[0]!)
}
