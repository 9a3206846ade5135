import type { DocumentLink } from 'vscode-languageserver'
import { rangeOf } from '../documents/positions.js'
import { uriOfPath } from '../documents/uris.js'
import { defaultsIn } from '../places/defaults-places.js'
import type { LookedAt } from '../trees/looked-at.js'
import { writtenConfigs } from './chosen.js'

/** The files that the defaults list of a file names, each under the word that names it. */
export function documentLinks(looked: LookedAt): DocumentLink[] {
  const { tree, source } = looked
  const configs = new Set(tree.configs)
  return defaultsIn(source).flatMap((written) => {
    const words = written.kind === 'config' ? [written.name] : written.options
    return writtenConfigs(written, looked).flatMap(({ name }, at) =>
      configs.has(name)
        ? [{ range: rangeOf({ source, ...words[at]!.span }), target: uriOfPath(tree.pathOf(name)) }]
        : [],
    )
  })
}
