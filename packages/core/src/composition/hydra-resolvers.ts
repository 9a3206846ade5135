import type { Dialect } from '../dialect/dialect.js'
import { dialectOf } from '../dialect/dialects.js'
import { type Resolver, valueResolver } from '../interpolation/resolver.js'
import {
  hydraArguments,
  noHydraNode,
  nowArguments,
  pythonVersionArguments,
  pythonVersionUnknown,
} from '../messages/run.js'
import { raise } from '../text/errors.js'
import { nullValue, str } from '../value/constructors.js'
import { selectNode } from '../value/select.js'
import type { Value } from '../value/value.js'
import type { RunFacts } from './environment.js'
import type { HydraScope } from './hydra-scope.js'
import { overrideDirnameResolver } from './override-dirname.js'
import { resolveSubtree } from './resolve-subtree.js'
import { strftime } from './strftime.js'

/**
 * The resolvers that Hydra adds to OmegaConf's: `now:`, `python_version:` and `hydra:`. They answer from the facts
 * of the run, so that the same run always composes the same; overrides of `sensitive` keys name no directory. While there is no composed config, `hydra:` refuses.
 */
export function hydraResolvers(
  facts: RunFacts,
  hydra?: HydraScope,
  dialect: Dialect = dialectOf(),
  sensitive: ReadonlySet<string> = new Set(),
): ReadonlyMap<string, Resolver> {
  const { resolvesOverrideDirname } = dialect.run
  return new Map([
    ...(resolvesOverrideDirname
      ? [['hydra_override_dirname', overrideDirnameResolver(hydra, dialect.name, sensitive)] as const]
      : []),
    ['now', valueResolver((args) => now(args, facts), { cache: true })],
    ['python_version', valueResolver((args) => pythonVersion(args, facts), { pure: true })],
    ['hydra', valueResolver((args) => hydraSetting(args, hydra), { givesConfig: true })],
  ])
}

/** `${now:%Y-%m-%d}` */
function now(args: readonly Value[], facts: RunFacts): Value {
  const [format] = args
  if (args.length !== 1 || format?.kind !== 'str') throw raise(nowArguments())
  return str(strftime(facts.now, format.value), format.origin)
}

/** `${python_version:}`, `${python_version:micro}`: of the Python that the outputs are meant for, when that is known. */
function pythonVersion(args: readonly Value[], { pythonVersion: version }: RunFacts): Value {
  if (version === undefined) throw raise(pythonVersionUnknown())
  const [level] = args
  if (args.length > 1) throw raise(pythonVersionArguments())
  const name = level === undefined ? 'minor' : level.kind === 'str' ? level.value : ''
  const count = ['major', 'minor', 'micro'].indexOf(name) + 1
  return count === 0 ? nullValue() : str(version.split('.').slice(0, count).join('.'))
}

/** `${hydra:runtime.cwd}`: a key below `hydra`; null where it is absent or not known yet. */
function hydraSetting(args: readonly Value[], scope: HydraScope | undefined): Value {
  const [key] = args
  if (args.length !== 1 || key?.kind !== 'str') throw raise(hydraArguments())
  const hydra = scope?.hydra
  if (scope === undefined || hydra === undefined) throw raise(noHydraNode())
  const found = selectNode(hydra, key.value, { follow: scope.follow })
  return found === undefined || found.value.kind === 'missing' ? nullValue() : resolveSubtree(found, scope.follow)
}
