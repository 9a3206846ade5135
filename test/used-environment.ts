import {
  type Composed,
  type ComposeRequest,
  type ConfigContent,
  type ConfigSource,
  compose,
  configOriginOf,
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
  /** The plain JavaScript of the job, or why there is none; and what each object in it was made from. */
  readonly js: unknown
  readonly objects: readonly string[]
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
      ...plain(composed),
    }
  } catch (error) {
    return String(error)
  }
}

function plain(composed: Composed): Pick<Outcome, 'js' | 'objects'> {
  try {
    const { js } = composed
    return { js, objects: [...objectsIn(js)] }
  } catch (error) {
    return { js: String(error), objects: [] }
  }
}

function* objectsIn(js: unknown): Generator<string> {
  const made = configOriginOf(js)
  if (made === undefined) return
  yield `${made.key} ${describeOrigin(made.origin)} ${made.value?.kind}`
  for (const inner of Object.values(js as object)) yield* objectsIn(inner)
}

function treeText(node: DefaultsTree | TreeNode): string {
  if (node.kind === 'self') return node.label
  if (node.kind === 'absent') return `${node.entry.label} (${node.because})`
  return `${node.entry.label} ${describeOrigin(node.entry.origin)} [${(node.children ?? []).map(treeText).join(', ')}]`
}
