import { parseElement } from '../grammar/interpolation.js'
import { textValue } from '../grammar/text-value.js'
import {
  isDeprecated,
  keyIsMissing,
  keyNotThere,
  notAMap,
  notAString,
  notCreatable,
  nullAsKey,
  variableNotSet,
  wrongCount,
  yamlNotAtHand,
} from '../messages/interpolation.js'
import type { Origin } from '../text/source.js'
import { bool, bytes, entriesOf, enumMember, float, int, list, mapOf, nullValue } from '../value/constructors.js'
import type { Key } from '../value/key.js'
import { fullKey, keyText } from '../value/path.js'
import { pythonText } from '../value/python-text.js'
import type { Argument } from '../value/template.js'
import { isContainer, type Value } from '../value/value.js'
import { EvaluationNode } from './evaluation-node.js'
import { isText, madeText, type Operand, valueIn } from './operand.js'
import { type Variables, variableNamed } from './variables.js'

/** The resolvers that OmegaConf brings along, by name. */
export const OC_RESOLVERS: ReadonlyMap<string, OcResolver> = new Map<string, OcResolver>([
  ['oc.create', { usage: 'oc.create:value', least: 1, most: 1, call: create }],
  ['oc.decode', { usage: 'oc.decode:text', least: 1, most: 1, call: decode }],
  ['oc.deprecated', { usage: 'oc.deprecated:key,message', least: 1, most: 2, call: deprecated }],
  ['oc.dict.keys', { usage: 'oc.dict.keys:key', least: 1, most: 1, call: dictKeys }],
  ['oc.dict.values', { usage: 'oc.dict.values:key', least: 1, most: 1, call: dictValues }],
  ['oc.env', { usage: 'oc.env:name,default', least: 1, most: 2, call: env }],
  ['oc.select', { usage: 'oc.select:key,default', least: 1, most: 2, call: select }],
])

export interface OcResolver {
  readonly usage: string
  readonly least: number
  readonly most: number
  readonly call: (args: readonly Operand[], context: OcContext) => Outcome
}

export interface OcContext {
  /** The place of the interpolation, and the container around it. */
  readonly node: EvaluationNode
  readonly home: EvaluationNode
  readonly origin: Origin
  readonly variables: Variables
  readonly warn: (message: string, origin: Origin) => void
  readonly readYaml: ((text: string) => Value) | undefined
}

/** A resolver that needs other values says which, and is given them; so it takes no JavaScript stack meanwhile. */
export type Outcome =
  | { readonly kind: 'done'; readonly operand: Operand }
  | { readonly kind: 'search'; readonly key: string; readonly finish: (found: EvaluationNode | undefined) => Operand }
  | { readonly kind: 'evaluate'; readonly element: Argument }

/** Why a built-in resolver gives up; who called it adds where. */
export class OcFailure extends Error {}

const done = (operand: Operand): Outcome => ({ kind: 'done', operand })

/** `${oc.env:NAME,default}`: always a string, but for a default of null. */
function env([name, fallback]: readonly Operand[], context: OcContext): Outcome {
  const wanted = wantString(name, 'name')
  const found = variableNamed(wanted, context.variables)
  if (found !== undefined) return done(madeText(found.value, context.origin))
  if (fallback === undefined) throw new OcFailure(variableNotSet(wanted))
  const given = valueIn(fallback)
  return done(given.kind === 'null' ? given : madeText(pythonText(given), context.origin))
}

/** `${oc.select:key,default}`: the node under a key; the default if it is absent or missing, though not if it is null. */
function select([key, fallback]: readonly Operand[], { origin }: OcContext): Outcome {
  const finish = (found: EvaluationNode | undefined): Operand => {
    if (found === undefined || found.value.kind === 'missing') return fallback ?? nullValue(origin)
    return isContainer(found.value) ? found : found.value
  }
  return { kind: 'search', key: wantString(key, 'key'), finish }
}

/** `${oc.decode:text}`: the value that the text would be as an argument; null for null. */
function decode([text]: readonly Operand[], { origin }: OcContext): Outcome {
  if (text !== undefined && valueIn(text).kind === 'null') return done(nullValue(origin))
  return { kind: 'evaluate', element: parseElement(wantString(text, 'argument')) }
}

/** `${oc.create:value}`: a config in the place of the interpolation, whose own interpolations are live. */
function create([operand]: readonly Operand[], { home, readYaml }: OcContext): Outcome {
  const given = valueIn(operand!)
  if (given.kind === 'null') return done(given)
  let config: Value = given
  if (isText(given)) {
    if (readYaml === undefined) throw new OcFailure(yamlNotAtHand())
    config = readYaml(given.value)
  } else if (!(operand instanceof EvaluationNode) || operand.isResult) config = asConfig(given)
  if (!isContainer(config)) throw new OcFailure(notCreatable(config.kind))
  return done(new EvaluationNode(config, undefined, home, false))
}

