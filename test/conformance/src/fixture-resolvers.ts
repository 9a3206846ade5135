import type { EvaluationOptions, Resolver, ResolverContext, Value } from '@hydraconf/core'
import * as core from '@hydraconf/core'
import { type Case, readAs } from './suite.js'

/** What resolves interpolations in a case: the resolvers that all cases have, and the case's environment. */
export function fixtureOptions(testCase: Case): EvaluationOptions & { readonly warnings: string[] } {
  const warnings: string[] = []
  const { dialect } = testCase
  return {
    dialect,
    resolvers: fixtureResolvers(),
    env: testCase.env ?? {},
    cache: new core.ResolverCache(),
    readYaml: (text) => core.parseYaml(text, readAs(testCase)),
    warn: (message) => warnings.push(message),
    warnings,
  }
}

function fixtureResolvers(): ReadonlyMap<string, Resolver> {
  const item = (context: ResolverContext, of: Value, key: Value): Value => {
    const node = context.nodeOf(of)
    if (node === undefined) throw new TypeError('not a node')
    return core.getItem(node, keyOf(key), { follow: context.follow }).value
  }
  const fixtures = new Map<string, Resolver>(
    Object.entries({
      identity: core.valueResolver(only),
      identity_cached: core.valueResolver(only, { cache: true }),
      concat: core.valueResolver((args) => core.str(args.map(core.pythonText).join(''))),
      add: core.valueResolver((args) => args.reduce(sum, core.int(0n))),
      upper: core.valueResolver((args) => core.str(textOf(only(args)).toUpperCase())),
      args: core.valueResolver((args) => core.list(args)),
      typename: core.valueResolver((args, context) => core.str(typeName(only(args), context))),
      counter: counter(false),
      counter_cached: counter(true),
      fail: core.valueResolver((args) => {
        throw new Error(textOf(only(args)))
      }),
      parent_get: core.valueResolver((args, context) => item(context, context.parent, only(args))),
      root_get: core.valueResolver((args, context) => item(context, context.root, only(args))),
      node_key: core.valueResolver((args, context) => {
        if (args.length > 0) throw new TypeError('no argument is wanted')
        return core.str(context.fullKey)
      }),
      test: core.valueResolver((args) => (args.length === 1 ? args[0]! : core.list(args))),
      'ns1.ns2.test': core.valueResolver((args) => (args.length === 1 ? args[0]! : core.list(args))),
      first: core.valueResolver(([x], context) => {
        const of = wanted(x)
        if ((of.kind === 'str' || of.kind === 'missing') && of.value !== '') return core.str([...of.value][0]!)
        if (of.kind === 'map' && of.items.size > 0) return keyValue([...core.entriesOf(of)][0]![0])
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

function keyOf(value: Value): core.Key {
  if (value.kind === 'map' || value.kind === 'list' || value.kind === 'null') throw new TypeError('not a key')
  return value.kind === 'bytes' ? { kind: 'bytes', value: value.value } : value.value
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
