import { dialectOf } from '../dialect/dialects.js'
import { droppedFunction, droppedVersionBase } from '../messages/deprecations.js'
import type { Composition } from './composition.js'
import type { Environment } from './environment.js'
import { Masking } from './masking.js'

/** What a release announces that the next will drop, of what a composition uses, without the values of sensitive keys. */
export function deprecations(
  stages: Pick<Composition, 'config' | 'layers' | 'overrides' | 'intent'>,
  { dialect, versionBase }: Environment,
): readonly string[] {
  if (!dialectOf(dialect).run.announcesDrops) return []
  const using = stages.overrides.filter(({ deprecated }) => deprecated !== undefined)
  const masking = using.length === 0 ? undefined : Masking.of(stages, dialect)
  const functions = using.flatMap((override) => {
    const { text } = masking?.override(override) ?? override
    return override.deprecated!.map((name) => droppedFunction(name, text))
  })
  return typeof versionBase === 'string' ? [droppedVersionBase(versionBase), ...functions] : functions
}
