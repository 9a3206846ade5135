import type { Dialect, DialectName } from '../../dialect/dialect.js'
import { dialectOf } from '../../dialect/dialects.js'
import { fromJs } from '../../grammar/from-js.js'
import type { ConfigSource } from '../../library/config-source.js'
import { type StoredConfig, storedSource } from '../../library/stored-source.js'
import { structDefaults } from '../../shape/struct-defaults.js'
import type { Origin } from '../../text/source.js'
import { map } from '../../value/constructors.js'
import type { MapValue, Struct, Value } from '../../value/value.js'
import { HYDRA_CONFIGS, HYDRA_CONFIGS_WITH_ALIASES, HYDRA_DEFAULTS } from './configs.js'
import { BASIC_LAUNCHER, BASIC_SWEEPER, hydraStruct } from './structs.js'

/** Where Hydra keeps its own configs; here they are part of the engine. */
export const HYDRA_PATH = 'pkg://hydra.conf'

/** Hydra's own config groups, as the source that stands first in every search path. */
export function hydraSource(provider: string, name?: DialectName): ConfigSource {
  const { hasAliases } = dialectOf(name).run
  const known = sources.get(hasAliases)
  if (known?.provider === provider) return known
  const made = storedSource(provider, hydraConfigs(hasAliases), { path: HYDRA_PATH })
  sources.set(hasAliases, made)
  return made
}

/** What Hydra itself stores beside what the program does: the declared `hydra` node, the basic launcher and sweeper. */
export function hydraStored(name?: DialectName): readonly StoredConfig[] {
  const dialect = dialectOf(name)
  const known = stored.get(dialect.name)
  if (known !== undefined) return known
  const made = [
    whenTaken({ group: 'hydra', name: 'config', provider: 'hydra' }, () => hydraNode(dialect)),
    whenTaken({ group: 'hydra/launcher', name: 'basic', provider: 'hydra' }, () =>
      written(BASIC_LAUNCHER, 'hydra/launcher/basic'),
    ),
    whenTaken({ group: 'hydra/sweeper', name: 'basic', provider: 'hydra' }, () =>
      written(BASIC_SWEEPER, 'hydra/sweeper/basic'),
    ),
    whenTaken({ name: '_dummy_empty_config_', provider: 'hydra' }, () => map([])),
  ]
  stored.set(dialect.name, made)
  return made
}

// Made when first asked for and never changed: documents are kept by the value they were read from.
const sources = new Map<boolean, ConfigSource>()
const stored = new Map<DialectName, readonly StoredConfig[]>()

function hydraConfigs(haveAliases: boolean): readonly StoredConfig[] {
  return Object.entries(haveAliases ? HYDRA_CONFIGS_WITH_ALIASES : HYDRA_CONFIGS).map(
    ([name, { body, package: pkg }]) =>
      whenTaken({ name, package: pkg }, () => fromJs(body, { origin: originOf(name) }) as MapValue),
  )
}

/** A config is made when it is first taken: whoever only lists groups takes none. */
function whenTaken(config: Omit<StoredConfig, 'value'>, make: () => MapValue): StoredConfig {
  let made: MapValue | undefined
  return {
    ...config,
    get value() {
      made ??= make()
      return made
    },
  }
}

function hydraNode({ run }: Dialect): MapValue {
  const node = written(hydraStruct(run), 'hydra/config')
  const defaults = fromJs(HYDRA_DEFAULTS, { origin: node.origin })
  return { ...node, items: new Map([['defaults', defaults], ...node.items]) }
}

/** The defaults of a struct, as if they were written in a config of that name. */
function written(struct: Struct, name: string): MapValue {
  return stamped(structDefaults(struct), originOf(name))
}

function stamped<V extends Value>(value: V, origin: Origin): V {
  switch (value.kind) {
    case 'map':
      return { ...value, items: new Map([...value.items].map(([id, item]) => [id, stamped(item, origin)])), origin }
    case 'list':
      return { ...value, items: value.items.map((item) => stamped(item, origin)), origin }
    default:
      return { ...value, origin }
  }
}

function originOf(name: string): Origin {
  return { source: { kind: 'builtin', name: `${HYDRA_PATH}/${name}.yaml`, text: '' }, start: 0, end: 0 }
}
