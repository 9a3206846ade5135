import { dialectOf } from '../dialect/dialects.js'
import { refusing } from '../interpolation/evaluation-options.js'
import { packageNotFound, packageWithoutValue } from '../messages/composition.js'
import { closeMatches } from '../text/close-matches.js'
import { type HydraconfError, raise } from '../text/errors.js'
import type { ConfigNode } from '../value/config-node.js'
import { entriesOf } from '../value/constructors.js'
import { fullKey, keyText, splitKey } from '../value/path.js'
import { pythonText } from '../value/python-text.js'
import { type SelectOptions, selectNode } from '../value/select.js'
import { type Container, isContainer, type MapValue, type Value } from '../value/value.js'
import { toYaml } from '../yaml/emit.js'
import type { Composed } from './composed.js'

export interface ShowOptions {
  readonly part: 'job' | 'hydra' | 'all'
  readonly resolve: boolean
  readonly package: string | undefined
}

/**
 * The text that `--cfg` prints, without the values of sensitive keys.
 *
 * @throws ConfigKeyError for a package that is not there
 */
export function showCfg(composed: Composed, options: ShowOptions): string {
  const made = new Set<Value>()
  const shown = shownValue(composed, options, made)
  if (!shown.isConfig) return `${pythonText(shown.value)}\n`
  const pkg = packageIn(options)
  return (
    (pkg === undefined ? '' : `# @package ${pkg}\n`) +
    toYaml(shown.value as Container, { made, dialect: composed.dialect })
  )
}

/** What `--cfg` prints, as a value. */
export function shownPart(composed: Composed, options: ShowOptions): Value {
  return shownValue(composed, options).value
}

/** A list or map that a resolver made is no config: nothing in it is resolved, and it is printed as Python would. */
function shownValue(composed: Composed, options: ShowOptions, made?: Set<Value>): Shown {
  return refusing(composed.evaluation, () => maskedPart(composed, options, made))
}

interface Shown {
  readonly value: Value
  readonly isConfig: boolean
}

function maskedPart(composed: Composed, options: ShowOptions, made: Set<Value> | undefined): Shown {
  const part = composed.masked.shown(options.part, made)
  const pkg = packageIn(options)
  const { root, follow } = part
  const found = pkg === undefined ? root : selectNode(root, pkg, { follow, dialect: composed.dialect })
  if (found === undefined || isNothing(found)) throw nothingToPrint(root, pkg!, { follow, dialect: composed.dialect })
  const isConfig = isContainer(found.value) && found.isResult !== true
  return { value: options.resolve && isConfig ? part.resolve(found) : found.value, isConfig }
}

function isNothing({ value }: ConfigNode): boolean {
  return value.kind === 'null' || value.kind === 'missing'
}

/** The first key on the way to a package that has no value, or is not there, says why the package is not printed. */
function nothingToPrint(root: ConfigNode, pkg: string, options: SelectOptions): HydraconfError {
  const parts = splitKey(pkg, dialectOf(options.dialect).keys)
  let holder = root
  for (const at of parts.keys()) {
    const key = parts.slice(0, at + 1).join('.')
    const found = selectNode(root, key, options)
    if (found === undefined) break
    const { kind, origin } = found.value
    if (kind === 'null' || kind === 'missing') return raise(packageWithoutValue({ package: pkg, key, kind }), origin)
    holder = found
  }
  const near = closeMatches(pkg, keysOf(root.value as MapValue))
  return raise(packageNotFound({ package: pkg, holder: fullKey(holder), keys: keysIn(holder.value), near }))
}

function keysIn(value: Value): readonly string[] {
  if (value.kind === 'list') return value.items.map((_, at) => String(at))
  return value.kind === 'map' ? [...entriesOf(value)].map(([key]) => keyText(key)) : []
}

function packageIn({ package: pkg }: ShowOptions): string | undefined {
  return pkg === '_global_' ? undefined : pkg
}

function* keysOf(of: MapValue, before = ''): Generator<string> {
  for (const [key, value] of entriesOf(of)) {
    yield before + keyText(key)
    if (value.kind === 'map') yield* keysOf(value, `${before}${keyText(key)}.`)
  }
}
