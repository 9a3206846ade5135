// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the interpolations that messages speak of
import type { Complaint } from '../text/errors.js'

export function notAVersionBase({ given }: { given: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'version-base',
    message: `There is no version_base '${given}'`,
    advice: "Use '1.1', '1.2' or '1.3', or leave it out for the newest.",
  }
}

export function groupForceAdded({ text, key }: { text: string; key: string }): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'group-force-added',
    message: `'${text}': ++ is for values, and '${key}' is a config group`,
    advice: `Use ${text.slice(2)} to change the option chosen, or ${text.slice(1)} to add the group to the defaults list.`,
  }
}

export function deletionIsNoOption({ text }: { text: string }): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'deletion-not-an-option',
    message: `'${text}': a config group is deleted by the name of its option`,
    advice:
      'Use ~group, or ~group=option to delete it only when that option is chosen. A name that reads as a number is quoted.',
  }
}

const NOUN: Readonly<Record<string, string>> = { bool: 'a boolean', int: 'an int', float: 'a float', null: 'null' }

export function choiceIsNoOption({ text, key, kind }: { text: string; key: string; kind: string }): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'choice-not-an-option',
    message: `'${text}': '${key}' is a config group, which takes the name of an option or a list of names, not ${NOUN[kind] ?? kind}`,
    advice:
      kind === 'null'
        ? `Use ~${key} to compose without it.`
        : `Where the option is named so, quote it: ${text.replace(/=(.*)$/s, "='$1'")}`,
  }
}

export function ambiguousValue({ text }: { text: string }): Complaint {
  const [key, value] = splitAtEquals(text)
  return {
    type: 'ConfigCompositionException',
    code: 'ambiguous-value',
    message: `'${text}' has several values, and this is a single run`,
    advice: `For a list use ${key}=[${value}], for one string ${key}='${value}' (quoted once more for a shell), for a run of each add --multirun.`,
  }
}

export function sweepNeedsMultirun({ text }: { text: string }): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'sweep-needs-multirun',
    message: `'${text}' is a sweep, and this is a single run`,
    advice: 'Add --multirun to run each of its values.',
  }
}

export function hydraIsNotSwept({ text }: { text: string }): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'hydra-swept',
    message: `'${text}': settings of Hydra itself are the same for all jobs of a sweep`,
    advice: 'Give it one value.',
  }
}

function splitAtEquals(text: string): readonly [string, string] {
  const at = text.indexOf('=')
  return [text.slice(0, at), text.slice(at + 1)]
}

export function primaryNotAMap({ name }: { name: string }): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'primary-not-a-map',
    message: `The primary config '${name}' is a list; a primary config is a mapping`,
  }
}

export function searchPathNotStrings(): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'searchpath-not-strings',
    message: 'hydra.searchpath is a list of paths, each a string',
    advice: 'For example: hydra.searchpath=[file:///shared/conf, pkg://package/conf]',
  }
}

export function mainNotThere({ path }: { path: string }): Complaint {
  return {
    type: 'MissingConfigException',
    code: 'main-not-there',
    message: `There is no config directory '${path}'`,
    advice: 'Check the path that --config-path or the program names.',
  }
}

export function runNotDescribable({ key, needs }: { key: string; needs: string }): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'run-not-describable',
    message: `${key} has to be ${needs}: the run is described there`,
  }
}

export function variableNotSet({ name }: { name: string }): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'variable-not-set',
    message: `hydra.job.env_copy names ${name}, and there is no such environment variable`,
    advice: 'Set it, or take it off the list.',
  }
}

export function nestedSearchPath({ config }: { config: string }): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'nested-searchpath',
    message: `'${config}' sets hydra.searchpath, which only the primary config can`,
    advice: 'Move it to the primary config, or give it on the command line.',
  }
}

export function layerNotMerged(
  layer: Refusal & {
    readonly config: string
    /** Where what it was merged onto is written. */
    readonly before: string | undefined
  },
): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'layer-not-merged',
    message: `In '${layer.config}': ${layer.summary} (${layer.type})`,
    advice: sentences(
      layer.before === undefined ? '' : `What it is merged onto comes from ${layer.before}.`,
      layer.advice ?? '',
    ),
  }
}

export function nameClash(clash: { what: string; name: string; owner: string; plugin: string }): Complaint {
  const { what, name, owner, plugin } = clash
  return {
    type: 'PluginException',
    code: 'name-clash',
    message:
      what === 'plugin'
        ? `Two plugins are named '${name}'`
        : `The ${what} '${name}' comes from two plugins, '${owner}' and '${plugin}'`,
    advice: what === 'plugin' ? 'Was one given twice?' : 'Leave one of them out, or rename what it adds.',
  }
}

/** Hydra hides what OmegaConf refuses while composing behind a class of its own. */
export function notComposed(refusal: Refusal & { readonly code: string }): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: refusal.code,
    message: `${refusal.summary} (${refusal.type})`,
    advice: refusal.advice,
  }
}

export function notAGroup({ text, group }: { text: string; group: string }): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'not-a-group',
    message: `'${text}' chooses an option, but there is no config group '${group}'`,
    advice: 'Only a group takes a package after @; for a value leave it out.',
  }
}

/** What stands around a key that is not there. */
export interface Around {
  /** The deepest value that the path of the key reaches; empty: the config itself. */
  readonly holder: string
  readonly kind: string
  /** Keys that may be meant. */
  readonly near: readonly string[]
  /** Names of the keys that the holder has. */
  readonly keys: readonly string[]
  /** A structured config takes no other keys than it declares. */
  readonly isTyped: boolean
}

