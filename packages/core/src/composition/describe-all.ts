import type { DialectName } from '../dialect/dialect.js'
import { typeIn } from '../shape/declared-type.js'
import { childNodes } from '../value/child-nodes.js'
import { type ConfigNode, rootNode } from '../value/config-node.js'
import { keyId } from '../value/key.js'
import { keyText } from '../value/path.js'
import { type Field, isContainer, type MapValue, type Type } from '../value/value.js'
import { annotated } from '../yaml/annotate.js'
import { toYamlLines } from '../yaml/emit.js'

/**
 * The config as YAML, with what schemas say of its keys in comments beside them:
 *
 * ```
 * db:             # where orders are kept
 *   port: 3306    # of the server
 * ```
 * As it is where no schema says anything.
 */
export function describeAll(config: MapValue, dialect?: DialectName): string {
  const notes = new Map<number, string>()
  const leaves = leavesOf(rootNode(config))
  const lineOf = new Map<ConfigNode, number>()
  const text = toYamlLines(
    config,
    (_, line) => {
      const { value: leaf } = leaves.next()
      if (leaf !== undefined) lineOf.set(leaf, line)
    },
    dialect,
  )
  const lines = text.split('\n')
  const note = (node: ConfigNode, line: number): void => {
    const said = fieldOf(node)?.description?.trim().split('\n')[0]
    if (said) notes.set(line, said)
  }
  for (const [leaf, line] of lineOf) {
    note(leaf, line)
    // The line of a map or list is in front of that of the first key or item in it.
    let above = line
    for (let at = leaf; at.parent?.parent !== undefined && isFirst(at); at = at.parent) {
      if (typeof at.parent.key === 'bigint') continue
      above--
      if (lines[above]?.endsWith(`${keyText(at.parent.key!)}:`)) note(at.parent, above)
    }
  }
  return annotated(text, notes)
}

/** Every value with no other in it, in the order of the text. */
function* leavesOf(node: ConfigNode): Generator<ConfigNode> {
  const children = isContainer(node.value) ? childNodes(node) : []
  if (children.length === 0) yield node
  for (const child of children) yield* leavesOf(child)
}

function isFirst({ key, parent }: ConfigNode): boolean {
  return parent !== undefined && childNodes(parent)[0]?.key === key
}

function fieldOf(node: ConfigNode): Field | undefined {
  const { key, parent } = node
  if (parent === undefined || typeof key !== 'string') return undefined
  return fieldsOf(parent, declaredAt(parent)).get(key)
}

function declaredAt(node: ConfigNode): Type | undefined {
  return node.parent === undefined ? undefined : typeBelow(node, declaredAt(node.parent))
}

/** The fields that a struct declares of a map: the one that the map is, or that what is around it declares there. */
function fieldsOf({ value }: ConfigNode, declared: Type | undefined): ReadonlyMap<string, Field> {
  const own = isContainer(value) ? value.shape?.type : undefined
  const type = own?.kind === 'struct' ? own : declared
  return type?.kind === 'struct' ? type.struct.fields : NONE
}

/** The type that is declared for a place, by the container around it or by the type that is declared for that. */
function typeBelow({ key, parent }: ConfigNode, ofParent: Type | undefined): Type | undefined {
  if (parent === undefined || key === undefined || !isContainer(parent.value)) return undefined
  const id = parent.value.kind === 'list' ? Number(key) : keyId(key)
  return typeIn(parent.value.shape ?? {}, id) ?? typeIn({ type: ofParent }, id)
}

const NONE: ReadonlyMap<string, Field> = new Map()
