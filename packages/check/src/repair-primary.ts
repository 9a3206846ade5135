import { type Environment, HydraconfError, openLibraryFor } from '@hydraconf/core'
import { attempt, type FullAttempt, tryCompose } from './attempt.js'
import { type Composing, choosing, deleting, environmentOf, searching } from './composing.js'
import { searchPathsFor } from './guess-search-paths.js'
import type { TreeFiles } from './tree-files.js'

/**
 * A broken primary config in a composition that works, so that the rest of the tree can be tried with it: with the search
 * path that its program seems to have, or with other choices where its own cannot be had. Undefined: neither helps.
 */
export function repairedPrimary(
  broken: FullAttempt,
  files: TreeFiles,
  environment: Environment,
): FullAttempt | undefined {
  const paths = searchPathsFor(broken, files, environment)
  if (paths.length > 0) {
    const found = attempt(searching(broken.composing, paths), broken.subject, environment)
    if (found.error === undefined) return found
  }
  let at = broken
  for (let round = 0; round < MOST_ROUNDS && at.error !== undefined; round++) {
    const composing = withAnotherChoice(at, environment)
    if (composing === undefined) return undefined
    at = attempt(composing, broken.subject, environment)
  }
  return at.error === undefined ? at : undefined
}

const MOST_ROUNDS = 8

/** Where an entry of the primary config's own list asks for what is not there: any other option of that group, or none. */
function withAnotherChoice({ composing, error }: FullAttempt, environment: Environment): Composing | undefined {
  if (error?.code !== 'option-not-found' || error.origin?.source.kind !== 'file') return undefined
  const { origin } = error
  const library = openLibraryFor(environmentOf(composing, environment), composing.configName)
  const document = library.load(composing.configName)
  const entry = document?.defaults?.find(
    ({ kind, origin: { source, start } }) => kind === 'group' && source === origin.source && start === origin.start,
  )
  if (entry?.kind !== 'group') return undefined
  const group = entry.group.replace(/^\//, '')
  const key = entry.package === undefined ? group : `${group}@${entry.package}`
  const ways = library.options(group, 'config').map((option) => choosing(composing, key, option))
  // What is broken beyond this entry is for the next round.
  const isBeyond = (way: Composing): boolean => {
    const result = tryCompose(way, environment)
    return (
      !(result instanceof HydraconfError) ||
      result.origin?.source !== origin.source ||
      result.origin.start !== origin.start
    )
  }
  return [...ways, deleting(composing, key)].find(isBeyond)
}
