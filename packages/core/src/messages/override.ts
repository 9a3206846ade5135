import type { Complaint } from '../text/errors.js'

/** Advice is cut here: a suggestion that fills the screen helps nobody. */
const LONGEST = 160

export function strayTail({ text }: { text: string }): Complaint {
  return refusal(
    'shell-split',
    `'${shown(text)}' is no override: it has no '=', and closes a bracket that it does not open`,
    `It looks like the end of an override that the shell split at a blank: put quotes around the whole, 'key=[1, 2]'.`,
  )
}

export function looksLikeFlag({ text }: { text: string }): Complaint {
  return refusal(
    'flag-as-override',
    `'${shown(text)}' is no override`,
    'A key does not begin with -. Flags are not overrides.',
  )
}

export function noValue({ text, hasSign }: { text: string; hasSign: boolean }): Complaint {
  const name = shown(text.replace(/^\+*/, ''))
  return refusal(
    'no-value',
    `'${shown(text)}' has no '='`,
    name === ''
      ? 'Use key=value.'
      : `Use ${hasSign ? text.slice(0, text.length - name.length) : ''}${name}=value to set it, or ~${name} to delete it.`,
  )
}

export function signBehind({ suggestion }: { suggestion: string }): Complaint {
  return refusal('sign-behind-key', "The sign '+' stands before the key", `Did you mean ${shown(suggestion)}?`)
}

export function signTwice(): Complaint {
  return refusal(
    'sign-twice',
    'A key takes one sign',
    'Use +key=value to add, ++key=value to add or change, ~key to delete.',
  )
}

export function bracketInKey({ suggestion }: { suggestion: string }): Complaint {
  return refusal('bracket-in-key', 'A key has no brackets', `Did you mean ${shown(suggestion)}?`)
}

export function listNotExtended({ text }: { text: string }): Complaint {
  return refusal(
    'list-not-extended',
    `'${shown(text)}': extend_list stands behind a key without a sign`,
    `Did you mean ${shown(text.replace(/^[+~]+/, ''))}?`,
  )
}

export function digitInGroup({ key, value }: { key: string; value: string }): Complaint {
  return refusal(
    'digit-in-group',
    `On the command line no group begins with a digit, as '${shown(key)}' does`,
    `Choose it in a defaults list, - ${shown(`${key}: ${value}`)}, or give the folder a name that begins with a letter.`,
  )
}

export function digitInKey({ key, value }: { key: string; value: string }): Complaint {
  return refusal(
    'number-as-key',
    `On the command line no key begins with a digit, as '${shown(key)}' does`,
    `Below another key one may: ${shown(`parent.${key}=${value}`)}. A group is chosen in a defaults list: - ${shown(`${key}: ${value}`)}.`,
  )
}

export function colonForEqual({ suggestion }: { suggestion: string }): Complaint {
  return refusal('colon-for-equal', "An override is written with '=', not ':'", `Did you mean ${shown(suggestion)}?`)
}

export function packageRename(): Complaint {
  return refusal(
    'package-rename',
    'A package cannot be renamed with group@from:to',
    'Delete and add: ~group@from +group@to=option.',
  )
}

export function leadingSlash({ suggestion }: { suggestion: string }): Complaint {
  return refusal(
    'leading-slash',
    "A group does not begin with '/' on the command line",
    `Did you mean ${shown(suggestion)}?`,
  )
}

export function blankInKey(): Complaint {
  return refusal('blank-in-key', 'A key has no blanks', "Write key=value without blanks before '='.")
}

export function charInKey({ char, key }: { char: string; key: string }): Complaint {
  return refusal(
    'key-character',
    char === '' ? `'${shown(key)}' is not a whole key` : `'${char}' cannot stand here in the key '${shown(key)}'`,
    'A key is a.b.c, group/sub or group@package, of letters, digits, _, - and $.',
  )
}

export function nestedTooDeep({ key }: { key: string }): Complaint {
  return refusal('too-deep', `The value of '${shown(key)}' is nested too deep`, 'Put it into a config file.')
}

export function intTooLong({ key }: { key: string }): Complaint {
  return refusal(
    'int-too-long',
    `An int in the value of '${shown(key)}' has more than 4300 digits`,
    'Put quotes around it to have it as a text.',
  )
}

export function quoteNotClosed({ key, quote }: { key: string; quote: string }): Complaint {
  return refusal(
    'quote-not-closed',
    `The value of '${shown(key)}' opens a quote and does not close it`,
    `Close it with ${quote}, or write \\${quote} for the character itself.`,
  )
}

export function interpolationNotClosed({ key, isEmpty }: { key: string; isEmpty: boolean }): Complaint {
  return isEmpty
    ? refusal(
        'interpolation-empty',
        `An interpolation in the value of '${shown(key)}' is empty`,
        "Name a key or a resolver: ${key}, ${oc.env:NAME}. For the characters themselves use quotes: '\\${}'.",
      )
    : refusal(
        'interpolation-not-closed',
        `An interpolation in the value of '${shown(key)}' is not closed`,
        "Close it with }. For the characters themselves use quotes: '\\${'.",
      )
}

export function nestedInterpolation({ key, fix }: { key: string; fix: string }): Complaint {
  return refusal(
    'interpolation-nested',
    `An interpolation in the value of '${shown(key)}' holds braces, which needs quotes`,
    `Use ${shown(fix)}, in a shell ${shown(shellWord(fix))}.`,
  )
}

