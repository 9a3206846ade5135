import {
  allGroups,
  type Composed,
  type Container,
  describeAll,
  hasAliases,
  isHydraGroup,
  type Library,
  type OverrideAliases,
  raise,
  setting,
  shownPart,
  toYaml,
} from '@hydraconf/core'
import { helpVariable } from '../messages.js'
import { aliasesText } from './aliases-text.js'

interface AppHelp {
  readonly flagsHelp: string
  readonly resolve: boolean
  readonly aliases: OverrideAliases
  /** Whether the config has what schemas say of its keys beside them. */
  readonly describeKeys?: boolean | undefined
}

/** The help of the program: `hydra.help.template`, filled in. */
export function appHelp(composed: Composed, { flagsHelp, resolve, aliases, describeKeys = false }: AppHelp): string {
  const template = String(setting(composed, 'hydra.help.template') ?? '')
  const { masked } = composed
  const shown = resolve ? masked.resolve(masked.job) : masked.job
  const { library, dialect } = composed
  const config = describeKeys ? describeAll(shown, dialect) : toYaml(shown, { dialect })
  return filled(template, {
    library,
    flagsHelp,
    config,
    aliases: hasAliases(dialect) ? aliasesText(aliases) : undefined,
  })
}

/** The help about Hydra itself: `hydra.hydra_help.template`. */
export function hydraHelp(composed: Composed, flagsHelp: string): string {
  const template = String(setting(composed, 'hydra.hydra_help.template') ?? '')
  const shown = shownPart(composed, { part: 'hydra', resolve: false, package: undefined })
  const { library, dialect } = composed
  return filled(template, { library, flagsHelp, config: toYaml(shown as Container, { dialect }) })
}

interface Filling {
  readonly library: Library
  readonly flagsHelp: string
  readonly config: string
  /** Undefined where the dialect has none: then no template names them. */
  readonly aliases?: string | undefined
}

/** `$NAME` and `${NAME}` as Python's `string.Template` reads them; `$$` is a dollar sign. */
function filled(template: string, { library, flagsHelp, config, aliases }: Filling): string {
  const variables: Readonly<Record<string, () => string>> = {
    FLAGS_HELP: () => flagsHelp,
    HYDRA_CONFIG_GROUPS: () => groupsHelp(library, isHydraGroup),
    APP_CONFIG_GROUPS: () => groupsHelp(library, (group) => !isHydraGroup(group)),
    CONFIG: () => config,
    ...(aliases === undefined ? {} : { OVERRIDE_ALIASES: () => aliases }),
  }
  return template.replace(/\$(?:(\$)|([A-Za-z_]\w*)|\{([A-Za-z_]\w*)\}|)/g, (_, dollar, plain, braced) => {
    if (dollar !== undefined) return '$'
    const name: string = plain ?? braced ?? ''
    const variable = Object.hasOwn(variables, name) ? variables[name] : undefined
    if (variable === undefined) throw raise(helpVariable({ name }))
    return variable()
  })
}

/** `db: mysql, postgres`, a line for each group that has options. */
export function groupsHelp(library: Library, wanted: (group: string) => boolean): string {
  return [...allGroups(library)]
    .filter(wanted)
    .sort()
    .map((group) => `${group}: ${library.options(group, 'config').join(', ')}\n`)
    .join('')
}
