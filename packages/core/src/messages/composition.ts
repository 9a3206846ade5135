import type { Complaint } from '../text/errors.js'

export function notAVersionBase({ given }: { given: string }): Complaint {
  return {
    type: 'HydraException',
    code: 'version-base',
    message: `version_base '${given}' is not one there is`,
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
