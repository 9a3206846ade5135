import { posix } from 'node:path'

/** What a defaults list says is relative to the folder of its config: `/db` from the root of the tree, `db` from there. */
export function absoluteName(written: string, holder: string): string {
  if (written.startsWith('/')) return written.slice(1)
  return posix.normalize(posix.join(posix.dirname(holder), written))
}
