import type { DialectName } from '../dialect/dialect.js'
import { compareCodePoints } from '../grammar/compare-code-points.js'
import type { Override } from '../grammar/override.js'
import { parseOverride } from '../grammar/parse-override.js'
import { type Resolver, type ResolverContext, valueResolver } from '../interpolation/resolver.js'
import { badDirnameOption } from '../messages/run.js'
import { raise } from '../text/errors.js'
import { rootNode } from '../value/config-node.js'
import { str } from '../value/constructors.js'
import { selectNode } from '../value/select.js'
import { toJs } from '../value/to-js.js'
import type { HydraScope } from './hydra-scope.js'
import { setsOneOf } from './masked-override.js'

/** How overrides become the name of a directory: `hydra.job.config.override_dirname`. */
export interface DirnameOptions {
  readonly kvSep?: string | undefined
  readonly itemSep?: string | undefined
  readonly excludeKeys?: readonly string[] | undefined
  /** Names of sensitive keys: what is set of these is in no name of a directory. */
  readonly sensitive?: ReadonlySet<string> | undefined
}

/** `lr=1,wd=2`: what was overridden, as a directory name. Sorted, so that the order of typing makes no difference. */
export function overrideDirname(
  overrides: readonly Override[],
  { kvSep = '=', itemSep = ',', excludeKeys = [], sensitive }: DirnameOptions = {},
): string {
  const isShown = (override: Override): boolean =>
    !excludeKeys.includes(override.key.name) && (sensitive === undefined || !setsOneOf(sensitive, override))
  const texts = overrides.filter(isShown).map(({ text }) => text)
  return texts
    .sort(compareCodePoints)
    .join(itemSep)
    .replaceAll('=', () => kvSep)
}

/**
 * `${hydra_override_dirname:}` of dialect 1.4, and with options of its own: `${hydra_override_dirname:{kv_sep:'-'}}`.
 * Mirrors `hydra.core.utils.hydra_override_dirname`.
 */
export function overrideDirnameResolver(
  scope: HydraScope | undefined,
  dialect: DialectName,
  sensitive: ReadonlySet<string>,
): Resolver {
  return valueResolver(([options], context) => {
    const setting = (key: string): unknown => settingOf(scope, context, key)
    const given = options === undefined ? setting('job.config.override_dirname') : toJs(options)
    const tasks = setting('overrides.task')
    const texts = Array.isArray(tasks) ? tasks.map(String) : []
    return str(
      overrideDirname(
        texts.map((text) => parseOverride(text, { dialect })),
        { ...checked(given), sensitive },
      ),
    )
  })
}

/** A setting below `hydra`: of the config that is resolved, or where that is the task's alone, of the composition. */
function settingOf(scope: HydraScope | undefined, { root, follow }: ResolverContext, key: string): unknown {
  const own = selectNode(rootNode(root), `hydra.${key}`, { follow })
  if (own !== undefined) return toJs(own, { follow })
  const hydra = scope?.hydra
  const found = hydra === undefined ? undefined : selectNode(hydra, key, { follow: scope!.follow })
  return found === undefined ? undefined : toJs(found, { follow: scope!.follow })
}

function checked(given: unknown): DirnameOptions {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw raise(badDirnameOption('a map'))
  const { kv_sep = '=', item_sep = ',', exclude_keys = [] } = given as Record<string, unknown>
  if (typeof kv_sep !== 'string') throw raise(badDirnameOption('a text as kv_sep'))
  if (typeof item_sep !== 'string') throw raise(badDirnameOption('a text as item_sep'))
  if (!Array.isArray(exclude_keys) || exclude_keys.some((key) => typeof key !== 'string')) {
    throw raise(badDirnameOption('a list of texts as exclude_keys'))
  }
  return { kvSep: kv_sep, itemSep: item_sep, excludeKeys: exclude_keys }
}
