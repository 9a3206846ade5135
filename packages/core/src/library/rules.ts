/** What `version_base` decides, chosen once at the top. */
export interface Rules {
  readonly versionBase: '1.1' | '1.2' | '1.3'
  /** 1.1: `# @package _group_` and `_name_` are keywords, `.yml` is read, hydra groups need no `override`. */
  readonly legacy: boolean
}
