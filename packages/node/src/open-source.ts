import { type OpenSource, schemeOf } from '@hydraconf/core'
import { fileSource, packageSource, pythonPackageSource } from './file-source.js'

/**
 * Opens directories (`file://`, or a bare path) and folders of packages (`pkg://`), both relative to `cwd`: of Python packages
 * whose folders are given, of Node packages otherwise.
 */
export function sourceOpener(cwd: string, packages: Readonly<Record<string, string>> = {}): OpenSource {
  return ({ provider, path }) => {
    switch (schemeOf(path)) {
      case 'file':
        return fileSource(provider, path.replace(/^file:\/\//, ''), { cwd, path })
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
