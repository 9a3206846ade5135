import type { CodeLens } from 'vscode-languageserver'
import { uriOfPath } from '../documents/uris.js'
import type { TreeDocument } from '../trees/tree-document.js'
import { placesOf } from './references.js'

const TOP = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }

/** At the top of a config: how many others choose it, and to look at the composition that has it. */
export function codeLenses(document: TreeDocument): CodeLens[] {
  const { tree, name, path, seen } = document
  const uri = uriOfPath(path)
  const locations = placesOf({ kind: 'config', name, span: { start: 0, end: 0 } }, document, false)
  const count = new Set(locations.map((location) => location.uri)).size
  const chosen = `chosen by ${count} config${count === 1 ? '' : 's'}`
  const lenses: CodeLens[] = []
  if (name.includes('/')) {
    lenses.push({
      range: TOP,
      command: { title: chosen, command: 'hydraconf.showReferences', arguments: [uri, TOP.start, locations] },
    })
  }
  if (seen !== undefined && document.isElsewhere) {
    const { configName, overrides } = seen.composing
    const asked = { tree: uriOfPath(tree.folder), config: configName, overrides: overrides.map(({ text }) => text) }
    lenses.push({ range: TOP, command: { title: 'compose this', command: 'hydraconf.select', arguments: [asked] } })
  }
  return lenses
}
