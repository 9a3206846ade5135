import type { Complaint } from '../text/errors.js'

/** Words for refusals of the search path, the sources and the reading of one config. */

export function malformedHeader(line: string, words: number): Complaint {
  return {
    type: 'HydraException',
    code: 'malformed-header',
    message: words < 2 ? `The header line '${line}' has no value` : `The header line '${line}' has more than one value`,
    advice: 'A header is a comment of one key and one value, with spaces between: # @package db',
  }
}

export function defaultsNotAList(config: string, found: string): Complaint {
  return {
    type: 'HydraException',
    code: 'defaults-not-a-list',
    message: `'defaults' of '${config}' must be a list, and is ${found}`,
    advice: 'Write each entry on a line of its own: "- db: mysql"',
  }
}

export function unknownEntry(config: string, found: string): Complaint {
  return {
    type: 'HydraException',
    code: 'defaults-entry-kind',
    message: `An entry of the defaults list of '${config}' is ${found}`,
    advice: 'An entry is a config ("- db/mysql"), a group with its option ("- db: mysql") or _self_',
  }
}

export function tooManyKeys(config: string, keys: readonly string[]): Complaint {
  return {
    type: 'HydraException',
    code: 'defaults-entry-keys',
    message: `An entry of the defaults list of '${config}' names several groups: ${keys.join(', ')}`,
    advice: keys.includes('optional')
      ? `Write "- optional ${keys.find((key) => key !== 'optional')}: ..."`
      : 'Give each group an entry of its own, with its own "-"',
  }
}

export function noGroup(config: string): Complaint {
  return {
    type: 'HydraException',
    code: 'defaults-entry-no-group',
    message: `An entry of the defaults list of '${config}' names no group`,
    advice: 'Write "- group: option"',
  }
}

export function groupNotText(config: string, key: string): Complaint {
  return {
    type: 'HydraException',
    code: 'defaults-group-not-text',
    message: `A group in the defaults list of '${config}' is not a string: ${key}`,
    advice: 'Quote it',
  }
}

export function optionNotText(config: string, group: string, found: string, written: string): Complaint {
  return {
    type: 'HydraException',
    code: 'defaults-option-not-text',
    message: `'${config}' chooses ${found} for '${group}'`,
    advice: `An option is a string, a list of strings or null; quote a name that looks like something else: ${group}: '${written}'`,
  }
}

export function listedOptionNotText(config: string, group: string, found: string): Complaint {
  return {
    type: 'HydraException',
    code: 'defaults-option-not-text',
    message: `'${config}' lists ${found} among the options of '${group}'`,
    advice: 'Each option of a list is a string; quote a name that looks like something else',
  }
}

export function packagedSelf(config: string): Complaint {
  return {
    type: 'HydraException',
    code: 'packaged-self',
    message: `'${config}' gives _self_ a package of its own`,
    advice: 'Write "- _self_"; the package of the config itself is set where it is included, or by its header',
  }
}

export function unknownScheme(path: string, scheme: string): Complaint {
  return {
    type: 'HydraException',
    code: 'unknown-scheme',
    message: `Nothing here serves '${scheme}://' configs, which the search path asks for: ${path}`,
    advice: 'Remove the entry, or add the plugin whose source serves them',
  }
}

export function anchorOfNothing(): Complaint {
  return {
    type: 'HydraException',
    code: 'empty-anchor',
    message: 'A place in the search path is named by a provider, a path or both; this one names neither',
  }
}

export function callerUnknown(): Complaint {
  return {
    type: 'HydraException',
    code: 'caller-unknown',
    message: 'A relative config path needs the file or the module it is relative to',
  }
}

export function oldNameKeyword(config: string): string {
  return `In ${config}: the package keyword _name_ in a defaults list goes away with version base 1.2`
}

export function oldOptional(config: string, key: string): string {
  return `In ${config}: 'optional: true' beside a group goes away with version base 1.2; write 'optional ${key}: ...'`
}

export function notInSource(name: string, path: string): Complaint {
  return {
    type: 'ConfigLoadError',
    code: 'config-not-in-source',
    message: `There is no config '${name}' in ${path}`,
  }
}

export function unknownKeyword(config: string, word: string): Complaint {
  return {
    type: 'HydraException',
    code: 'defaults-keyword',
    message: `In the defaults list of '${config}': '${word}' is no keyword`,
    advice: 'In front of a group stand "override" or "optional", and nothing else',
  }
}

export function optionalOverride(config: string, group: string): Complaint {
  return {
    type: 'HydraException',
    code: 'defaults-keyword',
    message: `In the defaults list of '${config}': '${group}' cannot be both optional and an override`,
    advice: 'Leave one of the words out: where an override is, the entry that it overrides says whether it is optional',
  }
}

export function oldExtensionRefused(file: string): Complaint {
  return {
    type: 'ConfigLoadError',
    code: 'yml-file',
    message: `'${file}' is no config: files of configs end in .yaml, and Hydra 1.4 refuses .yml`,
    advice: `Rename it: ${file.replace(/\.yml$/, '.yaml')}`,
  }
}

export function tooManyFolders({ folder, limit }: { folder: string; limit: number }): Complaint {
  return {
    type: 'HydraException',
    code: 'too-many-folders',
    message: `There are more than ${limit} folders below '${folder}'`,
    advice: 'Look for links between folders, or name the folder of the configs with --config-dir',
  }
}
