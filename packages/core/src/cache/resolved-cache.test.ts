import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { EvaluationOptions } from '../interpolation/evaluation-options.js'
import { resolve } from '../interpolation/resolve-config.js'
import { valueResolver } from '../interpolation/resolver.js'
import { resolver } from '../interpolation/resolver-from-function.js'
import { mapOf, str } from '../value/constructors.js'
import type { KeyId } from '../value/key.js'
import { isContainer, type MapValue, type Value } from '../value/value.js'
import { parseYaml } from '../yaml/parse.js'
import { ResolvedCache } from './resolved-cache.js'

const yaml = (text: string): MapValue => parseYaml(text) as MapValue
const KEYS = ['a', 'b', 'c', 'd']

/** References to all sorts of places: nearly all are there, see `top`. */
const reference = fc.oneof(
  {
    weight: 40,
    arbitrary: fc
      .tuple(fc.constantFrom(...KEYS), fc.constantFrom('a', 'b', 'a', 'b', 'c', 'c.a', 'c.b', 'd', 'd.0', 'd.1'))
      .map((keys) => keys.join('.')),
  },
  { weight: 12, arbitrary: fc.constantFrom('.a', '.b', '..a.a', '..b.c', '..b', '...c.b') },
  fc.constantFrom('a', 'e', 'a.e', 'a.a.a', 'd.d.2', 'c.d.x'),
)
const of = (texts: fc.Arbitrary<string>, write: (text: string) => string) => texts.map(write)
const call = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('oc.env:TWO,none', 'oc.env:TWO,null', 'oc.decode:"[1, ${b.a}]"', 'upper:x') },
  { weight: 5, arbitrary: of(reference, (key) => `oc.select:${key}`) },
  { weight: 2, arbitrary: of(reference, (key) => `oc.select:e.${key}`) },
  { weight: 2, arbitrary: of(reference, (key) => `oc.select:${key},\${oc.env:TWO,\${b.b}}`) },
  { weight: 3, arbitrary: of(reference, (key) => `upper:\${${key}}`) },
  { weight: 3, arbitrary: of(reference, (key) => `plain:\${${key}}`) },
  of(reference, (key) => `twice:\${${key}}`),
  fc.constantFrom(
    'oc.env:ONE',
    'times:',
    'oc.create:${a.c}',
    'oc.deprecated:b.a',
    'oc.dict.keys:c',
    'oc.dict.values:d.c',
  ),
)
const interpolation = fc.oneof(
  { weight: 8, arbitrary: of(reference, (key) => `"\${${key}}"`) },
  { weight: 4, arbitrary: of(reference, (key) => `"at \${${key}}"`) },
  { weight: 6, arbitrary: of(call, (text) => `'\${${text}}'`) },
  of(fc.constantFrom('a', 'b'), (key) => `"\${d.\${b.${key}}}"`),
)
const leaf = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('1', 'x', 'null', '2.5', 'b', 'true', '{}', '[b, 1]') },
  { weight: 2, arbitrary: interpolation },
)
const part = fc
  .tuple(leaf, leaf, leaf, leaf, leaf, leaf)
  .map(([a, b, ca, cb, d0, d1]) => `{a: ${a}, b: ${b}, c: {a: ${ca}, b: ${cb}}, d: [${d0}, ${d1}]}`)
const top = fc.tuple(part, part, part, part).map((parts) => parts.map((text, at) => `${KEYS[at]}: ${text}`).join('\n'))

interface Step {
  readonly path: readonly string[]
  readonly value: string
  readonly env: Readonly<Record<string, string>>
}
const step: fc.Arbitrary<Step> = fc.record({
  path: fc.oneof(
    fc.tuple(fc.constantFrom(...KEYS), fc.constantFrom('a', 'b')),
    fc.tuple(fc.constantFrom(...KEYS), fc.constant('c'), fc.constantFrom('a', 'b')),
    fc.constantFrom(['e'], ['b', 'e']),
  ),
  value: fc.oneof({ weight: 6, arbitrary: leaf }, part),
  env: fc.constantFrom({ ONE: '1' }, { ONE: '1' }, { ONE: '1', TWO: '2' }, {}),
})

/** The config with another value in one place; all beside the way there are the same objects. */
function withValue(of: MapValue, [key, ...rest]: readonly string[], value: Value): MapValue {
  const items = new Map<KeyId, Value>(of.items)
  const child = items.get(key!)
  items.set(key!, rest.length > 0 && child?.kind === 'map' ? withValue(child, rest, value) : value)
  return mapOf(items, of.spelled, of.origin, of.shape)
}

function optionsWith(env: Readonly<Record<string, string>>, warnings: string[]): EvaluationOptions {
  let calls = 0
  const resolvers = new Map([
    ['upper', UPPER],
    ['plain', PLAIN],
    ['twice', valueResolver(([arg]) => arg ?? str(''), { cache: true })],
    ['times', valueResolver(() => str(String(++calls)))],
  ])
  return { env, resolvers, warn: (text) => warnings.push(text) }
}
const UPPER = resolver((text: unknown) => String(text).toUpperCase(), { pure: true })
const PLAIN = resolver((value: unknown) => JSON.stringify(value), { pure: true })

/** All that shows of an answer: the values with their origins, or the words of a refusal; and the warnings. */
function answer(resolving: (options: EvaluationOptions) => MapValue, env: Readonly<Record<string, string>>) {
  const warnings: string[] = []
  try {
    return { value: resolving(optionsWith(env, warnings)), warnings }
  } catch (error) {
    return { refused: String(error), warnings }
  }
}

test('what was resolved before is as if it were resolved now', () => {
  let [shared, made, refused] = [0, 0, 0]
  fc.assert(
    fc.property(top, fc.array(step, { minLength: 4, maxLength: 8 }), (text, steps) => {
      const cache = new ResolvedCache()
      let config = yaml(text)
      let before = new Set<Value>()
      for (const { path, value, env } of steps) {
        config = withValue(config, path, yaml(`v: ${value}`).items.get('v')!)
        const used = answer((options) => cache.resolve(config, options), env)
        expect(used).toEqual(answer((options) => resolve(config, options), env))
        if (used.value === undefined) refused++
        else {
          const now = containersIn(used.value)
          for (const one of containersIn(config)) now.delete(one)
          for (const one of now) if (before.has(one)) shared++
          made += now.size
          before = now
        }
      }
    }),
    { numRuns: Number(process.env.RUNS ?? 300) },
  )
  expect(refused).toBeGreaterThan(100)
  expect(shared).toBeGreaterThan(made / 5)
})

function containersIn(value: Value, into = new Set<Value>()): Set<Value> {
  if (!isContainer(value) || into.has(value)) return into
  into.add(value)
  for (const item of value.items.values()) containersIn(item, into)
  return into
}

test('a resolver that is given a container of its own by dots alone sees what came into it', () => {
  const size = valueResolver(([of]) => str(String(of?.kind === 'map' ? of.items.size : 0)), { pure: true })
  const options = { env: {}, resolvers: new Map([['size', size]]), warn: () => {} }
  const cache = new ResolvedCache()
  const before = yaml("a: {x: {y: '${size:${oc.select:...}}'}}")
  cache.resolve(before, options)
  const after = withValue(before, ['b'], str('new'))
  expect(cache.resolve(after, options)).toEqual(resolve(after, options))
})
