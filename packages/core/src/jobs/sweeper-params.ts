import type { Composed } from '../composition/composed.js'
import { resolvedPart } from '../composition/resolved-part.js'
import { textValue } from '../grammar/text-value.js'
import { following } from '../interpolation/dereference.js'
import { missingRead } from '../messages/composition.js'
import { raise } from '../text/errors.js'
import { type ConfigNode, childNode, type Follow, rootNode } from '../value/config-node.js'
import { entriesOf, list, mapOf } from '../value/constructors.js'
import { missingKeys } from '../value/missing-keys.js'
import { fullKey } from '../value/path.js'
import { pythonText } from '../value/python-text.js'
import { selectNode } from '../value/select.js'
import { isContainer, type Value } from '../value/value.js'

/**
 * `hydra.sweeper.params` as a sweeper puts it in front of the command line: the keys, and for each the text of its value
 * that Python's `str` gives, which is then read as an override. So `[1, 2]` is one list and no sweep, and `1,2` two jobs.
 * Mirrors `BasicSweeper._parse_config`.
 *
 * @throws MissingMandatoryValue for `???`, InterpolationResolutionError where a value cannot be resolved
 */
export function sweeperParams(composed: Composed): readonly (readonly [key: string, text: string])[] {
  const follow = following(composed.evaluation)
  const node = selectNode(rootNode(composed.config), 'hydra.sweeper.params', { follow, throwOnMissing: true })
  if (node?.value.kind !== 'map') return []
  return Array.from(entriesOf(node.value), ([key]) => {
    const child = childNode(node, key)!
    return [String(key), pythonText(settled(child, follow))] as const
  })
}

/** Hydra resolves before it makes the sweeper and again when it reads: what an escaped text resolves to is resolved too. */
function settled(node: ConfigNode, follow: Follow): Value {
  let { value } = node
  for (let time = 0; time < TIMES; time++) {
    const resolved = resolvedPart({ ...node, value }, follow)
    refuseMissing({ ...node, value: resolved })
    value = readAgain(resolved)
    if (value === resolved) break
  }
  return value
}

/** Into the sweeper, into its parameter, out of it. */
const TIMES = 3

function refuseMissing(node: ConfigNode): void {
  const { value } = node
  const key = value.kind === 'missing' ? fullKey(node) : isContainer(value) ? missingKeys(node)[0] : undefined
  if (key !== undefined) throw raise(missingRead({ key }), value.origin)
}

/** The same value, with texts that hold `${` as the interpolations they now are. */
function readAgain(value: Value): Value {
  switch (value.kind) {
    case 'str':
      return value.value.includes('${') ? textValue(value.value, value.origin) : value
    case 'list': {
      const items = value.items.map(readAgain)
      return items.every((item, at) => item === value.items[at]) ? value : list(items, value.origin, value.shape)
    }
    case 'map': {
      const items = new Map([...value.items].map(([id, item]) => [id, readAgain(item)] as const))
      const isSame = [...items].every(([id, item]) => item === value.items.get(id))
      return isSame ? value : mapOf(items, value.spelled, value.origin, value.shape)
    }
    default:
      return value
  }
}
