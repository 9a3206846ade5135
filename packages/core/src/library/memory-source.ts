import type { Source } from '../text/source.js'
import { configFile } from './config-file-name.js'
import type { ConfigSource } from './config-source.js'
import { snapshotSource } from './snapshot-source.js'

export interface MemorySourceOptions {
  /** As a search path names it; `memory://<provider>` unless told. */
  readonly path?: string
  /** How messages name a config: its path inside the source, unless told. */
  readonly nameOf?: (file: string) => string
  readonly kind?: Source['kind']
}

/**
 * Configs held as text, by path, with or without `.yaml`: for plugins, tests and the browser.
 * `memorySource('plugin', { 'db/mysql': 'port: 3306' })`
 */
export function memorySource(
  provider: string,
  files: Readonly<Record<string, string>> | ReadonlyMap<string, string>,
  { path = `memory://${provider}`, nameOf = (file) => file, kind = 'file' }: MemorySourceOptions = {},
): ConfigSource {
  const entries = files instanceof Map ? [...files] : Object.entries(files as Readonly<Record<string, string>>)
  const contents = entries.map(([name, text]) => {
    const file = name.endsWith('.yml') ? name : configFile(name)
    return [file, { kind: 'text', source: { kind, name: nameOf(file), text } } as const] as const
  })
  return snapshotSource(provider, path, contents)
}
