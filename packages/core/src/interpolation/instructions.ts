import type { Complaint } from '../text/errors.js'
import { bool, float, int, nullValue, str } from '../value/constructors.js'
import type { Argument, Expression, Reference, Template, TemplatePart } from '../value/template.js'
import type { Value } from '../value/value.js'
import { madeText } from './operand.js'

/**
 * A template as steps for a machine with a stack, in the order of evaluation, so that it can stop in the middle while
 * another value is evaluated and go on afterwards: references of any depth take no JavaScript stack.
 */
export type Instructions = readonly Instruction[]

export type Instruction =
  | { readonly op: 'push'; readonly value: Value }
  | { readonly op: 'refer'; readonly reference: Reference }
  /** Checks that what is on the stack can be a part of a key or of a resolver's name. */
  | { readonly op: 'check'; readonly of: 'key' | 'name' }
  /** Joins strings on the stack to the text of a reference, and follows it. */
  | { readonly op: 'refer-to'; readonly count: number }
  /** The text of values on the stack, as Python writes them, in one string. */
  | { readonly op: 'join'; readonly count: number }
  | { readonly op: 'list'; readonly count: number }
  | { readonly op: 'map'; readonly keys: readonly Argument[] }
  | {
      readonly op: 'call'
      readonly name: string | number
      readonly count: number
      readonly argTexts: readonly string[]
    }
  | { readonly op: 'refuse'; readonly complaint: Complaint }

/** Templates are parsed once and never change, so each keeps its program; a WeakMap would cost more than the rest. */
const PROGRAM = Symbol('program')

interface Compiled {
  [PROGRAM]?: Instructions
}

export function instructionsOf(template: Template & Compiled): Instructions {
  return template[PROGRAM] ?? keep(template, (program) => template_(program, template))
}

export function elementInstructions(element: Argument & Compiled): Instructions {
  return element[PROGRAM] ?? keep(element, (program) => argument(program, element))
}

function keep(of: Compiled, write: (program: Instruction[]) => void): Instructions {
  const program: Instruction[] = []
  write(program)
  of[PROGRAM] = program
  return program
}

/** A template that is one interpolation keeps the value it finds; any other makes a string. */
function template_(program: Instruction[], { parts }: Template): void {
  const [only] = parts
  if (parts.length === 1 && typeof only === 'object') expression(program, only)
  else text(program, parts)
}

function text(program: Instruction[], parts: readonly TemplatePart[]): void {
  const [only] = parts
  if (parts.length === 0) program.push({ op: 'push', value: str('') })
  else if (parts.length === 1 && typeof only === 'string') program.push({ op: 'push', value: madeText(only) })
  else {
    for (const part of parts) {
      if (typeof part === 'string') program.push({ op: 'push', value: madeText(part) })
      else expression(program, part)
    }
    program.push({ op: 'join', count: parts.length })
  }
}

function expression(program: Instruction[], of: Expression): void {
  switch (of.kind) {
    case 'reference':
      program.push({ op: 'refer', reference: of })
      break
    case 'computed':
      pieces(program, of.pieces, 'key')
      program.push({ op: 'refer-to', count: of.pieces.length })
      break
    case 'call': {
      const isPlain = of.name.every((part) => typeof part === 'string')
      if (!isPlain) pieces(program, of.name, 'name')
      for (const arg of of.args) argument(program, arg)
      const name = isPlain ? of.name.join('.') : of.name.length
      program.push({ op: 'call', name, count: of.args.length, argTexts: of.argTexts })
      break
    }
    case 'refused':
      program.push({ op: 'refuse', complaint: of.complaint })
      break
    default:
      of satisfies never
  }
}

function pieces(program: Instruction[], of: readonly (string | Expression)[], what: 'key' | 'name'): void {
  for (const piece of of) {
    if (typeof piece === 'string') program.push({ op: 'push', value: str(piece) })
    else {
      expression(program, piece)
      program.push({ op: 'check', of: what })
    }
  }
}

function argument(program: Instruction[], of: Argument): void {
  switch (of.kind) {
    case 'text':
      if (of.quoted) text(program, of.template.parts)
      else template_(program, of.template)
      break
    case 'list':
      for (const item of of.items) argument(program, item)
      program.push({ op: 'list', count: of.items.length })
      break
    case 'map':
      for (const [, value] of of.entries) argument(program, value)
      program.push({ op: 'map', keys: of.entries.map(([key]) => key) })
      break
    default:
      program.push({ op: 'push', value: literal(of) })
  }
}

/** The value of a literal argument. */
function literal(of: Exclude<Argument, { kind: 'text' | 'list' | 'map' }>): Value {
  switch (of.kind) {
    case 'null':
      return nullValue()
    case 'bool':
      return bool(of.value)
    case 'int':
      return int(of.value)
    case 'float':
      return float(of.value)
  }
}
