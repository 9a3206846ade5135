import type { Complaint } from '../text/errors.js'

/** Words for refusals of `hydra.aliases`. */

export const aliasNotLiteral = (): Complaint =>
  refusal('alias-not-literal', 'hydra.aliases cannot be an interpolation', 'Write the names and what they stand for.')

export const aliasNotAMap = (): Complaint =>
  refusal(
    'aliases-not-a-map',
    'hydra.aliases is a mapping from names to overrides',
    'Write hydra: {aliases: {rate: lr}}.',
  )

export const aliasNotText = (): Complaint =>
  refusal('alias-not-text', 'An alias and what it stands for are texts without interpolations', 'Put both in quotes.')

export const aliasNotAName = ({ name }: { name: string }): Complaint =>
  refusal(
    'alias-not-a-name',
    `'${name}' cannot be an alias`,
    'An alias is a key without a sign and a value; several are separated by commas.',
  )

export const aliasTwice = ({ name }: { name: string }): Complaint =>
  refusal('alias-twice', `The alias '${name}' is there twice`, 'Remove one of them.')

export const aliasTargetSigned = ({ target }: { target: string }): Complaint =>
  refusal(
    'alias-target-signed',
    `'${target}' has a sign and no value`,
    'Without a value an alias stands for a key: the sign is written in front of the alias.',
  )

export const aliasTargetRefused = ({ target, why }: { target: string; why: string }): Complaint =>
  refusal('alias-target-refused', `An alias stands for '${target}', which is no override: ${why}`)

export const aliasNeedsValue = ({ name, target }: { name: string; target: string }): Complaint =>
  refusal('alias-needs-value', `'${name}' stands for the key '${target}', and has no value here`, `Use ${name}=value.`)

export const aliasesElsewhere = ({ config }: { config: string }): Complaint =>
  refusal(
    'aliases-elsewhere',
    `'${config}' sets hydra.aliases, and only the primary config can`,
    'Move them to the primary config.',
  )

export const aliasesOverridden = (): Complaint =>
  refusal(
    'aliases-overridden',
    'No override changes hydra.aliases: they are read before any override',
    'Change them in the primary config.',
  )

function refusal(code: string, message: string, advice?: string): Complaint {
  return { type: 'ConfigCompositionException', code, message, advice }
}
