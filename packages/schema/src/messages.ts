import type { Key } from '@hydraconf/core'
import { closeMatches } from '@hydraconf/core'
import type { ErrorObject } from 'ajv/dist/2020.js'

/** What is wrong, in words. */
export function wordsOn(error: ErrorObject, path: readonly Key[]): string {
  const { keyword, params } = error
  const place = path.length === 0 ? 'The config' : `'${path.map(String).join('.')}'`
  switch (keyword) {
    case 'type':
      return `${place} has to be ${listed([params.type].flat())}, not ${shown(error.data)}`
    case 'enum':
      return `${place} has to be one of ${listed(params.allowedValues.map(shown))}, not ${shown(error.data)}`
    case 'const':
      return `${place} has to be ${shown(params.allowedValue)}, not ${shown(error.data)}`
    case 'required':
      return `${place} has to have '${params.missingProperty}'`
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return `${place} has no '${params.additionalProperty ?? params.unevaluatedProperty}'`
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
      return `${place} has to be ${params.comparison} ${params.limit}, not ${shown(error.data)}`
    case 'multipleOf':
      return `${place} has to be a multiple of ${params.multipleOf}, not ${shown(error.data)}`
    case 'pattern':
      return `${place} has to match ${params.pattern}, which ${shown(error.data)} does not`
    case 'anyOf':
    case 'oneOf':
      return `${place} fits ${params.passingSchemas == null ? 'none' : 'more than one'} of the alternatives there are: ${shown(error.data)}`
    case 'not':
      return `${place} ${saidOf(error) ?? `is what it may not be: ${shown(error.data)}`}`
    default:
      return `${place} ${error.message ?? `does not satisfy ${keyword}`}`
  }
}

/** What to do about it. */
export function adviceOn({ keyword, params, parentSchema, data }: ErrorObject): string | undefined {
  if (keyword === 'additionalProperties' || keyword === 'unevaluatedProperties') {
    const names = Object.keys((parentSchema as { properties?: object } | undefined)?.properties ?? {})
    const near = closeMatches(params.additionalProperty ?? params.unevaluatedProperty, names)
    if (near.length > 0) return `Did you mean ${near.join(' or ')}?`
    return names.length === 0 ? undefined : `There are ${names.join(', ')}.`
  }
  if (keyword === 'enum' && typeof data === 'string') {
    const near = closeMatches(
      data,
      params.allowedValues.filter((value: unknown) => typeof value === 'string'),
    )
    return near.length === 0 ? undefined : `Did you mean ${near.join(' or ')}?`
  }
  return undefined
}

/** A `not` says best itself what it is there to prevent. */
function saidOf({ parentSchema, schema }: ErrorObject): string | undefined {
  const { description } = (schema ?? {}) as { description?: unknown }
  const { $comment } = (parentSchema ?? {}) as { $comment?: unknown }
  const said = description ?? $comment
  return typeof said === 'string' ? said : undefined
}

function listed(names: readonly unknown[]): string {
  return names.map(String).join(' or ')
}

function shown(value: unknown): string {
  if (typeof value === 'symbol') return 'not known yet'
  const text = JSON.stringify(value) ?? String(value)
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}
