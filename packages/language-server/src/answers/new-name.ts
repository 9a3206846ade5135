import { posix } from 'node:path'
import { raise } from '@hydraconf/core'
import { nameIsTaken, noName } from '../messages.js'
import { entriesAtPath, filesNamingKey } from '../places/tree-places.js'
import type { TreeDocument } from '../trees/tree-document.js'
import type { TreeSymbol } from './symbol-at.js'

/**
 * Lets a new name pass that interpolations, overrides and files can have, and that nothing beside the old one has yet.
 *
 * @throws HydraException for any other
 */
export function refuseNewName(symbol: TreeSymbol, to: string, document: TreeDocument): void {
  if (!(symbol.kind === 'config' ? OPTION : KEY).test(to) || READ_OTHERWISE.test(to)) throw raise(noName(to))
  const where = holding(symbol, to, document)
  if (where !== undefined) throw raise(nameIsTaken({ name: to, where }))
}

const KEY = /^\w[\w-]*$/

/** `v1.2` is one, a way to another folder none. */
const OPTION = /^\w[\w.+-]*$/

/** What YAML reads as something else than a text. */
const READ_OTHERWISE = /^(true|false|yes|no|on|off|null)$/i

/** Where the name is taken; undefined where it is free. */
function holding(symbol: TreeSymbol, to: string, document: TreeDocument): string | undefined {
  const { tree } = document
  if (symbol.kind === 'key') {
    const beside = [...symbol.path.slice(0, -1), to]
    for (const file of filesNamingKey(document, symbol.path)) {
      if (!file.source.text.includes(to)) continue
      const [has] = entriesAtPath(file, symbol.path)
      const [other] = entriesAtPath(file, beside)
      if (has !== undefined && other !== undefined) return tree.shownPath(file.path)
    }
    return undefined
  }
  const name = posix.join(posix.dirname(symbol.name), to)
  const isTaken = (config: string): boolean =>
    symbol.kind === 'config' ? config === name : config.startsWith(`${name}/`)
  const taken = tree.configs.find(isTaken)
  return taken === undefined ? undefined : tree.shownPath(tree.pathOf(taken))
}
