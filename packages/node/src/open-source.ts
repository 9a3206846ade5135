import { type OpenSource, schemeOf } from '@hydraconf/core'
import { fileSource, packageSource } from './file-source.js'

/** Opens directories (`file://`, or a bare path) and folders of Node packages (`pkg://`), both relative to `cwd`. */
export function sourceOpener(cwd: string): OpenSource {
  return ({ provider, path }) => {
    switch (schemeOf(path)) {
      case 'file':
        return fileSource(provider, path.replace(/^file:\/\//, ''), { cwd, path })
      case 'pkg':
        return packageSource(provider, path, cwd)
      default:
        return undefined
    }
  }
}
