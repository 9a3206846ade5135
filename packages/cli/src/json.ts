import { describeOrigin, HydraconfError, type Js, type Origin, placeOf, toJs, type Value } from '@hydraconf/core'
import { UsageError } from '@hydraconf/node'

/** JSON of a config: ints of any size as numbers, what JSON has no number for (`nan`, `inf`) as text, bytes as base64. */
export function configJson(value: Value): string {
  return jsonText(toJs(value))
}

/** Pretty JSON of plain data that may hold bigints. */
export function jsonText(data: unknown): string {
  return print(data as Js, '')
}

function print(data: Js | undefined, pad: string): string {
  if (typeof data === 'bigint') return String(data)
  if (typeof data === 'number') return Number.isFinite(data) ? JSON.stringify(data) : JSON.stringify(nonFinite(data))
  if (data === null || data === undefined || typeof data !== 'object') return JSON.stringify(data ?? null)
  if (data instanceof Uint8Array) return JSON.stringify(Buffer.from(data).toString('base64'))
  const inner = `${pad}  `
  if (Array.isArray(data)) {
    if (data.length === 0) return '[]'
    return `[\n${data.map((item) => inner + print(item, inner)).join(',\n')}\n${pad}]`
  }
  const entries = Object.entries(data).filter(([, value]) => value !== undefined)
  if (entries.length === 0) return '{}'
  const lines = entries.map(([key, value]) => `${inner}${JSON.stringify(key)}: ${print(value as Js, inner)}`)
  return `{\n${lines.join(',\n')}\n${pad}}`
}

function nonFinite(value: number): string {
  return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf'
}

/** A place for programs. */
export function placeJson(origin: Origin): object {
  const { source, start } = origin
  if (source.text === '') return { source: source.name }
  return { source: source.name, kind: source.kind, ...placeOf(source.text, start) }
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
