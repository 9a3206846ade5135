import { following } from '../interpolation/dereference.js'
import { groupNotValid } from '../messages/schema.js'
import type { Finding, GroupSchema } from '../plugin.js'
import { raise, unlessRefused } from '../text/errors.js'
import { describeOrigin, type Origin } from '../text/source.js'
import { rootNode } from '../value/config-node.js'
import { type Key, keyId } from '../value/key.js'
import { splitKey } from '../value/path.js'
import type { Value } from '../value/value.js'
import type { Composed } from './composed.js'
import { resolveSubtree } from './resolve-subtree.js'

/** A finding with its place in the config and in the file that it was written in. */
export interface Located extends Finding {
  /** The group whose schema found it, and the package that its option landed in. */
  readonly group: string
  readonly package: string
  readonly origin: Origin
}

/** What the schemas of groups find wrong, wherever the defaults list put an option of theirs. */
export function findingsIn(
  composed: Pick<Composed, 'config' | 'evaluation' | 'list'>,
  schemas: ReadonlyMap<string, GroupSchema>,
): readonly Located[] {
  if (schemas.size === 0) return []
  const found: Located[] = []
  const seen = new Set<string>()
  const resolved = resolvedWherePossible(composed)
  for (const { configPath, package: pkg } of composed.list) {
    const group = configPath.slice(0, Math.max(configPath.lastIndexOf('/'), 0))
    const check = schemas.get(group)?.check
    const at = `${group}@${pkg}`
    if (check === undefined || seen.has(at)) continue
    seen.add(at)
    const value = valueAt(resolved, pkg === '' ? [] : splitKey(pkg))
    for (const finding of check(value)) {
      found.push({ ...finding, group, package: pkg, origin: valueAt(value, finding.path).origin })
    }
  }
  return found
}

/** Interpolations that fail stay: what they stand for may be known only when the run is on. */
function resolvedWherePossible({ config, evaluation }: Pick<Composed, 'config' | 'evaluation'>): Value {
  const follow = following(evaluation)
  return resolveSubtree(rootNode(config), (from) => unlessRefused(() => follow(from)))
}

/** @throws ValidationError that names every finding, at the place of the first */
export function refuseFindings(found: readonly Located[]): void {
  const [first, ...others] = found
  if (first === undefined) return
  const more = others.map(({ message, origin }) => ({ message, place: describeOrigin(origin) }))
  throw raise(groupNotValid({ ...first, more }), first.origin)
}

/** The value at the end of a path, or the last one on the way that is there. */
function valueAt(from: Value, path: readonly Key[]): Value {
  let value = from
  for (const key of path) {
    const child = value.kind === 'map' ? value.items.get(keyId(key)) : undefined
    const item = value.kind === 'list' ? value.items[Number(key)] : undefined
    const next = child ?? item
    if (next === undefined) break
    value = next
  }
  return value
}