export function keyNotThere({ key, text, around }: { key: string; text: string; around: Around }): Complaint {
  const { holder, kind, isTyped } = around
  const isBelow = kind !== 'map' && holder !== key
  const add = isBelow ? `To put a mapping in its place use +${text}` : isTyped ? '' : `To add it use +${text}`
  return {
    type: 'ConfigCompositionException',
    code: 'key-not-there',
    message: `There is no '${key}' to change${isBelow ? `: '${holder}' is ${A[kind] ?? kind}` : ''}`,
    advice: sentences(meant(around, ''), add),
  }
}

const A: Readonly<Record<string, string>> = {
  str: 'a string',
  int: 'an int',
  float: 'a float',
  bool: 'a boolean',
  list: 'a list',
  missing: 'missing (???)',
  interpolation: 'an interpolation',
}

/** `Did you mean db.port?`, or what there is to choose from. */
function meant({ holder, near, keys }: Around, prefix: string): string {
  if (near.length > 0) return `Did you mean ${prefix}${near.join(` or ${prefix}`)}?`
  if (keys.length === 0) return ''
  const some = keys.length > 12 ? `${keys.slice(0, 12).join(', ')} and ${keys.length - 12} more` : keys.join(', ')
  return `${holder === '' ? 'The config' : `'${holder}'`} has ${some}.`
}

function sentences(...said: readonly string[]): string | undefined {
  const some = said.filter((one) => one !== '')
  return some.length === 0 ? undefined : some.join(' ')
}

export function alreadyThere({ key, text }: { key: string; text: string }): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'already-there',
    message: `'${key}' is there already, and + only adds`,
    advice: `To change it use ${text.slice(1)}, to add or change it +${text}`,
  }
}

export function nothingToDelete({ key, around }: { key: string; around: Around }): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'nothing-to-delete',
    message: `There is no '${key}' to delete (null and ??? count as nothing)`,
    advice: sentences(meant(around, '~')),
  }
}

export function deletedValueDiffers({ key, value, text }: { key: string; value: string; text: string }): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'deleted-value-differs',
    message: `'${text}' deletes '${key}' only if that is its value, and its value is ${value}`,
    advice: `To delete it whatever it is use ~${key}`,
  }
}

/** Hydra's class hides OmegaConf's, which stays in the message. */
export function editRefused({ summary, type, advice }: Refusal): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'edit-refused',
    message: `Could not override: ${summary} (${type})`,
    advice,
  }
}

interface Refusal {
  readonly type: string
  readonly summary: string
  readonly advice: string | undefined
}

export function nowArguments(): Complaint {
  return {
    type: 'InterpolationResolutionError',
    code: 'now-arguments',
    message: '${now:…} takes one argument, the format of the time',
    advice: 'For example ${now:%Y-%m-%d}',
  }
}

export function pythonVersionArguments(): Complaint {
  return {
    type: 'InterpolationResolutionError',
    code: 'python-version-arguments',
    message: '${python_version:…} takes at most one argument: major, minor or micro',
  }
}

export function pythonVersionUnknown(): Complaint {
  return {
    type: 'InterpolationResolutionError',
    code: 'python-version-unknown',
    message: '${python_version:…} asks for the version of a Python, and none runs here',
    advice: 'Say which one it is for with the fact pythonVersion, or write the version out.',
  }
}

export function hydraArguments(): Complaint {
  return {
    type: 'InterpolationResolutionError',
    code: 'hydra-arguments',
    message: '${hydra:…} takes one argument, a key below hydra',
    advice: 'For example ${hydra:runtime.cwd}',
  }
}

export function noHydraNode(): Complaint {
  return {
    type: 'InterpolationResolutionError',
    code: 'no-hydra-node',
    message: '${hydra:…} has nothing to look into: the config is not composed yet, or was made without Hydra',
    advice: 'Resolve it once composing is done.',
  }
}

export function groupNotValid(finding: {
  group: string
  package: string
  message: string
  advice?: string | undefined
  more: readonly { message: string; place: string }[]
}): Complaint {
  const { group, package: pkg, message, advice, more } = finding
  const rest = more.map((one) => `\n  ${one.place}: ${one.message}`).join('')
  return {
    type: 'ValidationError',
    code: 'group-not-valid',
    message: `${group}${pkg === group.replaceAll('/', '.') ? '' : `@${pkg === '' ? '_global_' : pkg}`}: ${message}${rest}`,
    advice,
  }
}

export function packageNotThere({ package: pkg }: { package: string }): Complaint {
  return {
    type: 'ConfigKeyError',
    code: 'package-not-there',
    message: `There is no package '${pkg}' in the config`,
  }
}

export function matchedSchema(name: string): string {
  return `'${name}' is typed by the stored config of the same name, which Hydra will not do much longer: name the schema in its defaults list`
}

export function schemaWithDefaults({ name }: { name: string }): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'schema-with-defaults',
    message: `'${name}' is typed by the stored config of the same name, and that has a defaults list of its own`,
    advice: 'Store the schema under another name, and put that in the defaults list of the config.',
  }
}

export function schemaNotMet(layer: Refusal & { readonly name: string }): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'schema-not-met',
    message: `'${layer.name}' is not what the stored config of the same name declares (${layer.type}): ${layer.summary}`,
    advice: layer.advice,
  }
}

export function keyNotComposed({ key, near }: { key: string; near: readonly string[] }): Complaint {
  return {
    type: 'ConfigKeyError',
    code: 'key-not-composed',
    message: `The composed config has no '${key}'`,
    advice: near.length === 0 ? undefined : `Did you mean ${near.join(' or ')}?`,
  }
}
