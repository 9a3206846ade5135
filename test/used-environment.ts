import {
  type ComposeRequest,
  type ConfigContent,
  type ConfigSource,
  compose,
  createSearchPath,
  type DefaultsTree,
  describeOrigin,
  type Environment,
  memorySource,
  type TreeNode,
  toYaml,
} from '@hydraconf/core'

/** Over files that may change; a file whose text did not is the same source, as on disk. */
export function environmentOf(files: ReadonlyMap<string, string>, contents: Map<string, ConfigContent>): Environment {
  const now = () => memorySource('main', files, { path: 'file:///conf' })
  const source: ConfigSource = {
    ...now(),
    read(file) {
      const content = now().read(file)
      if (content?.kind !== 'text') return content
      const known = contents.get(file)
      if (known?.kind === 'text' && known.source.text === content.source.text) return known
      contents.set(file, content)
      return content
    },
    has: (file) => now().has(file),
    isGroup: (group) => now().isGroup(group),
    list: (group) => now().list(group),
  }
  return {
    searchPath: createSearchPath(source.path),
    open: () => source,
    facts: {
      cwd: '/app',
      env: { DB: 'one' },
      now: { year: 2026, month: 1, day: 1, hour: 0, minute: 0, second: 0, microsecond: 0, offset: 0 },
      version: '1.3.5',
      jobName: 'app',
    },
  }
}

export interface Outcome {
  readonly job: string
  readonly yaml: string
  readonly origins: readonly string[]
  readonly list: readonly unknown[]
  readonly documents: readonly unknown[]
  readonly tree: string
  readonly choices: readonly unknown[]
  readonly warnings: readonly string[]
}

/** All that shows of a composition; the words of its refusal. */
export function outcome(request: ComposeRequest, environment: Environment): Outcome | string {
  try {
    const composed = compose(request, environment)
    const { config, list, tree, choices, warnings, layers } = composed
    return {
      job: composed.yaml(),
      yaml: toYaml(config),
      origins: [...config.items.values()].map(({ origin }) => describeOrigin(origin)),
      list: list.map(({ configPath, package: pkg, origin }) => [configPath, pkg, describeOrigin(origin)]),
      documents: layers.map(({ entry }) => entry.document?.source.text),
      tree: treeText(tree),
      choices: Object.entries(choices),
      warnings,
    }
  } catch (error) {
    return String(error)
  }
}

function treeText(node: DefaultsTree | TreeNode): string {
  if (node.kind === 'self') return node.label
  if (node.kind === 'absent') return `${node.entry.label} (${node.because})`
  return `${node.entry.label} ${describeOrigin(node.entry.origin)} [${(node.children ?? []).map(treeText).join(', ')}]`
}
