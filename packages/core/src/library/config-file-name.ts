import { oldExtensionRefused } from '../messages/library.js'
import { raise } from '../text/errors.js'
import type { VersionRules } from './version-rules.js'

/**
 * The file of a config name: `db/mysql` -> `db/mysql.yaml`. Mirrors `ConfigSource._normalize_file_name`.
 *
 * @throws ConfigLoadError in dialect 1.4 for a name that ends in `.yml`
 */
export function configFile(name: string, rules?: VersionRules): string {
  if (rules?.dialect.defaults.refusesYml && name.endsWith('.yml')) throw raise(oldExtensionRefused(name))
  return name.endsWith('.yaml') || (rules?.legacy && name.endsWith('.yml')) ? name : `${name}.yaml`
}
