import {
  type Composed,
  childSpot,
  entriesOf,
  type Follow,
  following,
  fullKey,
  HydraconfError,
  missingKeys,
  raise,
  rootSpot,
  type Spot,
  toJs,
} from '@hydraconf/core'
import { missingRead } from '../messages.js'

/**
 * The config of a task as plain JavaScript. A value that is missing (`???`), or whose interpolation fails, throws when
 * it is read, as in Hydra; one that is never read troubles nobody.
 */
export function taskConfig(composed: Composed): Readonly<Record<string, unknown>> {
  const { job } = composed
  if (missingKeys(job).length === 0) {
    try {
      return composed.js
    } catch (error) {
      if (!(error instanceof HydraconfError)) throw error
    }
  }
  return readable(rootSpot(job), following(composed.evaluation)) as Readonly<Record<string, unknown>>
}

function readable(spot: Spot, follow: Follow): unknown {
  const { value } = spot
  switch (value.kind) {
    case 'map': {
      const object = {}
      for (const [key] of entriesOf(value)) put(object, keyName(key), childSpot(spot, key)!, follow)
      return object
    }
    case 'list': {
      const array: unknown[] = []
      value.items.forEach((_, index) => {
        put(array, String(index), childSpot(spot, BigInt(index))!, follow)
      })
      return array
    }
    case 'missing':
      throw raise(missingRead({ key: fullKey(spot) }), value.origin)
    case 'interpolation':
      return readable(follow(spot), follow)
    default:
      return toJs(value)
  }
}

function put(into: object, name: string, spot: Spot, follow: Follow): void {
  const common = { enumerable: true, configurable: true }
  try {
    Object.defineProperty(into, name, { value: readable(spot, follow), writable: true, ...common })
  } catch (error) {
    if (!(error instanceof HydraconfError)) throw error
    Object.defineProperty(into, name, {
      get: () => {
        throw error
      },
      ...common,
    })
  }
}

function keyName(key: unknown): string {
  return typeof key === 'boolean' ? (key ? 'True' : 'False') : String(key)
}
