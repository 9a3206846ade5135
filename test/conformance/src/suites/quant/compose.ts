import { fileURLToPath } from 'node:url'
import { compose, createSearchPath } from '@hydraconf/core'
import { opener } from '../../search-path.js'
import type { Answer, Case } from '../../suite.js'

/** The project's own configs; the bundle that this becomes lies beside `src`. */
const CONF = fileURLToPath(new URL('../../../conf', import.meta.url))
const NOW = { year: 2024, month: 1, day: 2, hour: 3, minute: 4, second: 5, microsecond: 0, offset: 0 }

export function answer({ config_name: configName, overrides }: Case): Answer {
  const composed = compose(
    { configName, overrides },
    {
      searchPath: createSearchPath(`file://${CONF}`),
      open: opener([]),
      facts: { cwd: '$CWD', env: {}, now: NOW, version: '1.3.5', jobName: 'app' },
    },
  )
  const { choices, list } = composed
  return {
    expect: {
      yaml: composed.yaml(),
      yaml_resolved: composed.yaml({ resolve: true }),
      choices,
      defaults: list.map(({ configPath, package: pkg, parent, isSelf, primary, overrideKey }) => ({
        config_path: configPath,
        package: pkg,
        parent: parent ?? null,
        is_self: isSelf,
        primary,
        override_key: overrideKey ?? null,
      })),
    },
  }
}
