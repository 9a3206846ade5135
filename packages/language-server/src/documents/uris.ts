import { fileURLToPath, pathToFileURL } from 'node:url'

/** The path of a file URI; undefined for what is no file: an unsaved buffer, a revision. */
export function pathOfUri(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined
  try {
    return fileURLToPath(uri)
  } catch {
    return undefined
  }
}

export function uriOfPath(path: string): string {
  return pathToFileURL(path).href
}
