import { type Composed, type Container, type Library, raise, toYaml } from '@hydraconf/core'
import { MOST_FOLDERS } from '../config-files.js'
import { helpVariable, tooManyFolders } from '../messages.js'
import { setting } from '../run/read-setting.js'
import { shownPart } from './show-cfg.js'

/** The help of the program: `hydra.help.template`, filled in. */
export function appHelp(composed: Composed, flagsHelp: string, resolve: boolean): string {
  const template = String(setting(composed, 'hydra.help.template') ?? '')
  const shown = resolve ? composed.resolve(composed.job) : composed.job
  return filled(template, composed.library, flagsHelp, toYaml(shown, { dialect: composed.dialect }))
}

/** The help about Hydra itself: `hydra.hydra_help.template`. */
export function hydraHelp(composed: Composed, flagsHelp: string): string {
  const template = String(setting(composed, 'hydra.hydra_help.template') ?? '')
  const shown = shownPart(composed, { part: 'hydra', resolve: false, package: undefined })
  return filled(template, composed.library, flagsHelp, toYaml(shown as Container, { dialect: composed.dialect }))
}

/** `$NAME` and `${NAME}` as Python's `string.Template` reads them; `$$` is a dollar sign. */
function filled(template: string, library: Library, flagsHelp: string, config: string): string {
  const variables: Readonly<Record<string, () => string>> = {
    FLAGS_HELP: () => flagsHelp,
    HYDRA_CONFIG_GROUPS: () => groupsHelp(library, isHydraGroup),
    APP_CONFIG_GROUPS: () => groupsHelp(library, (group) => !isHydraGroup(group)),
    CONFIG: () => config,
  }
  return template.replace(/\$(?:(\$)|([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\}|)/g, (_, dollar, plain, braced) => {
    if (dollar !== undefined) return '$'
    const name: string = plain ?? braced ?? ''
    const variable = Object.hasOwn(variables, name) ? variables[name] : undefined
    if (variable === undefined) throw raise(helpVariable({ name }))
    return variable()
  })
}

function isHydraGroup(group: string): boolean {
  return group === 'hydra' || group.startsWith('hydra/')
}

/** `db: mysql, postgres`, a line for each group that has options. */
export function groupsHelp(library: Library, wanted: (group: string) => boolean): string {
  return [...allGroups(library)]
    .filter(wanted)
    .sort()
    .map((group) => `${group}: ${library.options(group, 'config').join(', ')}\n`)
    .join('')
}

/**
 * Every group with options, at any depth.
 *
 * @throws HydraException for a folder that cannot be listed, and beyond 100,000 folders
 */
export function* allGroups(library: Library): Generator<string> {
  const below = (parent: string) =>
    library.options(parent, 'group').map((name) => (parent === '' ? name : `${parent}/${name}`))
  let count = 0
  const pending = below('').reverse()
  for (let group = pending.pop(); group !== undefined; group = pending.pop()) {
    if (++count > MOST_FOLDERS) throw raise(tooManyFolders({ folder: group, limit: MOST_FOLDERS }))
    if (library.options(group, 'config').length > 0) yield group
    for (const child of below(group).reverse()) pending.push(child)
  }
}
