import type { ConfigSource } from '@hydraconf/core'

/** The folder of a source on this disk; undefined for one that is elsewhere. */
export function folderOf({ scheme, path }: Pick<ConfigSource, 'scheme' | 'path'>): string | undefined {
  return scheme === 'file' ? path.replace(/^file:\/\//, '') : undefined
}

/** How messages name a file: by its path from the working directory, if it is below that. */
export function nameOf(source: Pick<ConfigSource, 'scheme' | 'path'>, path: string, cwd: string): string {
  const folder = folderOf(source)
  if (folder === undefined) return path
  const full = `${folder}/${path}`
  const from = cwd.endsWith('/') ? cwd : `${cwd}/`
  return full.startsWith(from) ? full.slice(from.length) : full
}
