import { type HydraconfError, type Origin, rootNode } from '@hydraconf/core'
import type { Attempt } from './attempt.js'
import { type Composing, composingText, isSearching, primaryFile } from './composing.js'
import type { Exploration } from './exploration.js'
import { missingOverride } from './missing-override.js'
import { originKey, type Problem, problemOf, type Severity } from './problem.js'
import { has, placeOf, resolvedAmong, type Unresolved } from './unresolved.js'

/**
 * What the compositions of a tree show to be wrong with it. A config that some composition accepts is sound: that others
 * refuse it is a note. What all of them refuse is an error, with what the first of them says.
 */
export function* compositionProblems(
  exploration: Exploration,
  configName: string | undefined,
): Generator<void, readonly Problem[]> {
  // Nobody chooses what others include: only together with them does it have to make sense.
  const asked = exploration.attempts.filter(
    ({ subject }) => subject === configName || !exploration.roles.isIncludedOnly(subject),
  )
  return [
    ...(yield* refusals(asked, exploration)),
    ...(yield* unresolved(asked, exploration)),
    ...unknownResolvers(asked),
  ]
}

function* refusals(asked: readonly Attempt[], exploration: Exploration): Generator<void, readonly Problem[]> {
  const said = new Map<string, Problem>()
  for (const attempt of asked) {
    const { error, subject, composing } = attempt
    if (error === undefined) continue
    yield
    const accepting = acceptingOf(attempt, exploration)
    const isError = accepting === undefined && !isForAnotherLauncher(attempt)
    const problem = placed(problemOf(error, composing, isError ? 'error' : 'note'), subject, exploration)
    // One cause, one problem: the options of a config that is refused are refused with it.
    const cause = `${problem.severity} ${causeOf(problem)}`
    const known = said.get(cause)
    if (known !== undefined) said.set(cause, withPlace(known, problem.origin))
    else if (accepting !== undefined)
      said.set(cause, withAdvice(problem, `It composes with: ${composingText(accepting)}`))
    else if (isError) said.set(cause, { ...problem, ...missingOverride(attempt, exploration) })
    else
      said.set(
        cause,
        withAdvice(problem, 'It is made for another launcher or sweeper: hydra/launcher=NAME, hydra/sweeper=NAME'),
      )
  }
  return [...said.values()]
}

/** Whether an option sets what the launcher or sweeper at hand does not have. The one it is made for comes with a plugin. */
function isForAnotherLauncher({ error, subject, composing }: Attempt): boolean {
  if (subject === primaryFile(composing)) return false
  return error?.code === 'layer-not-merged' && /'hydra\.(launcher|sweeper)\./.test(error.summary)
}

/** What is not there is one cause, whoever asks for it; anything else is what is wrong with one place. */
function causeOf({ code, message, origin }: Problem): string {
  const asked = code === 'option-not-found' || code === 'config-not-found' ? /'[^']*'$/.exec(message)?.[0] : undefined
  return asked === undefined ? `${code} ${originKey(origin)}` : `${code} ${asked}`
}

function withPlace(problem: Problem, origin: Origin | undefined): Problem {
  const places = [problem.origin, ...problem.also].map(originKey)
  if (origin === undefined || places.includes(originKey(origin))) return problem
  return { ...problem, also: [...problem.also, origin] }
}

/**
 * A composition that accepts the config in question. That a broken primary config could be repairedPrimary by other choices does not
 * make it sound; that its program is run elsewhere, or with another search path, does.
 */
function acceptingOf({ subject, composing }: Attempt, { attempts, evidence }: Exploration): Composing | undefined {
  const isPrimary = subject === primaryFile(composing)
  const accepting = [...attempts, ...evidence].find(
    (other) =>
      other.loaded.has(subject) &&
      !(isPrimary && primaryFile(other.composing) === subject && !isSearching(other.composing)),
  )
  return accepting?.composing
}

/** With the file it was tried for as its place, where what is to blame is not written in one. */
function placed(problem: Problem, subject: string, { roles }: Exploration): Problem {
  const source = roles.document(subject)?.source
  if (problem.origin?.source.kind === 'file' || source?.kind !== 'file') return problem
  return { ...problem, origin: { source, start: 0, end: 0 } }
}

