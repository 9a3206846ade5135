import type { DialectName } from '../dialect/dialect.js'
import { dialectOf } from '../dialect/dialects.js'
import type { KeySuggestions } from '../messages/apply-overrides.js'
import { closeMatches } from '../text/close-matches.js'
import { splitKey } from '../value/path.js'
import type { MapValue } from '../value/value.js'

/** What there is where a mistyped key leads: the deepest value that its path reaches, and keys in it that may be meant. */
export function keySuggestions(config: MapValue, key: string, dialect: DialectName | undefined): KeySuggestions {
  const parts = splitKey(key, dialectOf(dialect).keys)
  let at: MapValue = config
  for (const [index, part] of parts.entries()) {
    const child = at.items.get(part)
    const before = parts.slice(0, index)
    if (child === undefined) {
      const names = [...at.items.keys()].filter((id): id is string => typeof id === 'string' && !id.includes('.'))
      const rest = parts.slice(index).join('.')
      const dotted = rest.includes('.') && at.items.has(rest) ? rest : undefined
      const near = closeMatches(part, names).map((name) => [...before, name, ...parts.slice(index + 1)].join('.'))
      const keys = names.filter((name) => index > 0 || name !== 'hydra')
      const holder = before.join('.')
      return { holder, kind: 'map', near, keys, isFixed: isStruct(at) || FIXED.has(holder), dotted }
    }
    if (child.kind !== 'map') {
      return { holder: parts.slice(0, index + 1).join('.'), kind: child.kind, near: [], keys: [], isFixed: false }
    }
    at = child
  }
  return { holder: key, kind: 'map', near: [], keys: [], isFixed: false }
}

/** They take the settings that the launcher and the sweeper have, and no others. */
const FIXED: ReadonlySet<string> = new Set(['hydra.launcher', 'hydra.sweeper'])

function isStruct({ shape }: MapValue): boolean {
  return shape?.type?.kind === 'struct' && shape.type.struct.rest === undefined
}
