import { keyUnwritable } from '../messages/override-value.js'
import { raise } from '../text/errors.js'
import type { Value } from '../value/value.js'
import { fromJs } from './from-js.js'
import type { Element, Override } from './override.js'
import { elementOf } from './override-from-value.js'
import { parseOverride } from './parse-override.js'
import { printOverride } from './print-override.js'

/** Where the option of a group goes. */
export interface PackageOption {
  /** Where the group's config lands: `db@backup`. */
  readonly package?: string | undefined
}

/**
 * Writes overrides for programs, so that nobody has to think of quotes: `override.set('title', 'a, b')` is
 * `title='a, b'`. Each gives the text that `compose`, the command line or another Hydra takes.
 *
 * Values are plain JavaScript (`fromJs` says how it is read: whole numbers are ints, `???` and `${…}` are what they
 * are in a config) or config values.
 *
 * All throw HydraconfError of type `OverrideParseException` for a key that is none, and for a value that cannot be
 * written: bytes, and maps with keys that would need quotes.
 */
export const override = {
  /** `key=value`: changes a value that is there. */
  set: (key: string, value: unknown): string => written('change', key, undefined, valueElement(value)),
  /** `+key=value`: adds a value that is not there; merges a map into one that is. */
  add: (key: string, value: unknown, options: PackageOption = {}): string =>
    written('add', key, options.package, valueElement(value)),
  /** `++key=value`: adds or changes. */
  forceAdd: (key: string, value: unknown): string => written('force-add', key, undefined, valueElement(value)),
  /** `~key`: removes a value, or a group from the defaults list. */
  remove: (key: string, options: PackageOption = {}): string => written('delete', key, options.package, undefined),
  /** `group@package=option`: chooses the option of a config group, or several. */
  choose: (group: string, option: string | readonly string[], options: PackageOption = {}): string =>
    written('change', group, options.package, valueElement(option)),
} as const

function written(
  op: Override['op'],
  name: string,
  packageName: string | undefined,
  value: Element | undefined,
): string {
  const text = printOverride({ op, key: { name, package: packageName }, value })
  const read = parsed(text)
  if (read?.op !== op || read.key.name !== name || read.key.package !== packageName) {
    throw raise(keyUnwritable({ key: packageName === undefined ? name : `${name}@${packageName}` }))
  }
  return text
}

function parsed(text: string): Override | undefined {
  try {
    return parseOverride(text)
  } catch {
    return undefined
  }
}

function valueElement(value: unknown): Element {
  return elementOf(isValue(value) ? value : fromJs(value))
}

/** Config values know where they were written; plain data that says so too is not worth a thought. */
function isValue(value: unknown): value is Value {
  return typeof value === 'object' && value !== null && 'kind' in value && 'origin' in value
}
