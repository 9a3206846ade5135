import { realpathSync } from 'node:fs'

/** A path with its links followed; as given where there is nothing. */
export function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
