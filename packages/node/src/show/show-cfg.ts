import {
  type Composed,
  childNode,
  closeMatches,
  entriesOf,
  following,
  isContainer,
  type MapValue,
  map,
  pythonText,
  raise,
  rootNode,
  selectNode,
  toYaml,
  type Value,
} from '@hydraconf/core'
import { packageNotFound } from '../messages.js'
import { resolvedPart } from './resolved-part.js'

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
  const shown = shownPart(composed, options)
  if (!isContainer(shown)) return `${pythonText(shown)}\n`
  const pkg = packageIn(options)
  return (pkg === undefined ? '' : `# @package ${pkg}\n`) + toYaml(shown)
}

/** What `--cfg` prints, as a value. */
export function shownPart(composed: Composed, options: ShowOptions): Value {
  const whole = partOf(composed, options.part)
  const follow = following(composed.evaluation)
  const pkg = packageIn(options)
  const root = rootNode(whole)
  const found = pkg === undefined ? root : selectNode(root, pkg, { follow })
  if (found === undefined || found.value.kind === 'null' || found.value.kind === 'missing') {
    throw raise(packageNotFound({ package: pkg!, near: closeMatches(pkg!, keysOf(whole)) }))
  }
  const answered = pkg !== undefined && found.value.kind === 'interpolation' ? follow(found) : found
  return options.resolve ? resolvedPart(answered, follow) : answered.value
}

function packageIn({ package: pkg }: ShowOptions): string | undefined {
  return pkg === '_global_' ? undefined : pkg
}

function partOf(composed: Composed, part: ShowOptions['part']): MapValue {
  if (part === 'job') return composed.job
  if (part === 'all') return composed.config
  const hydra = childNode(rootNode(composed.config), 'hydra')?.value
  if (hydra?.kind !== 'map') return map([])
  return map([
    [
      'hydra',
      map(
        [...entriesOf(hydra)].filter(([key]) => key !== 'help' && key !== 'hydra_help'),
        hydra.origin,
        hydra.shape,
      ),
    ],
  ])
}

function* keysOf(of: MapValue, before = ''): Generator<string> {
  for (const [key, value] of entriesOf(of)) {
    yield before + String(key)
    if (value.kind === 'map') yield* keysOf(value, `${before}${String(key)}.`)
  }
}
