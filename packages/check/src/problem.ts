import {
  type Environment,
  givenSecrets,
  HydraconfError,
  maskedOverride,
  maskedTelling,
  type Origin,
  positionOfOrigin,
} from '@hydraconf/core'
import type { Composing } from './composing.js'

/**
 * How much is known: an `error` is refused by Hydra in every composition that was tried, or is a misspelling; a `warning`
 * composes, and fails or surprises when it is used; a `note` depends on what else is chosen, or is good to know.
 */
export type Severity = 'error' | 'warning' | 'note'

export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'note']

/** Something wrong with a config tree, with the place where it is written. */
export interface Problem {
  readonly severity: Severity
  /** Stable: the code of the refusal, or one of check's own. See docs/check.md. */
  readonly code: string
  readonly message: string
  readonly advice: string | undefined
  /** What may have been meant in place of what is written there. */
  readonly near?: readonly string[] | undefined
  /** Undefined: nothing written is to blame. */
  readonly origin: Origin | undefined
  /** Where else the same cause shows. */
  readonly also: readonly Origin[]
  /** The composition that it came up in. */
  readonly composing: Composing | undefined
}

/** What an error says, as a problem. */
export function problemOf(error: unknown, composing: Composing | undefined, severity: Severity = 'error'): Problem {
  if (!(error instanceof HydraconfError)) throw error
  const { code, summary: message, advice, near, origin } = error
  return { severity, code, message, advice, near, origin, also: [], composing }
}

/** As they are told: without what is sensitive, in order. */
export function toldOf(problems: readonly Problem[], environment: Environment): readonly Problem[] {
  return sorted(problems.map((problem) => withoutSecrets(problem, environment)))
}

function withoutSecrets(problem: Problem, environment: Environment): Problem {
  const { composing, also } = problem
  const secrets = givenSecrets(environment, composing?.overrides ?? [])
  if (secrets.names.size === 0) return problem
  const told = maskedTelling(problem, secrets)
  if (composing === undefined) return told
  const overrides = composing.overrides.map((override) => maskedOverride(override, secrets.names))
  return { ...told, also, composing: { ...composing, overrides } }
}

/** Each once, errors first, and each kind by file and place. What no file is to blame for comes first of its kind. */
function sorted(problems: readonly Problem[]): readonly Problem[] {
  const once = new Map<string, Problem>()
  for (const problem of problems) {
    // What cannot be read is refused alone, and then again, by Hydra's class, where it is composed.
    const message = problem.message.replace(/ \(\w+\)$/, '')
    const key = `${problem.code} ${originKey(problem.origin)} ${message}`
    if (!once.has(key)) once.set(key, problem)
  }
  return [...once.values()].sort(
    (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) || compare(placeText(a), placeText(b)),
  )
}

/** A place that an editor or a code host can show. */
export function fileOrigin(origin: Origin | undefined): Origin | undefined {
  return origin?.source.kind === 'file' ? origin : undefined
}

/** A place in a file, as text that is the same for the same place. */
export function originKey(origin: Origin | undefined): string {
  return origin?.source.kind === 'file' ? `${origin.source.name}:${origin.start}` : ''
}

/** `conf/config.yaml:4:5`, sortable; empty without a place in a file. */
function placeText({ origin }: Problem): string {
  if (origin === undefined || origin.source.kind !== 'file') return ''
  const { line, column } = positionOfOrigin(origin)
  return `${origin.source.name}:${String(line).padStart(6)}:${String(column).padStart(4)}`
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
