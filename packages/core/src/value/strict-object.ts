import { keyNotThere, keyNotToBeAdded } from '../messages/container-access.js'
import { closeMatches } from '../text/close-matches.js'
import { raise } from '../text/errors.js'
import { configOriginOf } from './config-objects.js'

/**
 * Makes a config object, and what is in it, refuse keys that it does not have, as a DictConfig of Python: reading one, and
 * adding one, throws a ConfigAttributeError with the closest key. Lists stay as they are.
 *
 * The refusal is in the prototype, where JavaScript looks for what an object does not have itself. So what is there is read as
 * fast as ever, and whoever goes by own properties sees a plain object: `JSON.stringify`, `structuredClone`, spread, `in`.
 */
export function strictly<T extends object>(object: T, seen: Set<object> = new Set()): T {
  if (seen.has(object)) return object
  seen.add(object)
  // By descriptors: a missing value throws when it is read.
  for (const { value } of Object.values(Object.getOwnPropertyDescriptors(object))) {
    if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array)) strictly(value as object, seen)
  }
  return Array.isArray(object) ? object : Object.setPrototypeOf(object, STRICT)
}

/** What JavaScript, Node and test tools look for on any object, whatever it is. */
const PROBED: ReadonlySet<string> = new Set([
  'then',
  'toJSON',
  'inspect',
  'asymmetricMatch',
  '$$typeof',
  'href',
  'nodeType',
  'tagName',
  'message',
  'stack',
])

/** As `Object.prototype` to whoever asks for the class of an object. */
const PLAIN: object = Object.create(Object.prototype, {
  constructor: { value: Object, writable: true, configurable: true },
})

const STRICT: object = new Proxy(PLAIN, {
  get(target, name, object) {
    if (isProbed(target, name)) return Reflect.get(target, name, object)
    throw raise(keyNotThere(refused(object, name)), configOriginOf(object)?.origin)
  },
  set(target, name, value, object) {
    if (isProbed(target, name)) return Reflect.set(target, name, value, object)
    throw raise(keyNotToBeAdded(refused(object, name)), configOriginOf(object)?.origin)
  },
})

function isProbed(target: object, name: string | symbol): name is symbol {
  return typeof name === 'symbol' || name in target || PROBED.has(name) || name.startsWith('@@')
}

function refused(object: object, name: string) {
  const place = configOriginOf(object)?.key ?? ''
  const known = Object.keys(object)
  return { name, place, near: closeMatches(name, known), known }
}
