import { join, relative } from 'node:path'
import {
  type Composed,
  type ConfigNode,
  childNode,
  compose,
  type Environment,
  entriesOf,
  following,
  HydraconfError,
  isContainer,
  type Library,
  type Origin,
  rootNode,
} from '@hydraconf/core'
import { configFiles, openLibraryFor } from '@hydraconf/node'
import { planCompositions, primariesIn } from './compositions.js'
import { type Composing, distinct, type Problem, problemOf } from './problem.js'

/** What a check found and how far it went. */
export interface Checked {
  readonly problems: readonly Problem[]
  readonly compositions: number
  readonly files: number
}

/**
 * Composes every option of every group and every experiment, and collects all that is wrong on the way: what does not
 * parse, does not compose, refers to nothing. Given a primary config, only that one.
 */
export async function checkTree(environment: Environment, configName: string | undefined): Promise<Checked> {
  const library = openLibraryFor(environment, configName)
  const primaries = configName === undefined ? primariesIn(library) : [configName]
  const problems: Problem[] = []
  const files = await unreadable(library, environment.facts.cwd, problems)
  const { all, oneOf } = planCompositions(library, environment, primaries)
  for (const composing of all) problems.push(...tryComposing(composing, environment))
  for (const composings of oneOf) {
    const tries = composings.map((composing) => tryComposing(composing, environment))
    if (!tries.some((found) => found.every(({ severity }) => severity !== 'error'))) problems.push(...tries[0]!)
  }
  return { problems: distinct(problems), compositions: all.length + oneOf.length, files }
}

/** Every file of the main folder on its own: one that nothing chooses is read too. */
async function unreadable(library: Library, cwd: string, problems: Problem[]): Promise<number> {
  const main = library.sources.find(({ provider, scheme }) => provider === 'main' && scheme === 'file')
  if (main === undefined) return 0
  const dir = main.path.replace(/^file:\/\//, '')
  const files = await configFiles(dir)
  for (const file of files) {
    if (file.endsWith('.yml')) {
      const origin = {
        source: { kind: 'file', name: shortPath(join(dir, file), cwd), text: ' ' },
        start: 0,
        end: 0,
      } as const
      const message = `'${file}' is not seen: only files that end in .yaml are configs`
      problems.push({
        severity: 'warning',
        code: 'yml-not-seen',
        message,
        advice: 'Rename it',
        origin,
        composing: undefined,
      })
      continue
    }
    try {
      library.load(file.slice(0, -'.yaml'.length))
    } catch (error) {
      problems.push(problemOf(error, undefined))
    }
  }
  return files.length
}

function tryComposing(composing: Composing, environment: Environment): readonly Problem[] {
  try {
    const composed = compose(composing, environment)
    return [...selfLeftOut(composed, composing), ...danglingReferences(composed, composing)]
  } catch (error) {
    const problem = problemOf(error, composing)
    const origin = problem.code === 'multiple-choices' ? secondChoice(composing, environment) : undefined
    const advice = 'Write "override" in front of the group: this entry changes a choice that is made already'
    return [origin === undefined ? problem : { ...problem, origin, advice }]
  }
}

/**
 * Where an appended option chooses again what the primary config has chosen: that entry lacks `override`. The error itself
 * points at the first choice, since lists are walked from their end.
 */
function secondChoice({ configName, overrides }: Composing, environment: Environment): Origin | undefined {
  const appended = /^\+(.+?)='?(.+?)'?$/.exec(overrides.at(-1) ?? '')
  if (appended === null) return undefined
  const [, group, option] = appended
  const base = composedOrNot({ configName, overrides: overrides.slice(0, -1) }, environment)
  if (base === undefined) return undefined
  const { choices, library } = base
  const entry = library.load(`${group}/${option}`)?.defaults?.find((each) => {
    if (each.kind !== 'group' || each.override) return false
    return Object.hasOwn(choices, each.group.startsWith('/') ? each.group.slice(1) : `${group}/${each.group}`)
  })
  return entry?.origin
}

function composedOrNot(composing: Composing, environment: Environment): Composed | undefined {
  try {
    return compose(composing, environment)
  } catch {
    return undefined
  }
}

/** A primary config with a body of its own, and no word of when it is merged. */
function selfLeftOut(composed: Composed, composing: Composing): readonly Problem[] {
  if (composed.warnings.length === 0) return []
  const document = composed.library.load(composing.configName!)
  const { defaults } = document ?? {}
  if (defaults === undefined || defaults.some(({ kind }) => kind === 'self')) return []
  const origin = defaults.at(-1)?.origin
  const message = `The defaults list of '${composing.configName}' does not say when its own values are merged`
  const advice = 'Add "- _self_": at the end, as it is done now, or at the front, so that the other configs win'
  return [{ severity: 'warning', code: 'self-left-out', message, advice, origin, composing }]
}

/** Interpolations that refer to nothing. What the outside has to give (variables, `???`) is no fault of the tree. */
function danglingReferences({ job, evaluation }: Composed, composing: Composing): readonly Problem[] {
  const follow = following(evaluation)
  const found: Problem[] = []
  const walk = (node: ConfigNode): void => {
    const { value } = node
    if (value.kind === 'interpolation') {
      try {
        follow(node)
      } catch (error) {
        if (!(error instanceof HydraconfError)) throw error
        // Where it fails may be further on: what refers to a reference that fails is no problem of its own.
        const origin = error.origin ?? value.origin
        if (error.type === 'InterpolationKeyError') found.push({ ...problemOf(error, composing), origin })
        if (error.type === 'UnsupportedInterpolationType')
          found.push({ ...problemOf(error, composing, 'warning'), origin })
      }
    } else if (isContainer(value)) {
      const keys =
        value.kind === 'map' ? Array.from(entriesOf(value), ([key]) => key) : value.items.map((_, at) => BigInt(at))
      for (const key of keys) walk(childNode(node, key)!)
    }
  }
  walk(rootNode(job))
  return found
}

/** A path as people type it from here. */
function shortPath(path: string, cwd: string): string {
  const short = relative(cwd, path)
  return short.startsWith('..') ? path : short
}
