import { describeOrigin, HydraconfError, type Origin, positionOfOrigin, type Value } from '@hydraconf/core'
import { UsageError } from '@hydraconf/node'
import { ConfigJson, enclosed } from './config-json.js'

/** A config in data that `jsonText` writes. */
export class JsonOf {
  constructor(readonly config: Value) {}
}

/** JSON of a config: ints of any size as numbers, what JSON has no number for (`nan`, `inf`) as text, bytes as base64. */
export function configJson(value: Value): string {
  return new ConfigJson([value]).text(value, '')
}

/** Pretty JSON of plain data that may hold bigints, and configs as `JsonOf`. */
export function jsonText(data: unknown): string {
  return print(data, '', new ConfigJson(configsIn(data)))
}

function print(data: unknown, pad: string, configs: ConfigJson): string {
  if (data instanceof JsonOf) return configs.text(data.config, pad)
  if (typeof data === 'bigint') return String(data)
  if (data === null || typeof data !== 'object') return JSON.stringify(data ?? null)
  const inner = `${pad}  `
  if (Array.isArray(data)) {
    return enclosed(
      '[',
      data.map((item) => inner + print(item, inner, configs)),
      ']',
      pad,
    )
  }
  const entries = Object.entries(data).filter(([, value]) => value !== undefined)
  const lines = entries.map(([key, value]) => `${inner}${JSON.stringify(key)}: ${print(value, inner, configs)}`)
  return enclosed('{', lines, '}', pad)
}

function* configsIn(data: unknown): Generator<Value> {
  if (data instanceof JsonOf) yield data.config
  else if (data !== null && typeof data === 'object') for (const item of Object.values(data)) yield* configsIn(item)
}

/** A place for programs. */
export function placeJson(origin: Origin): object {
  const { source } = origin
  if (source.text === '') return { source: source.name }
  return { source: source.name, kind: source.kind, ...positionOfOrigin(origin) }
}

/** An error for programs. */
export function errorJson(error: unknown): object {
  if (error instanceof UsageError) {
    return { error: { type: error.name, code: 'usage', message: error.summary, advice: error.advice } }
  }
  if (!(error instanceof HydraconfError))
    return { error: { message: error instanceof Error ? error.message : String(error) } }
  const { type, code, summary, advice, origin } = error
  return {
    error: {
      type,
      code,
      message: summary,
      advice,
      ...(origin === undefined ? {} : { at: describeOrigin(origin), place: placeJson(origin) }),
    },
  }
}
