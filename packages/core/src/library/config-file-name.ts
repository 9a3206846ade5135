import type { VersionRules } from './version-rules.js'

/** The file of a config name: `db/mysql` -> `db/mysql.yaml`. Mirrors `ConfigSource._normalize_file_name`. */
export function configFile(name: string, rules?: VersionRules): string {
  return name.endsWith('.yaml') || (rules?.legacy && name.endsWith('.yml')) ? name : `${name}.yaml`
}
