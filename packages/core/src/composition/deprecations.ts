import { dialectOf } from '../dialect/dialects.js'
import type { Override } from '../grammar/override.js'
import { droppedFunction, droppedVersionBase } from '../messages/deprecations.js'
import type { Environment } from './environment.js'

/** What a release announces that the next will drop, of what a composition uses. */
export function deprecations(overrides: readonly Override[], { dialect, versionBase }: Environment): readonly string[] {
  if (!dialectOf(dialect).run.announcesDrops) return []
  const functions = overrides.flatMap(({ deprecated = [], text }) =>
    deprecated.map((name) => droppedFunction(name, text)),
  )
  return typeof versionBase === 'string' ? [droppedVersionBase(versionBase), ...functions] : functions
}
