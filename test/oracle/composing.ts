import {
  type Composed,
  type ComposeRequest,
  compose,
  createSearchPath,
  memorySource,
  type OpenSource,
  type RunFacts,
} from '@hydraconf/core'
import { fileSource } from '@hydraconf/node'

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

/** Composes a tree given as texts by path. */
export function composeTree(tree: Readonly<Record<string, string>>, request: ComposeRequest): Composed {
  const path = 'memory://main'
  return composeFrom(path, ({ provider }) => memorySource(provider, tree, { path }), request)
}

function composeFrom(main: string, openMain: OpenSource, request: ComposeRequest): Composed {
  const open: OpenSource = (entry) => (entry.path === main ? openMain(entry) : undefined)
  return compose(request, { searchPath: createSearchPath(main), open, facts: FACTS })
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
