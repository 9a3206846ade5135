import type { ComposedAsked } from './requests.js'

/** The scheme of documents that hold a composed config. */
export const SCHEME = 'hydraconf'

/** The parts of the URI of a composed config. The path is what its tab says, the query which composition it is. */
export interface ComposedUri {
  readonly scheme: typeof SCHEME
  readonly path: string
  readonly query: string
}

export function composedUri(title: string, asked: ComposedAsked): ComposedUri {
  // Of a path the last part is shown; the ending makes it YAML.
  return { scheme: SCHEME, path: `/${title.replaceAll('/', '\u2215')}.yaml`, query: JSON.stringify(asked) }
}

/** What a URI asks for; undefined for one that was not made here. */
export function askedBy({
  scheme,
  query,
}: {
  readonly scheme: string
  readonly query: string
}): ComposedAsked | undefined {
  if (scheme !== SCHEME) return undefined
  try {
    const asked = JSON.parse(query) as ComposedAsked
    return typeof asked.tree === 'string' ? asked : undefined
  } catch {
    return undefined
  }
}
