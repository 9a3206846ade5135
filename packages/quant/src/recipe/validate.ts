import { HydraconfError, type Origin, type Value } from '@hydraconf/core'
import { literalOfValue } from '../literal/from-value.js'
import { Dict, isDict, isList, isTuple, type Literal } from '../literal/literal.js'
import { fromTypedJson, type TypedJson } from '../literal/typed-json.js'
import { valueAt } from '../literal/value-at.js'
import type { ModelOpt } from '../release/version.js'
import { checkAttributes } from '../validity/attributes.js'
import { aBool, aFloat, anInt } from '../validity/coercion.js'
import { isEmptyCfg, stepsOfList } from '../validity/entries.js'
import { entriesOf } from '../validity/entry-forms.js'
import { type Bounds, type Field, fieldsOf, type Schema } from './schema.js'

/** A value that was held to a schema. */
export interface Validated {
  /** What was set, as ModelOpt understands it. */
  readonly given: Literal
  /** The same with every default filled in. */
  readonly whole: Literal
  readonly problems: readonly SchemaProblem[]
}

export interface SchemaProblem {
  /** `quantize.quant_cfg.0.cfg` */
  readonly key: string
  readonly message: string
  readonly origin: Origin
}

/** Holds a composed config to a schema, as ModelOpt does. */
export function validate(value: Value, schema: Schema, modelopt: ModelOpt): Validated {
  const { problems, ...rest } = validateLiteral(literalOfValue(value), schema, modelopt)
  return {
    ...rest,
    problems: problems.map(({ path, message }) => ({
      key: path.map(String).join('.'),
      message: path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`,
      origin: deepest(value, path).origin,
    })),
  }
}

function deepest(value: Value, path: readonly Literal[]): Value {
  for (let length = path.length; length > 0; length--) {
    const found = valueAt(value, path.slice(0, length))
    if (found !== undefined) return found
  }
  return value
}

/** The same for a literal, which knows no places. */
export function validateLiteral(
  value: Literal,
  schema: Schema,
  modelopt: ModelOpt,
): { readonly given: Literal; readonly whole: Literal; readonly problems: readonly LiteralProblem[] } {
  const problems: LiteralProblem[] = []
  const checking: Checking = { modelopt, problems }
  const read = check(value, schema, [], checking)
  return { ...read, problems }
}

interface LiteralProblem {
  readonly path: readonly Literal[]
  readonly message: string
}

interface Checking {
  readonly modelopt: ModelOpt
  readonly problems: LiteralProblem[]
}

interface Read {
  readonly given: Literal
  readonly whole: Literal
}

function check(value: Literal, schema: Schema, path: readonly Literal[], checking: Checking): Read {
  const { problems, modelopt } = checking
  const same: Read = { given: value, whole: value }
  const refuse = (wants: string): Read => {
    problems.push({ path, message: `it must be ${wants}` })
    return same
  }
  const as = (read: Literal | undefined, wants: string): Read =>
    read === undefined ? refuse(wants) : { given: read, whole: read }
  switch (schema.kind) {
    case 'model':
      return checkModel(value, schema, path, checking)
    case 'list':
      return schema.element.kind === 'entry'
        ? checkEntries(value, path, checking)
        : checkList(value, schema, path, checking)
    case 'entry':
      return isDict(value) ? checkEntry(value, path, checking) : refuse('an entry of quant_cfg')
    case 'attributes': {
      if (!isDict(value)) return refuse('a mapping of quantizer attributes')
      const { attributes, given, problems: found } = checkAttributes(value, modelopt)
      for (const each of found) problems.push({ path: [...path, ...each.path], message: each.message })
      return { given: given ?? value, whole: attributes ?? value }
    }
    case 'algorithm':
      return isAlgorithm(value)
        ? same
        : refuse("an algorithm's name, a mapping with its method, null, or a list of these")
    case 'text':
      return as(typeof value === 'string' ? value : undefined, 'a text')
    case 'bool':
      return as(aBool(value), 'true or false')
    case 'int':
      return as(within(anInt(value), schema), `an int${boundsText(schema)}`)
    case 'float':
      return as(within(aFloat(value), schema), `a number${boundsText(schema)}`)
    case 'words':
      return as(
        typeof value === 'string' && schema.words.includes(value) ? value : undefined,
        `one of ${schema.words.join(', ')}`,
      )
    case 'open':
      return isDict(value) ? same : refuse('a mapping')
    case 'items':
      return isList(value) || isTuple(value) ? same : refuse('a list')
    case 'any':
      return same
  }
}

function within(read: Literal | undefined, { above, from, upTo, except }: Bounds): Literal | undefined {
  const number = Number(read)
  const isWithin =
    (above === undefined || number > above) &&
    (from === undefined || number >= from) &&
    (upTo === undefined || number <= upTo) &&
    number !== except
  return isWithin ? read : undefined
}

function boundsText({ above, from, upTo, except }: Bounds): string {
  return [
    above === undefined ? '' : ` above ${above}`,
    from === undefined ? '' : ` from ${from} on`,
    upTo === undefined ? '' : `, up to ${upTo}`,
    except === undefined ? '' : `, and not ${except}`,
  ].join('')
}

function checkModel(
  value: Literal,
  schema: Schema & { kind: 'model' },
  path: readonly Literal[],
  checking: Checking,
): Read {
  const { problems, modelopt } = checking
  if (!isDict(value)) {
    problems.push({ path, message: `it must be a mapping (${schema.name})` })
    return { given: value, whole: value }
  }
  const before = problems.length
  const fields = fieldsOf(schema, modelopt)
  const known = new Set(fields.map(([name]) => name))
  const more = value.keys().filter((key) => !known.has(String(key)))
  if (!schema.mayHaveMore) {
    for (const key of more) {
      problems.push({
        path: [...path, key],
        message: `${schema.name} of ModelOpt ${modelopt} has no such key${sinceText(schema.fields[String(key)])}`,
      })
    }
  }
  const given: [string, Literal][] = []
  const whole: [string, Literal][] = []
  for (const [name, field] of fields) {
    const item = value.get(name)
    if (item === undefined) {
      if (!('fallback' in field)) problems.push({ path, message: `${schema.name} needs '${name}'` })
      else whole.push([name, fallbackOf(field, checking)])
      continue
    }
    const read =
      item === null && field.mayBeNull
        ? { given: null, whole: null }
        : check(item, field.schema, [...path, name], checking)
    given.push([name, read.given])
    whole.push([name, read.whole])
  }
  const others = schema.mayHaveMore ? more.map((key) => [key, value.get(key)!] as const) : []
  const read = { given: new Dict([...given, ...others]), whole: new Dict([...whole, ...others]) }
  const refused = problems.length === before ? schema.refuse?.(read.whole) : undefined
  if (refused !== undefined) problems.push({ path, message: refused })
  return read
}

function sinceText(field: Field | undefined): string {
  if (field?.since !== undefined) return ` (it came with ${field.since})`
  return field?.until === undefined ? '' : ` (it went with ${field.until})`
}

function fallbackOf({ fallback, schema }: Field, checking: Checking): Literal {
  const literal = fromTypedJson((fallback ?? null) as TypedJson)
  return literal === null ? null : check(literal, schema, [], { ...checking, problems: [] }).whole
}

function checkList(
  value: Literal,
  schema: Schema & { kind: 'list' },
  path: readonly Literal[],
  checking: Checking,
): Read {
  const items = isTuple(value) ? value.items : value
  if (!isList(items)) {
    checking.problems.push({ path, message: `it must be a list (${schema.name})` })
    return { given: value, whole: value }
  }
  if (items.length < (schema.least ?? 0)) checking.problems.push({ path, message: 'it must have at least one item' })
  const read = items.map((item, at) => check(item, schema.element, [...path, BigInt(at)], checking))
  return { given: read.map(({ given }) => given), whole: read.map(({ whole }) => whole) }
}

/** A list of entries, in every form that is read: the old dict form becomes a list. */
function checkEntries(value: Literal, path: readonly Literal[], checking: Checking): Read {
  try {
    const read = entriesOf(value).map((entry, at) => checkEntry(entry, [...path, BigInt(at)], checking))
    return { given: read.map(({ given }) => given), whole: read.map(({ whole }) => whole) }
  } catch (error) {
    if (!(error instanceof HydraconfError)) throw error
    checking.problems.push({ path, message: error.summary.replace(/\.$/, '') })
    return { given: value, whole: value }
  }
}

function checkEntry(entry: Literal, path: readonly Literal[], { problems, modelopt }: Checking): Read {
  const { steps, problems: found } = stepsOfList([entry], modelopt)
  const valid = found.filter(({ when }) => when !== 'applied')
  for (const each of valid) problems.push({ path: [...path, ...each.path.slice(1)], message: each.message })
  const [step] = steps
  if (!isDict(entry) || step === undefined) return { given: entry, whole: entry }
  const parentClass = entry.get('parent_class') ?? null
  const isOff = isEmptyCfg(entry.get('cfg') ?? null)
  const given: [string, Literal][] = [['quantizer_name', step.pattern]]
  if (entry.has('parent_class')) given.push(['parent_class', parentClass])
  if (entry.has('cfg')) given.push(['cfg', isOff ? null : ((step.given ?? null) as Literal)])
  if (entry.has('enable')) given.push(['enable', step.enable ?? true])
  const whole: [string, Literal][] = [
    ['quantizer_name', step.pattern],
    ['parent_class', parentClass],
    ['cfg', (step.attributes ?? null) as Literal],
    ['enable', step.enable ?? true],
  ]
  return { given: new Dict(given), whole: new Dict(whole) }
}

function isAlgorithm(value: Literal): boolean {
  if (isList(value)) return value.every((item) => isOneAlgorithm(item))
  return isOneAlgorithm(value)
}

function isOneAlgorithm(value: Literal): boolean {
  return value === null || typeof value === 'string' || isDict(value)
}
