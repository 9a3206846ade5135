// The recorded config groups of Hydra's plugins as cases that the runner takes: one for each group.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Of what is recorded in two versions of one generation, that which is not the newest. */
const NOT_SERVED = new Set(['hydra-optuna-sweeper@1.2.0'])

/** Those that know nothing of Hydra's version. */
const OF_BOTH = new Set(['hydra-filter-sweeper@2.1.0', 'hydra-list-sweeper@1.1.0', 'hydra-random-sweeper@1.0.1'])

/** Writes the cases into `folder`, and gives the file. */
export function pluginCases(recorded, folder) {
  const cases = readdirSync(recorded)
    .filter((name) => name.endsWith('.json') && !NOT_SERVED.has(name.slice(0, -'.json'.length)))
    .flatMap((name) => casesOf(name.slice(0, -'.json'.length), JSON.parse(readFileSync(join(recorded, name), 'utf8'))))
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `plugins-${process.pid}.jsonl`)
  writeFileSync(file, cases.map((one) => `${JSON.stringify(one)}\n`).join(''))
  process.once('exit', () => rmSync(file, { force: true }))
  return file
}

function casesOf(plugin, { version, groups }) {
  const dialects = OF_BOTH.has(plugin) ? ['1.3', '1.4'] : [version.startsWith('1.4') ? '1.4' : '1.3']
  return Object.entries(groups).flatMap(([config, expected]) =>
    dialects.map((dialect) => ({
      id: `${plugin} ${config} ${dialect}`,
      suite: 'plugins',
      dialect,
      config,
      expect: expectOf(expected),
    })),
  )
}

function expectOf({ cfg, value, fields, info_defaults: defaults, provider }) {
  return {
    ...(cfg == null ? {} : { cfg }),
    ...(value == null ? {} : { value }),
    ...(fields == null ? {} : { fields: byName(fields) }),
    ...(defaults == null ? {} : { defaults }),
    provider: provider?.replace(/ \(.*/, ''),
  }
}

/** Fields count by name, type and default. */
function byName(fields) {
  return Object.fromEntries(fields.map(({ name, type, default: value }) => [name, { type: spelled(type), value }]))
}

/** An annotation as OmegaConf reads it: `int | None` is `Optional[int]`, and a config is anything. */
function spelled(type) {
  if (type.endsWith(' | None')) return spelled(`Optional[${type.slice(0, -' | None'.length)}]`)
  if (type === 'DictConfig' || type === 'ListConfig' || type === 'Optional[Any]') return 'Any'
  return type.replaceAll('list[', 'List[').replaceAll('dict[', 'Dict[')
}
