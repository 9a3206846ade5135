import { type Composed, compose, entriesOf, type MapValue, rootNode, selectNode, toJs } from '@hydraconf/core'
import { appOf, type Host, processHost } from '@hydraconf/node'
import type { Answer, Case } from '../suite.js'
import { typeName } from '../type-name.js'

/** A config group of one of Hydra's plugins, in a program that names none. */
export function answer({ config, dialect }: Case): Answer {
  const host: Host = { ...processHost(), env: {}, program: undefined }
  const { environment } = appOf({ dialect }, host)
  const stored = environment.extensions!.stored.find(({ group, name }) => `${group}/${name}` === config)!
  const at = config.lastIndexOf('/')
  const [group, option] = [config.slice(0, at), config.slice(at + 1)]
  const inOptuna = group === 'hydra/sweeper/sampler'
  const overrides = [...(inOptuna ? ['hydra/sweeper=optuna'] : []), `${group}=${option}`]
  const composed = compose({ configName: undefined, overrides }, environment)
  const place = group.replaceAll('/', '.')
  return {
    expect: {
      cfg: `# @package ${place}\n${composed.yaml({ of: 'all', package: place })}`,
      value: toJs(selectNode(rootNode(composed.config), place)!.value),
      fields: fieldsOf(stored.value),
      defaults: defaultsOf(composed),
      provider: stored.provider,
    },
  }
}

function fieldsOf(value: MapValue): object | undefined {
  const type = value.shape?.type
  if (type?.kind !== 'struct') return undefined
  return Object.fromEntries(
    Array.from(entriesOf(value), ([name, item]) => {
      const declared = type.struct.fields.get(String(name))?.type
      // Its defaults list is no part of a config.
      return [String(name), { type: declared === undefined ? 'List[Any]' : typeName(declared), value: toJs(item) }]
    }),
  )
}

/** The rows of `--info defaults` that say who launches and who sweeps. */
function defaultsOf({ list }: Composed): unknown[] {
  return list
    .map((entry) => [entry.configPath, entry.package, entry.isSelf ? 'True' : 'False', entry.parent])
    .filter(([path]) => /^hydra\/(launcher|sweeper)\//.test(String(path)))
}
