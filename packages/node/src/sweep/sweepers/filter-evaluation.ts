import type { Js } from '@hydraconf/core'
import type { Comparison, Expression } from './filter-expression.js'

/** The value of a filter's expression for a config, as Python has it. @throws Error for what Python would raise */
export function evaluateFilter(of: Expression, config: Js): Js {
  const value = (part: Expression): Js => evaluateFilter(part, config)
  switch (of.kind) {
    case 'constant':
      return of.value
    case 'name':
      return member(config, of.name, `The config has no key '${of.name}'`)
    case 'list':
      return of.items.map(value)
    case 'attribute':
      return member(value(of.of), of.name, `There is no '${of.name}'`)
    case 'item':
      return item(value(of.of), value(of.index))
    case 'call':
      return called(of.callee, of.args.map(value), config)
    case 'not':
      return !isTrue(value(of.of))
    case 'minus':
      return -number(value(of.of))
    case 'and': {
      const left = value(of.left)
      return isTrue(left) ? value(of.right) : left
    }
    case 'or': {
      const left = value(of.left)
      return isTrue(left) ? left : value(of.right)
    }
    case 'if':
      return value(isTrue(value(of.test)) ? of.then : of.otherwise)
    case 'arithmetic':
      return arithmetic(of.op, value(of.left), value(of.right))
    case 'comparison':
      return compared(value(of.first), of.rest, value)
  }
}

/** What Python counts as true: not null, zero, nor anything empty. */
export function isTrue(value: Js): boolean {
  if (Array.isArray(value)) return value.length > 0
  if (isMap(value)) return Object.keys(value).length > 0
  return Boolean(value)
}

function compared(first: Js, rest: readonly Comparison[], value: (of: Expression) => Js): boolean {
  let left = first
  for (const [op, part] of rest) {
    const right = value(part)
    if (!compare(op, left, right)) return false
    left = right
  }
  return true
}

function compare(op: string, left: Js, right: Js): boolean {
  switch (op) {
    case '==':
      return isEqual(left, right)
    case '!=':
      return !isEqual(left, right)
    case 'is':
      return left === right
    case 'is not':
      return left !== right
    case 'in':
      return contains(right, left)
    case 'not in':
      return !contains(right, left)
    default:
      return inOrder(op, left, right)
  }
}

function inOrder(op: string, left: Js, right: Js): boolean {
  const areTexts = typeof left === 'string' && typeof right === 'string'
  if (!areTexts && (!isNumber(left) || !isNumber(right)))
    throw new Error(`${kindOf(left)} and ${kindOf(right)} have no order`)
  const [a, b] = areTexts ? [left, right] : [Number(left), Number(right)]
  return op === '<' ? a < b : op === '<=' ? a <= b : op === '>' ? a > b : a >= b
}

function isEqual(left: Js, right: Js): boolean {
  if (isNumber(left) && isNumber(right)) return Number(left) === Number(right)
  if (Array.isArray(left) && Array.isArray(right))
    return left.length === right.length && left.every((one, at) => isEqual(one, right[at]!))
  if (isMap(left) && isMap(right)) {
    const keys = Object.keys(left)
    return (
      keys.length === Object.keys(right).length &&
      keys.every((key) => Object.hasOwn(right, key) && isEqual(left[key]!, right[key]!))
    )
  }
  return left === right
}

function contains(where: Js, what: Js): boolean {
  if (typeof where === 'string' && typeof what === 'string') return where.includes(what)
  if (Array.isArray(where)) return where.some((one) => isEqual(one, what))
  if (isMap(where)) return Object.hasOwn(where, String(what))
  throw new Error(`${kindOf(where)} holds nothing`)
}

function arithmetic(op: string, left: Js, right: Js): Js {
  if (op === '+' && typeof left === 'string' && typeof right === 'string') return left + right
  if (op === '+' && Array.isArray(left) && Array.isArray(right)) return [...left, ...right]
  const [a, b] = [number(left), number(right)]
  if (b === 0 && '/%'.includes(op[0]!)) throw new Error('division by zero')
  switch (op) {
    case '+':
      return a + b
    case '-':
      return a - b
    case '*':
      return a * b
    case '/':
      return a / b
    case '//':
      return Math.floor(a / b)
    default:
      return a - b * Math.floor(a / b)
  }
}

const FUNCTIONS: Readonly<Record<string, (value: Js) => Js>> = {
  len(value) {
    if (typeof value === 'string' || Array.isArray(value)) return value.length
    if (isMap(value)) return Object.keys(value).length
    throw new Error(`${kindOf(value)} has no length`)
  },
  str: (value) => (value === null ? 'None' : value === true ? 'True' : value === false ? 'False' : String(value)),
  int: (value) => Math.trunc(numberIn(value)),
  float: (value) => numberIn(value),
}

function called(callee: Expression, args: readonly Js[], config: Js): Js {
  const [only] = args
  if (callee.kind === 'name' && args.length === 1 && Object.hasOwn(FUNCTIONS, callee.name))
    return FUNCTIONS[callee.name]!(only!)
  if (callee.kind === 'attribute' && (callee.name === 'startswith' || callee.name === 'endswith')) {
    const text = evaluateFilter(callee.of, config)
    if (typeof text !== 'string' || typeof only !== 'string' || args.length > 1)
      throw new Error(`.${callee.name}() is asked of a text, with a text`)
    return callee.name === 'startswith' ? text.startsWith(only) : text.endsWith(only)
  }
  throw new Error('there are len(), str(), int(), float(), .startswith() and .endswith(), with one argument each')
}

function member(of: Js, name: string, otherwise: string): Js {
  if (isMap(of) && Object.hasOwn(of, name)) return of[name]!
  throw new Error(otherwise)
}

function item(of: Js, index: Js): Js {
  const found =
    typeof of === 'string' || Array.isArray(of)
      ? of.at(number(index))
      : isMap(of) && Object.hasOwn(of, String(index))
        ? of[String(index)]
        : undefined
  if (found === undefined) throw new Error(`there is no [${JSON.stringify(index)}]`)
  return found
}

function number(value: Js): number {
  if (!isNumber(value)) throw new Error(`${kindOf(value)} is no number`)
  return Number(value)
}

function numberIn(value: Js): number {
  const found =
    typeof value === 'string' && value.trim() !== '' ? Number(value) : isNumber(value) ? Number(value) : Number.NaN
  if (Number.isNaN(found)) throw new Error(`${JSON.stringify(value)} is no number`)
  return found
}

function isNumber(value: Js): value is number | bigint | boolean {
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean'
}

function isMap(value: Js): value is { readonly [key: string]: Js } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function kindOf(value: Js): string {
  if (value === null) return 'None'
  return Array.isArray(value) ? 'a list' : isMap(value) ? 'a map' : typeof value === 'string' ? 'a text' : 'a number'
}
