import { callRefused, unknownFunction } from '../messages/functions.js'
import { raise } from '../text/errors.js'
import type { Source } from '../text/source.js'
import type { Bound, Definition, Kind, Parameter, Reading, Refuse } from './function-definition.js'
import { FUNCTIONS, FUNCTIONS_WITH_LISTS_AND_JSON } from './functions.js'
import { KIND_WORDS } from './kind-words.js'
import type { OverrideValue } from './override.js'

/** A function call as written: `range(0, stop=1, step=0.1)`. */
export interface Call {
  readonly source: Source
  readonly name: string
  readonly args: readonly Argument[]
  readonly start: number
  readonly end: number
  readonly reading: Reading
}

export interface Argument {
  /** Undefined for one by position. */
  readonly name: string | undefined
  readonly value: OverrideValue
  readonly start: number
  readonly end: number
}

/**
 * What a call stands for. Functions run while the override is read, innermost first.
 *
 * @throws HydraconfError of type `OverrideParseException` when there is no such function, or it does not take these
 * arguments; the place is the argument's when one of them is at fault, else the call's
 */
export function evaluate(call: Call): OverrideValue {
  const functions = call.reading.rules.hasListsAndJson ? FUNCTIONS_WITH_LISTS_AND_JSON : FUNCTIONS
  const definition = functions.get(call.name)
  if (definition === undefined) {
    const origin = { source: call.source, start: call.start, end: call.start + call.name.length }
    throw raise(unknownFunction({ name: call.name, known: [...functions.keys()].sort() }), origin)
  }
  const bound = bind(call, definition)
  const refuse: Refuse = (problem) => {
    throw refused(call, problem, undefined)
  }
  if (definition.deprecated === true) call.reading.deprecated(call.name)
  return definition.run(bound, refuse, call.reading)
}

function bind(call: Call, { rest: restKinds, parameters }: Definition): Bound {
  const rest: OverrideValue[] = []
  const named = new Map<string, OverrideValue>()
  // Of arguments with one name Python keeps the last, and nobody looks at the others.
  const last = new Map(call.args.map(({ name }, index) => [name, index]))
  let isNamed = false
  for (const [index, arg] of call.args.entries()) {
    const value = unquoted(arg.value)
    if (arg.name === undefined) {
      if (isNamed) throw refused(call, 'an argument without a name follows a named one', arg)
      if (restKinds !== undefined) {
        checkKind(call, arg, value, { name: `argument ${index + 1}`, kinds: restKinds })
        rest.push(value)
        continue
      }
    } else {
      isNamed = true
      if (last.get(arg.name) !== index) continue
    }
    const parameter = arg.name === undefined ? parameters[index] : parameters.find(({ name }) => name === arg.name)
    if (parameter === undefined) throw refused(call, surplus(arg, parameters), arg)
    const isByPosition = parameters.indexOf(parameter) < call.args.findIndex(({ name }) => name !== undefined)
    if (arg.name !== undefined && restKinds === undefined && isByPosition) {
      throw refused(call, `${arg.name} is given twice, by position and by name`, arg)
    }
    checkKind(call, arg, value, parameter)
    named.set(parameter.name, value)
  }
  for (const { name, required } of parameters) {
    if (required === true && !named.has(name)) throw refused(call, `${name} is not given`, undefined)
  }
  return { rest, named }
}

function checkKind(call: Call, arg: Argument, value: OverrideValue, { name, kinds }: Parameter): void {
  if (kinds.includes(value.kind)) return
  throw refused(call, `${name} is ${KIND_WORDS[value.kind]}, where ${orList(kinds)} can stand`, arg)
}

function surplus(arg: Argument, parameters: readonly Parameter[]): string {
  const names = parameters.map(({ name }) => name).join(', ')
  return arg.name === undefined
    ? `there is one argument too many; it takes ${names}`
    : `it has no argument ${arg.name}; by name it takes ${names === '' ? 'none' : names}`
}

function refused({ source, name, start, end }: Call, problem: string, at: Argument | undefined): Error {
  const text = source.text.slice(start, end)
  return raise(callRefused({ call: text, name, problem }), { source, start: at?.start ?? start, end: at?.end ?? end })
}

function orList(kinds: readonly Kind[]): string {
  const words = kinds.filter((kind) => kind !== 'quoted').map((kind) => KIND_WORDS[kind])
  return words.length === 1 ? words[0]! : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}

/** Quotes around a whole argument are only there to write it. */
function unquoted(value: OverrideValue): OverrideValue {
  return value.kind === 'quoted' ? { kind: 'text', value: value.value } : value
}
