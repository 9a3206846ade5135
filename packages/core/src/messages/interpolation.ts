import type { Complaint } from '../text/errors.js'

const grammar = (code: string, message: string, advice?: string): Complaint => ({
  type: 'GrammarParseError',
  code,
  message,
  advice,
})

export const unclosedInterpolation = (): Complaint =>
  grammar('unclosed-interpolation', "This '${' has no '}'.", "Close it, or write '\\${' for a plain '${'.")

export const unexpectedInKey = (char: string): Complaint =>
  grammar(
    'unexpected-in-key',
    `${shown(char)} cannot stand here in an interpolation's key.`,
    'A key is written ${a.b[0]}, a resolver call ${name:argument}.',
  )

export const emptyKey = (): Complaint =>
  grammar('empty-key', 'A key is missing in this interpolation.', 'A key is written ${a.b[0]}.')

export const notAResolverName = (name: string): Complaint =>
  grammar(
    'bad-resolver-name',
    `'${name}' is not a resolver's name.`,
    "A name is made of letters, digits, '_' and '-', in parts joined by dots: ${oc.env:HOME}.",
  )

export const unexpectedInValue = (char: string): Complaint =>
  grammar(
    'unexpected-in-value',
    `${shown(char)} cannot stand here in a resolver's argument.`,
    'Put the argument in quotes to take it as text.',
  )

export const unclosed = (what: string, close: string): Complaint =>
  grammar('unclosed', `This ${what} is not closed: ${close} is missing.`)

export const missingArgument = (): Complaint =>
  grammar('missing-argument', 'A value is missing here.', "Write '' for an empty string.")

export const interpolatedMapKey = (): Complaint =>
  grammar('bad-map-key', 'A map key here is plain text: no quotes, no interpolation.', 'Write {key: value}.')

export const textAfterValue = (char: string): Complaint =>
  grammar('text-after-value', `The value ends before ${shown(char)}.`, 'Put text that holds this character in quotes.')

export const nestedTooDeep = (limit: number): Complaint =>
  grammar('nested-too-deep', `Interpolations, lists and maps are nested more than ${limit} deep here.`)

function shown(char: string): string {
  return char === '' ? 'The end of the text' : `'${char}'`
}
