import type { Document } from './document.js'
import type { ConfigSource, SearchPath } from './source.js'

/** All sources seen through one search path: the first source that has a config serves it, groups are the union. */
export interface Library {
  readonly searchPath: SearchPath
  readonly sources: readonly ConfigSource[]
  /** Read and split once a composition; undefined when no source has it. Mirrors `ConfigRepository.load_config`. */
  load(name: string): Document | undefined
  hasConfig(name: string): boolean
  isGroup(name: string): boolean
  /** The options of a group, sorted, each once. Mirrors `ConfigLoader.get_group_options`. */
  options(group: string, kind?: 'config' | 'group'): readonly string[]
}
