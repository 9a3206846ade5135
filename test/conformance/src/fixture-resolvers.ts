import type { EvaluationOptions, Resolver, ResolverContext, Value } from '@hydraconf/core'
import * as core from '@hydraconf/core'
import type { Case } from './suite.js'

/** What resolves interpolations in a case: the resolvers that all cases have, and the case's environment. */
export function fixtureOptions(testCase: Case): EvaluationOptions & { readonly warnings: string[] } {
  const warnings: string[] = []
  return {
    resolvers: fixtureResolvers(),
    env: testCase.env ?? {},
    cache: new core.ResolverCache(),
    readYaml: core.parseYaml,
    warn: (message) => warnings.push(message),
    warnings,
  }
}

function fixtureResolvers(): ReadonlyMap<string, Resolver> {
  const follow = (): core.Follow => core.following({ resolvers: fixtures, readYaml: core.parseYaml })
  const item = (context: ResolverContext, of: Value, key: Value): Value => {
    const spot = context.nodeOf(of)
    if (spot === undefined) throw new TypeError('not a node')
    return core.getItem(spot, key.value as core.Key, { follow: follow() }).value
  }
  const fixtures = new Map<string, Resolver>(
    Object.entries({
      identity: core.valueResolver(only),
      identity_cached: core.valueResolver(only, { cache: true }),
      concat: core.valueResolver((args) => core.str(args.map(core.pythonText).join(''))),
      add: core.valueResolver((args) => args.reduce(sum, core.int(0n))),
      upper: core.valueResolver(([x]) => core.str(textOf(x).toUpperCase())),
      args: core.valueResolver((args) => core.list(args)),
      typename: core.valueResolver(([x], context) => core.str(typeName(wanted(x), context))),
      counter: counter(false),
      counter_cached: counter(true),
      fail: core.valueResolver(([message]) => {
        throw new Error(textOf(message))
      }),
      parent_get: core.valueResolver(([key], context) => item(context, context.parent, wanted(key))),
      root_get: core.valueResolver(([key], context) => item(context, context.root, wanted(key))),
      node_key: core.valueResolver((_args, context) => core.str(context.fullKey)),
      test: core.valueResolver((args) => (args.length === 1 ? args[0]! : core.list(args))),
      'ns1.ns2.test': core.valueResolver((args) => (args.length === 1 ? args[0]! : core.list(args))),
      first: core.valueResolver(([x], context) => {
        const of = wanted(x)
        if (of.kind === 'str') return core.str([...of.value][0]!)
        if (of.kind === 'map') return keyValue([...core.entriesOf(of)][0]![0])
        if (of.kind !== 'list') throw new TypeError('not iterable')
        return context.nodeOf(of) === undefined ? of.items[0]! : item(context, of, core.int(0n))
      }),
    }),
  )
  return fixtures
}

function counter(cache: boolean): Resolver {
  let calls = 0n
  return core.valueResolver(() => core.int(++calls), { cache })
}

function only(args: readonly Value[]): Value {
  if (args.length !== 1) throw new TypeError('one argument is wanted')
  return args[0]!
}

function wanted(value: Value | undefined): Value {
  if (value === undefined) throw new TypeError('an argument is missing')
  return value
}

function textOf(value: Value | undefined): string {
  if (value?.kind !== 'str' && value?.kind !== 'missing') throw new TypeError('a string is wanted')
  return value.value
}

function sum(a: Value, b: Value): Value {
  const [x, y] = [numberOf(a), numberOf(b)]
  return typeof x === 'bigint' && typeof y === 'bigint' ? core.int(x + y) : core.float(Number(x) + Number(y))
}

function numberOf(value: Value): bigint | number {
  if (value.kind === 'int' || value.kind === 'float') return value.value
  if (value.kind === 'bool') return value.value ? 1n : 0n
  throw new TypeError('a number is wanted')
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  null: 'NoneType',
  path: 'PosixPath',
  missing: 'str',
  list: 'list',
  map: 'dict',
}

function typeName(value: Value, context: ResolverContext): string {
  if (context.nodeOf(value) !== undefined) return value.kind === 'map' ? 'DictConfig' : 'ListConfig'
  return TYPE_NAMES[value.kind] ?? value.kind
}

function keyValue(key: core.Key): Value {
  switch (typeof key) {
    case 'string':
      return core.str(key)
    case 'bigint':
      return core.int(key)
    case 'number':
      return core.float(key)
    case 'boolean':
      return core.bool(key)
    default:
      throw new TypeError('no fixture has such keys')
  }
}
