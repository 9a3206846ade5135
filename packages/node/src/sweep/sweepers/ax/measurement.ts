import { isNumber } from '../search/search.js'

/** What a task measured: by metric its mean, and the standard error of that. Null: Ax has to estimate it. */
export type Measurement = readonly (readonly [metric: string, mean: number, error: number | null])[]

export interface Measuring {
  /** The metric that is looked at. */
  readonly objective: string
  /** Whether what has no error given is not exact. */
  readonly isNoisy: boolean
}

/** Of a number, a pair of a number and its standard error, or a map of these by metric; undefined: it is none of them. */
export function measurementOf(returned: unknown, { objective, isNoisy }: Measuring): Measurement | undefined {
  if (typeof returned !== 'object' || returned === null || Array.isArray(returned)) {
    const metric = metricOf(returned, isNoisy)
    return metric === undefined ? undefined : [[objective, ...metric]]
  }
  const all = Object.entries(returned).map(([name, value]) => [name, metricOf(value, isNoisy)] as const)
  const isWhole = Object.hasOwn(returned, objective) && all.every(([, metric]) => metric !== undefined)
  return isWhole ? all.map(([name, metric]) => [name, ...metric!] as const) : undefined
}

function metricOf(value: unknown, isNoisy: boolean): readonly [mean: number, error: number | null] | undefined {
  if (isNumber(value)) return [Number(value), isNoisy ? null : 0]
  if (!Array.isArray(value) || value.length !== 2) return undefined
  const [mean, error = null] = value
  if (!isNumber(mean) || !(error === null || isNumber(error))) return undefined
  return [Number(mean), error === null ? null : Number(error)]
}
