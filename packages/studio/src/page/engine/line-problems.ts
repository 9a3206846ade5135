import type { ProblemData } from './check-tree.js'
import type { PageTree } from './page-tree.js'
import { type Place, placeOf } from './place.js'
import type { YamlLine } from './yaml-lines.js'

/** What a check says of the value on a line of the composed YAML; the first line is 0. */
export interface LineProblem {
  readonly line: number
  readonly severity: ProblemData['severity']
  readonly message: string
}

/** What a check says of the values of a config, where they stand in its YAML. */
export function lineProblems(
  lines: ReadonlyMap<number, YamlLine>,
  problems: readonly ProblemData[],
  tree: PageTree,
): readonly LineProblem[] {
  if (problems.length === 0) return []
  return [...lines].flatMap(([line, { origin }]) => {
    if (tree.refOf(origin.source) === undefined) return []
    const place = placeOf(origin, tree)
    return problems
      .filter((problem) => isAbout(problem, place))
      .map(({ severity, message }) => ({ line, severity, message }))
  })
}

/** Whether a problem is one of what is written at a place: of the value there, or of its line. */
export function isAbout({ place }: ProblemData, { file, line, start, end }: Place): boolean {
  if (place?.file === undefined || file === undefined) return false
  if (place.file.source !== file.source || place.file.path !== file.path) return false
  return place.line === line || (place.start < end && place.end > start)
}
