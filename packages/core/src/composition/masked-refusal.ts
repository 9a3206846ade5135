import type { Override } from '../grammar/override.js'
import { HydraconfError } from '../text/errors.js'
import { MASK, type Origin, type Stretch } from '../text/source.js'
import { splitKey } from '../value/path.js'
import { givenVariables } from './apply-variables.js'
import type { Environment } from './environment.js'
import { sensitiveNames } from './sensitive-keys.js'

/** What is told of a config: words, and the place that is shown with them. */
export interface Told {
  readonly message: string
  readonly advice?: string | undefined
  /** The full key that it is about. */
  readonly key?: string | undefined
  readonly origin?: Origin | undefined
}

/** What is known of what may not be shown. */
export interface Secrets {
  /** The names of sensitive fields: what stands behind one in a line that is shown is masked. */
  readonly names: ReadonlySet<string>
  /** Texts that are masked wherever they turn up. */
  readonly texts: readonly string[]
}

export const NO_SECRETS: Secrets = { names: new Set(), texts: [] }

/** Does something; what it is refused with shows nothing of the secrets, which are asked for then. */
export function refusingWithout<T>(secrets: () => Secrets, action: () => T): T {
  try {
    return action()
  } catch (error) {
    throw maskedRefusal(error, secrets())
  }
}

/** A refusal that shows nothing sensitive; anything else that was thrown as it is. */
export function maskedRefusal(error: unknown, secrets: Secrets): unknown {
  if (!(error instanceof HydraconfError) || !isAny(secrets)) return error
  const { message, key, origin } = error
  const { words, place } = masksFor({ message, key, origin }, secrets)
  const cause = error.cause instanceof HydraconfError ? maskedRefusal(error.cause, secrets) : error.cause
  return place === origin && cause === error.cause && words(message) === message
    ? error
    : error.shownAs(words, place, cause)
}

/** What is told, without what is sensitive. */
export function maskedTelling<T extends Told>(told: T, secrets: Secrets): T {
  if (!isAny(secrets)) return told
  const { words, place } = masksFor(told, secrets)
  const { message, advice } = told
  return {
    ...told,
    message: words(message),
    ...(advice === undefined ? {} : { advice: words(advice) }),
    ...(place === told.origin ? {} : { origin: place }),
  }
}

/**
 * What is secret before anything is composed: the texts that overrides and variables give to sensitive fields, going by the
 * names of these.
 */
export function givenSecrets(environment: Environment, overrides: readonly Override[]): Secrets {
  const names = sensitiveNames(environment.extensions)
  if (names.size === 0) return NO_SECRETS
  const texts: string[] = []
  for (const { key, text, value } of overrides) {
    if (value === undefined) continue
    const written = text.slice(text.indexOf('=') + 1)
    if (isSensitive(key.name, names)) texts.push(written)
    else for (const { start, end } of behindNames(written, names)) texts.push(written.slice(start, end))
  }
  for (const { key, text } of givenVariables(environment)) if (isSensitive(key, names)) texts.push(text)
  return { names, texts }
}

function isAny({ names, texts }: Secrets): boolean {
  return names.size > 0 || texts.length > 0
}

function isSensitive(key: string, names: ReadonlySet<string>): boolean {
  return splitKey(key).some((part) => names.has(part))
}

/** How the words of something are masked, and its place. */
interface Masks {
  readonly words: (text: string) => string
  readonly place: Origin | undefined
}

