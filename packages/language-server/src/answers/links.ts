import type { DocumentLink } from 'vscode-languageserver'
import { rangeOf } from '../documents/positions.js'
import { uriOfPath } from '../documents/uris.js'
import { defaultsIn } from '../places/defaults-places.js'
import type { TreeDocument } from '../trees/tree-document.js'
import { writtenConfigs } from './chosen-configs.js'

/** The files that the defaults list of a file names, each under the word that names it. */
export function documentLinks(document: TreeDocument): DocumentLink[] {
  const { tree, source } = document
  const configs = new Set(tree.configs)
  return defaultsIn(source).flatMap((written) => {
    const words = written.kind === 'config' ? [written.name] : written.options
    return writtenConfigs(written, document).flatMap(({ name }, at) =>
      configs.has(name)
        ? [{ range: rangeOf({ source, ...words[at]!.span }), target: uriOfPath(tree.pathOf(name)) }]
        : [],
    )
  })
}
