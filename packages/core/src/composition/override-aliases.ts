import type { DialectName } from '../dialect/dialect.js'
import { parseOverride } from '../grammar/parse-override.js'
import type { Document } from '../library/document.js'
import {
  aliasNeedsValue,
  aliasNotAMap,
  aliasNotAName,
  aliasNotLiteral,
  aliasNotText,
  aliasTargetRefused,
  aliasTargetSigned,
  aliasTwice,
} from '../messages/aliases.js'
import { HydraconfError, raise } from '../text/errors.js'
import { entriesOf } from '../value/constructors.js'
import type { MapValue, Value } from '../value/value.js'

/** Other names for overrides, which the primary config gives in `hydra.aliases`: `{'rate,r': lr, fast: lr=9}`. */
export interface OverrideAliases {
  /** What each name stands for: a key, or a whole override. */
  readonly targets: ReadonlyMap<string, string>
  /**
   * An override as it is meant: `rate=3` is `lr=3`, `fast` is `lr=9`; any other as it is.
   *
   * @throws ConfigCompositionException for the name of a key without a value
   */
  expand(text: string): string
}

/** Where there are none. */
export const NO_ALIASES: OverrideAliases = { targets: new Map(), expand: (text) => text }

/**
 * The aliases of a primary config. One that is put into a package has no `hydra` node, and so none.
 *
 * @throws ConfigCompositionException for aliases that cannot be
 */
export function overrideAliasesOf({ header, body }: Document, dialect: DialectName): OverrideAliases {
  const isAtRoot = header.package === undefined || header.package === '_global_'
  const definitions = isAtRoot && body.kind === 'map' ? aliasesIn(body) : undefined
  return definitions === undefined ? NO_ALIASES : aliasesOf(targetsIn(definitions, dialect))
}

/** The text of an override in parts that put together are the text: sign, key, and `=` with what follows. */
export function splitOverride(text: string): readonly [sign: string, key: string, value: string] {
  const [, sign = '', key = '', value = ''] = /^(\+\+|\+|~)?((?:\\[\s\S]|[^=\\]|\\$)*)(=[\s\S]*)?$/.exec(text)!
  return [sign, key, value]
}

function aliasesOf(targets: ReadonlyMap<string, string>): OverrideAliases {
  return {
    targets,
    expand(text) {
      const [sign, key, value] = splitOverride(text)
      const target = targets.get(key)
      if (target === undefined) return text
      const [targetSign, targetKey, targetValue] = splitOverride(target)
      if (targetValue !== '') return value === '' ? (sign || targetSign) + targetKey + targetValue : text
      if (value === '' && sign !== '~') throw raise(aliasNeedsValue({ name: key, target }))
      return sign + target + value
    },
  }
}

function aliasesIn(body: MapValue): MapValue | undefined {
  const hydra = literal(body.items.get('hydra'))
  const aliases = hydra?.kind === 'map' ? literal(hydra.items.get('aliases')) : undefined
  if (aliases === undefined || aliases.kind === 'missing') return undefined
  if (aliases.kind !== 'map') throw raise(aliasNotAMap(), aliases.origin)
  return aliases
}

function literal(value: Value | undefined): Value | undefined {
  if (value?.kind === 'interpolation') throw raise(aliasNotLiteral(), value.origin)
  return value
}

function targetsIn(definitions: MapValue, dialect: DialectName): ReadonlyMap<string, string> {
  const targets = new Map<string, string>()
  for (const [names, target] of entriesOf(definitions)) {
    if (typeof names !== 'string' || target.kind !== 'str') throw raise(aliasNotText(), target.origin)
    refuseTarget(target.value, target, dialect)
    for (const given of names.split(',')) {
      const name = given.trim()
      const [sign, , value] = splitOverride(name)
      if (name === '' || sign !== '' || value !== '' || !parses(`${name}=null`, dialect)) {
        throw raise(aliasNotAName({ name }), target.origin)
      }
      if (targets.has(name)) throw raise(aliasTwice({ name }), target.origin)
      targets.set(name, target.value)
    }
  }
  return targets
}

function refuseTarget(target: string, { origin }: Value, dialect: DialectName): void {
  const [, , value] = splitOverride(target)
  try {
    const { op } = parseOverride(value === '' ? `${target}=null` : target, { dialect })
    if (value !== '' || op === 'change' || op === 'extend') return
  } catch (error) {
    if (!(error instanceof HydraconfError)) throw error
    throw raise(aliasTargetRefused({ target, why: error.summary }), origin, error)
  }
  throw raise(aliasTargetSigned({ target }), origin)
}

function parses(text: string, dialect: DialectName): boolean {
  try {
    parseOverride(text, { dialect })
    return true
  } catch {
    return false
  }
}