export function quotedMapKey({ key }: { key: string }): Complaint {
  return refusal(
    'map-key-quoted',
    `A map in the value of '${shown(key)}' has a quoted key`,
    'Keys of a map are written without quotes: {a: 1, b c: 2}.',
  )
}

export function emptyMapKey({ key }: { key: string }): Complaint {
  return refusal(
    'map-key-empty',
    `A map in the value of '${shown(key)}' lacks a key here`,
    'Write {key: value, key: value}, without a comma at the end.',
  )
}

export function interpolatedMapKey({ key }: { key: string }): Complaint {
  return refusal(
    'map-key-interpolated',
    `A map in the value of '${shown(key)}' has an interpolation as its key`,
    'Keys of a map are plain; put a map with such keys into a config file.',
  )
}

export function noMapColon({ key }: { key: string }): Complaint {
  return refusal(
    'map-value-missing',
    `A map in the value of '${shown(key)}' has a key without a value`,
    'Write {key: value}; {key: null} for no value.',
  )
}

export function emptyItem({ key, char }: { key: string; char: string }): Complaint {
  return refusal(
    'value-missing',
    `The value of '${shown(key)}' lacks something before '${char}'`,
    "Write '' for an empty text. A shell variable that is not set leaves nothing behind.",
  )
}

export function secondEqual(about: {
  key: string
  fix: string
  escaped: string
  shell: string | undefined
}): Complaint {
  const { key, fix, escaped, shell } = about
  return refusal(
    'equal-in-value',
    `The value of '${shown(key)}' holds '=', which needs quotes or a backslash`,
    `Use ${shown(fix)} or ${shown(escaped)}.${removed(shell)}`,
  )
}

export function notOpened({
  key,
  char,
  expected,
  fix,
}: {
  key: string
  char: string
  expected: string
  fix: string
}): Complaint {
  return refusal(
    'bracket-not-opened',
    `The value of '${shown(key)}' closes '${char}' where ${expected} was expected`,
    `Open it, or quote it as a text: ${shown(fix)}, in a shell ${shown(shellWord(fix))}.`,
  )
}

export function parenInText({ key, fix, shell }: { key: string; fix: string; shell: string | undefined }): Complaint {
  return refusal(
    'paren-in-text',
    `The value of '${shown(key)}' holds '(', and what is before it is no function`,
    `A text with parentheses needs quotes: ${shown(fix)}.${removed(shell)}`,
  )
}

export function quoteInside({ key, fix }: { key: string; fix: string }): Complaint {
  return refusal(
    'quote-inside',
    `The value of '${shown(key)}' has a quote in the middle`,
    `Quotes go around a whole value: ${shown(fix)}, in a shell ${shown(shellWord(fix))}.`,
  )
}

export function unexpected(about: {
  key: string
  char: string
  expected: string
  fix: string
  shell: string | undefined
}): Complaint {
  const { key, char, expected, fix, shell } = about
  return refusal(
    'unexpected',
    `The value of '${shown(key)}' has '${char}' where ${expected} was expected`,
    `If it is text, quote it: ${shown(fix)}.${removed(shell)}`,
  )
}

export function mustBeQuoted({
  key,
  char,
  fix,
  shell,
}: {
  key: string
  char: string
  fix: string
  shell: string | undefined
}): Complaint {
  return refusal(
    'must-be-quoted',
    `The value of '${shown(key)}' holds ${named(char)}, which needs quotes`,
    `Use ${shown(fix)}.${removed(shell)}`,
  )
}

export function blankAtEnd({ key }: { key: string }): Complaint {
  return refusal('blank-at-end', `The value of '${shown(key)}' has blanks after its end`, 'Remove them.')
}

export function endsTooSoon(about: {
  key: string
  expected: string
  close: string | undefined
  isSplit: boolean
  isComma: boolean
}): Complaint {
  const { key, expected, close, isSplit, isComma } = about
  const advice =
    close !== undefined
      ? `Close it with ${close}.`
      : isComma
        ? "Remove the comma; an empty text is written ''."
        : undefined
  const split =
    "If there is a blank in it, the shell split it there: put quotes around the whole override, 'key=[1, 2]'."
  return refusal(
    'ends-too-soon',
    `The value of '${shown(key)}' ends where ${expected} was expected`,
    [advice, isSplit || close !== undefined ? split : undefined].filter(Boolean).join(' ') || undefined,
  )
}

/** An override as one word of a POSIX shell. */
export function shellWord(text: string): string {
  if (!text.includes("'")) return `'${text}'`
  if (!/["$`\\!]/.test(text)) return `"${text}"`
  // Quotes around a value are as good as double ones, which need nothing in a word that is in single quotes.
  const value = /^([^'"]*)'([^'"\\]*)'$/.exec(text)
  if (value !== null) return `'${value[1]}"${value[2]}"'`
  return `'${text.replaceAll("'", "'\\''")}'`
}

function removed(shell: string | undefined): string {
  return shell === undefined ? '' : ` If you did write quotes, the shell removed them: type ${shown(shell)}.`
}

function named(char: string): string {
  if (char === '\n') return 'a line break'
  return char > '~' || char < ' ' ? `'${char}' (not ASCII)` : `'${char}'`
}

/** A text of the user, cut where it would fill the message. */
export function shown(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
}

export function refusal(code: string, message: string, advice: string | undefined): Complaint {
  return { type: 'OverrideParseException', code, message, advice }
}
