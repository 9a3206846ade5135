import { dialectOf } from '../dialect/dialects.js'
import type { Override } from '../grammar/override.js'
import { droppedFunction, droppedVersionBase } from '../messages/deprecations.js'
import type { Composition } from './composition.js'
import type { Environment } from './environment.js'
import { maskedOverride } from './masked-override.js'
import { Masking } from './masking.js'
import { sensitiveNames } from './sensitive-keys.js'

/**
 * What a release announces that the next will drop, of what overrides use; Hydra says it as it reads them. Without the
 * values of sensitive keys: those of a composition, or what goes by such names where it was refused.
 */
export function deprecations(
  overrides: readonly Override[],
  { dialect, versionBase, extensions }: Environment,
  composition?: Pick<Composition, 'config' | 'layers' | 'overrides' | 'intent'>,
): readonly string[] {
  if (!dialectOf(dialect).run.announcesDrops) return []
  const using = overrides.filter(({ deprecated }) => deprecated !== undefined)
  const masking = using.length === 0 || composition === undefined ? undefined : Masking.of(composition, dialect)
  const names = sensitiveNames(extensions)
  const functions = using.flatMap((override) => {
    const { text } =
      composition === undefined ? maskedOverride(override, names) : (masking?.override(override) ?? override)
    return override.deprecated!.map((name) => droppedFunction(name, text))
  })
  return typeof versionBase === 'string' ? [droppedVersionBase(versionBase), ...functions] : functions
}
