import { packageNotFound } from '../messages/composition.js'
import { closeMatches } from '../text/close-matches.js'
import { raise } from '../text/errors.js'
import { entriesOf } from '../value/constructors.js'
import { pythonText } from '../value/python-text.js'
import { selectNode } from '../value/select.js'
import { type Container, isContainer, type MapValue, type Value } from '../value/value.js'
import { toYaml } from '../yaml/emit.js'
import type { Composed } from './composed.js'

export interface ShowOptions {
  readonly part: 'job' | 'hydra' | 'all'
  readonly resolve: boolean
  readonly package: string | undefined
}

/**
 * The text that `--cfg` prints.
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
function shownValue(composed: Composed, options: ShowOptions, made?: Set<Value>): { value: Value; isConfig: boolean } {
  const part = composed.shown(options.part, made)
  const pkg = packageIn(options)
  const { root, follow } = part
  const found = pkg === undefined ? root : selectNode(root, pkg, { follow })
  if (found === undefined || found.value.kind === 'null' || found.value.kind === 'missing') {
    throw raise(packageNotFound({ package: pkg!, near: closeMatches(pkg!, keysOf(root.value as MapValue)) }))
  }
  const isConfig = isContainer(found.value) && found.isResult !== true
  return { value: options.resolve && isConfig ? part.resolve(found) : found.value, isConfig }
}

function packageIn({ package: pkg }: ShowOptions): string | undefined {
  return pkg === '_global_' ? undefined : pkg
}

function* keysOf(of: MapValue, before = ''): Generator<string> {
  for (const [key, value] of entriesOf(of)) {
    yield before + String(key)
    if (value.kind === 'map') yield* keysOf(value, `${before}${String(key)}.`)
  }
}
