import { composingText, fixOf, type Problem, type Severity } from '@hydraconf/check'
import type { Origin } from '@hydraconf/core'
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag, type Location } from 'vscode-languageserver'
import { rangeOf } from '../documents/positions.js'
import { uriOfPath } from '../documents/uris.js'
import type { Tree } from '../trees/tree.js'
import type { Hint } from './hint.js'
import type { TreeProblems } from './tree-problems.js'

/** A place to repair, as a quick fix needs it again. */
export interface DiagnosticData {
  /** Inserts a text. */
  readonly fix?: { readonly title: string; readonly offset: number; readonly insert: string }
  /** What may have been meant in place of what is marked. */
  readonly meant?: readonly string[]
}

/** The diagnostics of a tree by the path of the file that they are in: there may be thousands. */
export function* diagnosticsOf(
  tree: Tree,
  { problems, hints }: Pick<TreeProblems, 'problems' | 'hints'>,
): Generator<void, Map<string, Diagnostic[]>> {
  const found = new Map<string, Diagnostic[]>()
  const add = (origin: Origin | undefined, diagnostic: Diagnostic): void => {
    const path = origin === undefined ? undefined : tree.pathOfSource(origin.source)
    if (path === undefined) return
    found.set(path, [...(found.get(path) ?? []), diagnostic])
  }
  for (const problem of problems) {
    add(problem.origin, diagnosticOf(problem, tree))
    for (const origin of problem.also) add(origin, { ...diagnosticOf(problem, tree), range: rangeOf(origin) })
    yield
  }
  for (const hint of hints) {
    add(hint.origin, hintOf(hint, tree))
    yield
  }
  return found
}

function diagnosticOf(problem: Problem, tree: Tree): Diagnostic {
  const { severity, code, message, advice, origin, also, composing } = problem
  const seen = composing === undefined ? '' : `\n(when composing ${composingText(composing)})`
  const data = dataOf(problem)
  return {
    range: origin === undefined ? NOWHERE : rangeOf(origin),
    severity: SEVERITIES[severity],
    source: 'hydraconf',
    code,
    message: `${message}${advice === undefined ? '' : `\n${advice}`}${seen}`,
    ...(also.length === 0 ? {} : { relatedInformation: also.flatMap((each) => related(each, 'the same here', tree)) }),
    ...(data === undefined ? {} : { data }),
  }
}

const NOWHERE = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  note: DiagnosticSeverity.Information,
}

function dataOf(problem: Problem): DiagnosticData | undefined {
  const fix = fixOf(problem)
  const { near = [] } = problem
  if (fix === undefined) return near.length === 0 ? undefined : { meant: near }
  return { fix: { title: fix.done.replace(/^added/, 'Add'), offset: fix.at, insert: fix.insert } }
}

function hintOf({ code, message, origin, because }: Hint, tree: Tree): Diagnostic {
  return {
    range: rangeOf(origin),
    severity: DiagnosticSeverity.Hint,
    source: 'hydraconf',
    code,
    message,
    tags: [DiagnosticTag.Unnecessary],
    ...(because === undefined ? {} : { relatedInformation: related(because, 'here', tree) }),
  }
}

function related(origin: Origin, message: string, tree: Tree): { location: Location; message: string }[] {
  const path = tree.pathOfSource(origin.source)
  return path === undefined ? [] : [{ location: { uri: uriOfPath(path), range: rangeOf(origin) }, message }]
}