function masksFor({ key, origin }: Told, { names, texts }: Secrets): Masks {
  const secrets = [...texts]
  const hidden: Stretch[] = []
  const given = origin === undefined ? undefined : givenTo(origin, names)
  if (origin !== undefined && origin.source.text !== '') {
    const { text } = origin.source
    const line = shownLine(origin)
    const shown = text.slice(line.start, line.end)
    const said = behindNames(shown, names)
    for (const { start, end } of said) secrets.push(shown.slice(start, end))
    if (key !== undefined && isSensitive(key, names)) secrets.push(text.slice(origin.start, origin.end))
    if (given !== undefined) secrets.push(given.value)
    for (const { start, end } of [...said, ...placesOf(secrets, shown), ...(given === undefined ? [] : [given])])
      hidden.push({ start: line.start + start, end: line.start + end })
  }
  const pattern = patternOf(secrets)
  const masked = (text: string): string => (pattern === undefined ? text : text.replace(pattern, MASK))
  return {
    words: given === undefined ? masked : (text) => masked(withoutPieces(text, given)),
    place:
      origin === undefined || hidden.length === 0
        ? origin
        : { ...origin, hidden: [...(origin.hidden ?? []), ...hidden] },
  }
}

/** What an override gives to a sensitive key. It need not parse, so it is told of in pieces, and of how it would be written. */
interface Given extends Stretch {
  readonly key: string
  readonly value: string
}

function givenTo({ source: { kind, text } }: Origin, names: ReadonlySet<string>): Given | undefined {
  const start = kind === 'override' ? text.indexOf('=') + 1 : 0
  if (start === 0 || !isSensitive(text.slice(0, start - 1).replace(/^\+{1,2}/, ''), names)) return undefined
  return { start, end: text.length, key: text.slice(0, start), value: text.slice(start) }
}

function withoutPieces(text: string, { key, value }: Given): string {
  return text
    .split('\n')
    .map((line) => {
      const at = line.indexOf(key)
      return at === -1 ? line : `${line.slice(0, at + key.length)}${MASK}`
    })
    .join('\n')
    .replace(/'([^'\n]+)'/g, (quoted, piece: string) => (value.includes(piece) ? `'${MASK}'` : quoted))
}

function placesOf(secrets: readonly string[], text: string): readonly Stretch[] {
  const pattern = patternOf(secrets)
  if (pattern === undefined) return []
  return [...text.matchAll(pattern)].map(({ 0: { length }, index }) => ({ start: index, end: index + length }))
}

/** What finds any of the secrets, the longest first. A short one that is part of a word says nothing, and words are full of them. */
function patternOf(secrets: readonly string[]): RegExp | undefined {
  const all = new Set(secrets.flatMap((text) => [text.trim(), unquoted(text.trim())]))
  all.delete('')
  all.delete(MASK)
  if (all.size === 0) return undefined
  const found = [...all]
    .sort((a, b) => b.length - a.length)
    .map((text) => {
      const escaped = text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
      return text.length < SHORT ? `(?<![\\w])${escaped}(?![\\w])` : escaped
    })
  return new RegExp(found.join('|'), 'g')
}

const SHORT = 4

/** `hunter2` of `{user: ada, password: hunter2}`. Names are looked for in what stands behind another, too: `a: {b: c}`. */
function behindNames(text: string, names: ReadonlySet<string>): readonly Stretch[] {
  if (names.size === 0) return []
  return [...text.matchAll(NAME)].flatMap(({ 0: { length }, 1: name, index }) => {
    if (!names.has(name!)) return []
    const start = index + length
    const found = VALUE.exec(text.slice(start))?.[0].trimEnd()
    return found === undefined ? [] : [{ start, end: start + found.length }]
  })
}

/** Begins where a word does, so that a long word is gone through once. */
const NAME = /(?<![\w-])([\w-]+)['"]?\s*[:=]\s*/g

const VALUE = /^(?:"[^"]*"|'[^']*'|\[[^\]]*\]|\{[^}]*\}|[^,}\]\n]+)/

/** The line that is shown for a place; an override is one. */
function shownLine({ source: { kind, text }, start, end }: Origin): Stretch {
  if (kind === 'override') return { start: 0, end: text.length }
  const to = text.indexOf('\n', Math.max(start, end))
  return { start: text.lastIndexOf('\n', start - 1) + 1, end: to === -1 ? text.length : to }
}

function unquoted(text: string): string {
  return /^(['"]).*\1$/s.test(text) ? text.slice(1, -1) : text
}
