import type { Random } from './random.js'

/** A call of `instantiate`: a config with targets in it, and what the call gives. */
export interface InstantiateCall {
  readonly config: unknown
  readonly args: readonly unknown[]
  readonly kwargs: Readonly<Record<string, unknown>>
}

/** A random one: nested and listed targets, settings, interpolations between them, arguments of the call. */
export function instantiateCall(random: Random): InstantiateCall {
  const keys = ['a', 'b', 'c'].slice(0, 1 + random.below(3))
  const config = random.below(8) === 0 ? list(random, 3) : map(random, 3, keys)
  const isList = Array.isArray(config)
  // A mapping of the call that 1.4 hands over as it is, below `_recursive_: false`, is plain data there, and a config here.
  const isHandedOver = (config as Record<string, unknown>)._recursive_ === false
  return {
    config,
    // Without a target at the top Hydra 1.4 writes them into the result, under a name of its own code.
    args: random.below(4) === 0 && Object.hasOwn(config, '_target_') ? [leaf(random)] : [],
    kwargs:
      !isList && random.below(3) === 0 ? { [random.pick(['a', 'b', 'd'])]: isHandedOver ? 1 : given(random) } : {},
  }
}

function value(random: Random, depth: number): unknown {
  const kind = depth === 0 ? 0 : random.below(6)
  if (kind === 1 || kind === 2) return map(random, depth - 1, ['a', 'b'].slice(0, random.below(3)))
  if (kind === 3) return list(random, depth - 1)
  return leaf(random)
}

function list(random: Random, depth: number): unknown[] {
  return Array.from({ length: random.below(3) }, () => value(random, depth))
}

function map(random: Random, depth: number, keys: readonly string[]): Record<string, unknown> {
  const entries: [string, unknown][] = keys.map((key) => [key, value(random, depth)])
  if (random.below(3) > 0) entries.unshift(['_target_', random.pick(TARGETS)])
  if (random.below(6) === 0) entries.push(['_partial_', random.pick([true, true, false, 'yes'])])
  if (random.below(6) === 0) entries.push(['_recursive_', random.pick([true, false, false, 1])])
  if (random.below(5) === 0)
    entries.push(['_convert_', random.pick(['all', 'partial', 'object', 'none', 'ALL', 'some'])])
  if (random.below(6) === 0) entries.push(['_args_', random.pick([[1, 'x'], [], '${a}', { a: 1 }, null])])
  return Object.fromEntries(entries)
}

const TARGETS = ['lib.Record', 'lib.Record', 'lib.record', 'lib.Record.make', 'lib.Record.Inner', 'lib.gone', '${d}']

function leaf(random: Random): unknown {
  return random.pick([
    1,
    2.5,
    'x',
    true,
    null,
    '???',
    '${a}',
    '${b}',
    '${.a}',
    '${d}',
    '${oc.env:HOME_OF_NOBODY,3}',
    '',
  ])
}

function given(random: Random): unknown {
  if (random.below(4) === 0) return { $callable: random.pick(['record', 'Record']) }
  return random.pick([1, null, [1, { _target_: 'lib.Record' }], { a: 2 }, { _target_: 'lib.record', b: 1 }])
}
