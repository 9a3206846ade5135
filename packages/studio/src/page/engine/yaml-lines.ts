import {
  type ConfigNode,
  type Container,
  childNode,
  type DialectName,
  entriesOf,
  isContainer,
  type Origin,
  type Path,
  pathOf,
  rootNode,
  toYamlLines,
  type Value,
} from '@hydraconf/core'

/** What stands on the lines of a config's YAML: for each line that ends a value, where it is in the config and in the files. */
export interface YamlLine {
  readonly path: Path
  readonly value: Value
  readonly origin: Origin
}

/** By line, the first being 0. */
export function yamlLines(config: Container, dialect: DialectName | undefined): ReadonlyMap<number, YamlLine> {
  const lines = new Map<number, YamlLine>()
  const leaves = leavesOf(rootNode(config))
  toYamlLines(
    config,
    (value, line) => {
      const node = leaves.next().value
      // In the order in which they are written; what is empty is a leaf, too.
      if (node !== undefined) lines.set(line, { path: pathOf(node), value, origin: value.origin })
    },
    dialect,
  )
  return lines
}

function* leavesOf(node: ConfigNode): Generator<ConfigNode, undefined> {
  const { value } = node
  if (!isContainer(value) || (value.kind === 'map' ? value.items.size : value.items.length) === 0) {
    yield node
    return undefined
  }
  if (value.kind === 'map') for (const [key] of entriesOf(value)) yield* leavesOf(childNode(node, key)!)
  else for (let at = 0n; at < BigInt(value.items.length); at++) yield* leavesOf(childNode(node, at)!)
  return undefined
}
