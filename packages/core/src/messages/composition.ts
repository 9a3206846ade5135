import type { Complaint } from '../text/errors.js'
import type { Type } from '../value/value.js'
import { kindWords, typeWords } from './type-words.js'

/** A `version_base` that the dialect does not follow any more. */
export function oldVersionBase({ given, oldest, dialect }: Record<'given' | 'oldest' | 'dialect', string>): Complaint {
  if (dialect === '1.3') return notAVersionBase({ given })
  return {
    type: 'HydraException',
    code: 'version-base',
    message: `Hydra ${dialect} does not follow the rules of version_base '${given}' any more`,
    advice: `Leave version_base out, and see that the program still does what it should; ${oldest} is the oldest.`,
  }
}

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

export function choiceIsNoOption({ text, key, kind }: { text: string; key: string; kind: string }): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'choice-not-an-option',
    message: `'${text}': '${key}' is a config group, which takes the name of an option or a list of names, not ${kindWords(kind)}`,
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
    message: `The primary config '${name}' is a list; a primary config is a map`,
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

export function nestedSearchPath({ config }: { config: string }): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'nested-searchpath',
    message: `'${config}' sets hydra.searchpath, which only the primary config can`,
    advice: 'Move it to the primary config, or give it on the command line.',
  }
}

/** A schema in the place of a map whose keys are declared, and no texts; `isOwn`: by the schema itself. */
export function schemaAmongOtherKeys({
  place,
  schema,
  key,
  isOwn,
}: Record<'place' | 'schema', string> & { key: Type; isOwn: boolean }): Complaint {
  return {
    type: 'KeyValidationError',
    code: 'schema-among-other-keys',
    message: `The schema ${schema} cannot be merged into '${place}', whose keys are declared, each as ${typeWords(key)}: Hydra looks there for the schema's defaults list`,
    advice: isOwn
      ? `Declare the keys of ${schema} as strings.`
      : 'Put it into another package, or write what it sets into a plain config.',
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

export function noFacts(): Complaint {
  return {
    type: 'HydraException',
    code: 'no-facts',
    message: 'The environment has no facts: what is known of the clock, the variables, the working directory',
    advice: 'Give facts: browserFacts(), or appOf(...) of @hydraconf/node makes the whole environment',
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

export function packageNotThere({ package: pkg }: { package: string }): Complaint {
  return {
    type: 'ConfigKeyError',
    code: 'package-not-there',
    message: `There is no package '${pkg}' in the config`,
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

/** Pieces of advice in a row; undefined for none. */
export function sentences(...said: readonly string[]): string | undefined {
  const some = said.filter((one) => one !== '')
  return some.length === 0 ? undefined : some.join(' ')
}

/** An error of another class that is passed on in words of its own. */
export interface Refusal {
  readonly type: string
  readonly summary: string
  readonly advice: string | undefined
}

export function packageTooDeep({ limit }: { limit: number }): Complaint {
  return {
    type: 'ConfigCompositionException',
    code: 'package-too-deep',
    message: `A package has at most ${limit} keys, and this one has more`,
  }
}

interface AbsentPackage {
  readonly package: string
  /** As far as there is something on the way to it; empty: the config itself. */
  readonly holder: string
  /** The keys of that, or the indices of a list. */
  readonly keys: readonly string[]
  readonly near: readonly string[]
}

export function packageNotFound({ package: pkg, holder, keys, near }: AbsentPackage): Complaint {
  const some = keys.length > 12 ? `${keys.slice(0, 12).join(', ')} and ${keys.length - 12} more` : keys.join(', ')
  return {
    type: 'ConfigKeyError',
    code: 'package-not-found',
    message: `There is no '${pkg}' in the config to print`,
    advice:
      near.length > 0
        ? `Did you mean ${near.join(' or ')}?`
        : `${holder === '' ? 'The config' : `'${holder}'`} ${keys.length === 0 ? 'is empty' : `has ${some}`}`,
  }
}

/** `key` is the package, or what is on the way to it. */
export function packageWithoutValue(about: { package: string; key: string; kind: 'null' | 'missing' }): Complaint {
  const { package: pkg, key, kind } = about
  const rest = pkg === key ? '' : `, so there is no '${pkg}'`
  return {
    type: 'ConfigKeyError',
    code: 'package-without-value',
    message: `There is nothing to print: '${key}' ${kind === 'missing' ? "has no value yet ('???')" : 'is null'}${rest}`,
    advice: kind === 'missing' ? `Give it one: ${key}=VALUE` : 'Leave --package out to see where it stands',
  }
}

export function partNotResolved({ key, isCircle }: { key: string; isCircle: boolean }): Complaint {
  return {
    type: 'InterpolationResolutionError',
    code: isCircle ? 'interpolation-circle' : 'interpolation-too-deep',
    message: `Cannot resolve '${key}': ${isCircle ? 'it refers to itself' : 'too many lists and maps refer to one another'}`,
  }
}

export function nothingBelow({ key, kind }: { key: string; kind: string }): Complaint {
  return {
    type: 'ConfigTypeError',
    code: 'nothing-below',
    message: `'${key}' is ${kindWords(kind)}: there are no keys below it`,
  }
}

export function missingRead({ key }: { key: string }): Complaint {
  return {
    type: 'MissingMandatoryValue',
    code: 'missing-read',
    message: `The value of '${key}' is missing (???)`,
    advice: `Give it on the command line: ${key}=...`,
  }
}
