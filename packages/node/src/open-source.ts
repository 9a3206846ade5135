import { type ConfigSource, type OpenSource, type SearchPathEntry, schemeOf } from '@hydraconf/core'
import { fileSource, packageSource, pythonPackageSource } from './file-source.js'

/**
 * Opens directories (`file://`, or a bare path) and folders of packages (`pkg://`), both relative to `cwd`: of Python packages
 * whose folders are given, of Node packages otherwise.
 */
export function sourceOpener(cwd: string, packages: Readonly<Record<string, string>> = {}): OpenSource {
  // Each composition asks for the same entries of its search path. What is in a folder is asked of the disk all the same.
  const folders = new WeakMap<SearchPathEntry, ConfigSource>()
  return (entry) => {
    const { provider, path } = entry
    switch (schemeOf(path)) {
      case 'file': {
        const source = folders.get(entry) ?? fileSource(provider, path.replace(/^file:\/\//, ''), { cwd, path })
        folders.set(entry, source)
        return source
      }
      case 'pkg':
        return (
          pythonPackageSource(provider, path, new Map(Object.entries(packages)), cwd) ??
          packageSource(provider, path, cwd)
        )
      default:
        return undefined
    }
  }
}
