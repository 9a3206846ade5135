import type { Distribution, Param, SearchSpace } from './search-space.js'
import type { Params } from './study.js'

/** What a job has: a value that every trial has, or one that is searched. */
export type Parameter =
  | { readonly kind: 'fixed'; readonly param: Param }
  | { readonly kind: string; readonly distribution: Distribution }

/** In the order of the jobs' overrides, which end with `~key`. */
export interface Parameters<One extends Parameter = Parameter> {
  readonly parameters: ReadonlyMap<string, One>
  readonly deletions: readonly string[]
}

/** What is searched of them. */
export function spaceOf({ parameters }: Parameters): SearchSpace {
  const searched = [...parameters].flatMap(([name, parameter]) =>
    'distribution' in parameter ? [[name, parameter.distribution] as const] : [],
  )
  return { distributions: new Map(searched), fixed: new Map(), deletions: [] }
}

/** What a job has, in the order of its overrides. */
export function jobParams(params: Params, { parameters }: Parameters): readonly (readonly [string, Param])[] {
  return Array.from(parameters, ([key, parameter]) => [
    key,
    'distribution' in parameter ? params.get(key)! : parameter.param,
  ])
}

export function jobTexts(params: Params, of: Parameters): readonly string[] {
  return [...jobParams(params, of).map(([key, { text }]) => `${key}=${text}`), ...of.deletions]
}
