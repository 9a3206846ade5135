import type { Complaint } from '../text/errors.js'

/** Words for refusals of defaults lists: what is chosen, overridden, deleted, and where. */

export interface MissingOption {
  readonly configPath: string
  readonly group: string
  /** Whether there is such a group at all. */
  readonly isGroup: boolean
  /** What to write to choose another: the override key. */
  readonly key: string
  readonly options: readonly string[]
  readonly near: readonly string[]
  /** What was meant in all likelihood, as a sentence. */
  readonly meant?: string | undefined
  /** The config whose list names it; undefined: the command line. */
  readonly parent: string | undefined
  readonly searchPath: readonly string[]
}

export function optionNotFound(missing: MissingOption): Complaint {
  const { configPath, group, isGroup, options, near, meant, parent, searchPath } = missing
  return {
    type: 'MissingConfigException',
    code: 'option-not-found',
    message: `${inConfig(parent)}Could not find '${configPath}'`,
    advice: lines(
      meant ?? false,
      near.length > 0 && `Did you mean ${either(near)}?`,
      !isGroup
        ? `There is no config group '${group}'`
        : options.length === 0
          ? `'${group}' has no options`
          : `Available options in '${group}': ${some(options)}`,
      searched(searchPath),
    ),
    near,
  }
}

/** Dialect 1.4: a config that was found as long as an option with a slash named no group. */
export function foundBefore(configPath: string, before: string): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'found-before',
    message: `Could not load '${configPath}': in Hydra 1.4 an option with a slash names a group, and what is in its list is looked for there`,
    advice: `There is '${before}', which Hydra 1.3 takes. Write it from the top: /${before.slice(0, before.lastIndexOf('/'))}: ${before.slice(before.lastIndexOf('/') + 1)}`,
  }
}

export function configNotFound(
  configPath: string,
  parent: string | undefined,
  { near, meant }: { readonly near: readonly string[]; readonly meant: string | undefined },
  searchPath: readonly string[],
): Complaint {
  return {
    type: 'MissingConfigException',
    code: 'config-not-found',
    message: `${inConfig(parent)}Could not load '${configPath}'`,
    advice: lines(meant ?? false, near.length > 0 && `Did you mean ${either(near)}?`, searched(searchPath)),
    near,
  }
}

export function primaryNotFound(
  configPath: string,
  near: readonly string[],
  folder: { readonly name: string; readonly configs: readonly string[] } | undefined,
  searchPath: readonly string[],
): Complaint {
  return {
    type: 'MissingConfigException',
    code: 'primary-config-not-found',
    message: `Cannot find primary config '${configPath}'`,
    advice: lines(
      folder !== undefined &&
        `'${folder.name}' is a folder${folder.configs.length === 0 ? '; a config is a file in it' : `: name a config in it, ${some(folder.configs)}`}`,
      near.length > 0 && `Did you mean ${either(near)}?`,
      searched(searchPath),
    ),
  }
}

export function optionNotChosen(key: string, options: readonly string[]): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'option-not-chosen',
    message: `'${key}' has no option yet (???), and must be given one: ${key}=<option>`,
    advice: options.length === 0 ? undefined : `Available options: ${some(options)}`,
  }
}

export function configNotChosen(path: string): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'config-not-chosen',
    message: `A config by path cannot be left open: '${path}'`,
    advice: 'Only the option of a group can be ???: "- group: ???"',
  }
}

export function duplicateSelf(config: string): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'duplicate-self',
    message: `_self_ stands twice in the defaults list of '${config}'`,
    advice: 'Keep the one at the place where this config should be merged',
  }
}

export function selfAsOption(config: string, group: string): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'self-as-option',
    message: `'${config}' chooses _self_ for '${group}'`,
    advice: 'Write "- _self_" for the config itself',
  }
}

export function missingSelf(config: string): string {
  return `In '${config}': the defaults list has no _self_; its own content is merged last. Say where with "- _self_"`
}

