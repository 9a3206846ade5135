import type { Override } from '../grammar/override.js'
import { droppedFunction, droppedVersionBase } from '../messages/deprecations.js'
import type { Environment } from './environment.js'

/** What Hydra 1.4 announces that 1.5 will drop, of what a composition uses. */
export function deprecations(overrides: readonly Override[], { dialect, versionBase }: Environment): readonly string[] {
  if (dialect !== '1.4') return []
  const functions = overrides.flatMap(({ deprecated = [], text }) =>
    deprecated.map((name) => droppedFunction(name, text)),
  )
  return typeof versionBase === 'string' ? [droppedVersionBase(versionBase), ...functions] : functions
}
