import { dirname, join } from 'node:path'
import { raise } from '@hydraconf/core'
import { packageFilesNotFound } from './messages.js'

/**
 * A folder of files that come with this package and are no code. Found by the package's own name: the code may be bundled
 * elsewhere. @throws HydraException where the package is not installed beside a program that was bundled
 */
export function packageFolder(name: string): string {
  const { createRequire } = process.getBuiltinModule('node:module')
  try {
    return join(dirname(createRequire(import.meta.url).resolve('@hydraconf/node/package.json')), name)
  } catch {
    throw raise(packageFilesNotFound({ name, from: import.meta.url }))
  }
}
