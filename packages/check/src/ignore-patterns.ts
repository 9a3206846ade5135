import { type Environment, globMatcher } from '@hydraconf/core'
import { relativePath } from './relative-path.js'
import { folderOf, mainSource } from './tree-files.js'

/**
 * What `--ignore` leaves out. A pattern is a path in the config folder (`db/base`, `legacy/*`), with or without the
 * extension, or a path from the working directory, as shells complete it; a folder stands for all that is in it. `*` is any
 * text, `/` too, as in Hydra's `glob(...)`.
 */
export function ignoring(
  patterns: readonly string[],
  environment: Environment,
  cwd: string,
): (name: string) => boolean {
  const main = mainSource(environment)
  const dir = main === undefined ? cwd : folderOf(main)
  const matchers = patterns
    .flatMap((pattern) => [pattern, relativePath(dir, pattern, cwd)])
    .map((pattern) => pattern.replace(/\/+$|\.ya?ml$/g, ''))
    .flatMap((pattern) => [globMatcher(pattern), globMatcher(`${pattern}/*`)])
  return (name) => matchers.some((matches) => matches(name))
}
