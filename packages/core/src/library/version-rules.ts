import type { Dialect } from '../dialect/dialect.js'

/** What the dialect and `version_base` decide, chosen once at the top. */
export interface VersionRules {
  readonly dialect: Dialect
  /** As `hydra.runtime.version_base` shows it: `1.3`. Whatever is newer than the newest rules follows those. */
  readonly versionBase: string
  /** 1.1: `# @package _group_` and `_name_` are keywords, `.yml` is read, hydra groups need no `override`. */
  readonly legacy: boolean
}
