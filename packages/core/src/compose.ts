import { compositionCacheFor } from './cache/composition-cache.js'
import { cachedDefaults } from './cache/defaults-cache.js'
import { cachedLayers } from './cache/layers-cache.js'
import { applyOverrides } from './composition/apply-overrides.js'
import { applyVariables, givenVariables } from './composition/apply-variables.js'
import { classify } from './composition/classify-overrides.js'
import { Composed, type PlainConfig, type ResolveJob } from './composition/composed.js'
import { evaluationFor, evaluationOf } from './composition/config-evaluation.js'
import { deprecations } from './composition/deprecations.js'
import type { Environment, RunMode } from './composition/environment.js'
import { fillHydraNode } from './composition/fill-hydra-node.js'
import { mergeLayers } from './composition/layers.js'
import { refusingWithout } from './composition/masked-refusal.js'
import { openEnvironment } from './composition/open-environment.js'
import { refuseOtherAliases } from './composition/refuse-other-aliases.js'
import { refuseSweeps } from './composition/refuse-sweeps.js'
import { refusingAfter } from './composition/refusing-after.js'
import { sensitiveNames } from './composition/sensitive-keys.js'
import { findingsIn, refuseFindings } from './composition/validate.js'
import { withOverrides } from './composition/with-overrides.js'
import { dialectOf } from './dialect/dialects.js'
import type { Override } from './grammar/override.js'
import { following } from './interpolation/dereference.js'
import { rulesFor } from './library/version-base.js'
import { refuseCollidingKeys } from './merge/merge.js'
import { noFacts, notComposed } from './messages/composition.js'
import { NO_EXTENSIONS } from './plugin.js'
import { type ErrorType, HydraconfError, raise } from './text/errors.js'
import { atCaller } from './text/stack-trace.js'

/** What to compose. */
export interface ComposeRequest {
  /** The primary config, relative to the search path; without one only Hydra's own node is composed. */
  readonly configName?: string | undefined
  /** As on the command line: `db=mysql`, `+lr=0.1`, `~db`; parsed ones are taken as they are. */
  readonly overrides?: readonly (string | Override)[] | undefined
  /** `RUN` unless said otherwise. */
  readonly mode?: RunMode | undefined
  /** Whether sweeps are refused where the mode has no use for them; true unless said otherwise. */
  readonly refuseSweeps?: boolean | undefined
}

/**
 * Composes a config: which configs, in which order, into which packages, and what the command line then changes.
 * Mirrors `hydra.compose` (`ConfigLoaderImpl.load_configuration`). A function of its arguments: nothing is registered, what
 * is remembered (`cache/`) shows in nothing but the time taken, and any number of compositions may go on at once. `Config` is the type of what comes out, for those who know
 * it, from a schema for one: nothing checks it here.
 *
 * @throws OverrideParseException for an override that does not parse
 * @throws MissingConfigException for a config that no source has
 * @throws ConfigCompositionException for everything else that does not fit together
 * @throws ValidationError where a schema of a plugin refuses what was composed
 */
export function compose<Config = PlainConfig>(request: ComposeRequest, environment: Environment): Composed<Config> {
  if (environment.facts === undefined) throw raise(noFacts())
  return atCaller(compose, environment.facts.env.HYDRA_FULL_ERROR === '1', () => {
    // What goes wrong before composing begins keeps its class.
    return withOverrides(request, environment, (overrides) => composeValid<Config>(request, overrides, environment))
  })
}

/** What composes, and is as the schemas of groups have it. */
function composeValid<Config>(
  request: ComposeRequest,
  overrides: readonly Override[],
  environment: Environment,
): Composed<Config> {
  const { keepsValueErrors } = dialectOf(environment.dialect).run
  const composing = () => composeStages<Config>(request, overrides, environment)
  const composed = refusingAsHydra(composing, keepsValueErrors ? VALUE_ERRORS : [])
  const findings = findingsIn(composed, environment.extensions?.schemas ?? NO_EXTENSIONS.schemas)
  const refuse = () => refuseFindings(findings)
  refusingAfter(composed.warnings, () => refusingWithout(() => composed.secrets, refuse))
  return composed
}

function composeStages<Config>(
  request: ComposeRequest,
  overrides: readonly Override[],
  environment: Environment,
): Composed<Config> {
  const { configName, mode = 'RUN' } = request
  const { facts, extensions = NO_EXTENSIONS } = environment
  const rules = rulesFor(environment.versionBase, environment.dialect, environment.pyyaml)
  const follow = following(() => evaluationFor(environment))

  const { library, warnings: unavailable } = openEnvironment(environment, { configName, overrides }, rules, follow)
  return refusingAfter(unavailable, () => {
    if (request.refuseSweeps !== false) refuseSweeps(overrides, mode)

    const intent = classify(overrides, library)
    const cache = compositionCacheFor(environment.searchPath, configName)
    const requireSelf = facts.env.SELF_WARNING_AS_ERROR === '1'
    const options = { prependHydra: true, skipMissing: mode === 'MULTIRUN', requireSelf, follow }
    const { tree, list, choices, warnings } = cachedDefaults(cache.defaults, library, configName, intent, options)

    const { layers, warnings: matched } = cachedLayers(list, library, extensions.schemas, { follow })
    const dialect = rules.dialect.name
    const merged = mergeLayers(layers, { follow, dialect }, cache.merger)
    if (rules.dialect.keys.refusesCollidingKeys) refusingAsHydra(() => refuseCollidingKeys(merged))
    const { sources } = library
    const sensitive = sensitiveNames(extensions)
    const run = { configName, overrides, choices, sources, rules, facts, sensitive, follow }
    // An edit may read a value that asks `hydra:`. Then that is the run as it was without edits.
    const reading = following(() => evaluationOf(() => fillHydraNode(merged, run), environment))
    const variables = givenVariables(environment)
    const given = applyVariables(merged, variables, { follow: reading, dialect })
    const edited = applyOverrides(given, intent.edits, { follow: reading, dialect })
    refuseOtherAliases(merged, edited, reading)
    const config = fillHydraNode(edited, { ...run, follow: reading })

    const stages = { overrides, intent, library, tree, list, choices, layers, variables, config }
    const announced = deprecations(overrides, environment, stages)
    const resolveJob: ResolveJob = (job, evaluation) => cache.resolved.resolve(job, evaluation)
    return new Composed<Config>(
      { ...stages, warnings: [...announced, ...unavailable, ...warnings, ...matched] },
      environment,
      resolveJob,
    )
  })
}

/** The classes of OmegaConf that are Python's `ValueError` as well. */
const VALUE_ERRORS = [
  'ValidationError',
  'KeyValidationError',
  'InterpolationResolutionError',
  'ConfigValueError',
] as const

/** To compose is to refuse as Hydra: whatever OmegaConf would raise on the way comes out as one class, but for what is kept. */
function refusingAsHydra<T>(composing: () => T, kept: readonly ErrorType[] = []): T {
  try {
    return composing()
  } catch (error) {
    if (!(error instanceof HydraconfError) || !error.isA('OmegaConfBaseException')) throw error
    if (kept.some((type) => error.isA(type))) throw error
    throw raise(notComposed(error), error.origin, error).after(error.warnings)
  }
}
