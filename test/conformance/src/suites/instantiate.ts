import { HydraconfError, type Js } from '@hydraconf/core'
import {
  type Callable,
  defineTargets,
  getClass,
  getMethod,
  getObject,
  getStaticMethod,
  type InstantiateDialect,
  instantiate,
  isConfig,
  type PartialTarget,
  positional,
  type Targets,
} from '@hydraconf/instantiate'
import type { Answer, Case } from '../suite.js'

/** `instantiate` over twins of the recorded targets, which note their calls. */
export function answer(testCase: Case): Answer {
  const { op, input } = testCase
  const calls: string[] = []
  const targets = defineTargets(twins(calls), { dialect: testCase.dialect as InstantiateDialect, warn: () => {} })
  try {
    switch (op) {
      case 'instantiate':
      case 'call': {
        const made = instantiate(input.config, targets, ...(input.args ?? []), handedOver(input.kwargs ?? {}, targets))
        return { expect: { result: shown(made), calls } }
      }
      case 'get_object':
        return { expect: { result: shown(getObject(input.config, targets)) } }
      case 'get_class':
        return { expect: { result: shown(getClass(input.config, targets)) } }
      case 'get_method':
        return { expect: { result: shown(getMethod(input.config, targets)) } }
      case 'get_static_method':
        return { expect: { result: shown(getStaticMethod(input.config, targets)) } }
      default:
        return { skip: `no such operation: ${op}` }
    }
  } catch (error) {
    const refused = { error: refusalOf(error) }
    return { expect: op === 'instantiate' || op === 'call' ? { ...refused, calls } : refused }
  }
}

/** What a call gives by name: `{ $callable: 'record' }` is that function or class itself. */
function handedOver(kwargs: { [name: string]: Js }, targets: Targets): object {
  const given = Object.entries(kwargs).map(([name, value]) => {
    const { $callable } = (value ?? {}) as { $callable?: string }
    return [name, $callable === undefined ? value : getObject(`lib.${$callable}`, targets)]
  })
  return Object.fromEntries(given)
}

class Record {
  readonly args: readonly unknown[]
  readonly kwargs: object
  constructor(...given: unknown[]) {
    const { args, kwargs } = apart(given)
    this.args = args
    this.kwargs = kwargs
  }
}

class ValueError extends Error {
  override name = 'ValueError'
}

function twins(calls: string[]) {
  const note = (name: string, { kwargs }: { kwargs: { id?: unknown } }) =>
    calls.push('id' in kwargs ? `${name}:${kwargs.id}` : name)
  class NotingRecord extends Record {
    constructor(...given: unknown[]) {
      super(...given)
      note('Record', apart(given))
    }
  }
  Object.defineProperty(NotingRecord, 'name', { value: 'Record' })
  class Inner extends NotingRecord {}
  Object.defineProperty(Inner, 'name', { value: 'Record.Inner' })
  function make(...given: unknown[]) {
    calls.push('Record.make')
    return new NotingRecord(...given)
  }
  function record(...given: unknown[]) {
    note('record', apart(given))
    return apart(given)
  }
  function identity(x: unknown) {
    calls.push('identity')
    return x
  }
  function add(a: number, b = 1) {
    calls.push('add')
    return a + b
  }
  function nothing() {
    calls.push('nothing')
    return null
  }
  function fail(message = 'no') {
    calls.push('fail')
    throw new ValueError(message)
  }
  function needs(a: unknown, { b }: { b: unknown }) {
    return [a, b]
  }
  return {
    'lib.Record': NotingRecord,
    'lib.Record.Inner': Inner,
    'lib.Record.make': make,
    'lib.record': record,
    'lib.identity': positional(['x'], identity),
    'lib.add': positional(['a', 'b'], add),
    'lib.nothing': positional([], nothing),
    'lib.fail': positional(['message'], fail),
    'lib.needs': needs,
    'lib.CONSTANT': 7,
  }
}

/** Arguments as Python keeps them: an object at the end holds those by name. */
function apart(given: unknown[]): { args: unknown[]; kwargs: object } {
  const last = given[given.length - 1]
  const named =
    typeof last === 'object' && last !== null && !Array.isArray(last) && !(last instanceof Record) && !isConfig(last)
  return named ? { args: given.slice(0, -1), kwargs: last } : { args: given, kwargs: {} }
}

/** What stands in a config is one, too: there a plain object that a target returned becomes a config in Python. */
function shown(value: unknown, inConfig = false): unknown {
  if (value instanceof Record) {
    const name = value.constructor.name.replace('Record.', '')
    return { $record: name, args: value.args.map((arg) => shown(arg)), kwargs: properties(value.kwargs) }
  }
  if (typeof value === 'function') {
    if (!('keywords' in value)) return { $callable: value.name }
    const { func, args, keywords } = value as unknown as PartialTarget
    return { $partial: (func as Callable).name, args: args.map((arg) => shown(arg)), kwargs: properties(keywords) }
  }
  if (Array.isArray(value)) {
    const isOne = inConfig || isConfig(value)
    const items = value.map((item) => shown(item, isOne))
    return isOne ? { $listconfig: items } : items
  }
  if (typeof value !== 'object' || value === null) return value as Js
  return inConfig || isConfig(value) ? { $dictconfig: properties(value, true) } : properties(value)
}

function properties(of: object, inConfig = false): object {
  return Object.fromEntries(Object.entries(of).map(([name, value]) => [name, shown(value, inConfig)]))
}

function refusalOf(error: unknown): unknown {
  const of = error as { name: string; message: string; cause?: { name?: string } }
  const type = error instanceof HydraconfError ? error.type : of.name
  return { type, cause: of.cause?.name ?? null, full_key: keyOf(error), message: of.message }
}

/** Hydra's key has neither brackets nor dots around an index. */
function keyOf(error: unknown): string | null {
  const key = error instanceof HydraconfError ? error.key : undefined
  return key === undefined || key === '' ? null : key.replace(/\[(\d+)\]/g, '$1')
}
