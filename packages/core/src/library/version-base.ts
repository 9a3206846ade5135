import type { DialectName, PyYamlVersion } from '../dialect/dialect.js'
import { dialectOf } from '../dialect/dialects.js'
import { notAVersionBase, oldVersionBase } from '../messages/composition.js'
import { raise } from '../text/errors.js'
import type { VersionRules } from './version-rules.js'

/**
 * What the dialect and a `version_base` decide, chosen once at the top. Undefined, like Python's `None`, means the
 * newest. Like Hydra, only the first two numbers count, and what is older than 1.1 (in dialect 1.4: than 1.3) is refused.
 * Mirrors `version.setbase`.
 *
 * @throws HydraException for what is no version, and for one that is too old
 */
export function rulesFor(
  versionBase: string | null | undefined,
  dialectName?: DialectName,
  pyyaml?: PyYamlVersion,
): VersionRules {
  const dialect = dialectOf(dialectName, pyyaml)
  const { newest, oldest } = dialect.versionBase
  if (versionBase === undefined || versionBase === null) return { dialect, versionBase: newest, legacy: false }
  if (typeof versionBase !== 'string') throw raise(notAVersionBase({ given: String(versionBase) }))
  const parts = /^v?(\d+)(?:\.(\d+))?(?:\.\d+)*(?:[.\-_]?[a-z]+\d*)*$/i.exec(versionBase.trim())
  if (parts === null) throw raise(notAVersionBase({ given: versionBase }))
  const major = Number(parts[1])
  const minor = Number(parts[2] ?? 0)
  const [oldestMajor, oldestMinor] = oldest.split('.').map(Number)
  if (major < oldestMajor! || (major === oldestMajor && minor < oldestMinor!)) {
    throw raise(oldVersionBase({ given: versionBase, oldest, dialect: dialect.name }))
  }
  return { dialect, versionBase: `${major}.${minor}`, legacy: major === 1 && minor === 1 }
}