export function selfRequired(config: string): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'self-required',
    message: `The defaults list of '${config}' has no _self_, and warnings about that are errors (SELF_WARNING_AS_ERROR)`,
    advice: 'Add "- _self_" at the place where this config should be merged',
  }
}

export function overrideNotLast(config: string, override: string, entry: string): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'override-not-last',
    message: `In ${config}: 'override ${override}' stands before '${entry}'`,
    advice: 'Overrides come at the end of a defaults list: move the entry above them',
  }
}

export function overrideUnderInterpolation(config: string, override: string): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'override-under-interpolation',
    message: `'${config}' was chosen by an interpolation, and may not override: ${override}`,
    advice: 'Interpolated choices are settled after all others; move the override to a config that is chosen by name',
  }
}

export function interpolationInOptions(config: string, option: string): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'interpolation-in-options',
    message: `In '${config}': an option of a list cannot be an interpolation: ${option}`,
    advice: 'Give it an entry of its own',
  }
}

export function optionsNotText(key: string): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'options-not-text',
    message: `The options chosen for '${key}' must all be strings`,
    advice: `Quote a name that looks like something else: ${key}=['1']`,
  }
}

export function multipleChoices(twice: {
  key: string
  here: string | null
  other: string | null
  elsewhere: string
  /** What changes the choice, where it is the command line that adds one. */
  added: string | undefined
}): Complaint {
  const { key, here, other, elsewhere, added } = twice
  return {
    type: 'ConfigCompositionException',
    code: 'multiple-choices',
    message: `Multiple values for ${key}: ${here ?? 'null'} here, ${other ?? 'null'} at ${elsewhere}`,
    advice:
      added === undefined
        ? "To change that choice write 'override' in front of the group, at the end of this list; else remove one of them"
        : `To change that choice write ${added}`,
  }
}

export function appearsTwice(key: string, before: string): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'appears-twice',
    message: `${key} appears more than once in the final defaults list: here, and at ${before}`,
    advice: 'Remove one of its entries, or give it another package: group@package: option',
  }
}

export interface UnusedOverride {
  readonly key: string
  /** The config that overrides; undefined: the command line. */
  readonly config: string | undefined
  /** Whether the list has the group under other keys. */
  readonly isElsewhere: boolean
  /** Overrides that would work. */
  readonly suggestions: readonly string[]
  /** What would add the group instead. */
  readonly addition: string
  /** The name as written, where it was taken for one in the group of the config itself. */
  readonly relative?: string | undefined
}

export function unusedOverride(unused: UnusedOverride): Complaint {
  const { key, config, isElsewhere, suggestions, addition, relative } = unused
  const why = isElsewhere ? 'it is in the defaults list under another package' : 'no match in the defaults list'
  return {
    type: 'ConfigCompositionException',
    code: 'unused-override',
    message: `${inConfig(config)}Could not override '${key}': ${why}`,
    advice: lines(
      relative !== undefined &&
        `Without a slash in front '${relative}' is looked for beside the config: it is '${key}'`,
      suggestions.length > 0 && `Did you mean ${either(suggestions)}?`,
      relative !== undefined && `With "# @package _global_" as the first line of the config it is just /${relative}`,
      (relative === undefined || suggestions.length === 0) && `To add it to the defaults list write ${addition}`,
    ),
  }
}

export function unusedDeletion(
  key: string,
  option: string | undefined,
  choices: ReadonlyMap<string, string | null>,
  near: readonly string[],
): Complaint {
  const chosen = choices.get(key)
  const own = [...choices.keys()].filter((name) => !name.startsWith('hydra/'))
  return {
    type: 'ConfigCompositionException',
    code: 'unused-deletion',
    message: `Could not delete '${key}${option === undefined ? '' : `=${option}`}': no match in the defaults list`,
    advice:
      chosen !== undefined
        ? `'${key}' is ${chosen ?? 'null'}: write ~${key}${chosen === null ? '' : `=${chosen}`}`
        : near.length > 0
          ? `Did you mean ${either(near.map((name) => `~${name}`))}?`
          : own.length > 0
            ? `Groups in it: ${some(own)}`
            : 'It has no groups',
  }
}

