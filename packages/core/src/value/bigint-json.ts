/**
 * Lets `JSON.stringify` write an object or array that holds bigints, which it refuses otherwise: as a text of their digits,
 * since a number would be another one. Nothing else of the object is changed, and nothing at all where there is no bigint.
 */
export function jsonReady<T extends object>(object: T): T {
  if (!Object.values(object).some((value) => typeof value === 'bigint') || Object.hasOwn(object, 'toJSON'))
    return object
  const toJSON = (): object => {
    const shown = Object.entries(object).map(([key, value]) => [key, typeof value === 'bigint' ? String(value) : value])
    return Array.isArray(object) ? shown.map(([, value]) => value) : Object.fromEntries(shown)
  }
  return Object.defineProperty(object, 'toJSON', { value: toJSON, configurable: true })
}
