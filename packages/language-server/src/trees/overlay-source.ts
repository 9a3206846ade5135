import { basename, dirname, resolve, sep } from 'node:path'
import type { ConfigSource, Listing } from '@hydraconf/core'
import type { OpenTexts } from '../documents/buffers.js'
import type { SourcePaths } from '../documents/source-paths.js'

/** A directory of configs, as it would be if every open text were saved. */
export function overlaySource(behind: ConfigSource, dir: string, texts: OpenTexts, paths: SourcePaths): ConfigSource {
  const fullPath = (name: string): string => (name.startsWith('/') ? resolve(name) : resolve(dir, name))
  const isAbove = (folder: string): boolean => {
    for (const path of texts.paths()) if (path.startsWith(folder + sep)) return true
    return false
  }
  return {
    ...behind,
    available: () => behind.available() || isAbove(dir),
    read(file) {
      const path = fullPath(file)
      const open = texts.sourceOf(path)
      const content = open === undefined ? behind.read(file) : ({ kind: 'text', source: open } as const)
      if (content?.kind === 'text') paths.note(content.source, path)
      return content
    },
    has: (file) => texts.sourceOf(fullPath(file)) !== undefined || behind.has(file),
    isGroup: (group) => behind.isGroup(group) || isAbove(fullPath(group)),
    list(group) {
      const folder = fullPath(group)
      const listed = behind.isGroup(group) ? behind.list(group) : []
      const names = new Set(listed.map(({ name }) => name))
      const added: Listing[] = []
      for (const path of texts.paths()) {
        const next = firstBelow(folder, path)
        if (next === undefined || names.has(next.name)) continue
        names.add(next.name)
        added.push(next)
      }
      return added.length === 0 ? listed : [...listed, ...added]
    },
  }
}

//   conf, conf/db/mysql.yaml  ->  the folder db        conf/db, conf/db/mysql.yaml  ->  the file mysql.yaml
function firstBelow(folder: string, path: string): Listing | undefined {
  if (!path.startsWith(folder + sep)) return undefined
  let at = path
  while (dirname(at) !== folder) at = dirname(at)
  return { name: basename(at), kind: at === path ? 'file' : 'group' }
}
