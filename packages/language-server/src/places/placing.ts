import { type Composed, type ConfigNode, type Key, type ListEntry, locateKey, rootNode } from '@hydraconf/core'

/** Where a key of a file hangs in the composed config: below the package of the file. */
export function placedPath({ package: pkg }: ListEntry, path: readonly string[]): readonly string[] {
  return pkg === '' ? path : [...pkg.split('.'), ...path]
}

/** The node at a path; undefined where the config has none. */
export function nodeAt({ config }: Pick<Composed, 'config'>, path: readonly Key[]): ConfigNode | undefined {
  const { node, rest } = locateKey(config, path)
  return rest.length === 0 ? node : undefined
}

/**
 * The place that a relative reference starts from: the container at the path, if there is one. A list's own index stands for
 * the container around it.
 */
export function homeOf({ config }: Pick<Composed, 'config'>, path: readonly string[]): ConfigNode | undefined {
  const above = path.slice(0, -1)
  if (above.length === 0) return rootNode(config)
  const { node, rest } = locateKey(config, above)
  return rest.length === 0 ? node : undefined
}

/** The path that a reference names from where it stands. `${.x}` in `a.b` is `a.x`. */
export function targetPath(from: readonly string[], dots: number, path: readonly string[]): readonly string[] {
  return [...(dots === 0 ? [] : from.slice(0, Math.max(0, from.length - dots))), ...path]
}