/** `${oc.deprecated:key,message}`: the node under the new key, and a warning. */
function deprecated([key, message]: readonly Operand[], { node, warn, origin }: OcContext): Outcome {
  const newKey = wantString(key, 'key')
  const wording = message === undefined ? undefined : wantString(message, 'message')
  const finish = (found: EvaluationNode | undefined): Operand => {
    if (found === undefined) throw new OcFailure(keyNotThere(newKey))
    const words = { OLD_KEY: fullKey(node), NEW_KEY: fullKey(found) }
    warn(wording === undefined ? isDeprecated(words.OLD_KEY, words.NEW_KEY) : filledIn(wording, words), origin)
    return found
  }
  return { kind: 'search', key: newKey, finish }
}

/** `${oc.dict.keys:key}`: the keys of a map, as a list. */
function dictKeys([key]: readonly Operand[], { home, origin }: OcContext): Outcome {
  const of = wantString(key, 'key')
  const finish = (found: EvaluationNode | undefined): Operand => {
    const keys = [...entriesOf(wantMap(found, of))].map(([each]) => keyValue(each, origin))
    return new EvaluationNode(list(keys, origin), undefined, home, false)
  }
  return { kind: 'search', key: of, finish }
}

/** `${oc.dict.values:key}`: a list of references to the values of a map. */
function dictValues([key]: readonly Operand[], { home, origin }: OcContext): Outcome {
  const of = wantString(key, 'key')
  const finish = (found: EvaluationNode | undefined): Operand => {
    // The list is one level more between the references and what they are relative to.
    const base = of.startsWith('.') ? `.${of}` : of
    const references = [...entriesOf(wantMap(found, of))].map(([each]) =>
      textValue(`\${${base}.${keyText(each)}}`, origin),
    )
    return new EvaluationNode(list(references, origin), undefined, home, false)
  }
  return { kind: 'search', key: of, finish }
}

function wantString(operand: Operand | undefined, what: string): string {
  const value = operand === undefined ? undefined : valueIn(operand)
  if (value === undefined || !isText(value)) throw new OcFailure(notAString(what, value?.kind ?? 'nothing'))
  return value.value
}

function wantMap(found: EvaluationNode | undefined, key: string): Extract<Value, { kind: 'map' }> {
  if (found === undefined) throw new OcFailure(keyNotThere(key))
  if (found.value.kind === 'missing') throw new OcFailure(keyIsMissing(key))
  if (found.value.kind !== 'map' || found.isResult) throw new OcFailure(notAMap(key, found.value.kind))
  return found.value
}

function keyValue(key: Key, origin: Origin): Value {
  switch (typeof key) {
    case 'string':
      return textValue(key, origin)
    case 'bigint':
      return int(key, origin)
    case 'number':
      return float(key, origin)
    case 'boolean':
      return bool(key, origin)
    default:
      if (key.kind === 'null') return nullValue(origin)
      return key.kind === 'bytes' ? bytes(key.value, origin) : enumMember(key, origin)
  }
}

/** What a resolver was given, read as a config: its strings may be interpolations now. */
function asConfig(value: Value): Value {
  switch (value.kind) {
    case 'str':
      return value.isEscaped ? value : textValue(value.value, value.origin)
    case 'list':
      return list(value.items.map(asConfig), value.origin, value.shape)
    case 'map': {
      if ([...entriesOf(value)].some(([key]) => typeof key === 'object' && key.kind === 'null')) {
        throw new OcFailure(nullAsKey())
      }
      const items = new Map([...value.items].map(([id, item]) => [id, asConfig(item)]))
      return mapOf(items, value.spelled, value.origin, value.shape)
    }
    default:
      return value
  }
}

/** Python's `string.Template`: `$NAME`, `${NAME}`, and `$$` for a dollar sign; what is not known stays. */
function filledIn(text: string, words: Readonly<Record<string, string>>): string {
  return text.replace(/\$(?:(\$)|([a-z_][a-z0-9_]*)|\{([a-z_][a-z0-9_]*)\})/gi, (whole, dollar, name, braced) => {
    if (dollar !== undefined) return '$'
    const word = name ?? braced
    return Object.hasOwn(words, word) ? words[word]! : whole
  })
}

export function checkCount({ usage, least, most }: OcResolver, count: number): void {
  if (count < least || count > most) throw new OcFailure(wrongCount(usage))
}
