import { createHash } from 'node:crypto'
import { type Composed, compose, createSearchPath, type SearchPathEntry, select, toJs } from '@hydraconf/core'
import { refusal } from '../refusal.js'
import { opener } from '../search-path.js'
import { type Answer, type Case, type Context, readAs } from '../suite.js'

const NOW = { year: 2024, month: 1, day: 2, hour: 3, minute: 4, second: 5, microsecond: 0, offset: 0 }
const ENV = { HOME: '/home/user', USER: 'user', PATH: '/usr/bin:/bin', LANG: 'C.UTF-8', PROJECT_ROOT: '/project' }

/** A config of a public project: the tree is the working directory. */
export function answer(testCase: Case, { root }: Context): Answer {
  const tree = `${root}/trees/${testCase.tree}`
  const rooted = (text: string): string => text.replaceAll('$ROOT', tree).replaceAll('$PLUGINS', `${root}/plugins`)
  const composed = compose(
    { configName: testCase.config_name ?? undefined, overrides: testCase.overrides.map(rooted) },
    {
      searchPath: searchPathOf(testCase, rooted),
      open: opener([], { cwd: tree }),
      facts: {
        cwd: tree,
        env: { ...ENV, ...testCase.environ },
        now: NOW,
        version: testCase.dialect === '1.4' ? '1.4.0rc3' : '1.3.5',
        pythonVersion: '3.11.0',
        jobName: 'app',
      },
      ...readAs(testCase),
      versionBase: testCase.version_base ?? '1.3',
    },
  )
  const unrooted = (text: string): string => text.replaceAll(tree, '$ROOT').replaceAll(`${root}/plugins`, '$PLUGINS')
  return { expect: JSON.parse(unrooted(JSON.stringify(describe(composed, unrooted)))) }
}

function searchPathOf(
  { config_dir: dir, search_path: added = [] }: Case,
  rooted: (text: string) => string,
): SearchPathEntry[] {
  const [hydra, main, schema] = createSearchPath(rooted(`file://$ROOT/${dir}`)) as [
    SearchPathEntry,
    SearchPathEntry,
    SearchPathEntry,
  ]
  const at = (where: string): SearchPathEntry[] =>
    added
      .filter((entry: { where: string }) => entry.where === where)
      .map(({ provider, path }: SearchPathEntry) => ({ provider, path: rooted(path) }))
  return [...at('prepend'), hydra, main, ...at('append'), schema]
}

function describe(composed: Composed, unrooted: (text: string) => string): object {
  const { choices, config, list } = composed
  return {
    yaml: composed.yaml(),
    ...resolved(composed, unrooted),
    hydra_yaml: composed.yaml({ of: 'hydra' }),
    choices: Object.entries(choices),
    overrides: toJs(select(config, 'hydra.overrides')!),
    defaults: list.map(({ configPath, package: pkg, isSelf, parent }) => [configPath, pkg, isSelf, parent ?? null]),
    warnings: composed.warnings,
  }
}

function resolved(composed: Composed, unrooted: (text: string) => string): object {
  try {
    const text = composed.yaml({ resolve: true })
    const sum = createHash('sha256').update(unrooted(text)).digest('hex')
    return { yaml_resolved: text, yaml_resolved_sha256: sum }
  } catch (error) {
    return { resolve_error: refusal(error) }
  }
}
