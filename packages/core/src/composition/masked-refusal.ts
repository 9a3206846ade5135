import type { Override } from '../grammar/override.js'
import { HydraconfError } from '../text/errors.js'
import type { Origin } from '../text/source.js'
import { splitKey } from '../value/path.js'
import { type GivenVariable, givenVariables } from './apply-variables.js'
import type { Environment } from './environment.js'
import { MASK } from './masking.js'
import { sensitiveNames } from './sensitive-keys.js'

/** Does something of a composition; what it is refused with shows nothing sensitive. */
export function refusingWithoutSecrets<T>(
  overrides: readonly Override[],
  environment: Environment,
  action: () => T,
): T {
  try {
    return action()
  } catch (error) {
    const names = sensitiveNames(environment.extensions)
    throw maskedRefusal(error, names, { overrides, variables: names.size === 0 ? [] : givenVariables(environment) })
  }
}

/** What was given from outside by the time that something was refused. */
interface Given {
  readonly overrides: readonly Override[]
  readonly variables: readonly GivenVariable[]
}

/**
 * A refusal that shows nothing sensitive. What was composed by then is not known here, so it goes by the names of sensitive
 * fields: texts given for them, and what stands behind such a name in the line that is shown, are masked wherever they turn up.
 */
function maskedRefusal(error: unknown, names: ReadonlySet<string>, given: Given): unknown {
  if (names.size === 0 || !(error instanceof HydraconfError)) return error
  const secrets = new Set<string>()
  const say = (text: string): void => {
    for (const one of [text, unquoted(text)]) if (one !== '') secrets.add(one)
  }
  const isSensitive = (key: string): boolean => splitKey(key).some((part) => names.has(part))
  for (const { key, text, value } of given.overrides) {
    if (value === undefined) continue
    const written = text.slice(text.indexOf('=') + 1)
    if (isSensitive(key.name)) say(written)
    else for (const one of behindNames(written, names)) say(one)
  }
  for (const { key, text } of given.variables) if (isSensitive(key)) say(text)
  const { origin } = error
  if (origin !== undefined) {
    for (const one of behindNames(lineOf(origin), names)) say(one)
    if (error.key !== undefined && isSensitive(error.key)) say(origin.source.text.slice(origin.start, origin.end))
  }
  const masked = (text: string): string =>
    [...secrets].sort((a, b) => b.length - a.length).reduce((made, secret) => made.replaceAll(secret, MASK), text)
  return masked(error.message) === error.message ? error : error.shownAs(masked)
}

/** `hunter2` of `{user: ada, password: hunter2}`. Names are looked for in what stands behind another, too: `a: {b: c}`. */
function behindNames(text: string, names: ReadonlySet<string>): readonly string[] {
  return [...text.matchAll(NAME)].flatMap(({ 0: { length }, 1: name, index }) =>
    names.has(name!) ? (VALUE.exec(text.slice(index + length)) ?? []).map((value) => value.trim()) : [],
  )
}

/** Begins where a word does, so that a long word is gone through once. */
const NAME = /(?<![\w-])([\w-]+)['"]?\s*[:=]\s*/g

const VALUE = /^(?:"[^"]*"|'[^']*'|\[[^\]]*\]|\{[^}]*\}|[^,}\]\n]+)/

function lineOf({ source, start }: Origin): string {
  const from = source.text.lastIndexOf('\n', start - 1) + 1
  const to = source.text.indexOf('\n', start)
  return source.text.slice(from, to === -1 ? undefined : to)
}

function unquoted(text: string): string {
  return /^(['"]).*\1$/s.test(text) ? text.slice(1, -1) : text
}
