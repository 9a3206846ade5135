import {
  type Composed,
  type ComposeRequest,
  compose,
  createSearchPath,
  type Environment,
  memorySource,
} from '@hydraconf/core'

/** Composes configs given as texts by name, `config` being the primary one. */
export function composeTexts(
  texts: Readonly<Record<string, string>>,
  overrides: readonly string[] = [],
  { configName = 'config', mode, ...environment }: Partial<ComposeRequest & Environment> = {},
): Composed {
  return compose({ configName, overrides, mode }, { ...environmentOf(texts), ...environment })
}

/** What configs given as texts are composed in. */
export function environmentOf(texts: Readonly<Record<string, string>>): Environment {
  const main = memorySource('main', texts, { path: 'memory://main' })
  return {
    searchPath: createSearchPath('memory://main'),
    open: ({ path }) => (path === 'memory://main' ? main : undefined),
    facts: {
      cwd: '/project',
      env: { USER: 'ada' },
      now: { year: 2024, month: 1, day: 2, hour: 3, minute: 4, second: 5, microsecond: 0, offset: 0 },
      version: '1.3.5',
      jobName: 'app',
    },
  }
}