export function unresolvedChoice(text: string, keys: readonly string[], why: string): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'unresolved-choice',
    message: `The choice '${text}' cannot be resolved: ${why}`,
    advice: keys.length === 0 ? undefined : `Choices it can refer to: ${some(keys)}`,
  }
}

export function choiceNotText(text: string, found: string): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'choice-not-text',
    message: `The choice '${text}' resolves to ${found}, and must resolve to the name of an option`,
  }
}

export function oldInterpolation(key: string, text: string): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'old-interpolation',
    message: `The choice of '${key}' refers to the defaults list by position: ${text}`,
    advice: 'Refer to the group instead: ${db} rather than ${defaults.0.db}',
  }
}

export function tooDeep(depth: number, cycle: readonly string[] | undefined): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: cycle === undefined ? 'defaults-too-deep' : 'circular-defaults',
    message:
      cycle === undefined
        ? `The defaults lists include each other more than ${depth} deep`
        : `The defaults lists include each other in a circle: ${shortened(cycle).join(' -> ')}`,
    advice: cycle === undefined ? 'Include them side by side' : 'Remove one of these includes',
  }
}

export function tooMany(count: number): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'too-many-configs',
    message: `The defaults lists come to more than ${count} configs`,
    advice: 'Lists that include each other more than once double at every level',
  }
}

export function emptyGroup(config: string | undefined): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'empty-group',
    message: `${inConfig(config)}A group needs a name`,
  }
}

export function oldHydraOverride(config: string, group: string): string {
  return `In ${config}: overriding ${group} without the keyword goes away with version base 1.2; write 'override ${group}: ...'`
}

export function agingInterpolation(config: string, key: string, text: string): string {
  return `In ${config}: the choice of '${key}' refers to the defaults list by position, ${text}; version base 1.2 refuses that`
}

export function oldExtension(config: string): string {
  return `${config}: configs that end in .yml are not found from version base 1.2 on; rename it to .yaml`
}

export function oldHeaderKeyword(config: string, header: string): string {
  return `In '${config}': the keyword in '# @package ${header}' goes away with version base 1.2`
}

/** What there is to say, a line each. */
function lines(...said: readonly (string | false)[]): string {
  return said.filter((line) => line !== false).join('\n  ')
}

function inConfig(config: string | undefined): string {
  return config === undefined ? '' : `In '${config}': `
}

function either(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`
}

/** A chain of which the middle is left out when it is long. */
function shortened(chain: readonly string[]): readonly string[] {
  return chain.length <= 10 ? chain : [...chain.slice(0, 5), `(${chain.length - 9} more)`, ...chain.slice(-4)]
}

const MOST = 40

function some(words: readonly string[]): string {
  return words.length <= MOST ? words.join(', ') : `${words.slice(0, MOST).join(', ')} and ${words.length - MOST} more`
}

function searched(searchPath: readonly string[]): string {
  return ['Config search path:', ...searchPath.map((line) => `  ${line}`)].join('\n  ')
}

/** What a path in a defaults list is the name of. */
export type PathOf = 'group' | 'config' | 'option'

const nameOf = (what: PathOf): string => (what === 'option' ? 'an option' : `the name of a ${what}`)

export function backslashInPath(config: string | undefined, what: PathOf, text: string): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'backslash-in-path',
    message: `${inConfig(config)}Hydra 1.4 refuses a backslash in ${nameOf(what)}: ${text}`,
    advice: 'A slash parts groups, on every system: group/config',
  }
}

export function parentFolder(config: string | undefined, what: PathOf, text: string): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'parent-folder',
    message: `${inConfig(config)}Hydra 1.4 does not follow '..' in ${nameOf(what)}: ${text}`,
    advice:
      what === 'option'
        ? 'Choose an option that lies in the group, or name the other group by its absolute path'
        : `Write its absolute name, with a slash in front: /group${what === 'group' ? ': option' : '/config'}`,
  }
}
