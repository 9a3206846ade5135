import { notAVersionBase } from '../messages/composition.js'
import { raise } from '../text/errors.js'
import type { VersionRules } from './version-rules.js'

const NEWEST: VersionRules = { versionBase: '1.3', legacy: false }

/**
 * What a `version_base` decides, chosen once at the top. Undefined, like Python's `None`, means the newest. Like Hydra, only the first two
 * numbers count, and what is older than 1.1 is refused.
 * Mirrors `version.setbase`.
 *
 * @throws HydraException for what is no version, and for one before 1.1
 */
export function rulesFor(versionBase: string | null | undefined): VersionRules {
  if (versionBase === undefined || versionBase === null) return NEWEST
  if (typeof versionBase !== 'string') throw raise(notAVersionBase({ given: String(versionBase) }))
  const parts = /^v?(\d+)(?:\.(\d+))?(?:\.\d+)*(?:[.\-_]?[a-z]+\d*)*$/i.exec(versionBase.trim())
  if (parts === null) throw raise(notAVersionBase({ given: versionBase }))
  const major = Number(parts[1])
  const minor = Number(parts[2] ?? 0)
  if (major < 1 || (major === 1 && minor < 1)) throw raise(notAVersionBase({ given: versionBase }))
  return { versionBase: `${major}.${minor}`, legacy: major === 1 && minor === 1 }
}
