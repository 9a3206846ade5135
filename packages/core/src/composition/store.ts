import type { DialectName } from '../dialect/dialect.js'
import { dialectOf } from '../dialect/dialects.js'
import { fromJs } from '../grammar/from-js.js'
import { following } from '../interpolation/dereference.js'
import type { StoredConfig } from '../library/stored-source.js'
import { merge } from '../merge/merge.js'
import { refuseItemReferences } from '../shape/refuse-item-references.js'
import { structDefaults } from '../shape/struct-defaults.js'
import { map } from '../value/constructors.js'
import type { MapValue, Struct } from '../value/value.js'

/** A config that a program gives as data instead of as a file. */
export interface StoreEntry {
  readonly name: string
  readonly group?: string | undefined
  /** As a `# @package` header would say it. */
  readonly package?: string | undefined
  /** Who gives it: shown by `--info searchpath` and in messages. */
  readonly provider?: string | undefined
  /** Its content as plain JavaScript, or as a value. A `defaults` list is one as in a file. */
  readonly node?: object | MapValue | undefined
  /** What it declares: types, defaults, and that it takes no other keys. */
  readonly shape?: Struct | undefined
  /** As `shape`, with its values made: what `@hydraconf/schema` reads out of a JSON Schema. */
  readonly prototype?: MapValue | undefined
  /** By whose rules the node is merged onto what is declared; Hydra 1.3's unless said otherwise. */
  readonly dialect?: DialectName | undefined
}

/**
 * A config for the `stored` of a plugin; mirrors `ConfigStore.store`. With a shape it is a structured config: what is
 * composed onto it is converted to the declared types, and keys it does not declare are refused.
 *
 * @throws ValidationError, ConfigKeyError where the node is not what the shape declares
 */
export function store({ node, shape, prototype, dialect, ...where }: StoreEntry): StoredConfig {
  const declared = prototype ?? (shape === undefined ? undefined : structDefaults(shape))
  if (declared !== undefined && !dialectOf(dialect).merge.takesInterpolations) refuseItemReferences(declared)
  const given = node === undefined ? map([]) : isValue(node) ? node : (fromJs(node) as MapValue)
  return { ...where, value: declared === undefined ? given : typed(declared, given, dialect) }
}

// The defaults list of a config is no part of what its shape declares.
function typed(declared: MapValue, given: MapValue, dialect: DialectName | undefined): MapValue {
  const options = { follow: following({ dialect }), dialect }
  const defaults = given.items.get('defaults')
  if (defaults === undefined || declared.items.has('defaults')) return merge(declared, given, options) as MapValue
  const body = new Map(given.items)
  body.delete('defaults')
  const merged = merge(declared, { ...given, items: body }, options) as MapValue
  return { ...merged, items: new Map([['defaults', defaults], ...merged.items]) }
}

function isValue(node: object): node is MapValue {
  return (node as Partial<MapValue>).kind === 'map' && (node as Partial<MapValue>).items instanceof Map
}
