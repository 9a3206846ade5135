import {
  type Composed,
  type ComposeRequest,
  type ConfigSource,
  compose,
  createSearchPath,
  memorySource,
  mergePlugins,
  type OpenSource,
  type RunFacts,
  type StoredConfig,
} from '@hydraconf/core'
import { fileSource } from '@hydraconf/node'
import { RECORDED } from './dialect.js'

/** Facts that show in the answers as the recorder shows them: no machine, no clock. */
const FACTS: RunFacts = {
  cwd: '$CWD',
  env: {},
  now: { year: 2001, month: 2, day: 3, hour: 4, minute: 5, second: 6, microsecond: 0, offset: 0 },
  version: '1.3.5',
  jobName: 'app',
}

/** Composes what a folder holds, as an app with this config path would. */
export function composeFolder(folder: string, request: ComposeRequest): Composed {
  return composeFrom(`file://${folder}`, ({ provider }) => fileSource(provider, folder), request)
}

/** Composes a tree given as texts by path, beside what a program stored. Its folders may be named in `hydra.searchpath`, as the working directory is it. */
export function composeTree(
  tree: Readonly<Record<string, string>>,
  request: ComposeRequest,
  versionBase?: string,
  stored: readonly StoredConfig[] = [],
  how = RECORDED,
): Composed {
  const open: OpenSource = ({ provider, path }) => folderOf(tree, provider, path)
  const extensions = stored.length === 0 ? undefined : mergePlugins([{ name: 'program', stored }])
  return compose(request, {
    searchPath: createSearchPath(MAIN),
    open,
    facts: FACTS,
    versionBase,
    extensions,
    ...how,
  })
}

const MAIN = 'memory://main'

function folderOf(tree: Readonly<Record<string, string>>, provider: string, path: string): ConfigSource {
  if (path === MAIN) return memorySource(provider, tree, { path })
  const folder = `${path.replace(/^file:\/\//, '').replace(/\/$/, '')}/`
  const inside = Object.entries(tree).filter(([file]) => file.startsWith(folder))
  const files = Object.fromEntries(inside.map(([file, text]) => [file.slice(folder.length), text]))
  return { ...memorySource(provider, files, { path }), available: () => inside.length > 0 }
}

function composeFrom(main: string, openMain: OpenSource, request: ComposeRequest): Composed {
  const open: OpenSource = (entry) => (entry.path === main ? openMain(entry) : undefined)
  return compose(request, { searchPath: createSearchPath(main), open, facts: FACTS, pyyaml: RECORDED.pyyaml })
}

export function yamlOf(composed: Composed): string {
  return composed.yaml()
}

export function resolvedYaml(composed: Composed): string {
  return withoutClock(composed.yaml({ resolve: true }))
}

/** The moment of the run as `$NOW`, or as `$DAY/$TIME` where it makes two folders. */
export function withoutClock(text: string): string {
  return text.replaceAll('2001-02-03_04-05-06', '$NOW').replaceAll('2001-02-03/04-05-06', '$DAY/$TIME')
}
