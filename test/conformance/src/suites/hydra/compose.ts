import {
  type Composed,
  type ConfigSource,
  compose,
  type Environment,
  hydraResolvers,
  type MapValue,
  mergePlugins,
  type RunFacts,
  resolve,
  resolversOf,
  type SearchPathEntry,
  select,
  toJs,
  toYaml,
} from '@hydraconf/core'
import { fileSource } from '@hydraconf/node'
import { refusal } from '../../refusal.js'
import { opener } from '../../search-path.js'
import { storedConfigs } from '../../stored.js'
import { type Answer, type Case, type Context, readAs } from '../../suite.js'
import { toTyped } from '../../typed-json.js'
import { answer as defaultsList } from './defaults-list.js'

export function answer(testCase: Case, context: Context): Answer {
  const { input } = testCase
  if (input.as === 'defaults-list') return defaultsList(testCase, context)
  const composed = compose(
    {
      configName: input.config_name ?? undefined,
      overrides: input.overrides,
      mode: input.run_mode,
      refuseSweeps: input.validate_sweep_overrides !== false,
    },
    environmentOf(testCase, context),
  )
  const described = describe(composed, input.return_hydra_config === true)
  return {
    expect: JSON.parse(JSON.stringify(described).replaceAll(context.root, '$ROOT').replaceAll(process.cwd(), '$CWD')),
  }
}

function environmentOf(testCase: Case, { root }: Context): Environment {
  const { input, dialect } = testCase
  const rooted = (text: string): string => text.replaceAll('$ROOT', root).replaceAll('$CWD', process.cwd())
  const env: Record<string, string> = { USER: 'hydra_user', HOME: '/home/hydra_user' }
  for (const [name, value] of Object.entries(input.env ?? {})) env[name] = rooted(value as string)
  return {
    searchPath: input.search_path.map((entry: { path: string }) => ({ ...entry, path: rooted(entry.path) })),
    open: (entry) => hydraPackage(entry, root) ?? opener([])(entry),
    facts: { ...FACTS, version: versionOf(dialect), env, cwd: process.cwd(), jobName: input.job_name ?? 'app' },
    ...readAs(testCase),
    versionBase: input.version_base ?? undefined,
    extensions: mergePlugins([{ name: 'case', stored: storedConfigs(input.config_store ?? [], input.schemas) }]),
  }
}

const FACTS: Omit<RunFacts, 'env' | 'cwd' | 'jobName'> = {
  now: { year: 2024, month: 1, day: 2, hour: 3, minute: 4, second: 5, microsecond: 0, offset: 0 },
  version: '1.3.5',
}

const versionOf = (dialect: unknown): string => (dialect === '1.4' ? '1.4.0rc3' : '1.3.5')

function describe(composed: Composed, withHydra: boolean): object {
  const config = withHydra ? composed.config : composed.job
  return {
    yaml: composed.yaml({ of: withHydra ? 'all' : 'job' }),
    value: toTyped(config, { plain: true }),
    ...resolved(composed, config),
    hydra_overrides: {
      hydra: plain(composed, 'hydra.overrides.hydra'),
      task: plain(composed, 'hydra.overrides.task'),
    },
    choices: plain(composed, 'hydra.runtime.choices'),
    override_dirname: plain(composed, 'hydra.job.override_dirname'),
    warnings: composed.warnings,
  }
}

/** A folder of Hydra's own Python package, which the trees hold. */
function hydraPackage({ provider, path }: SearchPathEntry, root: string): ConfigSource | undefined {
  if (!path.startsWith('pkg://hydra.') || path === 'pkg://hydra.conf') return undefined
  const folder = `${root}/trees/hydra/${path.slice('pkg://'.length).replaceAll('.', '/')}`
  return { ...fileSource(provider, folder, { path }), scheme: 'pkg' }
}

/** As `compose` of Hydra's API leaves it: `hydra:` has nothing to look into. What names the time was not recorded. */
function resolved({ evaluation }: Composed, config: MapValue): object {
  if (toYaml(config).includes('${now:')) return { resolved: null }
  const resolvers = new Map([
    ...resolversOf(evaluation.resolvers!),
    ['hydra', hydraResolvers(FACTS as RunFacts).get('hydra')!],
  ])
  try {
    return { resolved: toTyped(resolve(config, { ...evaluation, resolvers }), { plain: true }) }
  } catch (error) {
    return { resolve_error: refusal(error) }
  }
}

function plain({ config }: Composed, key: string): unknown {
  return toJs(select(config, key)!)
}
