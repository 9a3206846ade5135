import { isSweep, type Override } from '../grammar/override.js'
import { elementValue } from '../grammar/override-element.js'
import { parseOverride } from '../grammar/parse-override.js'
import { variableNamed } from '../interpolation/variables.js'
import { typeAt } from '../merge/merge-types.js'
import { update } from '../merge/update.js'
import { variableKeyNotThere, variableNotFit, variableRefused } from '../messages/apply-variables.js'
import { convert } from '../shape/convert.js'
import { containerKind, isContainerType } from '../shape/declared-type.js'
import { HydraconfError, raise, unlessRefused } from '../text/errors.js'
import type { Origin } from '../text/source.js'
import { type ConfigNode, rootNode } from '../value/config-node.js'
import { str } from '../value/constructors.js'
import { readInt } from '../value/number.js'
import { selectPlace } from '../value/select.js'
import type { MapValue, Value } from '../value/value.js'
import { closed, type EditOptions } from './apply-overrides.js'
import type { Environment } from './environment.js'
import { keySuggestions } from './key-suggestions.js'

/** A variable of the environment that stands for a key, with the text that it has. */
export interface GivenVariable {
  readonly name: string
  readonly key: string
  readonly text: string
  /** The file of variables that gives it; undefined: the environment does. */
  readonly file: string | undefined
}

/** Those of an environment's variables that stand for keys and are set, in the order of the program. */
export function givenVariables({ variableKeys = {}, facts }: Environment): readonly GivenVariable[] {
  return Object.entries(variableKeys).flatMap(([name, key]) => {
    const found = variableNamed(name, facts)
    return found === undefined ? [] : [{ name, key, text: found.value, file: found.file }]
  })
}

/** `environment variable DB_PASSWORD`, as it is told of. */
export function variableText({ name, file }: Pick<GivenVariable, 'name' | 'file'>): string {
  return file === undefined ? `environment variable ${name}` : `variable ${name} of ${file}`
}

/**
 * The composed config with what variables say, in front of the command line's edits.
 *
 * @throws ConfigCompositionException for a key that is not there, and for a text that is not what the key holds
 */
export function applyVariables(config: MapValue, given: readonly GivenVariable[], options: EditOptions): MapValue {
  return given.reduce((made, variable) => applyVariable(made, variable, options), config)
}

/** The same of one variable. */
export function applyVariable(config: MapValue, given: GivenVariable, options: EditOptions): MapValue {
  const { name, key } = given
  const origin: Origin = {
    source: { kind: 'program', name: variableText(given), text: '' },
    start: 0,
    end: 0,
  }
  const place = unlessRefused(() => selectPlace(rootNode(config), key, options))
  if (place?.parent === undefined) {
    throw raise(variableKeyNotThere({ name, key, around: keySuggestions(config, key, options.dialect) }), origin)
  }
  const value = valueFor(place, given, origin)
  try {
    return update(closed(config), key, value, options)
  } catch (error) {
    if (!(error instanceof HydraconfError) || !error.isA('OmegaConfBaseException')) throw error
    throw raise(variableRefused({ name, key, why: error.summary }), origin, error)
  }
}

/**
 * A text as what the key holds. Where a type is declared, that converts it; else what is there says what it is. Where nothing is
 * there to say (null, `???`, an interpolation), numbers, booleans and null are what they are in an override, and all else is a text.
 */
function valueFor(place: ConfigNode, given: GivenVariable, origin: Origin): Value {
  const { name, key, text } = given
  const type = typeAt(place)
  const isDeclared = type !== undefined && type.kind !== 'any'
  if (isDeclared && !isContainerType(type)) return str(text, origin)
  const kind = isContainerType(type) ? containerKind(type) : place.value.kind
  const value = readAs(kind, text, origin)
  if (value === undefined) throw raise(variableNotFit({ name, key, kind }), origin)
  return value
}

function readAs(kind: Value['kind'], text: string, origin: Origin): Value | undefined {
  const whole = str(text, origin)
  switch (kind) {
    case 'bool':
      return unlessRefused(() => convert(whole, { kind, optional: false }))
    case 'int':
    case 'float':
      return unlessRefused(() =>
        convert(whole, { kind: readInt(text) === undefined ? 'float' : 'int', optional: false }),
      )
    case 'map':
    case 'list': {
      const read = asOverride(text, origin)
      return read?.kind === kind ? read : undefined
    }
    case 'null':
    case 'missing':
    case 'interpolation': {
      const read = asOverride(text, origin)
      return read !== undefined && PRIMITIVES.has(read.kind) ? read : whole
    }
    default:
      return whole
  }
}

const PRIMITIVES: ReadonlySet<Value['kind']> = new Set(['null', 'bool', 'int', 'float'])

/** What a text is as the value of an override; undefined for one that is none, or a sweep. */
function asOverride(text: string, origin: Origin): Value | undefined {
  return unlessRefused(() => {
    const { value }: Override = parseOverride(`key=${text}`)
    return value === undefined || isSweep(value) || value.kind === 'extension' ? undefined : elementValue(value, origin)
  })
}
