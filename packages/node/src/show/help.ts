import {
  allGroups,
  type Composed,
  type Container,
  type Library,
  raise,
  setting,
  shownPart,
  toYaml,
} from '@hydraconf/core'
import { helpVariable } from '../messages.js'

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