function* unresolved(asked: readonly Attempt[], exploration: Exploration): Generator<void, readonly Problem[]> {
  const causes = new Map<string, { readonly found: Found; readonly also: Map<string, Origin> }>()
  for (const found of foundIn(asked)) {
    const { error, origin, targets } = found.unresolved
    if (error.type !== 'InterpolationKeyError') continue
    const cause = targets.length === 0 ? `at ${originKey(origin)}` : targets.map((path) => path.join('.')).join(' ')
    const known = causes.get(cause)
    if (known === undefined) causes.set(cause, { found, also: new Map([[originKey(origin), origin]]) })
    else known.also.set(originKey(origin), origin)
  }
  const places = [...causes.values()].map(({ found }) => found.unresolved.origin)
  const resolved = yield* resolvedAmong(places, [...exploration.attempts, ...exploration.evidence])
  const problems: Problem[] = []
  for (const { found, also } of causes.values()) {
    yield
    const { attempt, unresolved } = found
    const { severity, advice } = resolved.has(placeOf(unresolved.origin)) ? ELSEWHERE : judged(found, exploration)
    const problem = problemOf(unresolved.error, attempt.composing, severity)
    // Where nothing may be meant by it, how to write a reference is no help: what the tree says of it is.
    const mayMean = unresolved.error.near.length > 0 ? problem.advice : undefined
    const at = { origin: unresolved.origin, also: [...also.values()].slice(1) }
    problems.push(withAdvice({ ...problem, ...at, advice: mayMean }, advice))
  }
  return problems
}

const ELSEWHERE = { severity: 'note', advice: 'Other choices resolve it' } as const

interface Found {
  readonly attempt: Attempt
  readonly unresolved: Unresolved
}

function* foundIn(asked: readonly Attempt[]): Generator<Found> {
  for (const attempt of asked) for (const unresolved of attempt.unresolved) yield { attempt, unresolved }
}

/** An interpolation that nothing resolves may be the program's to serve; one with a key much like it is misspelled. */
function judged({ attempt, unresolved }: Found, exploration: Exploration): { severity: Severity; advice?: string } {
  const { error, targets } = unresolved
  const giving = [...exploration.attempts, ...exploration.evidence].find(
    ({ composing, config }) =>
      config !== undefined &&
      composing.folder === attempt.composing.folder &&
      targets.length > 0 &&
      targets.every((path) => has(rootNode(config), path)),
  )
  if (giving !== undefined) {
    return { severity: 'note', advice: `It is there with: ${composingText(giving.composing)}` }
  }
  if (isMisspelled(error) && !isGuess(attempt, exploration)) return { severity: 'error' }
  return { severity: 'warning', advice: 'No config of this tree has it: the program has to set it before it is read' }
}

function isMisspelled({ code, near }: HydraconfError): boolean {
  return code === 'interpolation-key-not-found' && near.length > 0
}

/** Whether nothing says that the config is meant to be added to the primary config, in that place. */
function isGuess({ composing, subject }: Attempt, { roles }: Exploration): boolean {
  return composing.overrides.at(-1)?.op === 'add' && !roles.isOverlay(subject)
}

/** Programs bring resolvers of their own: each is named once, with the places where it is used. */
function* unknownResolvers(asked: readonly Attempt[]): Generator<Problem> {
  const places = new Map<string, { readonly found: Found; readonly also: Map<string, Origin> }>()
  for (const found of foundIn(asked)) {
    const { error, origin } = found.unresolved
    const name = /'([^']*)'\.?(?: \(|$)/.exec(error.summary)?.[1] ?? error.summary
    if (error.type !== 'UnsupportedInterpolationType') continue
    const known = places.get(name)
    if (known === undefined) places.set(name, { found, also: new Map([[originKey(origin), origin]]) })
    else known.also.set(originKey(origin), origin)
  }
  for (const [name, { found, also }] of places) {
    const { attempt, unresolved } = found
    const isBuiltin = name.startsWith('oc.')
    const problem = problemOf(unresolved.error, attempt.composing, isBuiltin ? 'error' : 'note')
    yield { ...problem, origin: unresolved.origin, also: [...also.values()].slice(1) }
  }
}

function withAdvice(problem: Problem, more: string | undefined): Problem {
  if (more === undefined) return problem
  return { ...problem, advice: problem.advice === undefined ? more : `${problem.advice}\n  ${more}` }
}
