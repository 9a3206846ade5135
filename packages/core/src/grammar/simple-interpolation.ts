/**
 * OmegaConf's quick check of a string with `${`, before it bothers its grammar. It is meant to accept only what the
 * grammar does, yet takes line breaks for blanks and a resolver without a name: such a string gets into a config and is
 * refused only when it is read.
 */
export function isSimpleInterpolation(text: string): boolean {
  return SIMPLE.test(text)
}

const BLANKS = '[ \\t\\n\\r\\f\\v]*'
const WORD = '[a-zA-Z0-9_]'
const KEY = `(?:[$a-zA-Z0-9_]+|\\[[$a-zA-Z0-9_]+\\])`
// What stands first may be bracketed; further on a bracketed key needs no dot, and a dot no brackets.
const NEXT = `(?:\\.[$a-zA-Z0-9_]+|\\[[$a-zA-Z0-9_]+\\])`
const REFERENCE = `\\$\\{${BLANKS}\\.*${KEY}${NEXT}*${BLANKS}\\}`
const NAME = `[a-zA-Z_](?:${WORD}|-)*`
const ARGUMENT = '[a-zA-Z_0-9/\\-+.$%*@?|]+'
const ARGUMENTS = `${ARGUMENT}(?:${BLANKS},${BLANKS}${ARGUMENT})*`
const CALL = `\\$\\{${BLANKS}(?:${NAME}(?:\\.${NAME})*)?${BLANKS}:${BLANKS}${ARGUMENTS}${BLANKS}\\}`
const OUTSIDE = '(?:[^$]|\\$(?!\\{))'
const SIMPLE = new RegExp(`^${OUTSIDE}*(?:(?:${REFERENCE}|${CALL})${OUTSIDE}*)+$`)
