import { override } from '@hydraconf/core'

/** Chooses the option of a group: gives the override as a text, `db=mysql`. */
export type Choose<Groups extends object> = <Group extends keyof Groups & string>(
  group: Group,
  option: Groups[Group] & string,
) => string

/**
 * Overrides that choose options, with groups and options that exist: `hydraconf types` writes their type.
 *
 * ```ts
 * import type { Config, Groups } from './conf.types.js'
 *
 * const choose = chooser<Groups>()
 * composeDir<Config>('conf', { configName: 'config', overrides: [choose('db', 'mysql')] })
 * ```
 * A group in a package of its own is named with it: `choose('db@backup', 'mysql')`.
 */
export function chooser<Groups extends object>(): Choose<Groups> {
  return (group, option) => {
    const [name, ...packages] = group.split('@')
    return override.choose(name!, option, packages.length === 0 ? {} : { package: packages.join('@') })
  }
}
