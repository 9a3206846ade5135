import type { Override } from '../grammar/override.js'
import { valueOrigin } from '../grammar/override-element.js'
import type { SearchPath } from '../library/config-source.js'
import type { Document } from '../library/document.js'
import type { Library } from '../library/library.js'
import { primaryNotAMap, searchPathNotStrings } from '../messages/composition.js'
import { raise } from '../text/errors.js'
import { type ConfigNode, childNode, type Follow, rootNode } from '../value/config-node.js'
import { selectNode } from '../value/select.js'
import type { MapValue } from '../value/value.js'

/**
 * The search path with what `hydra.searchpath` adds, in front of its last entry: from the command line, else from the
 * primary config. Undefined: it adds nothing, and the search path stays as it is.
 *
 * @throws ConfigCompositionException where it is not a list of strings, or the primary config not a mapping
 */
export function extendSearchPath(
  searchPath: SearchPath,
  primary: Document | undefined,
  overrides: readonly Override[],
  follow: Follow,
): SearchPath | undefined {
  if (primary !== undefined && primary.body.kind !== 'map') {
    throw raise(primaryNotAMap({ name: primary.name }), primary.body.origin)
  }
  const given = overrides.find(isSearchPathOverride)
  const overriding = given === undefined || given.value?.kind === 'null' ? undefined : given
  // Hydra looks at what is written also where it does not count: a fault on the way there is the first one.
  const written = writtenIn(primary?.body as MapValue | undefined, follow)
  const added = overriding === undefined ? pathsOf(written, follow) : overridePaths(overriding)
  if (added === undefined) return undefined
  const provider = `hydra.searchpath in ${overriding === undefined ? 'main' : 'command-line'}`
  return [...searchPath.slice(0, -1), ...added.map((path) => ({ provider, path })), ...searchPath.slice(-1)]
}

/** Says of each source that is not there that it adds nothing. */
export function unavailableSources({ sources }: Library): readonly string[] {
  return sources
    .filter((source) => !source.available())
    .map(({ provider, path }) => `The search path names ${path} (by ${provider}), which is not there: it adds nothing`)
}

function isSearchPathOverride({ op, key }: Override): boolean {
  const isNamed = key.name === 'hydra.searchpath' || key.name === 'hydra[searchpath]'
  return (op === 'change' || op === 'extend') && isNamed && key.package === undefined
}

// The text as given: an interpolation on the command line is not resolved here.
function overridePaths(override: Override): readonly string[] {
  const { value } = override
  const origin = valueOrigin(override)
  if (value?.kind !== 'list') throw raise(searchPathNotStrings(), origin)
  return value.items.map((item) => {
    if (item.kind !== 'text' && item.kind !== 'quoted') throw raise(searchPathNotStrings(), origin)
    return item.value
  })
}

function writtenIn(primary: MapValue | undefined, follow: Follow): ConfigNode | undefined {
  return primary === undefined ? undefined : selectNode(rootNode(primary), 'hydra.searchpath', { follow })
}

function pathsOf(found: ConfigNode | undefined, follow: Follow): readonly string[] | undefined {
  if (found === undefined || found.value.kind === 'null' || found.value.kind === 'missing') return undefined
  if (found.value.kind !== 'list') throw raise(searchPathNotStrings(), found.value.origin)
  return found.value.items.map((_, index) => textOf(childNode(found, BigInt(index))!, follow))
}

function textOf(item: ConfigNode, follow: Follow): string {
  const { value } = item.value.kind === 'interpolation' ? follow(item) : item
  if (value.kind !== 'str') throw raise(searchPathNotStrings(), item.value.origin)
  return value.value
}
