import type { MapValue } from '../value/value.js'
import { configFile } from './config-file-name.js'
import type { ConfigSource, StoredContent } from './config-source.js'
import { snapshotSource } from './snapshot-source.js'

/** A config that a program made; mirrors the arguments of `ConfigStore.store`. */
export interface StoredConfig {
  readonly name: string
  /** With its schema, if it has one, in `shape`. */
  readonly value: MapValue
  readonly group?: string | undefined
  readonly package?: string | undefined
  readonly provider?: string | undefined
  /** It stands for a file: a config of its name in front takes its place instead of being typed by it. */
  readonly asFile?: boolean | undefined
}

/**
 * The configs that a program stored, as a source: Hydra's `ConfigStore` behind `structured://`. Of two with one name
 * the later counts. As the last entry of the search path, by the provider `schema`, it also types the configs in front.
 */
export function storedSource(
  provider: string,
  configs: Iterable<StoredConfig>,
  { path = 'structured://' }: { readonly path?: string } = {},
): ConfigSource {
  const contents = Array.from(configs, (config) => [fileOf(config), contentOf(config)] as const)
  return snapshotSource(provider, path, contents)
}

function fileOf({ name, group }: StoredConfig): string {
  return configFile(group === undefined || group === '' ? name : `${group}/${name}`)
}

/** The value is asked for when the config is: it may only then be made. */
function contentOf(config: StoredConfig): StoredContent {
  const { package: pkg, provider, asFile } = config
  return {
    kind: 'stored',
    get value() {
      return config.value
    },
    package: pkg,
    provider,
    asFile,
  }
}
